"""The figures below a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustercfg.linting.diagnostics import Diagnostic, Report, Severity
from clustercfg.records import Record
from clustercfg.translation import gettext as _
from clustercfg.translation import listed, ngettext, running

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Summary", "summarize"]


class Summary(Record):
    """How many files were checked and what was found in them."""

    files: int
    errors: int
    warnings: int
    infos: int
    safe_fixes: int
    unsafe_fixes: int

    def to_dict(self) -> dict[str, int]:
        """Return the JSON form (report format, version 1)."""
        return {"files": self.files, "errors": self.errors, "warnings": self.warnings}

    def sentences(self) -> str:
        """Return the figures as a line for people."""
        files = ngettext("Checked {count} file", "Checked {count} files", self.files).format(count=self.files)
        found = self._found()
        if not found:
            return _("{files}: no problems found.").format(files=files)
        return running([_("{files}: {found}.").format(files=files, found=listed(found)), *self._fixes()])

    def _found(self) -> list[str]:
        texts = (
            (self.errors, ngettext("{count} error", "{count} errors", self.errors)),
            (self.warnings, ngettext("{count} warning", "{count} warnings", self.warnings)),
            (self.infos, ngettext("{count} piece of advice", "{count} pieces of advice", self.infos)),
        )
        return [text.format(count=count) for count, text in texts if count]

    def _fixes(self) -> list[str]:
        texts = (
            (
                self.safe_fixes,
                ngettext("{count} safe fix (--fix)", "{count} safe fixes (--fix)", self.safe_fixes),
            ),
            (
                self.unsafe_fixes,
                ngettext(
                    "{count} unsafe fix (--fix --unsafe-fixes)",
                    "{count} unsafe fixes (--fix --unsafe-fixes)",
                    self.unsafe_fixes,
                ),
            ),
        )
        known = [text.format(count=count) for count, text in texts if count]
        return [_("Known remedies: {fixes}.").format(fixes=listed(known))] if known else []


def summarize(reports: Sequence[Report]) -> Summary:
    """Count what `reports` hold."""
    found = [each for report in reports for each in report]
    return Summary(
        files=len(reports),
        errors=_count(found, Severity.ERROR),
        warnings=_count(found, Severity.WARNING),
        infos=_count(found, Severity.INFO),
        safe_fixes=sum(1 for each in found if each.fix and each.fix.safe),
        unsafe_fixes=sum(1 for each in found if each.fix and not each.fix.safe),
    )


def _count(found: Iterable[Diagnostic], severity: Severity) -> int:
    return sum(1 for each in found if each.severity is severity)
