"""Lines that belong to no YAML at all: remarks without a hash, and what tools and web pages leave behind."""

from __future__ import annotations

import re

from clustercfg.yamltext.mistakes.site import Line, Site, insertion, problem
from clustercfg.yamltext.problems import Problem, Replacement

__all__ = ["diff_marks", "line_numbers", "remark", "stray_line"]

_LEFT_BEHIND = re.compile(
    r"""[ ]*(?:
        (?:```|~~~)\w*                              # a fence of Markdown
      | (?:\[[^\]@]*@[^\]]*\]|[\w.-]+@[\w.-]+:[^$#]*)?[$][ ].*|\[[^\]@]*@[^\]]*\][#][ ].*   # a prompt of a shell
      | .*<<-?[ ]*'?\w+'?|EOF                        # the ends of a here-document
      | :(?:wq?|q|x)a?!?|(\w)\1+|\^[A-Z]             # keys meant for an editor
      | <{7}.*|={7}|>{7}.*|\|{7}.*                  # a merge conflict
      | (?://|/\*|--(?![-])|;)[ ]?\S.*               # comments of other languages
    )[ ]*""",
    re.VERBOSE,
)
_FEWEST_WORDS = 3
_WIDE = re.compile(r"[\u3400-\u9fff]")
_KEY_AND_COLON = re.compile(r"[\w.-]+[ ]*[:：=](?:[ ]|\Z)")
_NUMBERED = re.compile(r"[ ]*([0-9]{1,5})(?:[ ]{2}|[ ]?[|:][ ]?|\.[ ]|\t)")


def line_numbers(site: Site) -> Problem | None:
    """Lines were copied together with the numbers that an editor or `cat -n` shows before them."""
    if not any(_NUMBERED.match(line.text) for line in site.suspects):
        return None
    found = [
        Replacement(line.start, line.start + match.end(), "")
        for number, line in enumerate(site.lines_from(0), start=1)
        if (match := _NUMBERED.match(line.text)) and int(match[1]) == number
    ]
    if not found or all(line.start != each.start for line in site.suspects for each in found):
        return None
    return problem("stray-line", found[0].start, found[0].end, *found, sign="numbers", lines=len(found))


def diff_marks(site: Site) -> Problem | None:
    """Lines were copied out of a diff, with the plus sign before each."""
    line = next((each for each in site.suspects if each.text.startswith("+")), None)
    if line is None:
        return None
    first = line
    for above in site.lines_above(line.start):
        if not above.text.startswith("+"):
            break
        first = above
    run: list[Line] = []
    for each in site.lines_from(first.start):
        if not each.text.startswith("+"):
            break
        run.append(each)
    repair = [Replacement(each.start, each.start + 1, "") for each in run]
    return problem("stray-line", first.start, first.start + 1, *repair, sign="diff", lines=len(run))


def stray_line(site: Site) -> Problem | None:
    """A line that a tool, a shell or a web page left behind."""
    return next((_put_aside(line) for line in site.suspects if _LEFT_BEHIND.fullmatch(line.text)), None)


def remark(site: Site) -> Problem | None:
    """A sentence without a comment sign."""
    return next((_put_aside(line) for line in site.suspects if _is_prose(line)), None)


def _is_prose(line: Line) -> bool:
    text = line.text[: line.content_end - line.start].strip()
    if line.comment or text[:1] in "-\"'[{|>&*!" or _KEY_AND_COLON.match(text):
        return False
    return len(text.split()) >= _FEWEST_WORDS or (_WIDE.match(text) is not None and ":" not in text)


def _put_aside(line: Line) -> Problem:
    start = line.start + line.indent
    return problem("stray-line", start, line.content_end, insertion(start, "# "), sign="line", lines=1)
