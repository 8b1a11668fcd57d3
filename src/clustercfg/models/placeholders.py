"""Telling a value that stands for the reader's own from a real one."""

from __future__ import annotations

import re
from functools import cache, lru_cache

__all__ = ["PLACEHOLDER", "PLACEHOLDER_LIMIT", "is_placeholder", "is_secret_placeholder"]

_TEMPLATE = r"""
      \$\{ (?!(?:releasever|basearch|arch|uuid)\}) [^}]*\}?  # ${NAME}, but not a variable of yum or dnf
    | <[^<>\s][^<>]*>                                        # <your-name>
    | \{\{.*\}\}                                             # {{ name }}
    | (?<![A-Za-z0-9_])__[A-Z][A-Z0-9_]*__(?![A-Za-z0-9_])   # __NAME__
    """
_ADDRESS = r"""
      (?<![\w.*-]) (?!\d+(?:\.\d+)*(?![\w.*]))
      (?:(?:\d{1,3}|[xX]{1,4}|\*{1,4})\.){3} (?:\d{1,3}|[xX]{1,4}|\*{1,4}) (?![\w.*-])
"""
"""Four groups like an IPv4 address, at least one of them made of x or asterisks."""
_MASKED = r"""
      \*{2,} | ^\.{3,}$ | …                                        # ****, ...
    | (?<![A-Za-z0-9]) (?<![A-Za-z]\.) [xX]{3,} (?![A-Za-z0-9])  # xxx, :XXXX; but not the domain a.xxx
    | ^[xX]{2}$ | ^[xX]{2}\. | //[xX]{2}\.                       # xx, xx.example.com
    | (?<![A-Za-z0-9.]) v?[xX](?:\.[xXyYzZ]){1,3} (?![A-Za-z0-9.])  # vX.Y.Z, x.x
    """
_WORDS = r"""(?i:
      ^fill[-_ ]?(?:me[-_ ]?)?in (?![a-z0-9]) | ^fill[-_ ]?(?:out|this|the|your) (?![a-z0-9])
    | (?:^|[/:@=\s"']) your (?:[-_/\s]|s?$)
    | (?<![a-z0-9]) change[-_ ]?(?:me|this|it) (?![a-z0-9])
    | (?<![a-z0-9]) (?:replace|insert|enter|put|type|use) [-_ ] (?:me|this|with|your|here|the|a|an) (?![a-z0-9])
    | ^please[-_ ] | ^placeholder | ^(?:tbd|to-?do|fixme)$
    | [-_ ]here$
    | ^/?path/to(?:/|$) | /path/to/
    | ^(?:the[-_ ])? (?:[a-z]+[-_ ]){0,3} (?:path|directory|folder|file|address|url|name|ip|domain|host|hostname|port|registry|version)
      [-_ ] (?:of|to|for|on|from|where|in) [-_ ] (?:the|your|a|an|this|my|each|which) (?![a-z0-9])
    | ^(?:absolute|full|real|actual|complete) [-_ ] (?:path|directory|folder|address|url|name|ip|domain) (?![a-z0-9])
    )"""
_CHINESE = r"请|填写|填入|替换|你的|您的"
_WHOLE = r"""
      [*xX•.…_?-]{3,} | \*+ | [xX]{2}
    | \$\{[^}]*\} | <[^<>]+> | \{\{.*\}\} | __[A-Z][A-Z0-9_]*__
    | \$ (?:[A-Z0-9]+_)+ (?:PASS|PASSWD|PASSWORD|PWD|SECRET|KEY|TOKEN)      # $REPO_PASSWORD, as a shell has it
    | % (?:[A-Z0-9]+_)+ (?:PASS|PASSWD|PASSWORD|PWD|SECRET|KEY|TOKEN) %    # %REPO_PASSWORD%
    | (?i: change[-_ ]?(?:me|this|it) | replace[-_ ]?(?:me|this|it)
      | fill[-_ ]?(?:me[-_ ]?)?in(?:[-_ ][a-z]+){0,6} | please[-_ ][a-z]+(?:[-_ ][a-z]+){0,8}
      | your [-_ ]? (?:password|secret|passwd|key|token) | your [-_ ] [a-z]+ (?:[-_ ][a-z]+){0,5} | [a-z]+(?:[-_ ][a-z]+){0,4}[-_ ]here
      | placeholder | tbd | to-?do | fixme )
    """

PLACEHOLDER = f"{_TEMPLATE}|{_ADDRESS}|{_MASKED}|{_WORDS}|{_CHINESE}"
"""What `is_placeholder` searches in a stripped text, as a verbose regular expression."""
PLACEHOLDER_LIMIT = 2_000
"""Nobody writes a longer placeholder, and the patterns take long on longer texts."""

_MASKS = "*xX•.…_?-"
_HINTS = (
    *(
        "<",
        "{",
        "*",
        "--",
        "xx",
        "x.",
        ".x",
        "fill",
        "your",
        "change",
        "please",
        "placeholder",
        "tbd",
        "todo",
    ),
    *("to-do", "fixme", "here", "path/to", "replace-", "replaceme", "replacethis", "replaceit", "insert-"),
    *("enter-", "put-", "type-", "use-", "-of-", "-to-", "-for-", "-on-", "-from-", "-where-", "-in-"),
)
_STARTS = ("absolute-", "full-", "real-", "actual-", "complete-")
"""Every placeholder in ASCII holds one of these, in lower case and with hyphens for blanks and underscores, or starts with
one of those, or is all mask.

Most values hold none, so most files never pay the 3 ms that it takes to compile the patterns.
"""


@lru_cache(maxsize=64)  # the linter and then the check of the value's form ask for the same one
def is_placeholder(value: str) -> bool:
    """Say whether `value` stands for the reader's own, wholly or in part (`xx.xx.xx.xx/32`, `${NAME}`, `FILL-IN`).

    Meant for values whose real form is known (addresses, paths, URLs, names); for secrets use `is_secret_placeholder`.
    """
    text = value.strip()
    if len(value) > PLACEHOLDER_LIMIT or not _may_be(text):
        return False
    return _compiled(PLACEHOLDER).search(text) is not None


def is_secret_placeholder(value: str) -> bool:
    """Say whether the whole of a secret `value` is a placeholder (`******`, `<password>`, `changeme`).

    A real password may contain anything, so a part that looks like a placeholder proves nothing.
    """
    text = value.strip()
    if len(text) > PLACEHOLDER_LIMIT or not (text.startswith(("$", "%")) or _may_be(text)):
        return False
    return _compiled(_WHOLE).fullmatch(text) is not None or _compiled(_CHINESE).search(text) is not None


def _may_be(text: str) -> bool:
    """Say whether it is worth to look closely."""
    if not text.isascii() or not text.strip(_MASKS):
        return True
    folded = text.lower().replace(" ", "-").replace("_", "-")
    return folded.startswith(_STARTS) or any(hint in folded for hint in _HINTS)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile on first use: a file without secrets never pays for their pattern."""
    return re.compile(pattern, re.VERBOSE)
