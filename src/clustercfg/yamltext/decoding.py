"""Bytes to text: strict UTF-8 within a size limit, with the place of what does not fit."""

from __future__ import annotations

import codecs
import re

from clustercfg.records import Record
from clustercfg.yamltext.problems import Problem, Replacement

__all__ = ["FORBIDDEN", "MAXIMUM_BYTES", "Decoded", "control_characters", "decode"]

MAXIMUM_BYTES = 1024 * 1024
"""The largest text that is read: a ClusterConfig of 1,000 nodes has about 150 KiB."""

_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
# YAML 1.2.2, section 5.1: these may not stand in a stream. Go's reader refuses DEL too, and breaks the line, as YAML
# 1.1 does, at the three invisible separators U+0085, U+2028 and U+2029.
FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]+"
"""A run of characters that YAML forbids."""
_MOST_TOLD = 50


class Decoded(Record):
    """The text of a file, or the problem that keeps it from being one."""

    text: str | None
    bom: bool = False
    problem: Problem | None = None


def decode(data: bytes) -> Decoded:
    """Return the text of `data` without its byte order mark; on failure `problem` says why."""
    if len(data) > MAXIMUM_BYTES:
        return _failure("too-large", {"limit": MAXIMUM_BYTES})
    if encoding := _wide_encoding(data):
        return _failure("wide-encoding", {"encoding": encoding})
    bom = data.startswith(codecs.BOM_UTF8)
    try:
        return Decoded(data.decode("utf-8-sig"), bom)
    except UnicodeDecodeError as error:
        return _failure("not-utf8", _place_of_bad_byte(data, error))


def _failure(kind: str, details: dict[str, str | int]) -> Decoded:
    return Decoded(None, problem=Problem(kind, 0, 0, details))


def _wide_encoding(data: bytes) -> str | None:
    for mark, name in _WIDE_MARKS:
        if data.startswith(mark):
            return name
    head = data[:4]
    if len(head) == 4 and head.count(0) >= 2 and head.strip(b"\0"):  # noqa: PLR2004 - the first two characters
        return "UTF-32" if head.count(0) == 3 else "UTF-16"  # noqa: PLR2004 - one byte of four is set
    return None


def _place_of_bad_byte(data: bytes, error: UnicodeDecodeError) -> dict[str, str | int]:
    # `utf-8-sig` counts from behind the byte order mark.
    start = error.start + (len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0)
    line_start = max(data.rfind(b"\n", 0, start), data.rfind(b"\r", 0, start)) + 1
    before = data[line_start:start].decode("utf-8-sig", errors="replace")
    breaks = data[:start].replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n")
    return {
        "byte": f"0x{data[start]:02X}",
        "offset": start,
        "line": breaks + 1,
        "column": len(before) + 1,
        "likely": _likely_encoding(data),
    }


def _likely_encoding(data: bytes) -> str:
    """GBK is what Chinese editions of Windows write when asked for "ANSI"."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "GBK" if any("一" <= character <= "鿿" for character in text) else ""


def control_characters(text: str) -> list[Problem]:
    """Return a problem for each run of characters that YAML forbids; its repair takes them out.

    Of very many, the last problem speaks for all that follow: `more` says how many characters those are.
    """
    runs = list(re.finditer(FORBIDDEN, text))
    told, rest = runs[:_MOST_TOLD], runs[_MOST_TOLD:]
    problems = [_forbidden(run, (run,), 0) for run in told]
    if rest:
        more = sum(run.end() - run.start() for run in rest)
        problems[-1] = _forbidden(told[-1], (told[-1], *rest), more)
    return problems


def _forbidden(run: re.Match[str], repaired: tuple[re.Match[str], ...], more: int) -> Problem:
    repair = tuple(Replacement(each.start(), each.end(), "") for each in repaired)
    details: dict[str, str | int] = {"character": f"U+{ord(run[0][0]):04X}", "more": more}
    return Problem("control-character", run.start(), run.end(), details, repair)
