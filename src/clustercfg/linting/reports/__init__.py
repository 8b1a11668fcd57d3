"""Report formats: the same findings for people, for editors and for programs."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from clustercfg.linting.diagnostics import Report

__all__ = ["FORMATS", "Render"]


class Render(Protocol):
    """Turns reports into the text of one format, for an output of `width` columns, with ANSI colors or without."""

    def __call__(self, reports: Sequence[Report], *, color: bool, width: int) -> str:
        """Return the whole output, ending in a line break (or empty)."""


def _render(name: str) -> Render:
    """Return the function of a format; its module is imported when the first report is written."""

    def render(reports: Sequence[Report], *, color: bool, width: int) -> str:
        module = import_module(f"{__name__}.{name}")
        return cast("Render", module.render)(reports, color=color, width=width)

    return render


FORMATS: Mapping[str, Render] = {
    name: _render(name) for name in ("text", "concise", "json", "sarif", "github", "junit")
}
