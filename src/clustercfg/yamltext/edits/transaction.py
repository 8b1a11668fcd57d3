"""Several edits as one, on a copy of the text; accepted only if the data is then what it must be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import NoneType
from typing import TypeGuard

from clustercfg.errors import EditRefusedError
from clustercfg.records import replace
from clustercfg.translation import gettext as _
from clustercfg.yamltext.decoding import MAXIMUM_BYTES
from clustercfg.yamltext.edits.anchors import merged_in, shared_with
from clustercfg.yamltext.edits.draft import HARMLESS, Draft
from clustercfg.yamltext.edits.expectation import Model, expect, model_of_node
from clustercfg.yamltext.edits.navigation import holders
from clustercfg.yamltext.edits.operations import Insert, Move, Operation, Reorder, Set
from clustercfg.yamltext.nodes import Node, ScalarNode
from clustercfg.yamltext.paths import Path
from clustercfg.yamltext.reading import Reading, read

__all__ = ["edited"]


def edited(
    text: str,
    reading: Reading,
    operations: Sequence[Operation],
    is_text_place: Callable[[Path], bool] = lambda _path: False,
) -> str:
    """Return `text` with `operations` made, in order.

    Args:
        text: the text of a document.
        reading: what was read of it.
        operations: the edits; each sees those before.
        is_text_place: says where YAML is written as a text: what is set below such a place makes one.

    Raises:
        EditRefusedError: an edit leads nowhere, or cannot be made without changing anything else.
    """
    if not operations:
        return text
    _refuse_broken(reading)
    wanted = model_of_node(reading.root)
    draft = Draft(text, reading)
    for operation in operations:
        root = draft.reading.root
        outer = _through_text(root, operation, is_text_place)
        wanted = _expected(wanted, outer, root)
        try:
            draft.make(outer)
        except EditRefusedError as refusal:
            raise EditRefusedError(_alias_in_the_way(root, operation) or refusal.reason) from None
    if not _is_as_wanted(draft, wanted, len(reading.problems)):
        reasons = (_alias_in_the_way(reading.root, operation) for operation in operations)
        message = _("the edit would change something else too, so it was not made")
        raise EditRefusedError(next(filter(None, reasons), message))
    _refuse_oversize(draft.text)
    return draft.text


def _refuse_oversize(text: str) -> None:
    """A text that could not be read again is of no use; a character takes four bytes at most."""
    if len(text) * 4 > MAXIMUM_BYTES and len(text.encode()) > MAXIMUM_BYTES:
        raise EditRefusedError(_("the document would be larger than can be read again"))


def _expected(model: Model, operation: Operation, root: Node | None) -> Model:
    try:
        return expect(model, operation)
    except EditRefusedError as refusal:
        raise EditRefusedError(merged_in(root, operation.path) or refusal.reason) from None


def _is_as_wanted(draft: Draft, wanted: Model, problems: int) -> bool:
    return len(draft.reading.problems) <= problems and model_of_node(draft.reading.root) == wanted


def _refuse_broken(reading: Reading) -> None:
    broken = next((each for each in reading.problems if each.kind not in HARMLESS), None)
    if broken is not None or reading.exhausted:
        raise EditRefusedError(_("the text is not sound YAML; mend that first (clustercfg lint shows where)"))


def _alias_in_the_way(root: Node | None, operation: Operation) -> str | None:
    paths = [operation.path, *([operation.target] if isinstance(operation, Move) else [])]
    return next(filter(None, (shared_with(root, path) for path in paths)), None)


def _through_text(
    root: Node | None, operation: Operation, is_text_place: Callable[[Path], bool]
) -> Operation:
    """An edit inside the YAML of a text block is an edit of that text."""
    found = holders(root, operation.path)
    whole = isinstance(operation, Insert | Reorder)
    for depth in range(1, len(operation.path) + whole):
        node = found[depth - 1].value if depth <= len(found) else None
        if depth <= len(found) and found[depth - 1].alias:
            break
        if node is None or (isinstance(node, ScalarNode) and node.is_null):
            if is_text_place(operation.path[:depth]):
                return Set(operation.path[:depth], _edited_inside("", operation, depth))
        elif _holds_yaml(node):
            return Set(operation.path[:depth], _edited_inside(node.text, operation, depth))
    return operation


def _holds_yaml(node: Node | None) -> TypeGuard[ScalarNode]:
    """A text block is taken for YAML; a quoted text only if it reads as keys or items."""
    if not isinstance(node, ScalarNode) or not node.style:
        return False
    return node.style in ("|", ">") or not isinstance(read(node.text).root, ScalarNode | NoneType)


def _edited_inside(text: str, operation: Operation, depth: int) -> str:
    inner: Operation
    if isinstance(operation, Move):
        if operation.target[:depth] != operation.path[:depth]:
            raise EditRefusedError(_("a key cannot be moved out of a text block"))
        inner = Move(operation.path[depth:], operation.target[depth:])
    else:
        inner = replace(operation, path=operation.path[depth:])
    return edited(text, read(text), [inner])
