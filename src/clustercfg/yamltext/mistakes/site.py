"""The scene of a syntax fault: the text around it, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clustercfg.yamltext.problems import Problem, Replacement
from clustercfg.yamltext.reader import SyntaxFault

__all__ = ["Line", "Site", "insertion"]

_COMMENT = re.compile(r"(?:^|[ \t])#.*\Z")
_BLANKS_AND_COMMENTS = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text, without its break. Offsets into the text."""

    start: int
    end: int
    text: str

    @property
    def indent(self) -> int:
        """How many blanks the line starts with."""
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def blank(self) -> bool:
        """True for a line with nothing but white space."""
        return not self.text.strip()

    @property
    def comment(self) -> bool:
        """True for a line that holds only a comment."""
        return self.text.lstrip().startswith("#")

    @property
    def content_end(self) -> int:
        """Where the line's content ends: before a trailing comment and blanks."""
        masked = _QUOTED.sub(lambda match: "x" * len(match[0]), self.text)
        match = _COMMENT.search(masked)
        return self.start + len(self.text[: match.start() if match else None].rstrip())


@dataclass(frozen=True, slots=True)
class Site:
    """A text and the fault that ended its reading."""

    text: str
    fault: SyntaxFault

    def line_at(self, offset: int) -> Line:
        """Return the line that holds `offset`."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", start)
        end = len(self.text) if end < 0 else end
        return self._line(start, end)

    def _line(self, start: int, end: int) -> Line:
        if end > start and self.text[end - 1] == "\r":
            end -= 1
        return Line(start, end, self.text[start:end])

    def lines_from(self, offset: int) -> Iterator[Line]:
        """Yield the lines from the one that holds `offset` to the last."""
        start = self.text.rfind("\n", 0, offset) + 1
        while start < len(self.text):
            end = self.text.find("\n", start)
            end = len(self.text) if end < 0 else end
            yield self._line(start, end)
            start = end + 1

    def lines_below(self, line: Line) -> Iterator[Line]:
        """Yield the lines below `line`."""
        start = self.text.find("\n", line.end) + 1
        if start:
            yield from self.lines_from(start)

    def lines_above(self, offset: int) -> Iterator[Line]:
        """Yield the lines above the one that holds `offset`, the nearest first."""
        end = self.text.rfind("\n", 0, offset)
        while end >= 0:
            start = self.text.rfind("\n", 0, end) + 1
            yield self._line(start, end)
            end = start - 1

    @property
    def fault_line(self) -> Line:
        """The line where reading broke off (the last one with content, at the end of the text)."""
        place = self.fault.place
        if place >= len(self.text.rstrip()):
            place = max(len(self.text.rstrip()) - 1, 0)
        return self.line_at(place)

    @property
    def suspects(self) -> tuple[Line, ...]:
        """The lines that may be to blame, the likeliest first: where the broken thing began, then where it broke."""
        places = [self.fault.context] if self.fault.context is not None else []
        span = self.fault.last_scalar
        if span is not None and _BLANKS_AND_COMMENTS.fullmatch(self.text, span[1], self.fault.place):
            places.append(span[0])
        lines = [self.line_at(place) for place in places] + [self.fault_line]
        return tuple(dict.fromkeys(lines))

    def run_from(self, first: Line, minimum: int) -> list[Line]:
        """Return `first` and the lines behind it that are indented by at least `minimum`; no trailing blank lines."""
        run: list[Line] = []
        for line in self.lines_from(first.start):
            if run and not line.blank and line.indent < minimum:
                break
            run.append(line)
        while run and run[-1].blank:
            run.pop()
        return run or [first]


def insertion(offset: int, text: str) -> Replacement:
    """Return the replacement that puts `text` at `offset` and takes nothing away."""
    return Replacement(offset, offset, text)


def problem(kind: str, start: int, end: int, *repair: Replacement, **details: str | int) -> Problem:
    """Return a problem with its repair."""
    return Problem(kind, start, end, details, repair)
