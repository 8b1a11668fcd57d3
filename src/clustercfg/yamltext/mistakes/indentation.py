"""Mistakes with the place of a line: a body not indented, keys under the dash, a line that fits no block."""

from __future__ import annotations

import re
from itertools import islice

from clustercfg.yamltext.mistakes.site import Line, Site, insertion, problem
from clustercfg.yamltext.problems import Problem, Replacement
from clustercfg.yamltext.reader import compose

__all__ = ["misaligned_item", "unindented_block", "wrong_indentation"]

_BLOCK_HEADER = re.compile(r"[ ]*(?:-[ ]+)*([^\s#:][^#:]*):[ \t]+([|>][-+0-9]*)[ \t]*(?:#.*)?\Z")
_KEY_LINE = re.compile(r"[ ]*[^\s#'\"][^#]*?:(?:[ \t]|\Z)")
# What a line begins or ends with that has deeper lines below it: an item, a key without a value, a text block.
_OPENS = re.compile(r"^[ ]*-[ ]|:\Z|:[ ]+[|>][-+0-9]*\Z")
_FARTHEST_HEADER = 30
_ITEM_WITH_KEY = re.compile(r"[ ]*-([ ]+)[^\s#][^#]*?:(?:[ \t]|\Z)")


def unindented_block(site: Site) -> Problem | None:
    """The body of `key: |-` stands at the key's own indentation, so it is no body."""
    for above in islice(site.lines_above(site.fault_line.start), _FARTHEST_HEADER):
        match = _BLOCK_HEADER.match(above.text)
        if match is None:
            continue
        body = _body(site, above)
        if not body:
            return None
        repair = _lifted(body, above.indent + 2)
        key = above.start + match.start(1)
        return problem("unindented-block", key, key + len(match[1].rstrip()), *repair, key=match[1].strip())
    return None


def _lifted(body: list[Line], indent: int) -> list[Replacement]:
    """Lift the whole body, or only the lines that lost their indentation if the others already fit."""
    shift = " " * (indent - body[0].indent)
    filled = [line for line in body if not line.blank]
    shallow = [line for line in filled if line.indent < indent]
    for chosen in (filled, shallow):
        lifted = {line.start for line in chosen}
        text = "\n".join(shift + line.text if line.start in lifted else line.text for line in body)
        if compose(text).fault is None:
            return [insertion(line.start, shift) for line in chosen]
    return [insertion(line.start, shift) for line in filled]


def _body(site: Site, header: Line) -> list[Line]:
    """The lines meant as the body of `header`: up to the fault, and what is deeper than the header behind it."""
    body: list[Line] = []
    for line in site.lines_below(header):
        if not body and line.blank:
            continue
        if not body and line.indent > header.indent:
            return []
        if not line.blank and line.indent <= header.indent and _is_behind(site, line, header, body):
            break
        body.append(line)
    while body and body[-1].blank:
        body.pop()
    return body


def _is_behind(site: Site, line: Line, header: Line, body: list[Line]) -> bool:
    """Whether a line is behind the fault; the line of the fault itself is if the body lost more than one level."""
    if line.start == site.fault_line.start:
        return bool(body) and body[0].indent < header.indent == line.indent
    return line.start > site.fault_line.start


def misaligned_item(site: Site) -> Problem | None:
    """The further keys of a list item stand under its dash instead of under its first key."""
    if "expected <block end>, but found '?'" not in site.fault.message or site.fault.context is None:
        return None
    line = site.fault_line
    dash = site.fault.context - site.line_at(site.fault.context).start
    if line.indent != dash or not _KEY_LINE.match(line.text):
        return None
    item = next(
        (above for above in site.lines_above(line.start) if above.indent == dash and not above.comment), None
    )
    match = _ITEM_WITH_KEY.match(item.text) if item else None
    if match is None:
        return None
    run = [each for each in _up_to_dash(site, line, dash) if not each.blank]
    shift = " " * (1 + len(match[1]))
    return problem(
        "misaligned-item",
        line.start + dash,
        line.content_end,
        *(insertion(each.start, shift) for each in run),
        lines=len(run),
    )


def _up_to_dash(site: Site, first: Line, dash: int) -> list[Line]:
    run: list[Line] = []
    for line in site.run_from(first, dash):
        if line.indent == dash and line.text.lstrip().startswith("-"):
            break
        run.append(line)
    return run


def wrong_indentation(site: Site) -> Problem | None:
    """A line is indented like none of its neighbors."""
    fault = site.fault
    swallowed = fault.last_scalar is not None and fault.last_scalar[1] == fault.place
    unfit = "expected <block end>, but found" in fault.message
    if not unfit and not ("mapping values are not allowed" in fault.message and swallowed):
        return None
    line = site.fault_line
    if not _KEY_LINE.match(line.text) and not line.text.lstrip().startswith("- "):
        return None
    above = next((each for each in site.lines_above(line.start) if not each.blank and not each.comment), None)
    if above is None:
        return None
    expected = _expected_indent(site, line, above)
    if expected is None or expected == line.indent:
        return None
    repair = _shift(_moving_with(site, line, expected), expected - line.indent)
    return problem(
        "wrong-indentation",
        line.start,
        line.start + line.indent,
        *repair,
        found=line.indent,
        expected=expected,
    )


def _moving_with(site: Site, first: Line, expected: int) -> list[Line]:
    """`first`, the lines behind it at its indentation, and the deeper lines that belong to one of them.

    What stands where it is expected, and has a dash if `first` has one, is not moved.
    """
    is_item = first.text.lstrip().startswith("- ")
    run: list[Line] = []
    opens = False
    for line in site.run_from(first, first.indent):
        if not line.blank and not line.comment:
            if line.indent == first.indent:
                opens = _OPENS.search(site.text[line.start : line.content_end]) is not None
            elif not opens or (line.indent == expected and is_item == line.text.lstrip().startswith("- ")):
                break
        run.append(line)
    return run


def _expected_indent(site: Site, line: Line, above: Line) -> int | None:
    """The indentation of a neighbor above that the line may be a sibling of, the nearest in columns."""
    wants_dash = line.text.lstrip().startswith("-")
    open_indents: list[int] = []
    lowest = None
    for each in site.lines_above(line.start):
        if each.blank or each.comment or (lowest is not None and each.indent >= lowest):
            continue
        lowest = each.indent
        content = each.text.lstrip()
        if content.startswith("- "):
            inner = each.indent + len(content) - len(content[1:].lstrip())
            open_indents += [each.indent] if wants_dash else [inner] if _KEY_LINE.match(content[2:]) else []
        elif not wants_dash or each is above:
            open_indents.append(each.indent)
        if lowest == 0:
            break
    return min(open_indents, key=lambda indent: abs(indent - line.indent), default=None)


def _shift(lines: list[Line], columns: int) -> list[Replacement]:
    if columns > 0:
        return [insertion(line.start, " " * columns) for line in lines if not line.blank]
    return [
        Replacement(line.start, line.start + min(-columns, line.indent), "")
        for line in lines
        if not line.blank
    ]
