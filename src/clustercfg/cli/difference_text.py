"""Differences between two files, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clustercfg.comparing.difference import Difference, Kind
from clustercfg.linting.masking import MASK
from clustercfg.linting.reports.characters import columns, printable, wrap
from clustercfg.translation import gettext as _
from clustercfg.yamltext.rendering import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clustercfg.linting.reports.palette import Palette

__all__ = ["difference_lines"]

_SIGNS = {Kind.CHANGED: "~", Kind.ADDED: "+", Kind.REMOVED: "-", Kind.ORDER: "%", Kind.DEFAULT: "="}
_STYLES = {
    Kind.CHANGED: "yellow",
    Kind.ADDED: "green",
    Kind.REMOVED: "red",
    Kind.ORDER: "cyan",
    Kind.DEFAULT: "dim",
}


def difference_lines(difference: Difference, palette: Palette, width: int) -> Iterator[str]:
    """Yield one difference on one line, or on several where one would be longer than `width` columns."""
    style = _STYLES[difference.kind]
    head = f"{_SIGNS[difference.kind]} {printable(difference.path)}:"
    texts = list(_texts(difference))
    line = _remarked(f"{head} {' -> '.join(texts)}", difference)
    if columns(line) <= width:
        yield palette.paint(line, style)
        return
    yield palette.paint(_remarked(head, difference), style)
    for sign, text in zip("-+" if len(texts) > 1 else " ", texts, strict=False):
        for number, part in enumerate(wrap(text, width - 4)):
            yield palette.paint(f"  {' ' if number else sign} {part}", style)


def _texts(difference: Difference) -> Iterator[str]:
    before, after = difference.before, difference.after
    if difference.kind is Kind.CHANGED and before == after:
        yield _written(before)
    elif difference.kind is Kind.CHANGED or (difference.kind is Kind.ORDER and _is_short(before)):
        yield _written(before)
        yield _written(after)
    elif difference.kind is not Kind.ORDER:
        yield _written(before if before is not None else after)


def _is_short(items: list[Any]) -> bool:
    return not any(isinstance(each, dict | list) for each in items)


def _remarked(text: str, difference: Difference) -> str:
    if difference.kind is Kind.ORDER:
        return _("{text} (another order)").format(text=text)
    if difference.kind is Kind.CHANGED and difference.before == difference.after:
        return _("{text} (the secret differs)").format(text=text)
    if difference.kind is Kind.DEFAULT:
        side = "A" if difference.before is not None else "B"
        return _("{text} (default, only in {side})").format(text=text, side=side)
    return text


def _written(value: Any) -> str:
    if isinstance(value, str) and value == MASK:
        return value
    return printable(render(value, flow=True))
