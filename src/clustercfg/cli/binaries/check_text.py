"""What the checks of storage have shown, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustercfg.linting.reports.characters import columns, printable, wrap
from clustercfg.storage.checks.result import Status
from clustercfg.translation import gettext as _
from clustercfg.translation import listed, mark, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clustercfg.linting.reports.palette import Palette
    from clustercfg.storage.checks.check import CheckReport
    from clustercfg.storage.checks.ladder import LadderReport
    from clustercfg.storage.checks.result import CheckResult

__all__ = ["report_lines"]

_WORDS = {
    Status.PASS: (mark("pass"), "green"),
    Status.WARN: (mark("warn"), "yellow"),
    Status.FAIL: (mark("FAIL"), "red"),
    Status.SKIP: (mark("skip"), "dim"),
}
_KINDS = {"s3": mark("S3-compatible storage"), "http": mark("plain HTTP server")}
_INDENT = "        "


def report_lines(report: CheckReport, palette: Palette, width: int) -> Iterator[str]:
    """Yield every check of every server, and a summary."""
    for ladder in report.ladders:
        yield from _ladder(ladder, palette, width)
        yield ""
    yield _summary(report)


def _ladder(ladder: LadderReport, palette: Palette, width: int) -> Iterator[str]:
    title = (
        f"{', '.join(map(printable, ladder.fields))}: {_(_KINDS[ladder.kind])} {printable(ladder.address)}"
    )
    yield palette.paint(title, "bold")
    if ladder.files_repo:
        text = (
            _("nodes read from {url} (assumed)")
            if ladder.files_repo_is_assumed
            else _("nodes read from {url}")
        )
        yield "  " + text.format(url=printable(ladder.files_repo))
    for result in ladder.results:
        yield from _result(result, palette, width)
    if ladder.left:
        yield palette.paint("  " + _("left behind, to be deleted by hand:"), "bold")
        yield from (f"{_INDENT}{printable(each)}" for each in ladder.left)


def _result(result: CheckResult, palette: Palette, width: int) -> Iterator[str]:
    word, style = _WORDS[result.status]
    assumed = result.assumed and result.status is not Status.SKIP
    told = _("{title} (assumed): {evidence}") if assumed else _("{title}: {evidence}")
    text = told.format(title=result.title, evidence=printable(result.evidence))
    first, *rest = wrap(text, width - len(_INDENT))
    shown = _(word)
    blanks = " " * max(1, len(_INDENT) - 2 - columns(shown))
    yield f"  {palette.paint(shown, style)}{blanks}{first}"
    yield from (_INDENT + line for line in rest)
    for number, line in enumerate(result.remedy.splitlines()):
        if number:  # a policy, to be copied as it is
            yield _INDENT + "  " + printable(line)
            continue
        lines = wrap(printable(line), width - len(_INDENT) - 3)
        yield from (f"{_INDENT}{'   ' if index else '-> '}{part}" for index, part in enumerate(lines))


def _summary(report: CheckReport) -> str:
    total = sum(report.count(status) for status in Status)
    counts = (
        ngettext("{count} check", "{count} checks", total).format(count=total),
        _("{count} passed").format(count=report.count(Status.PASS)),
        ngettext("{count} warning", "{count} warnings", report.count(Status.WARN)).format(
            count=report.count(Status.WARN)
        ),
        _("{count} failed").format(count=report.count(Status.FAIL)),
        _("{count} skipped").format(count=report.count(Status.SKIP)),
    )
    return _("{title}: {evidence}").format(title=counts[0], evidence=listed(counts[1:]))
