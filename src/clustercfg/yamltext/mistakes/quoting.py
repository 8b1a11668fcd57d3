"""Mistakes with quotes and brackets."""

from __future__ import annotations

import re

from clustercfg.yamltext.mistakes.punctuation import joined_lines
from clustercfg.yamltext.mistakes.site import Line, Site, insertion, problem
from clustercfg.yamltext.problems import Problem, Replacement

__all__ = ["backslash_in_double_quotes", "text_after_quote", "unclosed_bracket", "unclosed_quote"]

_DOUBLE_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_KNOWN_ESCAPES = frozenset('0abt\tnvfre "/\\N_LPxuU\n\r')
_WRONG_CLOSING = frozenset(")]}】")
_CLOSING = {"[": "]", "{": "}"}


def backslash_in_double_quotes(site: Site) -> Problem | None:
    r"""`\$` is no escape that double quotes know; single quotes take the backslash as it is."""
    if "double-quoted scalar" not in site.fault.message or site.fault.context is None:
        return None
    match = _DOUBLE_QUOTED.match(site.text, site.fault.context)
    if match is None or "end of stream" in site.fault.message:
        return None
    escape = max(site.text.rfind("\\", match.start(), site.fault.place + 1), match.start())
    return problem(
        "backslash-in-double-quotes",
        escape,
        escape + 2,
        *_without_escapes(match),
        escape=site.text[escape : escape + 2],
    )


def _without_escapes(match: re.Match[str]) -> list[Replacement]:
    content, start, end = match[1], match.start(), match.end()
    known = [escape for escape in _ESCAPE.finditer(content) if escape[1] in _KNOWN_ESCAPES]
    if not known and "'" not in content:
        return [Replacement(start, start + 1, "'"), Replacement(end - 1, end, "'")]
    unknown = (escape for escape in _ESCAPE.finditer(content) if escape[1] not in _KNOWN_ESCAPES)
    return [insertion(match.start(1) + escape.start(), "\\") for escape in unknown]


def unclosed_quote(site: Site) -> Problem | None:
    """A quote is opened and never closed; the end of its line is where it was meant to end."""
    start = _opened_quote(site)
    if start is None:
        return None
    line = site.line_at(start)
    end = line.start + len(line.text.rstrip())
    if (comment := line.text.find(" #", start - line.start)) >= 0:
        end = line.start + len(line.text[:comment].rstrip())
    mark = site.text[start]
    other = "'" if mark == '"' else '"'
    # One quote of each kind: the last one is the slip.
    is_other = site.text[end - 1] == other and site.text.count(other, start, end) == 1
    closing = Replacement(end - 1, end, mark) if is_other else insertion(end, mark)
    return problem("unclosed-quote", start, start + 1, closing, character=mark)


def _opened_quote(site: Site) -> int | None:
    """Where the quote was opened: nothing closes it, or only the opening quote of a later value does."""
    if "quoted scalar" in site.fault.message:
        return site.fault.context
    span = site.fault.last_scalar
    if "expected <block end>, but found '<scalar>'" not in site.fault.message or span is None:
        return None
    spans_lines = site.text[span[0]] in "\"'" and site.line_at(span[0]) != site.line_at(span[1])
    return span[0] if spans_lines else None


def text_after_quote(site: Site) -> Problem | None:
    """Something follows a closing quote on the same line."""
    span = site.fault.last_scalar
    found = any(
        f"expected <block end>, but found '{each}'" in site.fault.message for each in ("<scalar>", ",")
    )
    if not found or span is None:
        return None
    line = site.line_at(span[0])
    if site.fault_line != line or site.text[span[0]] not in "\"'":
        return None
    content = site.text[span[0] : line.content_end]
    if joined := joined_lines(site, line, span[0]):
        return joined
    if re.fullmatch(r"\s*[,;\\]+", site.text[span[1] : line.content_end]):
        # A sign that another language wants at the end of a line.
        sign = Replacement(span[1], line.content_end, "")
        return problem("text-after-quote", site.fault.place, line.content_end, sign)
    mark = "'" if '"' in content else '"'
    if mark in content or (mark == '"' and "\\" in content):
        return problem("text-after-quote", site.fault.place, line.content_end)
    repair = (insertion(span[0], mark), insertion(line.content_end, mark))
    return problem("text-after-quote", site.fault.place, line.content_end, *repair)


def unclosed_bracket(site: Site) -> Problem | None:
    """`[` or `{` is opened and never closed; it was meant to end with its line, or with the deeper lines below."""
    start = site.fault.bracket
    if "while parsing a flow" not in site.fault.message or start is None:
        return None
    line = site.line_at(start)
    opened = site.text[start : start + 1]
    if opened not in _CLOSING:
        return None
    closing = _CLOSING[opened]
    end = _meant_end(site, line)
    if site.text[end - 1] in _WRONG_CLOSING - {closing} and site.line_at(end - 1) == line:
        return problem(
            "unclosed-bracket", start, start + 1, Replacement(end - 1, end, closing), character=opened
        )
    if closing in site.text[start:end]:
        return None
    return problem("unclosed-bracket", start, start + 1, insertion(end, closing), character=opened)


def _meant_end(site: Site, first: Line) -> int:
    key = len(first.text) - len(first.text.lstrip(" -"))
    last = first
    for line in site.lines_below(first):
        if not line.blank and line.indent <= key:
            break
        last = last if line.blank else line
    return last.content_end
