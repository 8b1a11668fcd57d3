"""Taking keys and items out of the text, with the comments that belong to them."""

from __future__ import annotations

import re

from clustercfg.errors import EditRefusedError
from clustercfg.translation import gettext as _
from clustercfg.yamltext.edits.layout import Layout
from clustercfg.yamltext.geometry import column, entry_block, line_end, line_start, next_line
from clustercfg.yamltext.nodes import Entry, Item, MappingNode, Node, SequenceNode
from clustercfg.yamltext.problems import Replacement

__all__ = ["own_lines", "take"]

_COMMENTS = re.compile(r"[ \t]*(#[^\r\n]*)\r?(?:\n|\Z)")


def take(
    layout: Layout, parent: MappingNode | SequenceNode, position: int, holder: Entry | Item | None
) -> list[Replacement]:
    """Take out the child of `parent` at `position`; `holder` is what holds the parent (None for the root)."""
    children = _children(parent)
    if parent.flow:
        return _take_from_flow(layout, children, position)
    child = children[position]
    if len(children) == 1:
        return _empty(layout, parent, holder)
    if _shares_line(layout, child):
        return _take_first(layout, children, position)
    start, end = own_lines(layout, child)
    return [_cut_lines(layout, start, end)]


def _children(parent: Node) -> list[Entry | Item]:
    if isinstance(parent, MappingNode):
        return list(parent.entries)
    return list(parent.items) if isinstance(parent, SequenceNode) else []


def _start(child: Entry | Item) -> int:
    return child.key.start if isinstance(child, Entry) else child.start


def _take_from_flow(layout: Layout, children: list[Entry | Item], position: int) -> list[Replacement]:
    child = children[position]
    if "#" in layout.text[_start(child) : _flow_end(children, position)]:
        raise EditRefusedError(_("there is a comment between these brackets"))
    if position + 1 < len(children):
        return [Replacement(_start(child), _start(children[position + 1]), "")]
    if position:
        return [Replacement(children[position - 1].end, child.end, "")]
    return [Replacement(_start(child), child.end, "")]


def _flow_end(children: list[Entry | Item], position: int) -> int:
    return _start(children[position + 1]) if position + 1 < len(children) else children[position].end


def _shares_line(layout: Layout, child: Entry | Item) -> bool:
    """True for the first key or item behind a dash or a colon on the same line."""
    start = _start(child)
    return bool(layout.text[line_start(layout.text, start) : start].strip(" "))


def _take_first(layout: Layout, children: list[Entry | Item], position: int) -> list[Replacement]:
    """The next sibling moves up to the line that the first one shares; comments in between go above that line."""
    text = layout.text
    start, following = _start(children[position]), _start(children[position + 1])
    end = layout.content_end(children[position])
    comments = _COMMENTS.findall(text, next_line(text, end), line_start(text, following))
    at = column(text, start)
    if column(text, following) != at:
        raise EditRefusedError(_("the first key of this item shares its line with the dash"))
    cut = Replacement(start, following, "")
    if not comments:
        return [cut]
    newline = layout.newline_at(start)
    line = line_start(text, start)
    kept = "".join(" " * at + comment + newline for comment in comments)
    return [Replacement(line, line, kept), cut]


def _empty(
    layout: Layout, parent: MappingNode | SequenceNode, holder: Entry | Item | None
) -> list[Replacement]:
    """The last child goes: the parent becomes `{}` or `[]`."""
    written = "{}" if isinstance(parent, MappingNode) else "[]"
    child = _children(parent)[0]
    end = layout.content_end(child)
    if holder is None:
        start, end = own_lines(layout, child)
        newline = layout.newline_at(_start(child))
        return [Replacement(start, end, written + (newline if layout.text[end - 1 : end] == "\n" else ""))]
    here = holder.colon + 1 if isinstance(holder, Entry) else (holder.dash or 0) + 1
    if line_start(layout.text, here) == line_start(layout.text, _start(child)):
        return [Replacement(_start(child), end, written)]
    start, end = own_lines(layout, child)
    return [Replacement(here, here, " " + written), _cut_lines(layout, start, end)]


def own_lines(layout: Layout, child: Entry | Item) -> tuple[int, int]:
    """Return the lines of a child that stands alone on them: comments right above and deeper ones below included."""
    start, end = entry_block(layout.text, child)
    return start, max(end, next_line(layout.text, layout.content_end(child)))


def _cut_lines(layout: Layout, start: int, end: int) -> Replacement:
    """Cut whole lines; a file without a final line break stays without one."""
    text = layout.text
    if end >= len(text) and not text.endswith("\n") and start > 0:
        previous = line_end(text, start - 1)
        return Replacement(previous, end, "")
    return Replacement(start, end, "")
