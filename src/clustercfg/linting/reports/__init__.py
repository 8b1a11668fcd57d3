"""Report formats: the same findings for people, for editors and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from clustercfg.linting.reports import concise, github, json, junit, sarif, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from clustercfg.linting.diagnostics import Report

__all__ = ["FORMATS", "Render"]


class Render(Protocol):
    """Turns reports into the text of one format, for an output of `width` columns, with ANSI colors or without."""

    def __call__(self, reports: Sequence[Report], *, color: bool, width: int) -> str:
        """Return the whole output, ending in a line break (or empty)."""


FORMATS: Mapping[str, Render] = {
    "text": text.render,
    "concise": concise.render,
    "json": json.render,
    "sarif": sarif.render,
    "github": github.render,
    "junit": junit.render,
}
