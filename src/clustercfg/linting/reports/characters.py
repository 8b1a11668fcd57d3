"""How text of a stranger's file may appear on a terminal, and how many columns it takes there."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

__all__ = ["columns", "printable", "visible", "wrap"]

_TAB = "»   "
_BLANKS = " \u3000"
_UNSAFE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})
"""Categories that move the cursor, reorder the text or cannot be seen: escape sequences, bidirectional marks, no-break spaces."""

_WIDE = r"\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003fffd"


def visible(character: str) -> str:
    r"""Return what to show for one character: itself, a marked tab, or an escape such as `\x1b`."""
    if " " <= character <= "~" or character in _BLANKS:
        return character
    if character == "\t":
        return _TAB
    if unicodedata.category(character) in _UNSAFE:
        return character.encode("unicode_escape", "surrogatepass").decode("ascii")
    return character


def printable(text: str) -> str:
    """Return `text` on one line, with everything that could play tricks on a terminal escaped."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(visible(each) for each in text.replace("\n", " ").replace("\t", " "))


def columns(text: str) -> int:
    """Return how many terminal columns `text` takes: two for a wide East Asian character or an emoji, none for a combining mark."""
    if text.isascii():
        return len(text)
    return sum(_width(each) for each in text)


def _width(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.category(character) in {"Mn", "Me"} else 1


def wrap(text: str, width: int) -> list[str]:
    """Break `text` into lines of at most `width` columns, at blanks or between wide characters.

    A word longer than that (a path, a URL) is kept whole so that it can be copied. Line breaks of `text` are kept.
    """
    return [line for paragraph in text.split("\n") for line in _wrap_paragraph(paragraph, width)]


@cache
def _atoms() -> re.Pattern[str]:
    # Compiled when first needed: these classes take 3 ms. Punctuation stays with what it opens or closes.
    return re.compile(rf"\s+|[（《「“]*(?:[{_WIDE}]|[^\s{_WIDE}]+)[，。；：！？、）》」”]*")


def _wrap_paragraph(text: str, width: int) -> list[str]:
    if columns(text) <= width:
        return [text.strip()]
    lines: list[str] = []
    line = ""
    for atom in _atoms().findall(text):
        if line and columns(line) + columns(atom.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        if line or not atom.isspace():
            line += atom
    return [*lines, line.rstrip()]
