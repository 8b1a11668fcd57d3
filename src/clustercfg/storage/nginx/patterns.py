"""Regular expressions of nginx (PCRE) in terms of Python's."""

from __future__ import annotations

import re
from functools import lru_cache

from clustercfg.storage.nginx.patience import ImpatientError, admit, patiently_searched

__all__ = ["Match", "UnknownPatternError", "compiled", "search"]

Match = tuple[tuple[str, ...], dict[str, str]]
"""What the numbered groups (the whole match first) and the named ones have taken."""

_TOKEN = re.compile(
    r"""
    (?P<byte>\\x[0-9A-Fa-f]{2})
    | \\k[<{'](?P<repeated>\w+)[>}']
    | \\(?P<escaped>[0-9](?![0-9])|[^0-9])
    | (?P<named>\(\?(?:<(?![=!])|'|P<)(?P<name>\w+)[>'])
    | (?P<group>\((?:\?(?:[:=!]|<[=!]|[ims]+:))?(?![?*]))
    | (?P<set>\[\^?\]?(?:\[:\w+:\]|\\.|[^\]\\])*\])
    | (?P<repeat>(?:[*+?]|\{\d+(?:,\d*)?\})\??(?!\+))
    | (?P<brace>\{(?!\d+(?:,\d*)?\}))
    | (?P<other>[^\\(\[{*+?])
    """,
    re.VERBOSE | re.DOTALL,
)
_FLAGS = re.compile(r"\(\?([ims]+)\)")
_SAME_ESCAPES = frozenset("dDwWsSbBAfnrt123456789")
_OTHER_ESCAPES = {"z": r"\Z", "Z": r"(?=\n?\Z)", "h": r"[\t ]", "H": r"[^\t ]", "N": r"[^\n]", "e": r"\x1b"}

_IN_SET = re.compile(
    r"\[:(?P<posix>\w+):\]|\\(?P<escaped>.)|(?P<doubtful>\[[.=:]|--)|(?P<special>[\[&|~])", re.DOTALL
)
_SAME_ESCAPES_IN_SET = frozenset("dDwWsSfnrt")
_POSIX = {
    "alpha": "a-zA-Z",
    "digit": "0-9",
    "alnum": "a-zA-Z0-9",
    "upper": "A-Z",
    "lower": "a-z",
    "space": r"\t\n\v\f\r ",
    "blank": r"\t ",
    "xdigit": "0-9A-Fa-f",
    "word": r"\w",
    "punct": r"!-/:-@\[-`{-~",
}


class UnknownPatternError(ValueError):
    """A pattern with something of PCRE whose meaning in Python is not surely the same."""


def compiled(pattern: str, *, caseless: bool = False) -> re.Pattern[bytes]:
    """Return what `pattern` means. nginx matches bytes, without Unicode.

    Raises:
        UnknownPatternError: that cannot be said.
    """
    try:
        admit(pattern)
    except ImpatientError:
        raise UnknownPatternError(pattern) from None
    found = _compiled(pattern, caseless=caseless)
    if found is None:
        raise UnknownPatternError(pattern)
    return found


@lru_cache(maxsize=4096)
def _compiled(pattern: str, *, caseless: bool) -> re.Pattern[bytes] | None:
    """Do so once: thousands of paths ask for the same few, also for those that cannot be said."""
    try:
        return _in_terms_of_python(pattern, caseless=caseless)
    except UnknownPatternError:
        return None


def _in_terms_of_python(pattern: str, *, caseless: bool) -> re.Pattern[bytes]:
    leading = _FLAGS.match(pattern)
    text = (leading[0] if leading else "") + _translated(pattern[leading.end() :] if leading else pattern)
    flags = re.IGNORECASE if caseless else re.RegexFlag(0)
    try:
        return re.compile(text.encode("utf-8", "surrogateescape"), flags)
    except (re.error, OverflowError, RecursionError) as error:
        raise UnknownPatternError(pattern) from error


def search(pattern: re.Pattern[bytes], text: str) -> Match | None:
    """Return what the groups have taken, or None without a match.

    As in nginx, a group that took no part is an empty text.

    Raises:
        UnknownPatternError: the search takes too long to wait for it.
    """
    try:
        match = patiently_searched(pattern, text.encode("utf-8", "surrogateescape"))
    except ImpatientError:
        raise UnknownPatternError from None
    if match is None:
        return None
    taken = tuple(_decoded(each) for each in (match[0], *match.groups()))
    return taken, {name: _decoded(value) for name, value in match.groupdict().items()}


def _decoded(taken: bytes | None) -> str:
    return (taken or b"").decode("utf-8", "surrogateescape")


def _translated(pattern: str) -> str:
    pieces, place = [], 0
    while place < len(pattern):
        token = _TOKEN.match(pattern, place)
        if token is None:
            raise UnknownPatternError(pattern)
        pieces.append(_piece(token))
        place = token.end()
    return "".join(pieces)


def _piece(token: re.Match[str]) -> str:
    text = token[0]
    if token["escaped"]:
        return _escape(token["escaped"])
    if token["repeated"]:
        return f"(?P={token['repeated']})"
    if token["named"]:
        return f"(?P<{token['name']}>"
    if token["set"]:
        return _set(text)
    return rf"\{text}" if token["brace"] else text


def _escape(character: str) -> str:
    if character in _SAME_ESCAPES or not character.isalnum():
        return rf"\{character}"
    if character in _OTHER_ESCAPES:
        return _OTHER_ESCAPES[character]
    raise UnknownPatternError(character)


def _set(text: str) -> str:
    head = re.match(r"\[\^?\]?", text)
    start = head.end() if head else 1
    return text[:start] + _IN_SET.sub(_piece_of_set, text[start:-1]) + "]"


def _piece_of_set(match: re.Match[str]) -> str:
    if match["posix"]:
        if match["posix"] not in _POSIX:
            raise UnknownPatternError(match[0])
        return _POSIX[match["posix"]]
    if match["special"]:
        return rf"\{match[0]}"
    escaped = match["escaped"]
    if escaped and (escaped in _SAME_ESCAPES_IN_SET or not escaped.isalnum()):
        return match[0]
    raise UnknownPatternError(match[0])
