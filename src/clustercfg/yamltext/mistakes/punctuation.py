"""Mistakes with single characters: full-width punctuation, a missing colon or blank, reserved first characters."""

from __future__ import annotations

import re

from clustercfg.yamltext.mistakes.site import Line, Site, insertion, problem
from clustercfg.yamltext.problems import Problem, Replacement

__all__ = [
    "ASCII_FORMS",
    "colon_in_value",
    "full_width_punctuation",
    "joined_lines",
    "missing_colon",
    "missing_space",
    "reserved_character",
]

ASCII_FORMS = {
    "：": ": ",
    "，": ", ",
    "；": ";",
    "＃": "#",
    "－": "-",
    "［": "[",
    "］": "]",
    "【": "[",
    "】": "]",
    "｛": "{",
    "｝": "}",
    "＂": '"',
    "＇": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "‘": "'",
    "’": "'",
    "\u3000": "  ",
    "\u00a0": " ",
}
"""What an input method for Chinese, or a word processor, puts where ASCII was meant."""

# Between brackets these separate; elsewhere they are part of a Chinese sentence.
_SEPARATORS = "，；"
_BLANKS = " \t\u3000\u00a0"

_KEY = r"[A-Za-z_][A-Za-z0-9_.-]*"
_QUOTED_OR_COMMENT = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'|(?:^|[ \t])#.*')
_GLUED = re.compile(rf"[ ]*(?:-[ ]+)*({_KEY}):(?=[^\s:/])")
_GLUED_DASH = re.compile(r"[ ]*-(?=[A-Za-z0-9'\"])")
_OTHER_DASH = re.compile(r"[ ]*[–—](?=[ ]\S)")
_BARE_WORD = re.compile(rf"[ ]*(?:-[ ]+)*({_KEY})[ \t]*(?:#.*)?\Z")
_OTHER_SIGN = re.compile(rf"[ ]*(?:-[ ]+)*({_KEY})([ \t]*[=;][ \t]*)(?=[^\s=;])")
_LONGEST_KEY = 60
# A value, and behind it a key in camel case, as all keys of Kubernetes' files are.
_JOINED = re.compile(
    r"(?P<value>[^\s#:][^\s]*|\"[^\"]*\"|'[^']*')[ \t]+(?P<key>[a-z]+[A-Za-z0-9]*):(?:[ ].*)?"
)
_WORD_AND_VALUE = re.compile(rf"[ ]*(?:-[ ]+)*({_KEY})[ \t]+[^\s:#][^\s:]*[ \t]*(?:#.*)?\Z")


def full_width_punctuation(site: Site) -> Problem | None:
    """A character such as `：` stands where YAML knows only the ASCII form."""
    in_flow = "while parsing a flow" in site.fault.message
    above = next((each for each in site.lines_above(site.fault_line.start) if not each.blank), None)
    for line in site.suspects:
        if repair := [*_to_blanks(site, line), *_to_ascii(line, in_flow=in_flow)]:
            return problem("full-width-punctuation", repair[0].start, repair[0].end, *repair)
    # A line that is indented by wide blanks looks deeper than it is; reading breaks off at the next one.
    if above is not None and (repair := _to_blanks(site, above)):
        return problem("full-width-punctuation", repair[0].start, repair[0].end, *repair)
    return None


def _to_blanks(site: Site, line: Line) -> list[Replacement]:
    """Indent a line by ASCII blanks: as many as make it fit, or two for each that is two columns wide."""
    lead = _lead(line)
    if lead.isascii():
        return []
    blanks = len(lead) if len(lead) == site.fault_line.indent else len(lead) + lead.count("\u3000")
    return [Replacement(line.start, line.start + len(lead), " " * blanks)]


def _lead(line: Line) -> str:
    return line.text[: len(line.text) - len(line.text.lstrip(_BLANKS))]


def _to_ascii(line: Line, *, in_flow: bool) -> list[Replacement]:
    if dash := _OTHER_DASH.match(line.text):
        place = line.start + dash.end() - 1
        return [Replacement(place, place + 1, "-")]
    masked = _QUOTED_OR_COMMENT.sub(lambda match: " " * len(match[0]), line.text)
    return [
        Replacement(line.start + column, line.start + column + 1, _ascii_form(line.text, column))
        for column, character in enumerate(masked)
        if character in ASCII_FORMS
        and (in_flow or character not in _SEPARATORS)
        and column >= len(_lead(line))
    ]


