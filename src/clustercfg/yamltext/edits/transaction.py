"""Edits, one after another, on a copy of the text; accepted only if the data is then what it must be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from clustercfg.errors import EditRefusedError
from clustercfg.translation import gettext as _
from clustercfg.yamltext.edits.expectation import Model, expect, model_of_node, model_of_value
from clustercfg.yamltext.edits.layout import Layout
from clustercfg.yamltext.edits.moving import copied_lines, place_lines, rename_key
from clustercfg.yamltext.edits.operations import Insert, Move, Operation, Rename, Set, Unset
from clustercfg.yamltext.edits.putting import add_item, add_key, fill_document, insert_item, replace_value
from clustercfg.yamltext.edits.taking import take
from clustercfg.yamltext.nodes import Entry, Item, MappingNode, Node, ScalarNode, SequenceNode
from clustercfg.yamltext.patch import Patch
from clustercfg.yamltext.paths import Path, format_path
from clustercfg.yamltext.problems import Replacement
from clustercfg.yamltext.recovery import Reading, read

__all__ = ["edited"]

_HARMLESS = frozenset({"duplicate-key", "second-document", "yaml-version", "tag", "smart-quotes"})


def edited(text: str, reading: Reading, operations: Sequence[Operation]) -> str:
    """Return `text` with `operations` made, in order.

    Raises:
        EditRefusedError: an edit leads nowhere, or cannot be made without changing anything else.
    """
    _refuse_broken(reading)
    wanted = before = model_of_node(reading.root)
    draft = _Draft(text, reading)
    for operation in operations:
        outer = _through_text(draft.reading.root, operation)
        wanted = expect(wanted, outer)
        draft.make(outer)
    if wanted == before:
        return text
    _verify(draft, wanted, len(reading.problems))
    return draft.text


def _refuse_broken(reading: Reading) -> None:
    broken = next((each for each in reading.problems if each.kind not in _HARMLESS), None)
    if broken is not None or reading.exhausted:
        raise EditRefusedError(_("the text is not sound YAML; mend that first (clustercfg lint shows where)"))


def _through_text(root: Node | None, operation: Operation) -> Operation:
    """An edit inside the YAML of a text block is an edit of that text."""
    node, steps = root, operation.path
    for depth, step in enumerate(steps):
        if isinstance(node, ScalarNode) and node.style == "|":
            return Set(steps[:depth], _edited_inside(node.text, operation, depth))
        holder = _child(node, step)
        if holder is None or holder.alias:
            return operation
        node = holder.value
    if isinstance(operation, Insert) and isinstance(node, ScalarNode) and node.style == "|":
        return Set(steps, _edited_inside(node.text, operation, len(steps)))
    return operation


def _edited_inside(text: str, operation: Operation, depth: int) -> str:
    inner: Operation
    if isinstance(operation, Move):
        if operation.target[:depth] != operation.path[:depth]:
            raise EditRefusedError(_("a key cannot be moved out of a text block"))
        inner = Move(operation.path[depth:], operation.target[depth:])
    else:
        inner = replace(operation, path=operation.path[depth:])
    return edited(text, read(text), [inner])


def _verify(draft: _Draft, wanted: Model, problems: int) -> None:
    reading = draft.reading
    if len(reading.problems) > problems or model_of_node(reading.root) != wanted:
        raise EditRefusedError(_("the edit would change something else too, so it was not made"))


class _Draft:
    """The text while it is being edited."""

    def __init__(self, text: str, reading: Reading) -> None:
        self.text = text
        self.reading = reading

    def make(self, operation: Operation) -> None:
        """Make one operation, split into steps that touch one place each."""
        if isinstance(operation, Set):
            for step in self._steps(operation):
                self._splice(self._set(step))
        elif isinstance(operation, Unset):
            self._splice(self._unset(operation.path))
        elif isinstance(operation, Rename):
            self._splice(rename_key(self._entry(operation.path), operation.key))
        elif isinstance(operation, Insert):
            self._splice(self._insert(operation))
        else:
            self._move(operation)

    def _splice(self, replacements: list[Replacement]) -> None:
        text = Patch(self.text, replacements).text
        self.text, self.reading = text, read(text)
        if any(each.kind not in _HARMLESS for each in self.reading.problems):
            raise EditRefusedError(_("the edit would not read as YAML, so it was not made"))

    @property
    def layout(self) -> Layout:
        return Layout(self.text, self.reading.root)

    # ---- finding

    def _find(self, path: Path) -> tuple[Node | None, Entry | Item | None]:
        """Return the node at `path` and what holds it; the node is None when there is nothing."""
        node: Node | None = self.reading.root
        holder: Entry | Item | None = None
        for step in path:
            holder = _child(node, step)
            if holder is None:
                return None, None
            node = holder.value
        return node, holder

    def _entry(self, path: Path) -> Entry:
        _node, holder = self._find(path)
        if not isinstance(holder, Entry):
            raise EditRefusedError(_("there is no {path}").format(path=format_path(path)))
        return holder

    def _parent(self, path: Path) -> tuple[Node, Entry | Item | None]:
        node, holder = self._find(path[:-1])
        if node is None:
            raise EditRefusedError(_("there is no {path}").format(path=format_path(path[:-1])))
        if holder is not None and holder.alias:
            message = _("{path} is an alias; change what it points at")
            raise EditRefusedError(message.format(path=format_path(path[:-1])))
        return node, holder

    # ---- set

    def _steps(self, operation: Set) -> Iterator[Operation]:
        """A mapping over a mapping, or a list over a list, becomes the edits that differ."""
        node, holder = self._find(operation.path)
        value = operation.value
        if holder is not None and holder.alias:
            yield operation
        elif isinstance(node, MappingNode) and node.entries and isinstance(value, dict) and value:
            yield from self._mapping_steps(operation.path, node, value)
        elif isinstance(node, SequenceNode) and node.items and isinstance(value, list | tuple) and value:
            yield from self._list_steps(operation.path, node, value)
        elif node is None or model_of_node(node) != model_of_value(value):
            yield operation

    def _mapping_steps(self, path: Path, node: MappingNode, value: dict[str, Any]) -> Iterator[Operation]:
        for key in [entry.key.text for entry in node.entries]:
            if key not in value:
                yield Unset((*path, key))
        for key, each in value.items():
            yield from self._steps(Set((*path, key), each))

    def _list_steps(self, path: Path, node: SequenceNode, value: Sequence[Any]) -> Iterator[Operation]:
        count = len(node.items)
        for index in reversed(range(len(value), count)):
            yield Unset((*path, index))
        for index, each in enumerate(value):
            if index < count:
                yield from self._steps(Set((*path, index), each))
            else:
                yield Set((*path, index), each)

    def _set(self, step: Operation) -> list[Replacement]:
        if isinstance(step, Unset):
            return self._unset(step.path)
        if not isinstance(step, Set):
            raise TypeError(step)
        path, value = _deepest(self, step.path, step.value)
        if not path:
            return fill_document(self.layout, value)
        _node, holder = self._find(path)
        parent, _parent_holder = self._parent(path)
        if holder is not None:
            return replace_value(self.layout, holder, value, in_flow=_in_flow(parent))
        return self._add(path, value, parent)

    def _add(self, path: Path, value: Any, parent: Node) -> list[Replacement]:
        step = path[-1]
        if isinstance(parent, MappingNode) and isinstance(step, str):
            return add_key(self.layout, parent, step, value)
        if isinstance(parent, SequenceNode) and step == len(parent.items):
            return add_item(self.layout, parent, value)
        raise EditRefusedError(_("{path} holds no keys or items").format(path=format_path(path[:-1])))

    # ---- the others

    def _unset(self, path: Path) -> list[Replacement]:
        parent, holder = self._parent(path)
        child = _child(parent, path[-1])
        if child is None or isinstance(parent, ScalarNode):
            raise EditRefusedError(_("there is no {path}").format(path=format_path(path)))
        children: list[Any] = parent.entries if isinstance(parent, MappingNode) else parent.items
        return take(self.layout, parent, children.index(child), holder)

    def _insert(self, operation: Insert) -> list[Replacement]:
        node, _holder = self._find(operation.path)
        if isinstance(node, SequenceNode) and node.items and operation.index < len(node.items):
            return insert_item(self.layout, node, operation.index, operation.value)
        return self._set(Set((*operation.path, operation.index), operation.value))

    def _move(self, operation: Move) -> None:
        name = operation.target[-1]
        if not isinstance(name, str):
            raise EditRefusedError(_("only keys can be moved"))
        if operation.path[:-1] == operation.target[:-1]:
            self._splice(rename_key(self._entry(operation.path), name))
            return
        lines = copied_lines(self.layout, self._entry(operation.path), name)
        self._splice(self._unset(operation.path))
        missing: list[str] = []
        place = operation.target[:-1]
        while place and self._find(place)[0] is None:
            missing.insert(0, str(place[-1]))
            place = place[:-1]
        node, holder = self._find(place)
        if isinstance(holder, Item):
            raise EditRefusedError(_("a key cannot be moved into a list"))
        self._splice(place_lines(self.layout, holder, node, missing, lines))


def _child(node: Node | None, step: str | int) -> Entry | Item | None:
    if isinstance(node, MappingNode) and isinstance(step, str):
        return next((entry for entry in reversed(node.entries) if entry.key.text == step), None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None


def _in_flow(parent: Node) -> bool:
    return not isinstance(parent, ScalarNode) and parent.flow


def _is_empty(node: Node | None) -> bool:
    if isinstance(node, ScalarNode):
        return node.is_null
    if isinstance(node, MappingNode):
        return not node.entries
    return node is None or not node.items


def _deepest(draft: _Draft, path: Path, value: Any) -> tuple[Path, Any]:
    """Fold the steps that are not there, or hold nothing, into the value: the place and value that is really set."""
    while path:
        _node, holder = draft._find(path)  # noqa: SLF001 - a part of the class that would crowd it
        parent, _parent_holder = draft._find(path[:-1])  # noqa: SLF001
        if holder is not None or not _is_empty(parent):
            return path, value
        step = path[-1]
        if isinstance(step, int) and step != 0:
            raise EditRefusedError(_("there is no list with a position {index}").format(index=step))
        value = [value] if isinstance(step, int) else {step: value}
        path = path[:-1]
    return path, value
