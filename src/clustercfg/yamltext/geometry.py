"""Lines and indentation around nodes: how deep an entry stands, where it ends, and which comments belong to it.

A comment belongs to a key or list item, and goes where it goes, in four cases; `column` is where the key (or the dash
of the item) stands:

1. It stands on one of the lines of the entry, or between them.
2. It stands alone right above, at the very column, and no blank line comes between. Commented-out YAML (`# key: ...`)
   is no remark on what follows: it stays, and so does everything above it. (`# clustercfg: ...` is an instruction
   about the next line, and belongs to it.)
3. It stands right below, deeper than the column.
4. It stands below behind blank lines, at the column of the entry's own keys or items or deeper, and these are lines
   of their own (or there are none yet, and it is deeper than the key): it is the end of that block.

So a header above a block, parted from it by a blank line, stays when the first key goes, and commented-out
alternatives at the column of a key stay when the key goes.
"""

from __future__ import annotations

import re
from typing import Any

from clustercfg.yamltext.nodes import Entry, Item, MappingNode, Node, ScalarNode

__all__ = [
    "column",
    "content_end",
    "entry_block",
    "entry_start",
    "indent_below",
    "last_leaf",
    "line_end",
    "line_start",
    "newline_of",
    "next_line",
    "stands_alone",
]

_COMMENT_LINE = re.compile(r"([ ]*)(#[^\r\n]*)\r?(?:\n|\Z)")
_BLANK_LINES = re.compile(r"(?:[ \t]*\r?\n)*")
_KEEP = re.compile(r"[|>][0-9]?\+")
_COMMENTED_KEY = re.compile(r"#+([ ]*)(?:-[ ]+)?(?!clustercfg:)['\"]?[a-z][\w./-]*['\"]?:(?:[ \t]|\Z)")
_COMMENTED_REST = re.compile(r"#+([ ]*)(-[ ])?")


def line_start(text: str, offset: int) -> int:
    """Return where the line of `offset` starts."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """Return where the line of `offset` ends, before its break."""
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end
    return end - 1 if text[max(end - 1, 0) : end] == "\r" else end


def next_line(text: str, offset: int) -> int:
    """Return where the line behind that of `offset` starts, or the end of the text."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end + 1


def column(text: str, offset: int) -> int:
    """Return how many characters stand before `offset` on its line."""
    return offset - line_start(text, offset)


def newline_of(text: str) -> str:
    """Return the line break that the text mostly uses."""
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"


def entry_start(holder: Entry | Item) -> int:
    """Return where an entry's key or an item's dash stands; an item between brackets has no dash."""
    return holder.key.start if isinstance(holder, Entry) else holder.start


def stands_alone(text: str, entry: Entry | Item) -> bool:
    """Return whether `entry` is the first thing on its line and the last, so that its lines are its own."""
    start = entry_start(entry)
    before = text[line_start(text, start) : start]
    after = text[entry.end : line_end(text, entry.end)].strip()
    return not before.strip(" ") and (not after or after.startswith("#"))


def indent_below(text: str, node: MappingNode, default: int = 2) -> int:
    """Return the column of the keys of a block mapping."""
    return column(text, node.entries[0].key.start) if node.entries else default


# ---- ends


def last_leaf(holder: Entry | Item) -> Entry | Item:
    """Return the entry or item at the very end of `holder`."""
    while not holder.alias:
        value = holder.value
        if isinstance(value, ScalarNode) or value.flow:
            return holder
        children = _children(value)
        if not children:
            return holder
        holder = children[-1]
    return holder


def _children(node: Node) -> list[Any]:
    if isinstance(node, ScalarNode):
        return []
    return list(node.entries if isinstance(node, MappingNode) else node.items)


def content_end(text: str, holder: Entry | Item) -> int:
    """Return where the content of `holder` ends; blank lines that a block scalar keeps are content."""
    leaf = last_leaf(holder)
    node = leaf.value
    if leaf.alias or not isinstance(node, ScalarNode) or node.style not in ("|", ">"):
        return leaf.end
    return _scalar_end(text, node)


def _scalar_end(text: str, node: ScalarNode) -> int:
    """A blank line below belongs to a block scalar that keeps them, or if it is longer than the indentation."""
    keeps, depth = _KEEP.match(text, node.start), _body_column(text, node)
    # Blanks at the end of a line are content, too.
    end, position = line_end(text, node.end), next_line(text, node.end)
    while position < len(text):
        stop = line_end(text, position)
        line = text[position:stop]
        if line.strip(" \t"):
            break
        if keeps or (depth and len(line) > depth and not line[:depth].strip(" ")):
            end = stop
        position = next_line(text, position)
    return end


def _body_column(text: str, node: ScalarNode) -> int:
    position = next_line(text, node.start)
    while position < node.end:
        line = text[position : line_end(text, position)]
        if line.strip():
            return len(line) - len(line.lstrip(" "))
        position = next_line(text, position)
    return 0


# ---- what belongs to an entry


def entry_block(text: str, entry: Entry | Item) -> tuple[int, int]:
    """Return the lines of a block entry with the comments that belong to it: see the head of this module.

    Offsets of a line's start and of the start of the line behind. The entry must stand alone on its lines.
    """
    start = entry_start(entry)
    at = column(text, start)
    return _with_comments_above(text, line_start(text, start), at), _with_comments_below(text, entry, at)


def _with_comments_below(text: str, entry: Entry | Item, at: int) -> int:
    end = next_line(text, content_end(text, entry))
    while (match := _COMMENT_LINE.match(text, end)) and len(match[1]) > at:
        end = match.end()
    depth = _block_column(text, entry, at)
    if depth is None:
        return end
    position = end
    while match := _comment_behind_blanks(text, position):
        if len(match[1]) < depth:
            break
        position = end = match.end()
    return end


def _comment_behind_blanks(text: str, position: int) -> re.Match[str] | None:
    blanks = _BLANK_LINES.match(text, position)
    match = _COMMENT_LINE.match(text, blanks.end() if blanks else position)
    return match if match and match.end() > position else None


def _block_column(text: str, entry: Entry | Item, at: int) -> int | None:
    """The least column of a comment behind blank lines that is inside the entry's block; None without a block."""
    value = entry.value
    if entry.alias or value.anchor:
        return None
    if isinstance(value, ScalarNode):
        return at + 1 if value.start == value.end and isinstance(entry, Entry) else None
    children = _children(value)
    if value.flow or not children:
        return None
    return max(column(text, entry_start(children[0])), at + 1)


def _with_comments_above(text: str, start: int, at: int) -> int:
    """Return where the remarks right above the line that starts at `start` begin."""
    lines: list[tuple[int, str]] = []
    position = start
    while position > 0:
        above = line_start(text, position - 1)
        match = _COMMENT_LINE.match(text, above)
        if match is None or match.end() != position or len(match[1]) != at:
            break
        lines.insert(0, (above, match[2]))
        position = above
    remarks = lines[_commented_out(tuple(comment for _, comment in lines)) :]
    return remarks[0][0] if remarks else start


def _commented_out(comments: tuple[str, ...]) -> int:
    """Return how many of these lines, from the first, are commented-out YAML or stand above some."""
    count, depth = 0, 0
    inside = False
    for index, comment in enumerate(comments):
        rest = _COMMENTED_REST.match(comment)
        if match := _COMMENTED_KEY.match(comment):
            inside, depth = True, len(match[1])
        elif inside and rest and comment.strip("# \t"):
            inside = len(rest[1]) > depth or (rest[2] is not None and len(rest[1]) >= depth)
        if inside:
            count = index + 1
    return count
