"""Settings as a YAML-like outline: what the file would look like if it said everything."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from clustercfg.linting.reports.characters import printable
from clustercfg.translation import gettext as _
from clustercfg.yamltext.scalars import plain_is_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clustercfg.cli.effective import Setting
    from clustercfg.linting.reports.palette import Palette
    from clustercfg.yamltext.paths import Path

__all__ = ["outline"]

_STEP = "  "


def outline(settings: Iterable[Setting], palette: Palette) -> Iterator[str]:
    """Yield the lines of the outline; what the file does not say is marked as default."""
    previous: Path = ()
    for setting in settings:
        shared = min(_shared(previous, setting.path), len(setting.path) - 1)
        yield from _lines(setting, shared, palette)
        previous = setting.path


def _shared(one: Path, other: Path) -> int:
    """Return how many steps two paths have in common from their start."""
    pairs = zip(one, other, strict=False)
    return next(
        (count for count, (mine, yours) in enumerate(pairs) if mine != yours), min(len(one), len(other))
    )


def _lines(setting: Setting, shared: int, palette: Palette) -> Iterator[str]:
    """Yield the keys that `setting` does not share with the one before it, and its value."""
    lead = ""
    *parents, last = enumerate(setting.path[shared:], shared)
    for depth, step in parents:
        lead = lead or _STEP * depth
        if isinstance(step, int):
            lead += "- "
            continue
        yield f"{lead}{_scalar(step)}:"
        lead = ""
    depth, step = last
    key = "-" if isinstance(step, int) else f"{_scalar(step)}:"
    first, *rest = _value(setting.value)
    yield f"{lead or _STEP * depth}{key} {first}".rstrip() + palette.paint(_comment(setting), "dim")
    yield from (_STEP * (depth + 1) + line for line in rest)


def _comment(setting: Setting) -> str:
    if setting.note and setting.value is None:
        return "  # " + _("default: {what}").format(what=setting.note)
    return "" if setting.in_file else "  # " + _("default")


def _value(value: Any) -> list[str]:
    """Return the first line and those below it."""
    if isinstance(value, list) and value:
        return ["", *(f"- {_scalar(each)}" for each in value)]
    if isinstance(value, str) and "\n" in value:
        return ["|-", *(printable(line) for line in value.rstrip("\n").split("\n"))]
    return ["" if value is None else _scalar(value)]


def _scalar(value: Any) -> str:
    if isinstance(value, str) and plain_is_safe(value):
        return printable(value)
    return printable(json.dumps(value, ensure_ascii=False))
