"""A line that stands apart although reading breaks off only behind it: its neighbors below agree with each other."""

from __future__ import annotations

import re
from itertools import islice

from clustercfg.yamltext.mistakes.site import Line, Site, insertion, problem
from clustercfg.yamltext.problems import Problem, Replacement

__all__ = ["odd_line"]

_STEPS = (2, 4)
"""How much deeper the lines below a key usually stand."""
_HEAD = re.compile(r"[ ]*[^\s#'\"][^#]*:\Z")
_KEY_AND_VALUE = re.compile(r"[ ]*[^\s#'\"-][^#]*?:[ ]+[^\s#|>]")
_ITEM_WITH_KEY = re.compile(r"([ ]*)-([ ]+)[^\s#][^#]*?:(?:[ \t]|\Z)")
_MANY = 3
"""How many times as many lines make it sure that the others are wrong."""
_MOST_LINES = 400


def odd_line(site: Site) -> Problem | None:
    """The first lines of a block, or the dash of an item, are indented otherwise than all that follows them."""
    message = site.fault.message
    if "expected <block end>, but found" not in message and "mapping values are not allowed" not in message:
        return None
    line = site.fault_line
    if sandwiched := _sandwiched(site, line):
        return sandwiched
    above = _lines_between(site, line)
    if above is None or not line.text.strip():
        return None
    head, group = above
    if not group:
        return None
    found = _odd_dash(site, line, head, group) or _odd_head(site, line, head, group)
    return found or _odd_group(site, line, head, group)


def _sandwiched(site: Site, line: Line) -> Problem | None:
    """One line lost its indentation, and `line` goes on as the lines above it did."""
    lines = (each for each in site.lines_above(line.start) if not each.blank and not each.comment)
    odd, before = next(lines, None), next(lines, None)
    if odd is None or before is None or not _KEY_AND_VALUE.match(odd.text) or odd.indent >= line.indent:
        return None
    opens = _HEAD.fullmatch(site.text[before.start : before.content_end]) is not None
    column = _column(before) + (_STEPS[0] if opens else 0)
    # A block at this column must be open, and `line` belong to it or to one around it.
    if column < line.indent or odd.indent >= before.indent:
        return None
    return _shifted([odd], column - odd.indent)


def _column(line: Line) -> int:
    """Where the key of a line stands, behind the dash if it has one."""
    match = _ITEM_WITH_KEY.match(line.text)
    return len(match[1]) + 1 + len(match[2]) if match else line.indent


def _lines_between(site: Site, line: Line) -> tuple[Line, list[Line]] | None:
    """The key that `line` stands below, and the lines between the two."""
    group: list[Line] = []
    for above in site.lines_above(line.start):
        if above.blank or above.comment:
            continue
        content = site.text[above.start : above.content_end]
        if above.indent < line.indent and _HEAD.fullmatch(content):
            return above, group[::-1]
        if above.indent == line.indent or len(group) == _MOST_LINES:
            return (above, group[::-1]) if _is_item(above) and line.indent == above.indent else None
        group.append(above)
    return None


def _is_item(line: Line) -> bool:
    return line.text.lstrip().startswith("- ")


def _odd_dash(site: Site, line: Line, head: Line, group: list[Line]) -> Problem | None:
    """The dash above `line` is a column off: the key behind it stands beside those below, not above them."""
    match = _ITEM_WITH_KEY.match(group[-1].text)
    if match is None or _is_item(line):
        return None
    column = _column(group[-1])
    meant = len(match[1]) + line.indent - column
    if abs(line.indent - column) != 1 or meant < head.indent:
        return None
    others = [
        each.indent for each in (*group[:-1], *islice(site.lines_below(line), _MOST_LINES)) if _is_item(each)
    ]
    agrees = meant in others if others else meant - head.indent in (0, *_STEPS)
    return _shifted(group[-1:], line.indent - column) if agrees else None


def _odd_head(site: Site, line: Line, head: Line, group: list[Line]) -> Problem | None:
    """The key above stands one column left of `line`, which is its neighbor: no block is indented by one."""
    around = next((each for each in site.lines_above(head.start) if _is_around(each, head)), None)
    if around is None or line.indent - around.indent not in _STEPS:
        return None
    if line.indent - head.indent != 1 or group[0].indent <= line.indent:
        return None
    return _shifted([head], 1)


def _is_around(line: Line, head: Line) -> bool:
    return not line.blank and not line.comment and line.indent < head.indent


def _odd_group(site: Site, line: Line, head: Line, group: list[Line]) -> Problem | None:
    """The lines between the head and `line` are fewer than those that stand as `line` does."""
    column = min(each.indent for each in group)
    if column in (line.indent, head.indent) or head.indent >= line.indent:
        return None
    before = sum(each.indent == column for each in group)
    behind = sum(each.indent == line.indent and not each.comment for each in site.run_from(line, line.indent))
    here, there = line.indent - head.indent in _STEPS, column - head.indent in _STEPS
    fewer = behind > before if before == 1 else behind >= _MANY * before
    # What is deeper by a whole step may well belong there.
    fewer = fewer and line.indent < column
    if abs(line.indent - column) >= _STEPS[-1] or not (here and (fewer or not there)):
        return None
    return _shifted(group, line.indent - column)


def _shifted(lines: list[Line], columns: int) -> Problem:
    first = lines[0]
    repair = [
        insertion(each.start, " " * columns)
        if columns > 0
        else Replacement(each.start, each.start + min(-columns, each.indent), "")
        for each in lines
    ]
    details = {"found": first.indent, "expected": first.indent + columns}
    end = first.start + first.indent if first.indent else first.content_end
    return problem("wrong-indentation", first.start, end, *repair, **details)
