"""`--output FORMAT=FILE`: reports in further forms, beside the one that is printed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from clustercfg.cli.exit_codes import ExitCode, Outcome, UsageError
from clustercfg.cli.reading import display_name
from clustercfg.cli.streams import write
from clustercfg.cli.suggestions import did_you_mean
from clustercfg.errors import reason_of
from clustercfg.linting.reports import FORMATS
from clustercfg.records import Record
from clustercfg.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from clustercfg.linting.diagnostics import Report

__all__ = ["Output", "read_outputs", "write_outputs"]

_STANDARD_OUTPUT = "-"
_WIDTH = 80
_PROGRAM = "clustercfg lint: --output {word}: "


class Output(Record):
    """One report to write: its format, and the file or `-`."""

    format: str
    path: str

    @property
    def is_standard(self) -> bool:
        """True when it takes the place of the printed report."""
        return self.path == _STANDARD_OUTPUT

    @property
    def place(self) -> str:
        """The file, however it was named."""
        return self.path if self.is_standard else os.path.realpath(self.path)


def read_outputs(words: Iterable[str], inputs: Sequence[str]) -> tuple[Output, ...]:
    """Return what the options ask for.

    Raises:
        UsageError: one makes no sense, two have the same file, or one would overwrite a file of `inputs`.
    """
    outputs = tuple(_output(word) for word in words)
    taken = {os.path.realpath(each) for each in inputs if each != "-"}
    for output in outputs:
        if output.place in taken:
            raise _refusal(f"{output.format}={output.path}", _("that file is taken already"))
        taken.add(output.place)
    return outputs


def _output(word: str) -> Output:
    name, equals, path = word.partition("=")
    if name not in FORMATS:
        reason = _("there is no such format, there are: {names}").format(names=", ".join(FORMATS))
        raise _refusal(word, reason + did_you_mean(name, FORMATS))
    if not equals or not path:
        raise _refusal(word, _("write FORMAT=FILE, as in sarif=report.sarif"))
    return Output(name, path)


def _refusal(word: str, reason: str) -> UsageError:
    return UsageError(_PROGRAM.format(word=display_name(word)) + reason)


def write_outputs(outputs: Iterable[Output], reports: Sequence[Report], outcome: Outcome) -> None:
    """Write each report, a file as a whole or not at all. Troubles are told and go to `outcome`."""
    checked = {os.path.realpath(report.path) for report in reports}
    for output in outputs:
        text = FORMATS[output.format](reports, color=False, width=_WIDTH)
        if output.is_standard:
            write(text)
        elif output.place in checked:  # found below a directory that was named
            reason = _("that file is taken already")
            outcome.trouble(ExitCode.USAGE, str(_refusal(f"{output.format}={output.path}", reason)))
        else:
            _store(output.path, text, outcome)


def _store(path: str, text: str, outcome: Outcome) -> None:
    from clustercfg.yamltext.storing import replace_file  # noqa: PLC0415 - only when a file is written

    try:
        replace_file(path, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        message = _("clustercfg: cannot write {path}: {reason}").format(
            path=display_name(path), reason=reason_of(error)
        )
        outcome.trouble(ExitCode.UNREADABLE, message)
