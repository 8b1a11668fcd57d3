"""Lines and indentation around nodes: what belongs to an entry, and how deep it stands."""

from __future__ import annotations

import re

from clustercfg.yamltext.nodes import Entry, Item, MappingNode

__all__ = [
    "column",
    "entry_block",
    "indent_below",
    "line_end",
    "line_start",
    "newline_of",
    "next_line",
    "stands_alone",
]

_COMMENT_LINE = re.compile(r"([ ]*)#[^\n]*(?:\n|\Z)")


def line_start(text: str, offset: int) -> int:
    """Return where the line of `offset` starts."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """Return where the line of `offset` ends, before its break."""
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end
    return end - 1 if end > offset and text[end - 1] == "\r" else end


def next_line(text: str, offset: int) -> int:
    """Return where the line behind that of `offset` starts, or the end of the text."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end + 1


def column(text: str, offset: int) -> int:
    """Return how many characters stand before `offset` on its line."""
    return offset - line_start(text, offset)


def newline_of(text: str) -> str:
    """Return the line break that the text mostly uses."""
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"


def stands_alone(text: str, entry: Entry | Item) -> bool:
    """Return whether `entry` is the first thing on its line and the last, so that its lines are its own."""
    start = entry.key.start if isinstance(entry, Entry) else entry.start
    before = text[line_start(text, start) : start]
    after = text[entry.end : line_end(text, entry.end)].strip()
    return not before.strip(" ") and (not after or after.startswith("#"))


def entry_block(text: str, entry: Entry | Item) -> tuple[int, int]:
    """Return the lines of a block entry: from the comments right above it to the deeper comments right below.

    Offsets of a line's start and of the start of the line behind. The entry must stand alone on its lines.
    """
    start = line_start(text, entry.key.start if isinstance(entry, Entry) else entry.start)
    indent = column(text, entry.key.start if isinstance(entry, Entry) else entry.start)
    end = next_line(text, entry.end)
    while (match := _COMMENT_LINE.match(text, end)) and len(match[1]) > indent:
        end = match.end()
    return _with_comments_above(text, start, indent), end


def _with_comments_above(text: str, start: int, indent: int) -> int:
    while start > 0:
        above = line_start(text, start - 1)
        match = _COMMENT_LINE.match(text, above)
        if match is None or match.end() != start or len(match[1]) != indent:
            return start
        start = above
    return start


def indent_below(text: str, node: MappingNode, default: int = 2) -> int:
    """Return the column of the keys of a block mapping."""
    return column(text, node.entries[0].key.start) if node.entries else default
