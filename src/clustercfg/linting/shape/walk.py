"""The walk through a document along the shape table: fills the view, collects mismatches and clean data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from clustercfg.linting.mismatch import Mismatch
from clustercfg.linting.shape.absent import ABSENT
from clustercfg.linting.shape.keys import closest
from clustercfg.linting.shape.leaves import Leaf, fits, read_boolean, read_integer, read_string
from clustercfg.linting.shape.mappings import MappingWalk
from clustercfg.linting.view import Slot, State, View
from clustercfg.models.shapes import (
    AnyShape,
    BooleanShape,
    ChoiceShape,
    EmbeddedShape,
    IntegerShape,
    ListShape,
    MappingShape,
    MapShape,
    Shape,
    StringShape,
)
from clustercfg.records import Record, field
from clustercfg.yamltext.document import plain_value
from clustercfg.yamltext.embedded import joins_lines, read_embedded
from clustercfg.yamltext.nodes import Entry, Item, MappingNode, Node, ScalarNode, SequenceNode
from clustercfg.yamltext.paths import Path
from clustercfg.yamltext.problems import Problem

__all__ = ["Walk", "Walked"]

_MOST_GUESSES = 500


class Walked(Record, frozen=False):
    """What the walk found. `data` is what the models take: documented spelling, nulls and unknown keys left out."""

    mismatches: list[Mismatch] = field(default_factory=list)
    problems: list[tuple[Problem, Path]] = field(default_factory=list)
    """Faults of YAML inside scalars, and the path of the scalar."""
    data: Any = ABSENT
    secrets: list[tuple[int, int]] = field(default_factory=list)
    """Where secrets stand, also under a key that is only like the documented one."""


class Walk:
    """One walk through one document."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.text = view.document.text
        self.result = Walked()
        self.embedded = 0
        self.guesses = _MOST_GUESSES

    def run(self, shape: Shape, root: Node) -> Walked:
        """Walk the whole document."""
        slot = Slot(root.start, root.start, root.start, root.end, None, root)
        self.result.data = self.visit(shape, root, (), slot)
        return self.result

    def report(self, kind: str, path: Path, place: tuple[int, int], **rest: Any) -> None:
        """Note a mismatch; keyword arguments are those of Mismatch."""
        self.result.mismatches.append(Mismatch(kind, path, place[0], place[1], **rest))

    def closest(self, word: str, candidates: Iterable[str]) -> str | None:
        """Return what `word` is most likely a slip of; nothing for a file with more strange keys than people write."""
        self.guesses -= 1
        return closest(word, candidates) if self.guesses >= 0 else None

    def child(self, shape: Shape, entry: Entry | Item, path: Path, *, blank_is_absent: bool = False) -> Any:
        """Visit the value of an entry or item; ABSENT for a null."""
        node = entry.value
        if isinstance(node, ScalarNode) and (node.is_null or (blank_is_absent and not node.text)):
            if (
                isinstance(entry, Entry)
                and not node.text
                and self.text.startswith((" #", "#"), entry.colon + 1)
            ):
                self._commented(shape, entry, path)
            return ABSENT
        if isinstance(entry, Entry):
            key_start, key_end = entry.key.start, entry.key.end
        else:
            key_start, key_end = entry.start, entry.start + 1
        start, end = entry.alias or (node.start, node.end)
        slot = Slot(key_start, key_end, start, end, None, node)
        return self.visit(shape, node, path, slot, entry)

    def _commented(self, shape: Shape, entry: Entry, path: Path) -> None:
        from clustercfg.linting.shape.doubts import commented_value  # noqa: PLC0415 - few keys are left without value

        found = None if self.embedded else commented_value(self.text, shape, entry)
        if found is not None:
            self.report("commented-value", path, found[:2], fix=found[2])

    def visit(
        self, shape: Shape, node: Node, path: Path, slot: Slot, entry: Entry | Item | None = None
    ) -> Any:
        """Visit one value: record its slot, check it, and return its clean data."""
        self.view.slots[path] = slot
        visitor = _VISITORS[type(shape)]
        return visitor(self, shape, node, path, slot, entry)

    def wrong_type(
        self, shape: Shape, node: Node, path: Path, slot: Slot, holder: Entry | Item | None = None
    ) -> Any:
        """Note that `node`, the value of `holder`, is of another kind than `shape`; nothing below it is checked.

        Its plain value stays in the data, so that the models refuse it too.
        """
        from clustercfg.linting.shape.conversions import conversion  # noqa: PLC0415 - only what is wrong needs it

        slot.state = State.MALFORMED
        expected = _NAMES[type(shape.options[0] if isinstance(shape, ChoiceShape) else shape)]
        found = {MappingNode: "mapping", SequenceNode: "list"}.get(type(node), "scalar")
        fix = conversion(self.text, shape, node, holder)
        place = (slot.start, slot.end) if found == "scalar" else (slot.key_start, slot.key_end)
        if fix is not None:
            place = _dash_of(node, expected) or place
        details = {"expected": expected, "found": found}
        if isinstance(node, ScalarNode):
            details["glued"] = str(
                not node.style and "://" not in node.text and bool({*":："} & {*node.text})
            )
        self.report("wrong-type", path, place, details=details, fix=fix)
        return plain_value(node)

    # ---- one method for each kind of shape

    def _scalar(self, shape: Shape, node: Node, path: Path, slot: Slot, entry: Entry | Item | None) -> Any:
        if isinstance(shape, StringShape) and shape.secret:
            self.result.secrets.append((node.start, node.end))
        if not isinstance(node, ScalarNode):
            return self.wrong_type(shape, node, path, slot, entry)
        fixable = entry is None or entry.alias is None
        leaf = Leaf(self.text, node, path, slot, fixable=fixable, embedded=self.embedded > 0)
        _READERS[type(shape)](leaf, shape)
        slot.value, slot.state = leaf.value, leaf.state
        self.result.mismatches += leaf.mismatches
        return plain_value(node) if leaf.value is None else leaf.value

    def _choice(
        self, shape: ChoiceShape, node: Node, path: Path, slot: Slot, entry: Entry | Item | None
    ) -> Any:
        options = {type(option): option for option in shape.options}
        if isinstance(node, ScalarNode):
            kind = next(fits(node, tuple(each for each in options if each in _READERS)), None)
        else:
            kind = ListShape if isinstance(node, SequenceNode) and ListShape in options else None
        if kind is None:
            return self.wrong_type(shape, node, path, slot, entry)
        return self.visit(options[kind], node, path, slot, entry)

    def _any(self, _shape: AnyShape, node: Node, _path: Path, slot: Slot, _entry: Entry | Item | None) -> Any:
        value = plain_value(node)
        slot.value = value if isinstance(node, ScalarNode) else None
        return value

    def _list(self, shape: ListShape, node: Node, path: Path, slot: Slot, entry: Entry | Item | None) -> Any:
        if not isinstance(node, SequenceNode):
            return self.wrong_type(shape, node, path, slot, entry)
        return self._items(shape, node, path)

    def _items(self, shape: ListShape, node: SequenceNode, path: Path) -> list[Any]:
        values: list[Any] = []
        for index, item in enumerate(node.items):
            place = (*path, index)
            value = self.child(shape.item, item, place)
            if place not in self.view.slots:
                self.view.slots[place] = Slot(
                    item.start, item.start + 1, item.start, item.start + 1, None, item.value, State.MALFORMED
                )
                self.report("empty-item", place, (item.start, item.start + 1))
            values.append(None if value is ABSENT else value)
        return values

    def _map(self, shape: MapShape, node: Node, path: Path, slot: Slot, entry: Entry | Item | None) -> Any:
        if not isinstance(node, MappingNode):
            return self.wrong_type(shape, node, path, slot, entry)
        return MappingWalk(self, node, path).free(shape)

    def _mapping(
        self, shape: MappingShape, node: Node, path: Path, slot: Slot, entry: Entry | Item | None
    ) -> Any:
        if not isinstance(node, MappingNode):
            return self.wrong_type(shape, node, path, slot, entry)
        return MappingWalk(self, node, path).known(shape)

    def _embedded(
        self, shape: EmbeddedShape, node: Node, path: Path, slot: Slot, entry: Entry | Item | None
    ) -> Any:
        if not isinstance(node, ScalarNode):
            value = self.wrong_type(shape, node, path, slot, entry)
            if isinstance(node, _COLLECTIONS.get(type(shape.contents), ())):
                self._contents(shape.contents, node, path, slot)
            return value
        slot.value = node.text
        if joins_lines(self.text, node):
            return node.text  # A rule of its own tells; what is left says nothing about what was meant.
        reading = read_embedded(self.text, node)
        self.result.problems += [(problem, path) for problem in reading.problems]
        if reading.root is not None:
            self._contents(shape.contents, reading.root, path, slot)
        return node.text

    def _contents(self, shape: Shape, root: Node, path: Path, slot: Slot) -> None:
        self.embedded += 1
        inner = Slot(slot.key_start, slot.key_end, root.start, root.end, slot.value, root, slot.state)
        self.visit(shape, root, path, inner)
        self.view.slots[path] = slot
        self.embedded -= 1


