"""Workflow commands of GitHub Actions: each finding becomes a remark beside its line in a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustercfg.linting.diagnostics import Severity
from clustercfg.linting.reports.characters import printable
from clustercfg.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clustercfg.linting.diagnostics import Diagnostic, Report

__all__ = ["render"]

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(reports: Sequence[Report], *, color: bool, width: int) -> str:  # noqa: ARG001 - every format takes the same arguments
    """Return one command per finding; nothing when all is well.

    The most severe come first, because GitHub shows only the first ten of a kind ("Workflow commands for GitHub
    Actions" of its documentation, which has the escapes too).
    """
    found = sorted((each for report in reports for each in report), key=lambda each: each.severity.rank)
    return "".join(_command(each) + "\n" for each in found)


def _command(found: Diagnostic) -> str:
    place = {"file": found.path, "line": found.start.line, "endLine": found.end.line}
    if found.start.line == found.end.line:  # columns are refused otherwise
        place |= {"col": found.start.column, "endColumn": found.end.column}
    place |= {"title": f"{found.code} {found.rule}"}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in place.items())
    return f"::{_COMMANDS[found.severity]} {properties}::{_data(_text(found))}"


def _text(found: Diagnostic) -> str:
    lines = [found.message, *found.help.split("\n")]
    if found.fix:
        lines.append(_("fix: {title}").format(title=found.fix.title))
    return "\n".join(printable(line) for line in lines if line)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")
