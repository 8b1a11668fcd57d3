"""The report for people: each finding with its place in the file, the reason and the remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustercfg.linting.diagnostics import Diagnostic, Fix, Position, Related, Report, Severity
from clustercfg.linting.reports.characters import columns, printable, wrap
from clustercfg.linting.reports.excerpt import excerpt
from clustercfg.linting.reports.palette import Palette
from clustercfg.linting.reports.summary import summarize
from clustercfg.records import Record
from clustercfg.translation import gettext as _
from clustercfg.translation import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["render", "severity_in_words"]

_SEVERITIES = {Severity.ERROR: mark("error"), Severity.WARNING: mark("warning"), Severity.INFO: mark("info")}


def severity_in_words(severity: Severity) -> str:
    """Return a severity in the reader's language."""
    return _(_SEVERITIES[severity])


def render(reports: Sequence[Report], *, color: bool, width: int) -> str:
    """Return all findings with snippets, for a terminal of `width` columns, and a summary line; nothing without a report."""
    if not reports:
        return ""
    palette = Palette(color)
    blocks = [
        "\n".join(_Block(report.lines, each, palette, width).lines()) for report in reports for each in report
    ]
    summary = "\n".join(wrap(summarize(reports).sentences(), width))
    return "\n\n".join([*blocks, summary]) + "\n"


class _Block(Record):
    """One finding on its way to the terminal."""

    source: Sequence[str]
    found: Diagnostic
    palette: Palette
    width: int

    def lines(self) -> Iterator[str]:
        found = self.found
        yield self._header()
        yield from self._paragraph("", found.message)
        yield from self._snippet(found.start, found.end, "^")
        for place in found.related:
            yield from self._note(place)
        if found.help:
            yield from self._paragraph(_("help:"), found.help)
        if found.fix:
            yield from self._paragraph(_("fix:"), _fix_text(found.fix))

    def _header(self) -> str:
        found = self.found
        place = f"{printable(found.path)}:{found.start.line}:{found.start.column}:"
        severity = self.palette.severity(f"{severity_in_words(found.severity)} {found.code}", found.severity)
        return f"{self.palette.paint(place, 'bold')} {severity} {self.palette.paint(found.rule, 'bold')}"

    def _paragraph(self, label: str, text: str) -> Iterator[str]:
        # A wide colon holds its blank.
        blank = " " if columns(label[-1:]) == 1 else ""
        hanging = " " * columns(label + blank)
        paragraphs = "\n".join(printable(each) for each in text.split("\n"))
        for number, line in enumerate(wrap(paragraphs, self.width - 2 - len(hanging))):
            lead = self.palette.paint(label, "green") + blank if label and not number else hanging
            yield f"  {lead}{line}".rstrip()

    def _note(self, place: Related) -> Iterator[str]:
        yield from self._paragraph(_("note:"), f"{place.start.line}:{place.start.column}: {place.message}")
        yield from self._snippet(place.start, place.end, "-")

    def _snippet(self, start: Position, end: Position, underline: str) -> Iterator[str]:
        """Yield the source line and what underlines it; a span of several lines is shown by its first line."""
        if not 0 < start.line <= len(self.source):
            return
        line = self.source[start.line - 1]
        stop = end.column - 1 if end.line == start.line else len(line.rstrip())
        digits = self._digits()
        shown = excerpt(line, start.column - 1, stop, self.width - digits - 5)
        yield f"  {self._gutter(str(start.line).rjust(digits))} {shown.text}".rstrip()
        carets = self.palette.severity(underline * shown.length, self.found.severity)
        yield f"  {self._gutter(' ' * digits)} {' ' * shown.offset}{carets}"

    def _digits(self) -> int:
        return len(str(max([self.found.start.line, *(place.start.line for place in self.found.related)])))

    def _gutter(self, number: str) -> str:
        return self.palette.paint(f"{number} |", "blue")


def _fix_text(fix: Fix) -> str:
    return (_("{title} (safe)") if fix.safe else _("{title} (unsafe)")).format(title=fix.title)