def _dash_of(node: Node, expected: str) -> tuple[int, int] | None:
    """Where a dash is missing, or is one too many."""
    if expected == "list" and isinstance(node, MappingNode) and not node.flow:
        return node.entries[0].key.start, node.entries[0].key.end
    if expected == "mapping" and isinstance(node, SequenceNode) and not node.flow:
        return node.items[0].start, node.items[0].start + 1
    return None


_NAMES: dict[type, str] = {
    StringShape: "string",
    IntegerShape: "integer",
    BooleanShape: "boolean",
    ListShape: "list",
    MapShape: "mapping",
    MappingShape: "mapping",
    EmbeddedShape: "text",
}
_COLLECTIONS: dict[type, type] = {MappingShape: MappingNode, ListShape: SequenceNode}
_READERS: dict[type, Callable[..., None]] = {
    StringShape: read_string,
    IntegerShape: read_integer,
    BooleanShape: read_boolean,
}
_VISITORS: dict[type, Callable[..., Any]] = {
    StringShape: Walk._scalar,  # noqa: SLF001 - the table of this class's own methods
    IntegerShape: Walk._scalar,  # noqa: SLF001
    BooleanShape: Walk._scalar,  # noqa: SLF001
    ChoiceShape: Walk._choice,  # noqa: SLF001
    AnyShape: Walk._any,  # noqa: SLF001
    ListShape: Walk._list,  # noqa: SLF001
    MapShape: Walk._map,  # noqa: SLF001
    MappingShape: Walk._mapping,  # noqa: SLF001
    EmbeddedShape: Walk._embedded,  # noqa: SLF001
}
