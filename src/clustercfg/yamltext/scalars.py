"""How a plain scalar is read, and whether a string may be written as one.

Two readings matter. People and editors read YAML 1.2 (its core schema). The installer most likely reads through
`sigs.k8s.io/yaml`, which sits on go-yaml v2: YAML 1.1 words and octal numbers, and a string field receives the
*re-printed* value. Source: resolve.go of gopkg.in/yaml.v2 2.4.0 and `convertToJSONableObject` of sigs.k8s.io/yaml
1.3.0; a test compares every function here with a Go program that uses both.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TypeAlias

__all__ = [
    "Value",
    "arrives_as",
    "arrives_as_key",
    "is_beyond_json",
    "plain_is_safe",
    "resolve_core",
    "resolve_go",
]

Value: TypeAlias = "str | int | float | bool | None"

_NULLS = ("", "~", "null", "Null", "NULL")
_GO_WORDS: dict[str, Value] = {
    **dict.fromkeys(_NULLS),
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
}
_CORE_WORDS: dict[str, Value] = {
    **dict.fromkeys(_NULLS),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **{word: value for word, value in _GO_WORDS.items() if "." in word},
}
_KEYS_BEYOND_JSON = {"+Inf": ".inf", "-Inf": "-.inf", "NaN": ".nan"}
_NUMBER_START = frozenset("+-.0123456789")
_GO_INTEGER = re.compile(r"([-+]?)(?:0[bB]([01]+)|0[oO]?([0-7]+)|0[xX]([0-9a-fA-F]+)|([1-9][0-9]*|0))\Z")
_GO_POINT_FLOAT = re.compile(r"\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_CORE_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_CORE_BASED = re.compile(r"0(?:o([0-7]+)|x([0-9a-fA-F]+))\Z")
_INT64_MIN, _UINT64_MAX = -(2**63), 2**64 - 1
# No integer of 64 bits has more digits in any base; Python itself refuses to convert some thousand decimal ones.
_MOST_DIGITS = 64
# Where strconv.FormatFloat leaves the point in place instead of printing an exponent (the "%e" rule of 'g').
_GO_LEAST_PLAIN, _GO_MOST_PLAIN = -4, 6
_SINGLE_DIGITS = 9


def resolve_go(text: str) -> Value:
    """Return what `sigs.k8s.io/yaml` makes of the plain scalar `text` in an untyped place.

    Dates stay strings, and so does a number beyond float64.
    """
    if text in _GO_WORDS:
        return _GO_WORDS[text]
    if text[0] not in _NUMBER_START:
        return text
    digits = text.replace("_", "")
    if text[0] == ".":
        # Behind a point Go takes an underscore only between two digits.
        return _go_float(digits, text) if _GO_POINT_FLOAT.match(text) else text
    integer = _go_integer(digits)
    return _go_float(digits, text) if integer is None else integer


def _go_integer(digits: str) -> int | None:
    match = _GO_INTEGER.match(digits)
    if match is None:
        return None
    sign, binary, octal, hexadecimal, decimal = match.groups()
    if len((binary or octal or hexadecimal or decimal).lstrip("0")) > _MOST_DIGITS:
        return None
    if binary:
        value = int(binary, 2)
    elif octal:
        value = int(octal, 8)
    elif hexadecimal:
        value = int(hexadecimal, 16)
    else:
        value = int(decimal)
    value = -value if sign == "-" else value
    # strconv.ParseUint takes no sign, so "+18446744073709551615" is no integer for Go.
    highest = _UINT64_MAX if not sign else 2**63 - 1
    return value if _INT64_MIN <= value <= highest else None


def _go_float(digits: str, text: str) -> float | str:
    if not _FLOAT.match(digits):
        return text
    value = float(digits)
    return text if value in (float("inf"), float("-inf")) else value


def resolve_core(text: str) -> Value:
    """Return what the core schema of YAML 1.2.2 (section 10.3) makes of the plain scalar `text`."""
    if text in _CORE_WORDS:
        return _CORE_WORDS[text]
    if text[0] not in _NUMBER_START:
        return text
    if _CORE_INTEGER.match(text):
        return int(text) if len(text) <= _MOST_DIGITS else float(text)
    if based := _CORE_BASED.match(text):
        return int(based[1], 8) if based[1] else int(based[2], 16)
    return float(text) if _FLOAT.match(text) else text


def arrives_as(text: str) -> str | None:
    """Return what a string field of a Go program receives for the plain scalar `text`; None for a null.

    >>> arrives_as("0123"), arrives_as("1e5"), arrives_as("yes"), arrives_as("10.6.0.1")
    ('83', '100000', 'true', '10.6.0.1')
    """
    value = resolve_go(text)
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else _format_go_float(value)


@lru_cache(maxsize=1024)
def arrives_as_key(text: str) -> str | None:
    """Return the name that `sigs.k8s.io/yaml` makes of the plain key `text`; None for a null, which it refuses.

    >>> arrives_as_key("yes"), arrives_as_key("0123"), arrives_as_key("8080"), arrives_as_key("-.INF")
    ('true', '83', '8080', '-.inf')
    """
    arrives = arrives_as(text)
    return _KEYS_BEYOND_JSON.get(arrives, arrives) if is_beyond_json(text) and arrives else arrives


def is_beyond_json(text: str) -> bool:
    """Return whether the plain scalar `text` is infinite or no number to Go, so that it cannot become JSON."""
    return isinstance(_GO_WORDS.get(text), float)


def _format_go_float(value: float) -> str:
    """Print a float as strconv.FormatFloat(value, 'g', -1, 32) does: sigs.k8s.io/yaml asks for 32 bits."""
    single = _to_single(value)
    if not math.isfinite(single):
        return "NaN" if math.isnan(single) else f"{single:+}".replace("inf", "Inf")
    sign = "-" if math.copysign(1, single) < 0 else ""
    digits, point = _shortest_digits(abs(single))
    if _GO_LEAST_PLAIN < point <= _GO_MOST_PLAIN:
        return sign + _place_point(digits, point)
    head = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
    return f"{sign}{head}e{point - 1:+03d}"


def _to_single(value: float) -> float:
    """Round to 32 bits; what is too large becomes infinite."""
    import struct  # noqa: PLC0415 - most files hold no float

    try:
        (single,) = struct.unpack("f", struct.pack("f", value))
    except OverflowError:
        return math.copysign(math.inf, value)
    return float(single)


def _shortest_digits(single: float) -> tuple[str, int]:
    """Return the fewest digits that round to `single` in 32 bits, and where the point stands in them."""
    for precision in range(_SINGLE_DIGITS):
        mantissa, exponent = f"{single:.{precision}e}".split("e")
        nearest = int(mantissa.replace(".", ""))
        # Above a power of two floats lie twice as far apart as below it, so the next one up may fit as well.
        for digits in (nearest, nearest + 1):
            scale = int(exponent) - precision
            if _to_single(float(f"{digits}e{scale}")) == single:
                return str(digits).rstrip("0") or "0", len(str(digits)) + scale
    raise AssertionError("nine digits tell every 32-bit float apart")


def _place_point(digits: str, point: int) -> str:
    if point <= 0:
        return "0." + "0" * -point + digits
    if point >= len(digits):
        return digits + "0" * (point - len(digits))
    return digits[:point] + "." + digits[point:]


# These two are compiled when the first text is written: reading needs neither.
# What YAML 1.1 readers other than Go turn into something else: base 60, dates, the value and merge keys.
_OTHER_READERS = r"""
        [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?\Z
      | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt\ \t].*)?\Z
      | [-+]?(?:0[oO]?[0-7_]+|0[xX][0-9a-fA-F_]+|0[bB][01_]+|\.?[0-9_]+\.?[0-9_]*(?:[eE][-+]?[0-9]+)?)\Z
      | (?:=|<<)\Z"""
# Other scripts' quotes at the start are taken for a slip by whoever reads them, our reader among them.
_PLAIN = r"""
        (?:[^\s\-?:,\[\]{}\#&*!|>'"%@`“”„‘＂＇「『]|-(?=[^\s\-,\[\]{}]))
        (?:[^\s:\#,\[\]{}?]|:(?=[^\s,\[\]{}])|(?<=\S)\#|\ (?=[^\s\#]))*\Z"""


def plain_is_safe(text: str) -> bool:
    """Return whether every reader takes the plain scalar `text`, in block or flow style, for this very string.

    >>> plain_is_safe("metallb"), plain_is_safe("0123"), plain_is_safe("no"), plain_is_safe("a: b")
    (True, False, False, False)
    """
    if not re.match(_PLAIN, text, re.VERBOSE) or not text.isprintable() or text.startswith("..."):
        return False
    if re.match(_OTHER_READERS, text, re.VERBOSE):
        return False
    return isinstance(resolve_go(text), str) and isinstance(resolve_core(text), str)