def _ascii_form(text: str, column: int) -> str:
    form = ASCII_FORMS[text[column]]
    followed_by_blank = column + 1 == len(text) or text[column + 1] == " "
    return form.rstrip() if followed_by_blank and form.strip() else form


def missing_space(site: Site) -> Problem | None:
    """`key:value` without a blank is one word, not a key with a value; so is `-item`."""
    for line in site.suspects:
        if dash := _GLUED_DASH.match(line.text):
            place = line.start + dash.end() - 1
            return problem("missing-space", place, place + 1, insertion(place + 1, " "), key="", dash=1)
        match = _GLUED.match(line.text)
        if match:
            colon = line.start + match.end(1)
            return problem("missing-space", colon, colon + 1, insertion(colon + 1, " "), key=match[1])
    return None


def missing_colon(site: Site) -> Problem | None:
    """A key on a line of its own, or before its value, without the colon, or with another sign in its place."""
    for line in site.suspects:
        if match := _OTHER_SIGN.match(line.text):
            start, sign, end = (line.start + each for each in (match.start(1), match.start(2), match.end(2)))
            return problem("missing-colon", start, end, Replacement(sign, end, ": "), key=match[1])
        match = _BARE_WORD.match(line.text) or _WORD_AND_VALUE.match(line.text)
        if match:
            start, end = line.start + match.start(1), line.start + match.end(1)
            return problem("missing-colon", start, end, insertion(end, ":"), key=match[1])
    return None


def colon_in_value(site: Site) -> Problem | None:
    """A plain value that holds `: ` must be quoted."""
    span = site.fault.last_scalar
    if (
        "mapping values are not allowed" not in site.fault.message
        or span is None
        or span[1] != site.fault.place
    ):
        return None
    line = site.line_at(span[0])
    if site.fault_line != line or not line.text[: span[0] - line.start].rstrip().endswith((":", "-")):
        return None
    if joined := joined_lines(site, line, span[0]):
        return joined
    return _quote("colon-in-value", site, span[0], line.content_end)


def joined_lines(site: Site, line: Line, start: int) -> Problem | None:
    """Two lines were joined: what looks like a key behind the value at `start` begins the next one again."""
    joined = _JOINED.fullmatch(site.text, start, line.content_end)
    if joined is None:
        return None
    key = joined["key"]
    if len(key) > _LONGEST_KEY:
        return None
    if key.islower() and not re.search(rf"^[ ]*(?:- )?{key}:", site.text, re.MULTILINE):
        return None
    before = line.text[: len(line.text) - len(line.text.lstrip(" -"))]
    lead = ("\r\n" if site.text.startswith("\r\n", line.end) else "\n") + " " * len(before)
    repair = Replacement(joined.end("value"), joined.start("key"), lead)
    place = joined.start("key"), joined.end("key")
    return problem("colon-in-value", *place, repair, character="", key=joined["key"])


def reserved_character(site: Site) -> Problem | None:
    """A plain value may not start with a character that YAML keeps for itself; passwords often do."""
    place = _start_of_value(site)
    if place is None:
        return None
    line = site.line_at(place)
    begins_value = line.text[: place - line.start].rstrip().endswith((":", "-"))
    is_stray = line.content_end - place == 1 and site.text[place] in "]},"
    if not begins_value or is_stray or place >= line.content_end or not site.text[place] > " ":
        return None
    return _quote("reserved-character", site, place, line.content_end)


_AT_CONTEXT = ("while scanning an alias", "while scanning an anchor", "while scanning a block scalar")
_AT_PLACE = (
    "cannot start any token",
    "expected the node content",
    "sequence entries are not allowed",
    "mapping keys are not allowed",
    "mapping values are not allowed",
)


def _start_of_value(site: Site) -> int | None:
    fault, span = site.fault, site.fault.last_scalar
    if any(sign in fault.message for sign in _AT_CONTEXT):
        return fault.context
    if any(sign in fault.message for sign in _AT_PLACE):
        return fault.place
    # A bracket or an alias ended, and then the value goes on.
    if "expected <block end>, but found '<scalar>'" not in fault.message or span is None:
        return None
    return span[0] if site.text[span[0]] in "[{*" and site.line_at(span[0]) == site.fault_line else None


def _quote(kind: str, site: Site, start: int, end: int) -> Problem:
    mark = '"' if "'" in site.text[start:end] else "'"
    character = site.text[start]
    if mark in site.text[start:end] or (mark == '"' and "\\" in site.text[start:end]):
        return problem(kind, start, end, character=character)
    return problem(kind, start, end, insertion(start, mark), insertion(end, mark), character=character)
