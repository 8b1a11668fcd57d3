"""Taking keys and items out of the text, with the comments that belong to them (see `yamltext.geometry`)."""

from __future__ import annotations

import re

from clustercfg.errors import EditRefusedError
from clustercfg.translation import gettext as _
from clustercfg.yamltext.comments import find_comments
from clustercfg.yamltext.edits.layout import Layout
from clustercfg.yamltext.edits.slots import Slot
from clustercfg.yamltext.geometry import (
    column,
    content_end,
    entry_block,
    entry_start,
    last_leaf,
    line_end,
    line_start,
    next_line,
)
from clustercfg.yamltext.nodes import Entry, Item, MappingNode, Node, ScalarNode, SequenceNode
from clustercfg.yamltext.problems import Replacement

__all__ = ["take"]

_BLANKS = re.compile(r"[ \t\r\n]*")
_BLANK_LINES = re.compile(r"(?:[ \t]*\r?\n)*")
_COMMA = re.compile(r"[ \t]*,")
_REST_OF_LINE = re.compile(r"[ \t]*(?:,[ \t]*)?(?:#[^\n]*)?(?:\r?\n|\Z)")


def take(
    layout: Layout, parent: MappingNode | SequenceNode, position: int, holder: Entry | Item | None
) -> list[Replacement]:
    """Take out the child of `parent` at `position`; `holder` is what holds the parent (None for the root)."""
    children = _children(parent)
    child = children[position]
    if parent.flow:
        return _take_from_brackets(layout, children, position)
    if len(children) == 1:
        return _take_last_one(layout, parent, child, holder)
    before = layout.text[line_start(layout.text, entry_start(child)) : entry_start(child)].strip(" ")
    if before == "?":
        return [
            Replacement(line_start(layout.text, entry_start(child)), next_line(layout.text, child.end), "")
        ]
    if before:
        return _take_beside_dash(layout, children, position)
    return [_cut_lines(layout, children, position)]


def _children(parent: Node) -> list[Entry | Item]:
    if isinstance(parent, MappingNode):
        return list(parent.entries)
    return list(parent.items) if isinstance(parent, SequenceNode) else []


# ---- lines


def _cut_lines(layout: Layout, children: list[Entry | Item], position: int) -> Replacement:
    """Cut the child's own lines; a file without a final line break stays without one."""
    text = layout.text
    start, end = entry_block(text, children[position])
    previous = last_leaf(children[position - 1]).value if position else None
    if isinstance(previous, ScalarNode) and previous.style in ("|", ">"):
        if re.compile(r"[|>][0-9]?\+").match(text, previous.start) and (
            blanks := _BLANK_LINES.match(text, end)
        ):
            # Blank lines that a text keeps at its end would grow by those below.
            end = blanks.end()
        if previous.text.endswith("\n"):
            return Replacement(start, end, "")
    if end >= len(text) and not text.endswith("\n") and start > 0:
        return Replacement(line_end(text, start - 1), end, "")
    return Replacement(start, end, "")


def _take_beside_dash(layout: Layout, children: list[Entry | Item], position: int) -> list[Replacement]:
    """What comes next moves up to the dash: a comment, or the next sibling."""
    text = layout.text
    child, following = children[position], children[position + 1] if position + 1 < len(children) else None
    start = entry_start(child)
    if following is None or column(text, entry_start(following)) != column(text, start):
        message = _("{key} shares its line with something else, so it cannot be taken out alone")
        raise EditRefusedError(message.format(key=child.key.text if isinstance(child, Entry) else "-"))
    _line, end = entry_block(text, child)
    blanks = _BLANKS.match(text, end)
    return [Replacement(start, blanks.end() if blanks else end, "")]


def _take_last_one(
    layout: Layout, parent: MappingNode | SequenceNode, child: Entry | Item, holder: Entry | Item | None
) -> list[Replacement]:
    """The only child goes: the parent becomes `{}` or `[]`."""
    text = layout.text
    written = "{}" if isinstance(parent, MappingNode) else "[]"
    start, end = entry_block(text, child)
    if holder is None:
        newline = layout.newline_at(entry_start(child)) if text[end - 1 : end] == "\n" else ""
        return [Replacement(start, end, written + newline)]
    slot = Slot(layout, holder)
    if not slot.below:
        return [Replacement(slot.start, content_end(text, child), written)]
    return [Replacement(slot.head, slot.head, " " + written), _cut_lines(layout, [child], 0)]


# ---- brackets


def _take_from_brackets(layout: Layout, children: list[Entry | Item], position: int) -> list[Replacement]:
    text, child = layout.text, children[position]
    start = entry_start(child)
    line = line_start(text, start)
    rest = _REST_OF_LINE.match(text, child.end)
    if line and rest and not text[line:start].strip():
        return _take_line_between_brackets(layout, children, position, rest.end())
    if position + 1 < len(children):
        end = entry_start(children[position + 1])
    else:
        start, end = (children[position - 1].end if position else start), child.end
    _refuse_comments(layout, start, end)
    return [Replacement(start, end, "")]


def _take_line_between_brackets(
    layout: Layout, children: list[Entry | Item], position: int, end: int
) -> list[Replacement]:
    """A child alone on its lines goes with them; the comma in front of the last one goes too, if none stood behind."""
    text, child = layout.text, children[position]
    cut = Replacement(line_start(text, entry_start(child)), end, "")
    if position == 0 or position + 1 < len(children) or _COMMA.match(text, child.end):
        return [cut]
    comma = _COMMA.match(text, children[position - 1].end)
    return [Replacement(comma.end() - 1, comma.end(), ""), cut] if comma else [cut]


def _refuse_comments(layout: Layout, start: int, end: int) -> None:
    if "#" in layout.text[start:end] and any(
        start <= comment.start < end for comment in find_comments(layout.text, layout.root)
    ):
        raise EditRefusedError(_("there is a comment between these brackets"))
