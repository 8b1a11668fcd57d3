"""Small pieces of Markdown."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

__all__ = ["code", "facts", "fenced", "inline", "table"]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; cells are Markdown on one line."""
    lines = [_row(head), _row(["---"] * len(head)), *(_row(row) for row in rows)]
    return "\n".join(lines) + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    """Return a cell on one line; bars inside code divide nothing, and a backslash would be shown there."""
    parts = text.replace("\n", " ").split("`")
    return "`".join(part if number % 2 else part.replace("|", "\\|") for number, part in enumerate(parts))


def code(text: str) -> str:
    """Return `text` as inline code; nothing for nothing."""
    return f"`{text}`" if text else ""


def fenced(text: str, language: str, title: str = "") -> str:
    """Return a block of code."""
    named = f' title="{title}"' if title else ""
    return f"```{language}{named}\n{text.rstrip()}\n```\n"


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Return a list of terms with what is said of each, in inline Markdown; pairs without a text are left out."""
    lines = [f"<dt>{inline(term)}</dt><dd>{inline(text)}</dd>" for term, text in pairs if text]
    return '<dl class="facts">\n' + "\n".join(lines) + "\n</dl>\n"


def inline(text: str) -> str:
    """Return inline Markdown (code, bold and links alone) as HTML; line breaks stay."""
    escaped = html.escape(text, quote=False).replace("\n", "<br>")
    escaped = re.sub(r"`([^`]+)`", r"<code>\1</code>", escaped)
    escaped = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", escaped)
    return re.sub(r"\[([^\]]+)\]\(([^)]+)\)", r'<a href="\2">\1</a>', escaped)
