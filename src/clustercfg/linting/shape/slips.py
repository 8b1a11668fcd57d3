"""What a value was meant to be when a slip of the keyboard spoils its form; imported only where something is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

__all__ = ["boolean_in", "mended", "number_in"]

_LONGEST = 500
_FULL_STOPS = str.maketrans({"。": ".", "｡": ".", "、": ",", "￥": "$"})
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_LETTERS_FOR_DIGITS = str.maketrans("OolI", "0011")
_NUMBERS = re.compile(r"[0-9OolI./:,]*[0-9][0-9OolI./:,]*")
_THOUSANDS = re.compile(r"([0-9]{1,3})((?:[,._' ][0-9]{3})+)")
_SCHEME = re.compile(r"(?:h?t{1,3}p{1,2})(s?)\s*[:;]?\s*[/\\]{1,3}\s*(?:https?://)?(?=[\w\[])", re.IGNORECASE)
_UNITS = {
    "Size": re.compile(r"\s*(?:mi?b?|兆)", re.IGNORECASE),
    "Age": re.compile(r"\s*(?:d|days?|天)", re.IGNORECASE),
    "Days": re.compile(r"\s*(?:d|days?|天)", re.IGNORECASE),
    "Seconds": re.compile(r"\s*(?:s|sec|secs|seconds?|秒)", re.IGNORECASE),
}
"""Units that say again what the end of the key says."""
_BOOLEANS = ("true", "false")


def mended(value: str, fits: Callable[[str], bool]) -> str | None:
    """Return `value` without the slips that make it unfit; None when nothing helps, or when it may hold a password."""
    if len(value) > _LONGEST or "@" in value:
        return None
    return next((each for each in _candidates(value) if each != value and fits(each)), None)


def _candidates(value: str) -> Iterator[str]:
    """Yield the value with ever more slips taken back, each by itself before all together."""
    plain = _plain(value)
    yield plain
    trimmed = _trimmed(plain)
    yield trimmed
    for mend in _MENDS:
        yield mend(trimmed)
    for mend in _MENDS:
        trimmed = mend(trimmed)
    yield trimmed


def _plain(value: str) -> str:
    """Full-width characters as ASCII, nothing invisible."""
    visible = value.translate(_FULL_STOPS).translate(dict.fromkeys(map(ord, _INVISIBLE)))
    return unicodedata.normalize("NFKC", visible)


def _trimmed(value: str) -> str:
    """No blanks, and no sign of another language, at the end; no quote that lost its partner."""
    inner = re.sub(r"[\s,;\\]+\Z", "", value.strip())
    return inner[1:-1] if inner[:1] == inner[-1:] and inner[:1] in ("'", '"') else inner.strip("'\"")


def _without_blanks(value: str) -> str:
    return re.sub(r"\s+", "", value)


def _one_dot(value: str) -> str:
    return re.sub(r"[.,]+", ".", value)


def _slashes(value: str) -> str:
    return value.replace("\\", "/")


def _digits(value: str) -> str:
    """Letters that look like digits, and zeros in front of numbers, in what is nothing but numbers."""
    if not _NUMBERS.fullmatch(value):
        return value
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", value.translate(_LETTERS_FOR_DIGITS))


def _scheme(value: str) -> str:
    r"""`htp://`, `https:///`, `http:\\\\` and the scheme twice."""
    return _SCHEME.sub(lambda match: f"http{match[1].lower()}://", value, count=1)


_MENDS = (_without_blanks, _slashes, _scheme, _one_dot, _digits)


def number_in(text: str, key: str) -> int | None:
    """Return the whole number that `text` was meant to be as the value of `key`."""
    if len(text) > _LONGEST:
        return None
    value = _trimmed(_plain(text))
    if thousands := _THOUSANDS.fullmatch(value):
        return int(thousands[1] + re.sub(r"[^0-9]", "", thousands[2]))
    if _NUMBERS.fullmatch(value):
        value = value.translate(_LETTERS_FOR_DIGITS)
    number = re.match(r"[0-9]{1,9}", value)
    if number is None:
        return None
    unit = next((pattern for end, pattern in _UNITS.items() if key.endswith(end)), None)
    rest = value[number.end() :]
    return int(number[0]) if not rest or (unit and unit.fullmatch(rest)) else None


def boolean_in(text: str) -> str | None:
    """Return `true` or `false` if `text` is a slip of it."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a file with slips pays for it

    if len(text) > _LONGEST:
        return None
    value = _trimmed(_plain(text)).lower()
    near = get_close_matches(value, _BOOLEANS, n=1, cutoff=0.7)
    return near[0] if near else None
