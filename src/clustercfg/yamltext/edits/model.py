"""The data of a document, with all that an edit must keep: compared before and after.

The order of keys, keys that stand twice, and both readings of every scalar belong to it, so that an edit is accepted
only if nothing else changed for any reader.
"""

from __future__ import annotations

import re
from typing import Any

from clustercfg.errors import EditRefusedError
from clustercfg.translation import gettext as _
from clustercfg.yamltext.limits import MAXIMUM_DEPTH
from clustercfg.yamltext.nodes import MappingNode, Node, ScalarNode
from clustercfg.yamltext.scalars import resolve_core, resolve_go

__all__ = ["Model", "as_text", "model_of_node", "model_of_value"]

_LARGEST = 400_000
_SURROGATE = re.compile("[\ud800-\udfff]")


class Model:
    """The data below one place. `entries` for a mapping, `items` for a list, `readings` for a scalar."""

    __slots__ = ("entries", "items", "readings")

    def __init__(
        self,
        readings: tuple[str, str] | None = None,
        entries: list[tuple[str, Model]] | None = None,
        items: list[Model] | None = None,
    ) -> None:
        self.readings = readings
        self.entries = entries
        self.items = items

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Model):
            return NotImplemented
        return (self.readings, self.entries, self.items) == (other.readings, other.entries, other.items)

    __hash__ = None  # type: ignore[assignment] # models are compared, never kept in sets

    @property
    def is_null(self) -> bool:
        """True for nothing."""
        return self.readings == _NULL

    def position(self, key: str) -> int | None:
        """Return where the entry that counts for `key` stands."""
        found = [index for index, (name, _value) in enumerate(self.entries or ()) if name == key]
        return found[-1] if found else None

    def child(self, step: str | int) -> Model | None:
        """Return what `step` names, None when there is nothing."""
        if isinstance(step, int):
            items = self.items or ()
            return items[step] if 0 <= step < len(items) else None
        position = self.position(step)
        return None if position is None else (self.entries or [])[position][1]

    @classmethod
    def nothing(cls) -> Model:
        """Return the model of null."""
        return cls(_NULL)


_NULL = (repr(None), repr(None))


def model_of_value(value: Any) -> Model:
    """Return the model of plain data.

    Raises:
        EditRefusedError: it is nested deeper than can be read, or holds bytes that are no text.
    """
    return _of_value(value, MAXIMUM_DEPTH)


def _of_value(value: Any, depth: int) -> Model:
    if depth < 0:
        raise EditRefusedError(_("the new value is nested too deeply"))
    if isinstance(value, dict):
        return Model(entries=[(as_text(str(key)), _of_value(each, depth - 1)) for key, each in value.items()])
    if isinstance(value, list | tuple):
        return Model(items=[_of_value(each, depth - 1) for each in value])
    shown = repr(as_text(value) if isinstance(value, str) else value)
    return Model((shown, shown))


def as_text(text: str) -> str:
    """Return `text`, which goes into the document.

    Raises:
        EditRefusedError: it holds what stands for a byte that could not be decoded (from a command line, say).
    """
    if _SURROGATE.search(text):
        raise EditRefusedError(_("the new value holds bytes that are no text"))
    return text


def model_of_node(node: Node | None) -> Model:
    """Return the model of a document's node; every alias stands for a copy of what it points at."""
    return Model(_NULL) if node is None else _of_node(node, [_LARGEST])


def _of_node(node: Node, budget: list[int]) -> Model:
    budget[0] -= 1
    if budget[0] < 0:
        raise EditRefusedError(_("the aliases of this document stand for too many values"))
    if isinstance(node, ScalarNode):
        return Model(_readings(node))
    if isinstance(node, MappingNode):
        return Model(entries=[(entry.key.text, _of_node(entry.value, budget)) for entry in node.entries])
    return Model(items=[_of_node(item.value, budget) for item in node.items])


def _readings(node: ScalarNode) -> tuple[str, str]:
    if node.style:
        text = repr(node.text)
        return text, text
    return repr(resolve_core(node.text)), repr(resolve_go(node.text))
