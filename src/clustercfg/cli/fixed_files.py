"""The part of `clustercfg lint` that mends files: --fix, --unsafe-fixes and --diff."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clustercfg.cli.exit_codes import ExitCode, Outcome
from clustercfg.cli.reading import STANDARD_INPUT, cannot_read, display_name, read
from clustercfg.cli.streams import colorful, say, write, write_bytes
from clustercfg.cli.unified import unified_diff
from clustercfg.errors import SaveError
from clustercfg.linting.fixing import Fixed, fix
from clustercfg.linting.linter import Options, undecodable
from clustercfg.linting.reports.summary import summarize
from clustercfg.translation import gettext as _
from clustercfg.translation import listed, ngettext
from clustercfg.yamltext.document import Document

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence

    from clustercfg.linting.diagnostics import Diagnostic, Report

__all__ = ["fixed_reports", "left_over"]


def fixed_reports(
    files: Iterable[str], options: Options, arguments: argparse.Namespace, outcome: Outcome
) -> Iterator[Report]:
    """Mend each file, or show what mending would change, and yield the report of what is left in it.

    With --diff, a file that would change counts as a problem. Troubles are told and go to `outcome`.
    """
    for file in files:
        try:
            data = read(file)
        except OSError as error:
            outcome.trouble(ExitCode.UNREADABLE, cannot_read(file, error))
            continue
        name = display_name(file)
        document, problem = Document.from_bytes(data, file=None if file == STANDARD_INPUT else Path(file))
        if document is None:
            yield undecodable(problem, name, options)
            continue
        fixed = fix(document, path=name, options=options, unsafe=arguments.unsafe_fixes)
        if arguments.diff:
            write(unified_diff(document.text, fixed.text, name, color=colorful(arguments.color)))
            outcome.add(ExitCode.PROBLEMS if fixed.applied else ExitCode.OK)
        elif not _stored(fixed, file, outcome):
            continue
        for line in _told(fixed.applied, diff=arguments.diff):
            say(line)
        if fixed.unfinished:
            say(
                _("{path}: fixing was ended because it took too long: run it again for the rest").format(
                    path=name
                )
            )
        yield fixed.report


def _stored(fixed: Fixed[Document], file: str, outcome: Outcome) -> bool:
    """Put the text where it belongs; False if that cannot be done."""
    if file == STANDARD_INPUT:
        write_bytes(fixed.document.to_bytes())
    elif fixed.applied:
        try:
            fixed.document.save()
        except SaveError as error:
            outcome.trouble(ExitCode.UNREADABLE, f"clustercfg: {error}")
            return False
    return True


def _told(applied: Sequence[Diagnostic], *, diff: bool) -> Iterator[str]:
    """Yield one line for all places at which the same was done."""
    done: dict[tuple[str, str, str], list[Diagnostic]] = {}
    for each in applied:
        done.setdefault((each.code, each.rule, each.fix.title if each.fix else ""), []).append(each)
    message = (
        _("{place}: would fix {code} {rule}: {title}") if diff else _("{place}: fixed {code} {rule}: {title}")
    )
    for (code, rule, title), found in done.items():
        place = f"{found[0].path}:{found[0].start.line}"
        line = message.format(place=place, code=code, rule=rule, title=title)
        more = len(found) - 1
        longer = ngettext("{line} (and {count} more place)", "{line} (and {count} more places)", more)
        yield longer.format(line=line, count=more) if more else line


def left_over(reports: Sequence[Report]) -> str:
    """Return the sentence that ends a run that has shown differences in place of a report."""
    summary = summarize(reports)
    left = [
        text.format(count=count)
        for count, text in (
            (summary.errors, ngettext("{count} error", "{count} errors", summary.errors)),
            (summary.warnings, ngettext("{count} warning", "{count} warnings", summary.warnings)),
        )
        if count
    ]
    if not left:
        return _("Nothing was written. No errors and no warnings would be left.")
    return _("Nothing was written. {found} would be left.").format(found=listed(left))
