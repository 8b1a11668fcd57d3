"""Which texts people may read: a method of extraction for Babel, that knows Python and the pages of rules."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Collection, Iterable, Iterator
from typing import IO, Any, TypeAlias

from clustercfg.linting.passages import passages

__all__ = ["KEYWORDS", "texts_in"]

KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "mark": None,
    "ngettext": (1, 2),
    "documented": (2,),
}
"""The functions that take a text, and at which of their arguments it stands (in Babel's notation)."""

Text: TypeAlias = tuple[int, str | None, str | tuple[str | None, ...], list[str]]
_PAGE_OF_A_RULE = "\n## Why it matters\n"


def texts_in(
    file: IO[bytes], keywords: Iterable[str], comment_tags: Collection[str], options: dict[str, Any]
) -> Iterator[Text]:
    """Yield line, function, texts and comments of each text in a Python file, in the form that Babel asks for."""
    del comment_tags, options
    wanted = frozenset(keywords)
    nodes = [node for node in ast.walk(ast.parse(file.read())) if hasattr(node, "lineno")]
    for node in sorted(nodes, key=lambda each: (each.lineno, each.col_offset)):  # type: ignore[attr-defined] # asked above
        if isinstance(node, ast.FunctionDef):
            yield from _page(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in wanted:
            yield node.lineno, node.func.id, tuple(map(_literal, node.args)), []


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _page(function: ast.FunctionDef) -> Iterator[Text]:
    """Yield the passages of a docstring that is the page of a rule."""
    page = inspect.cleandoc(ast.get_docstring(function) or "")
    if _PAGE_OF_A_RULE in page:
        yield from ((function.lineno, None, each.message, []) for each in passages(page) if each.message)
