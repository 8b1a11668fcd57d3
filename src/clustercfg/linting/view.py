"""The read-only view of a document that rules ask: by path, for the value, its place, and whether it is there."""

from __future__ import annotations

import enum
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from clustercfg.records import Record, field
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.geometry import line_end
from clustercfg.yamltext.nodes import Entry, Node
from clustercfg.yamltext.paths import Path, format_path, parse_path

if TYPE_CHECKING:
    from typing import TypeVar

    _Result = TypeVar("_Result")

__all__ = ["Slot", "State", "View"]


class State(enum.Enum):
    """Whether a rule may rely on a value."""

    GOOD = enum.auto()
    MALFORMED = enum.auto()
    """It has been reported already; rules stay silent about it."""
    PLACEHOLDER = enum.auto()
    """It stands for the reader's own value."""


class Slot:
    """What stands at one path. Offsets into the text; the key's are those of the dash for a list item.

    There is one for each value of a document, so it is a plain class: nothing is quicker to fill.
    """

    __slots__ = ("end", "key_end", "key_start", "node", "start", "state", "value")

    def __init__(
        self,
        key_start: int,
        key_end: int,
        start: int,
        end: int,
        value: Any,
        node: Node,
        state: State = State.GOOD,
    ) -> None:
        self.key_start = key_start
        self.key_end = key_end
        self.start = start
        self.end = end
        self.value = value
        """The scalar as its field takes it; None for mappings and lists."""
        self.node = node
        self.state = state


class View(Record, frozen=False):
    """A document as the shape table understood it: keys in their documented spelling, nulls left out.

    `mode` is what the caller said the installer will do, or "auto".
    """

    document: Document
    mode: str = "auto"
    slots: dict[Path, Slot] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)
    """Keys that were found outside the block they belong to: they are not missing there."""
    left_out: dict[str, bool] = field(default_factory=dict)
    """Whether a key is named where the text could not be read; filled as it is asked."""
    worked_out: dict[str, Any] = field(default_factory=dict)
    """What rules have in common, by its name; see `once`."""

    def once(self, name: str, work_out: Callable[[], _Result]) -> _Result:
        """Return what `work_out` returns, and remember it for the other rules that ask for `name`."""
        if name not in self.worked_out:
            self.worked_out[name] = work_out()
        result: _Result = self.worked_out[name]
        return result

    def slot(self, path: str | Path) -> Slot | None:
        """Return what stands at `path`; None when it is absent or null."""
        return self.slots.get(parse_path(path) if isinstance(path, str) else path)

    def has(self, path: str | Path) -> bool:
        """Return whether something other than null stands at `path`, well-formed or not."""
        return self.slot(path) is not None

    def get(self, path: str | Path) -> Any:
        """Return the scalar at `path`; None when it is absent, malformed or a placeholder."""
        slot = self.slot(path)
        return slot.value if slot is not None and slot.state is State.GOOD else None

    def lacks(self, path: str | Path) -> bool:
        """Return whether `path` is surely absent.

        Not sure: lines of dots stand for the rest of the file, a line that could not be read names the key, or a
        fault of the text made its value nothing.
        """
        steps = parse_path(path) if isinstance(path, str) else path
        return self.slot(steps) is None and not self.may_hide(str(steps[-1])) and not self._is_faulty(steps)

    def _is_faulty(self, path: Path) -> bool:
        found = self.document.find(path) if self.document.problems else None
        if not isinstance(found, Entry):
            return False
        problems = self.document.problems
        index = bisect_right(problems, found.colon, key=attrgetter("start"))
        return index < len(problems) and problems[index].start <= line_end(self.document.text, found.colon)

    def may_hide(self, key: str) -> bool:
        """Return whether `key` may stand in a part of the text that could not be read."""
        reading = self.document.reading
        if reading.elided or reading.exhausted or key in self.elsewhere:
            return True
        if reading.left_out and key not in self.left_out:
            word = re.compile(rf"\b{re.escape(key)}\b", re.IGNORECASE)
            spans = reading.left_out
            self.left_out[key] = any(word.search(self.document.text, start, end) for start, end in spans)
        return self.left_out.get(key, False)

    def items(self, path: str | Path) -> Iterator[Path]:
        """Yield the paths of the items of the list at `path`, in order."""
        steps = parse_path(path) if isinstance(path, str) else path
        index = 0
        while (item := (*steps, index)) in self.slots:
            yield item
            index += 1

    def keys(self, path: str | Path) -> Iterator[Path]:
        """Yield the paths of the keys directly below the mapping at `path`, in the order of the text."""
        steps = parse_path(path) if isinstance(path, str) else path
        yield from self.once("keys", self._keys_by_mapping).get(steps, ())

    def _keys_by_mapping(self) -> dict[Path, list[Path]]:
        found: dict[Path, list[Path]] = {}
        for each in self.slots:
            if each and isinstance(each[-1], str):
                found.setdefault(each[:-1], []).append(each)
        return found

    def place(self, path: str | Path) -> tuple[int, int]:
        """Return the span to show for `path`: its scalar, or the key of a mapping or list, or the nearest parent's key."""
        steps = parse_path(path) if isinstance(path, str) else path
        slot = self.slots.get(steps)
        if slot is None:
            return self.key_place(steps)
        return (
            (slot.start, slot.end)
            if slot.value is not None and slot.end > slot.start
            else (slot.key_start, slot.key_end)
        )

    def key_place(self, path: str | Path) -> tuple[int, int]:
        """Return the span of the key at `path`, even if its value is null, or of the nearest parent that is there."""
        steps = parse_path(path) if isinstance(path, str) else path
        while steps:
            if slot := self.slots.get(steps):
                return slot.key_start, slot.key_end
            entry = self.document.find(steps)
            if isinstance(entry, Entry):
                return entry.key.start, entry.key.end
            steps = steps[:-1]
        return 0, min(1, len(self.document.text))

    def nodes(self) -> Iterator[Path]:
        """Yield the paths of all machines: masterNodes, workerNodes and etcdNodes, in this order."""
        for name in ("masterNodes", "workerNodes", "etcdNodes"):
            yield from self.items(("spec", name))

    @staticmethod
    def name(path: Path) -> str:
        """Return the dotted form of `path`."""
        return format_path(path)
