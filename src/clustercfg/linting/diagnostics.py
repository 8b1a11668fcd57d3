"""What a check has to say, and the report that collects it."""

from __future__ import annotations

import enum
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from clustercfg.records import Record, field

__all__ = ["Diagnostic", "Edit", "Fix", "Position", "Related", "Report", "Severity"]


class Severity(enum.Enum):
    """How sure it is that the installer will not do what is written."""

    ERROR = "error"
    """By the documents, the installer would fail or do something other than what is written."""
    WARNING = "warning"
    """Risky, outdated, doubtful, or dependent on the environment."""
    INFO = "info"
    """Advice."""

    @property
    def rank(self) -> int:
        """0 for errors, 1 for warnings, 2 for advice: the order in which people want to read them."""
        return _RANKS[self]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


class Position(Record, order=True):
    """A place in the text: `line` and `column` start at 1 and count code points, `offset` starts at 0.

    A byte order mark is no part of the text: it takes no column and no offset.
    """

    line: int
    column: int
    offset: int

    def to_dict(self) -> dict[str, int]:
        """Return the JSON form."""
        return {"line": self.line, "column": self.column, "offset": self.offset}


class Edit(Record):
    """Replace the text from offset `start` to offset `end` (exclusive) with `text`."""

    start: int
    end: int
    text: str = field(repr=False)


class Fix(Record):
    """A remedy that can be applied to the text.

    A safe fix keeps what the author meant beyond doubt; an unsafe one deserves a look.
    `holds_secret` says that an edit's text contains a secret, so that no report may show it.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False
    holds_secret: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; the edits of a fix that holds a secret are withheld."""
        shown: dict[str, Any] = {"title": self.title, "safety": "safe" if self.safe else "unsafe"}
        if self.holds_secret:
            return shown | {"edits": None, "redacted": True}
        return shown | {"edits": [{"start": e.start, "end": e.end, "text": e.text} for e in self.edits]}


class Related(Record):
    """A second place that belongs to a diagnostic, such as the first of two equal names."""

    message: str
    start: Position
    end: Position

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"message": self.message, "start": self.start.to_dict(), "end": self.end.to_dict()}


class Diagnostic(Record):
    """One finding: what is wrong, where, and what to do about it. It never holds a secret's text."""

    code: str
    rule: str
    severity: Severity
    message: str
    start: Position
    end: Position
    help: str = ""
    field: str = ""
    """Dotted path such as `spec.masterNodes[0].ip`; empty when the finding is about the text as a whole."""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    path: str = "<text>"
    """The file, as it was named by the caller."""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form (report format, version 1)."""
        return {
            "code": self.code,
            "rule": self.rule,
            "severity": self.severity.value,
            "message": self.message,
            "help": self.help,
            "field": self.field,
            "start": self.start.to_dict(),
            "end": self.end.to_dict(),
            "related": [place.to_dict() for place in self.related],
            "fix": self.fix.to_dict() if self.fix else None,
        }


class Report(Record):
    """All diagnostics of one file, sorted by place and without duplicates.

    `lines` are the file's lines with every secret masked: what a snippet may show.
    """

    path: str
    diagnostics: tuple[Diagnostic, ...]
    lines: tuple[str, ...] = field(default=(), repr=False, compare=False)
    line_starts: tuple[int, ...] = field(default=(0,), repr=False, compare=False)
    """The offset at which each line begins."""

    def position(self, offset: int) -> Position:
        """Return the place of an offset, such as that of an edit."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1, offset)

    @property
    def ok(self) -> bool:
        """True when there is no error (warnings are allowed)."""
        return not self.errors

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics of severity error."""
        return self._of(Severity.ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The diagnostics of severity warning."""
        return self._of(Severity.WARNING)

    def _of(self, severity: Severity) -> tuple[Diagnostic, ...]:
        return tuple(each for each in self.diagnostics if each.severity is severity)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.diagnostics)

    def __len__(self) -> int:
        return len(self.diagnostics)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form of this file's part of a report (format version 1)."""
        return {"path": self.path, "diagnostics": [each.to_dict() for each in self.diagnostics]}
