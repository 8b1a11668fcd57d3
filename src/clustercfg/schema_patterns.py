"""Regular expressions of Python, written with what other engines know too."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["portable"]

_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?i:|\(|\)|\s+|#[^\n]*|.", re.DOTALL)


def portable(pattern: str) -> str:
    """Return a verbose pattern, to be searched in a stripped text, as one to be searched in the text as it is.

    JavaScript knows neither comments nor `(?i:...)`: blanks and comments are left out, and letters in such a group
    become classes of both cases. Blanks at either end of the text are allowed for at `^` and `$`.
    """
    return "".join(_tokens(pattern))


def _tokens(pattern: str) -> Iterator[str]:
    # For each open parenthesis, whether the case of letters counts inside it.
    groups: list[bool] = [True]
    for part in _TOKEN.findall(pattern):
        if part.startswith("("):
            groups.append(groups[-1] and part != "(?i:")
            yield "(?:" if part == "(?i:" else "("
        elif part == ")":
            groups.pop()
            yield part
        elif part.isspace() or part.startswith("#"):
            continue
        else:
            yield _in_place(part, case_counts=groups[-1])


def _in_place(part: str, *, case_counts: bool) -> str:
    if part in ("^", "$"):
        return {"^": r"^\s*", "$": r"\s*$"}[part]
    if case_counts or part.startswith("\\"):
        return part
    if part.startswith("["):
        return re.sub(r"\\.|([a-z])-([a-z])|([a-z])", _both_cases, part)
    return f"[{part.upper()}{part}]" if part.isascii() and part.isalpha() else part


def _both_cases(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith("\\") else f"{found[0].upper()}{found[0]}"
