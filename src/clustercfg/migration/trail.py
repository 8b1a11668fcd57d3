"""Where each key of a document came from while it is migrated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from clustercfg.yamltext.nodes import MappingNode, Node, SequenceNode
from clustercfg.yamltext.paths import Path

__all__ = ["Record", "Remark", "Trail", "paths_below"]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a person must decide; `placeholder` when a placeholder stands there until then."""

    reason: str
    placeholder: bool = False


@dataclass(slots=True)
class Record:
    """What is known of one key or item."""

    origin: Path | None
    """Its path in the text that was given; None for what was added."""
    reason: str = ""
    changed: bool = False
    """Whether its value is another."""
    remarks: list[Remark] = field(default_factory=list)


class Trail:
    """The records of everything in a document, by the path at which it stands now."""

    def __init__(self, root: Node | None) -> None:
        self._records = {path: Record(path) for path in paths_below(root)}
        self.dropped: list[tuple[Path, str]] = []
        """What was taken out, by its path in the text that was given, and why."""

    def __iter__(self) -> Iterator[tuple[Path, Record]]:
        return iter(self._records.items())

    def record(self, path: Path) -> Record:
        """Return the record of what stands at `path`; what was not there before was added."""
        return self._records.setdefault(path, Record(None))

    def origin(self, path: Path) -> Path | None:
        """Return where that which stands at `path` stood at first."""
        found = self._records.get(path)
        return found.origin if found else None

    def move(self, path: Path, target: Path) -> None:
        """Note that a key now stands at `target`, with all that is below it."""
        size = len(path)
        self._records = {
            (*target, *each[size:]) if each[:size] == path else each: record
            for each, record in self._records.items()
        }

    def drop(self, path: Path, reason: str) -> None:
        """Note that a key is gone, with all that was below it; without a reason it is no loss worth telling."""
        origin, size = self.origin(path), len(path)
        self._records = {each: record for each, record in self._records.items() if each[:size] != path}
        if origin is not None and reason:
            self.dropped.append((origin, reason))


def paths_below(root: Node | None) -> Iterator[Path]:
    """Yield the path of every key and item, except behind aliases: what they point at stands elsewhere."""
    pending: list[tuple[Path, Node]] = [((), root)] if root is not None else []
    while pending:
        path, node = pending.pop()
        for step, child in _children(node):
            yield (*path, step)
            if child is not None:
                pending.append(((*path, step), child))


def _children(node: Node) -> Iterator[tuple[str | int, Node | None]]:
    if isinstance(node, MappingNode):
        for entry in node.entries:
            yield entry.key.text, None if entry.alias else entry.value
    elif isinstance(node, SequenceNode):
        for index, item in enumerate(node.items):
            yield index, None if item.alias else item.value
