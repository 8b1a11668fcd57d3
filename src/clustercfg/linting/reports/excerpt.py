"""The part of one source line that a finding shows, and where to underline it."""

from __future__ import annotations

from clustercfg.linting.reports.characters import columns, visible
from clustercfg.records import Record

__all__ = ["Excerpt", "excerpt"]

_CUT = "..."
"""Three plain dots: the single character has no agreed width on East Asian terminals."""
_SMALLEST_ROOM = 20


class Excerpt(Record):
    """A line as it is shown; the underline starts after `offset` columns and is `length` columns long."""

    text: str
    offset: int
    length: int


def excerpt(line: str, start: int, end: int, room: int) -> Excerpt:
    """Show the characters `start` to `end` (exclusive, from 0) of `line` in about `room` columns.

    A line that does not fit is cut around the start of the span. A span that is empty or lies past the end of the
    line gets an underline of one column.
    """
    start, end = min(start, len(line)), min(end, len(line))
    room = max(room, _SMALLEST_ROOM)
    base = max(0, start - room)  # one line may be a megabyte long: look no further than what can be shown
    cells = [visible(each) for each in line[base : start + room]]
    widths = [columns(each) for each in cells]
    whole = base == 0 and start + room >= len(line) and sum(widths) <= room
    first, last = (0, len(cells)) if whole else _window(widths, start - base, room - 2 * len(_CUT))
    before = _CUT if base + first else ""
    after = _CUT if base + last < len(line) else ""
    return Excerpt(
        before + "".join(cells[first:last]).rstrip() + after,
        len(before) + sum(widths[first : start - base]),
        max(1, sum(widths[start - base : min(end - base, last)])),
    )


def _window(widths: list[int], start: int, room: int) -> tuple[int, int]:
    """Choose which cells to show so that `start` is among them with a third of the room before it."""
    first = _grow(widths[:start][::-1], room // 3)
    taken = sum(widths[start - first : start])
    last = start + _grow(widths[start:], room - taken)
    taken += sum(widths[start:last])
    more = _grow(widths[: start - first][::-1], room - taken)
    return start - first - more, last


def _grow(widths: list[int], room: int) -> int:
    """Return how many cells fit into `room` columns."""
    for count, width in enumerate(widths):
        room -= width
        if room < 0:
            return count
    return len(widths)
