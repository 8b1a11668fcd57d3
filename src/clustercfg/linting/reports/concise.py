"""One line per finding, in the form that compilers use and editors know how to jump to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustercfg.linting.reports.characters import printable
from clustercfg.linting.reports.palette import Palette

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clustercfg.linting.diagnostics import Diagnostic, Report

__all__ = ["render"]


def render(reports: Sequence[Report], *, color: bool, width: int) -> str:  # noqa: ARG001 - every format takes the same arguments
    """Return `path:line:column: severity: message [code rule]` for each finding; nothing when all is well."""
    palette = Palette(color)
    return "".join(_line(each, palette) + "\n" for report in reports for each in report)


def _line(found: Diagnostic, palette: Palette) -> str:
    place = palette.paint(f"{printable(found.path)}:{found.start.line}:{found.start.column}:", "bold")
    severity = palette.severity(found.severity.value + ":", found.severity)
    return f"{place} {severity} {printable(found.message)} {palette.paint(f'[{found.code} {found.rule}]', 'dim')}"
