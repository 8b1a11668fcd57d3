"""A text while it is being edited: one operation after another, each read back before the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from clustercfg.errors import EditRefusedError
from clustercfg.translation import gettext as _
from clustercfg.yamltext.edits.adding import add_item, add_key, fill_document, insert_item
from clustercfg.yamltext.edits.expectation import model_of_node, model_of_value
from clustercfg.yamltext.edits.layout import Layout
from clustercfg.yamltext.edits.moving import copied_lines, place_lines, rename_key
from clustercfg.yamltext.edits.navigation import child, children, holders
from clustercfg.yamltext.edits.operations import Insert, Move, Operation, Rename, Reorder, Set, Unset
from clustercfg.yamltext.edits.reordering import reorder
from clustercfg.yamltext.edits.replacing import replace_value
from clustercfg.yamltext.edits.slots import Slot
from clustercfg.yamltext.edits.taking import take
from clustercfg.yamltext.nodes import Entry, Item, MappingNode, Node, ScalarNode, SequenceNode
from clustercfg.yamltext.paths import Path, format_path
from clustercfg.yamltext.problems import Replacement
from clustercfg.yamltext.reading import Reading, read

__all__ = ["HARMLESS", "Draft"]

HARMLESS = frozenset(
    {"duplicate-key", "second-document", "yaml-version", "tag", "smart-quotes", "unportable-value"}
)
"""Problems of a text in which edits are safe all the same."""


class Draft:
    """The text of a document with some operations made. Operations must be possible (see `expectation`)."""

    def __init__(self, text: str, reading: Reading) -> None:
        self.text = text
        self.reading = reading

    def make(self, operation: Operation) -> None:
        """Make one operation, split into steps that touch one place each.

        Raises:
            EditRefusedError: there is no way to make it; the draft is then of no more use.
        """
        if isinstance(operation, Set):
            for step in self._steps(operation):
                self._splice(self._unset(step.path) if isinstance(step, Unset) else self._set(step))
        elif isinstance(operation, Unset):
            self._splice(self._unset(operation.path))
        elif isinstance(operation, Rename):
            self._splice(rename_key(self._entry(operation.path), operation.key))
        elif isinstance(operation, Insert):
            self._splice(self._insert(operation))
        elif isinstance(operation, Reorder):
            self._splice(self._reorder(operation))
        else:
            self._move(operation)

    def _splice(self, replacements: list[Replacement]) -> None:
        text = spliced(self.text, replacements)
        self.text, self.reading = text, read(text)
        if any(each.kind not in HARMLESS for each in self.reading.problems):
            raise EditRefusedError(_("the text would then not read as YAML, so the edit was not made"))

    def _layout(self) -> Layout:
        tags = [(each.start, each.end) for each in self.reading.problems if each.kind == "tag"]
        return Layout(self.text, self.reading.root, tags)

    # ---- finding

    def _find(self, path: Path) -> tuple[Node | None, Entry | Item | None]:
        """Return the node at `path` and what holds it; the node is None when there is nothing."""
        if not path:
            return self.reading.root, None
        found = holders(self.reading.root, path)
        return (found[-1].value, found[-1]) if len(found) == len(path) else (None, None)

    def _entry(self, path: Path) -> Entry:
        _node, holder = self._find(path)
        if not isinstance(holder, Entry):
            raise EditRefusedError(_("there is no {path}").format(path=format_path(path)))
        return holder

    def _parent(self, path: Path) -> Node:
        node, _holder = self._find(path[:-1])
        if node is None:
            raise EditRefusedError(_("there is no {path}").format(path=format_path(path[:-1])))
        return node

    # ---- set

    def _steps(self, operation: Set) -> Iterator[Set | Unset]:
        """A mapping over a mapping, or a list over a list, becomes the edits that differ."""
        node, holder = self._find(operation.path)
        value = operation.value
        if holder is not None and holder.alias:
            yield operation
        elif isinstance(node, MappingNode) and node.entries and isinstance(value, dict) and value:
            yield from self._mapping_steps(operation.path, node, value)
        elif isinstance(node, SequenceNode) and node.items and isinstance(value, list | tuple) and value:
            yield from self._list_steps(operation.path, node, value)
        elif node is None or self._differs(node, holder, value):
            yield operation

    def _differs(self, node: Node, holder: Entry | Item | None, value: Any) -> bool:
        if model_of_node(node) != model_of_value(value):
            return True
        # `!!str 5` looks like a number here, and is none.
        return holder is not None and Slot(self._layout(), holder).tag is not None

    def _mapping_steps(self, path: Path, node: MappingNode, value: dict[str, Any]) -> Iterator[Set | Unset]:
        names = [entry.key.text for entry in node.entries]
        if not any(name in value for name in names) and path:
            yield Set(path, value)
            return
        for key in names:
            if key not in value:
                yield Unset((*path, key))
        for key, each in value.items():
            yield from self._steps(Set((*path, key), each))

    def _list_steps(self, path: Path, node: SequenceNode, value: Sequence[Any]) -> Iterator[Set | Unset]:
        count = len(node.items)
        for index in reversed(range(len(value), count)):
            yield Unset((*path, index))
        for index, each in enumerate(value):
            if index < count:
                yield from self._steps(Set((*path, index), each))
            else:
                yield Set((*path, index), each)

    def _set(self, step: Set) -> list[Replacement]:
        path, value = self._deepest(step.path, step.value)
        if not path:
            return fill_document(self._layout(), value)
        _node, holder = self._find(path)
        parent = self._parent(path)
        if holder is not None:
            return replace_value(self._layout(), parent, holder, value)
        if isinstance(parent, MappingNode):
            return add_key(self._layout(), parent, str(path[-1]), value)
        if isinstance(parent, SequenceNode):
            return add_item(self._layout(), parent, value)
        raise EditRefusedError(_("{path} holds no keys or items").format(path=format_path(path[:-1])))

    def _deepest(self, path: Path, value: Any) -> tuple[Path, Any]:
        """Fold the steps that are not there, or hold nothing, into the value: the place and value really set."""
        while path:
            _node, holder = self._find(path)
            parent, _holder = self._find(path[:-1])
            if holder is not None or not _is_empty(parent):
                break
            value = [value] if isinstance(path[-1], int) else {path[-1]: value}
            path = path[:-1]
        return path, value

    # ---- the others

    def _unset(self, path: Path) -> list[Replacement]:
        parent, holder = self._find(path[:-1])
        taken = child(parent, path[-1])
        if taken is None or parent is None or isinstance(parent, ScalarNode):
            raise EditRefusedError(_("there is no {path}").format(path=format_path(path)))
        return take(self._layout(), parent, children(parent).index(taken), holder)

    def _insert(self, operation: Insert) -> list[Replacement]:
        node, _holder = self._find(operation.path)
        if isinstance(node, SequenceNode) and operation.index < len(node.items):
            return insert_item(self._layout(), node, operation.index, operation.value)
        return self._set(Set((*operation.path, operation.index), operation.value))

    def _reorder(self, operation: Reorder) -> list[Replacement]:
        node, _holder = self._find(operation.path)
        return reorder(self._layout(), node, operation.order) if isinstance(node, SequenceNode) else []

    def _move(self, operation: Move) -> None:
        name = operation.target[-1] if operation.target else None
        if not isinstance(name, str):
            raise EditRefusedError(_("only keys can be moved"))
        if operation.path[:-1] == operation.target[:-1]:
            self._splice(rename_key(self._entry(operation.path), name))
            return
        lines = copied_lines(self._layout(), self._entry(operation.path), name)
        self._splice(self._unset(operation.path))
        missing: list[str] = []
        place = operation.target[:-1]
        while place and self._find(place)[0] is None:
            missing.insert(0, str(place[-1]))
            place = place[:-1]
        node, holder = self._find(place)
        self._splice(place_lines(self._layout(), holder, node, missing, lines))


def spliced(text: str, replacements: list[Replacement]) -> str:
    """Return `text` with `replacements` made; of two at one place the one listed first comes first."""
    parts: list[str] = []
    done = 0
    for each in sorted(replacements, key=lambda one: (one.start, one.end)):
        if each.start < done:
            raise EditRefusedError(_("the parts of this edit lie on top of each other, so it was not made"))
        parts += (text[done : each.start], each.text)
        done = each.end
    return "".join([*parts, text[done:]])


def _is_empty(node: Node | None) -> bool:
    if isinstance(node, ScalarNode):
        return node.is_null
    return not children(node)
