"""The JSON report, format version 1: a stable form for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustercfg.linting.reports.summary import summarize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clustercfg.linting.diagnostics import Report

__all__ = ["render"]

_VERSION = 1


def render(reports: Sequence[Report], *, color: bool, width: int) -> str:  # noqa: ARG001 - every format takes the same arguments
    """Return one JSON object for all files, in the form of `schemas/lint-report.schema.json`.

    Lines and columns start at 1 and count code points, offsets start at 0. New keys may be added within a version;
    none is removed or changes its meaning.
    """
    import json  # noqa: PLC0415 - the other formats start faster without it

    return (
        json.dumps(
            {
                "version": _VERSION,
                "files": [report.to_dict() for report in reports],
                "summary": summarize(reports).to_dict(),
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )
