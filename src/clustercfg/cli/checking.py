"""Lint files, as many at a time as there are processors; reports come in the order of the files."""

from __future__ import annotations

from itertools import chain, groupby, islice
from typing import TYPE_CHECKING

from clustercfg.cli.exit_codes import ExitCode, Outcome
from clustercfg.cli.reading import STANDARD_INPUT, cannot_read, display_name, read
from clustercfg.linting.linter import Options, lint_bytes
from clustercfg.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clustercfg.linting.diagnostics import Report

__all__ = ["checked"]

_FEW = 16
"""So many files are checked in the time that it takes to start other processes."""


def checked(files: Iterable[str], options: Options, outcome: Outcome) -> Iterator[Report]:
    """Yield the report of each file, cut down to what a reader will see. Troubles are told and go to `outcome`."""
    rest = iter(files)
    first = list(islice(rest, _FEW))
    for found in chain((check(file, options) for file in first), _check_many(rest, options)):
        if isinstance(found, str):
            outcome.trouble(ExitCode.UNREADABLE, found)
        else:
            yield found


def _check_many(files: Iterator[str], options: Options) -> Iterator[Report | str]:
    """Check what is more than a few files."""
    following = next(files, None)
    if following is None:
        return iter(())
    files = chain((following,), files)
    from clustercfg.cli.crew import count_processors, work  # noqa: PLC0415 - only many files are worth more processes

    if count_processors() == 1:
        return (check(file, options) for file in files)
    return chain.from_iterable(
        # Standard input is open in this process alone.
        work(check, group, options) if is_file else [check(STANDARD_INPUT, options)]
        for is_file, group in groupby(files, lambda file: file != STANDARD_INPUT)
    )


def check(file: str, options: Options) -> Report | str:
    """Return the report of one file, or the sentence that tells why it cannot be read."""
    try:
        data = read(file)
    except OSError as error:
        return cannot_read(file, error)
    return _slim(lint_bytes(data, path=display_name(file), options=options))


def _slim(report: Report) -> Report:
    """Keep only the lines that a snippet will show: a run over thousands of files must not hold all their text."""
    if not len(report):
        return replace(report, lines=(), line_starts=(0,))
    starts = [start for found in report for start in (found.start, *(place.start for place in found.related))]
    shown = {start.line for start in starts}
    lines = (line if number in shown else "" for number, line in enumerate(report.lines[: max(shown)], 1))
    return replace(report, lines=tuple(lines))
