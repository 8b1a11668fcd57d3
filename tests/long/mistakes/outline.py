"""The lines of a legal file, and where each key stands: what a person sees who is about to mistype it.

It is read without this project's reader, so that the measured does not measure itself. Only plain files are
understood (one key or item a line, text blocks); `read_outline` tells so by comparing itself with `ruamel.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, final

from mistakes.other_reader import UnreadableError, data_of

__all__ = ["Entry", "Outline", "Path", "read_outline"]

Path = tuple[str | int, ...]

_LINE = re.compile(r"(?P<margin> *)(?P<dash>- +)?(?P<rest>.*)")
_KEY = re.compile(r"(?P<key>[\w./-]+|'[^']*'|\"[^\"]*\"):(?:(?P<gap> +)(?P<rest>.*))?")
_VALUE = re.compile(r"(?P<value>'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"|(?!#).*?)(?P<tail>(?:\s+#.*)?\s*)")


@final
@dataclass(frozen=True, slots=True)
class Entry:
    """One line that says something: `margin`, `- `, `key:`, `value` and the comment behind it (`tail`)."""

    index: int
    margin: str
    dash: str
    key: str
    gap: str
    value: str
    tail: str
    path: Path = ()
    end: int = 0
    """The index of the first line that is no longer below this key."""

    @property
    def column(self) -> int:
        """How many characters stand before the key, or before the value of an item."""
        return len(self.margin) + len(self.dash)

    @property
    def name(self) -> str:
        """The last key on the way here."""
        return next((str(part) for part in reversed(self.path) if isinstance(part, str)), "")

    @property
    def is_text(self) -> bool:
        """Whether a text block begins here."""
        return self.value[:1] in ("|", ">")

    @property
    def is_head(self) -> bool:
        """Whether keys or items stand below."""
        return bool(self.key) and not self.value and self.end > self.index + 1

    @property
    def is_leaf(self) -> bool:
        """Whether the value is written on this line."""
        return bool(self.value) and not self.is_text

    @property
    def quote(self) -> str:
        """The quotation mark around the value, if any."""
        return self.value[0] if self.value[:1] in ("'", '"') else ""

    @property
    def plain(self) -> str:
        """The value without its quotes."""
        return self.value[1:-1] if self.quote else self.value

    def line(self, **changes: str) -> str:
        """Return the line, some of its parts written anew."""
        parts = {name: getattr(self, name) for name in ("margin", "dash", "key", "gap", "value", "tail")}
        parts |= changes
        parts["key"] += ":" if parts["key"] else ""
        return "".join(parts.values())


@dataclass(frozen=True, slots=True)
class Outline:
    """A legal file."""

    text: str
    lines: tuple[str, ...]
    entries: tuple[Entry, ...]
    data: Any = field(repr=False, compare=False)

    def find(self, pattern: str, wanted: Callable[[Entry], bool] = lambda _entry: True) -> list[Entry]:
        """Return the entries whose path, written `spec.masterNodes.0.ip`, matches all of `pattern`."""
        whole = re.compile(pattern)
        return [
            entry
            for entry in self.entries
            if whole.fullmatch(".".join(map(str, entry.path))) and wanted(entry)
        ]

    def below(self, *path: str | int) -> list[Entry]:
        """Return the entries at or below a path."""
        return [entry for entry in self.entries if entry.path[: len(path)] == path]

    def at(self, *path: str | int) -> Entry | None:
        """Return the entry of exactly this path."""
        return next((entry for entry in self.entries if entry.path == path), None)

    def items(self, pattern: str) -> list[tuple[int, int]]:
        """Return first and last-but-one line of the mappings that are items of the lists matching `pattern`."""
        heads = [entry for entry in self.entries if entry.dash and entry.key]
        whole = re.compile(pattern)
        return [
            (head.index, max(each.end for each in self.below(*head.path[:-1])))
            for head in heads
            if whole.fullmatch(".".join(map(str, head.path[:-2])))
        ]

    def edited(self, changes: Mapping[int, Sequence[str]]) -> str:
        """Return the text with other lines in place of some; no line in place of one deletes it."""
        lines = [new for index, old in enumerate(self.lines) for new in changes.get(index, (old,))]
        return "\n".join(lines) + "\n"

    def parent(self, entry: Entry) -> Entry | None:
        """Return the entry that holds the key of the block in which `entry` stands."""
        path = entry.path[:-1]
        while path and isinstance(path[-1], int):
            path = path[:-1]
        return self.at(*path) if path else None


def read_outline(text: str) -> Outline | None:
    """Return the outline of `text`, or None where lines alone do not tell what is in it."""
    if not text.endswith("\n") or "\t" in text or "\r" in text:
        return None
    lines = tuple(text[:-1].split("\n"))
    try:
        entries = tuple(_placed(list(_scanned(lines)), lines))
        data = data_of(text)
    except (_UnclearError, UnreadableError):
        return None
    return Outline(text, lines, entries, data) if _leaves(data) == _values(entries) else None


class _UnclearError(Exception):
    """Something that this reader of lines does not know."""


def _scanned(lines: Sequence[str]) -> Iterator[Entry]:
    text_column = -1
    for index, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if not line.strip() or (text_column >= 0 and indent > text_column):
            continue
        text_column = -1
        if line.lstrip().startswith("#") or (index == 0 and line == "---"):
            continue
        entry = _entry(index, line)
        if entry.is_text:
            text_column = len(entry.margin) if entry.dash and not entry.key else entry.column
        yield entry


def _entry(index: int, line: str) -> Entry:
    head = _LINE.fullmatch(line)
    assert head is not None
    dash, rest = head["dash"] or "", head["rest"]
    key = _KEY.fullmatch(rest)
    value = _VALUE.fullmatch((key["rest"] or "") if key else rest)
    if value is None or (value["value"].startswith(("- ", "#", "{", "&", "*", "!")) or rest == "-"):
        comment = key["rest"] if key else ""
        if not (key and comment and comment.startswith("#")):
            raise _UnclearError
        return Entry(index, head["margin"], dash, key["key"], key["gap"], "", comment)
    parts = (key["key"], key["gap"] or "") if key else ("", "")
    return Entry(index, head["margin"], dash, *parts, value["value"], value["tail"])


def _placed(entries: list[Entry], lines: Sequence[str]) -> Iterator[Entry]:
    stack: list[tuple[int, Path, bool]] = []
    counts: dict[Path, int] = {}
    placed: list[Entry] = []
    for entry in entries:
        column = len(entry.margin)
        while stack and (
            stack[-1][0] > column or (stack[-1][0] == column and (stack[-1][2] or not entry.dash))
        ):
            stack.pop()
        above: Path = stack[-1][1] if stack else ()
        if entry.dash:
            counts[above] = counts.get(above, -1) + 1
            above = (*above, counts[above])
            stack.append((column, above, True))
        if entry.key:
            above = (*above, entry.key.strip("'\""))
            stack.append((entry.column, above, False))
        placed.append(replace(entry, path=above))
    yield from (replace(entry, end=_end(entry, placed, lines)) for entry in placed)


def _end(entry: Entry, placed: list[Entry], lines: Sequence[str]) -> int:
    last = max(each.index for each in placed if each.path[: len(entry.path)] == entry.path)
    final = next(each for each in placed if each.index == last)
    if not final.is_text:
        return last + 1
    end = last + 1
    while end < len(lines) and (not lines[end].strip() or _deeper(lines[end], final)):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    return end


def _deeper(line: str, entry: Entry) -> bool:
    return len(line) - len(line.lstrip()) > entry.column


def _leaves(data: Any, path: Path = ()) -> set[Path]:
    """Return the paths of all values; a list of texts in one line looks like its items from here."""
    if isinstance(data, dict) and data:
        return {leaf for key, value in data.items() for leaf in _leaves(value, (*path, str(key)))}
    if isinstance(data, list) and data:
        return {leaf for index, value in enumerate(data) for leaf in _leaves(value, (*path, index))}
    return {path}


def _values(entries: Sequence[Entry]) -> set[Path]:
    heads = {entry.path for entry in entries if entry.is_head}
    flows = {
        (*entry.path, index)
        for entry in entries
        if entry.value.startswith("[") and entry.value != "[]"
        for index in range(_items_in_flow(entry))
    }
    plain = {
        entry.path
        for entry in entries
        if entry.path not in heads and (not entry.value.startswith("[") or entry.value == "[]")
    }
    return plain | flows


def _items_in_flow(entry: Entry) -> int:
    try:
        return len(data_of(entry.value))
    except UnreadableError as trouble:
        raise _UnclearError from trouble
