"""Edits that are proven before they count: the data is what it must be, and no comment is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from clustercfg.errors import EditRefusedError
from clustercfg.translation import gettext as _
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.edits.expectation import Model, expect, model_of_node
from clustercfg.yamltext.edits.operations import Operation
from clustercfg.yamltext.edits.transaction import edited
from clustercfg.yamltext.nodes import MappingNode, Node, ScalarNode
from clustercfg.yamltext.patch import Patch
from clustercfg.yamltext.paths import Path, format_path
from clustercfg.yamltext.problems import Replacement
from clustercfg.yamltext.scalars import resolve_core, resolve_go

__all__ = ["data_of", "proven", "unordered"]


def proven(
    document: Document,
    wanted: Sequence[Operation],
    splice: list[Replacement] | None = None,
    data: Sequence[Operation] = (),
) -> Document:
    """Return the document that says what `wanted` makes of this one, whatever the order of keys.

    Args:
        document: it stays as it is.
        wanted: what is to be done.
        splice: the replacements that do it as a person would, tried first.
        data: operations that come to the same by writing values anew, tried last.

    Raises:
        EditRefusedError: none of these ways changes that and nothing else.
    """
    goal = model_of_node(document.root)
    for operation in wanted:
        goal = expect(goal, operation)
    ways: list[Callable[[], str]] = [lambda: edited(document.text, document.reading, wanted)]
    if splice is not None:
        ways.insert(0, lambda: Patch(document.text, splice).text)
    if data:
        ways.append(lambda: edited(document.text, document.reading, data))
    refusal = None
    for way in ways:
        try:
            after = Document(way())
        except EditRefusedError as error:
            refusal = refusal or error
            continue
        if _says(after, document, goal):
            return after
    raise _refused(wanted[0].path, refusal)


def _says(after: Document, before: Document, goal: Model) -> bool:
    if Counter(each.text for each in before.comments) - Counter(each.text for each in after.comments):
        return False
    if len(after.problems) > len(before.problems):
        return False
    return bool(unordered(model_of_node(after.root)) == unordered(goal))


def _refused(path: Path, error: EditRefusedError | None) -> EditRefusedError:
    name = format_path(path)
    reason = error.reason if error else _("it cannot be changed without changing something else")
    return EditRefusedError(reason if name in reason else f"{name}: {reason}")


def unordered(model: Model) -> Any:
    """Return the data without the order of keys. The reader bounds how deep it is."""
    if model.entries is not None:
        return {key: unordered(each) for key, each in model.entries}
    if model.items is not None:
        return [unordered(each) for each in model.items]
    return model.readings


def data_of(node: Node) -> Any:
    """Return plain data for writing a value anew.

    Where readers differ on a scalar, its text is taken; `proven` then sees that it would not arrive as before.
    """
    if isinstance(node, ScalarNode):
        agreed = not node.style and resolve_core(node.text) == resolve_go(node.text)
        return resolve_go(node.text) if agreed else node.text
    if isinstance(node, MappingNode):
        return {entry.key.text: data_of(entry.value) for entry in node.entries}
    return [data_of(item.value) for item in node.items]
