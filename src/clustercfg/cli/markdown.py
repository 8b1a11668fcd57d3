"""The little Markdown that rules are documented in, for a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clustercfg.linting.reports.characters import columns, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clustercfg.linting.reports.palette import Palette

__all__ = ["render_markdown"]

_INDENT = "  "
_ITEM = re.compile(r"(?:[-*]|\d+\.) +")
_FENCE = "```"


def render_markdown(text: str, palette: Palette, width: int) -> str:
    """Return headings, paragraphs, lists and code blocks of `text` for a terminal of `width` columns.

    Code keeps its lines; everything else is wrapped. A blank line stands between blocks, but not below a heading.
    """
    lines: list[str] = []
    below_heading = True
    for block in _blocks(text.split("\n")):
        lines += [] if below_heading else [""]
        lines += _block(block, palette, width)
        below_heading = block[0].startswith("#") and len(block) == 1
    return "\n".join(lines)


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Split at blank lines, but not within code."""
    block: list[str] = []
    in_code = False
    for line in lines:
        fence = line.lstrip().startswith(_FENCE)
        if (not line.strip() and not in_code) or (fence and not in_code):
            if block:
                yield block
            block = []
        if line.strip() or in_code:
            block.append(line)
        if fence and in_code:
            yield block
            block = []
        in_code ^= fence
    if block:
        yield block


def _block(lines: list[str], palette: Palette, width: int) -> Iterator[str]:
    if lines[0].lstrip().startswith(_FENCE):
        yield from (f"{_INDENT * 2}{palette.paint(line, 'cyan')}".rstrip() for line in lines[1:-1])
    elif lines[0].startswith("#"):
        yield palette.paint(lines[0].lstrip("#").strip(), "bold")
        yield from _paragraphs(lines[1:], palette, width)
    else:
        yield from _paragraphs(lines, palette, width)


def _paragraphs(lines: list[str], palette: Palette, width: int) -> Iterator[str]:
    for paragraph in _items(lines):
        match = _ITEM.match(paragraph)
        mark = match[0] if match else ""
        for number, line in enumerate(wrap(paragraph[len(mark) :], width - len(_INDENT) - columns(mark))):
            yield _INDENT + (" " * columns(mark) if number else mark) + _inline(line, palette)


def _items(lines: list[str]) -> Iterator[str]:
    """Join the lines of a paragraph; each list item is a paragraph of its own."""
    joined: list[str] = []
    for line in lines:
        if _ITEM.match(line) or not joined:
            joined.append(line)
        else:
            joined[-1] += " " + line.strip()
    yield from joined


def _inline(line: str, palette: Palette) -> str:
    """Paint `code`; without colors the marks stay, so that nothing is lost."""
    if not palette.enabled:
        return line
    return re.sub(r"`([^`]+)`", lambda found: palette.paint(found[1], "cyan"), line)
