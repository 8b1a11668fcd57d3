"""Setting, adding and inserting values as replacements in the text."""

from __future__ import annotations

import re
from typing import Any

from clustercfg.errors import EditRefusedError
from clustercfg.translation import gettext as _
from clustercfg.yamltext.edits.layout import Layout
from clustercfg.yamltext.geometry import column, line_end, line_start, next_line
from clustercfg.yamltext.nodes import Entry, Item, MappingNode, Node, ScalarNode, SequenceNode
from clustercfg.yamltext.problems import Replacement
from clustercfg.yamltext.rendering import is_block_text, render, render_scalar

__all__ = ["add_item", "add_key", "fill_document", "insert_item", "replace_value"]

_BLOCK_HEADER = re.compile(r"([|>])([0-9]?)([-+]?)")
_COMMENT_ABOVE = re.compile(r"([ ]*)#[^\n]*\n?")


def replace_value(layout: Layout, holder: Entry | Item, value: Any, *, in_flow: bool) -> list[Replacement]:
    """Give `holder` another value."""
    node = holder.value
    if in_flow:
        return _replace_inline(layout, holder, render(value, flow=True))
    if not holder.alias and isinstance(node, ScalarNode) and node.style in ("|", ">"):
        return _replace_block_scalar(layout, holder, node, value)
    if _on_one_line(value):
        return _replace_by_one_line(layout, holder, _one_line(value, node))
    if isinstance(holder, Item):
        return _replace_item(layout, holder, value)
    return _replace_by_lines(layout, holder, value)


def _on_one_line(value: Any) -> bool:
    if isinstance(value, dict | list | tuple):
        return not value
    return not (isinstance(value, str) and "\n" in value and is_block_text(value))


def _one_line(value: Any, node: Node) -> str:
    if isinstance(value, dict | list | tuple):
        return "{}" if isinstance(value, dict) else "[]"
    quote = node.style if isinstance(node, ScalarNode) and node.style in ("'", '"') else ""
    return render_scalar(value, quote=quote)


def _span(holder: Entry | Item) -> tuple[int, int]:
    return holder.alias or (holder.value.start, holder.value.end)


def _indicator_end(holder: Entry | Item) -> int:
    """Where the colon or dash ends."""
    if isinstance(holder, Entry):
        return holder.colon + 1
    return holder.start + 1 if holder.dash is not None else holder.start


def _replace_inline(layout: Layout, holder: Entry | Item, written: str) -> list[Replacement]:
    """Replace what stands on the line of the key or dash; a blank is added behind a bare colon or dash."""
    start, end = _span(holder)
    touching = start == _indicator_end(holder) and layout.text[start - 1 : start] in (":", "-")
    return [Replacement(start, end, " " + written if touching else written)]


def _replace_by_one_line(layout: Layout, holder: Entry | Item, written: str) -> list[Replacement]:
    start, _end = _span(holder)
    node = holder.value
    is_block = not holder.alias and not isinstance(node, ScalarNode) and not node.flow
    if not is_block:
        return _replace_inline(layout, holder, written)
    end = layout.content_end(holder)
    here = _indicator_end(holder)
    if line_start(layout.text, start) == line_start(layout.text, here):
        return [Replacement(start, end, written)]
    return [Replacement(here, here, " " + written), Replacement(line_end(layout.text, here), end, "")]


def _replace_block_scalar(
    layout: Layout, holder: Entry | Item, node: ScalarNode, value: Any
) -> list[Replacement]:
    """Replace a block scalar; a comment behind its header stays."""
    header = _BLOCK_HEADER.match(layout.text, node.start)
    if header is None:
        raise EditRefusedError(_("the head of this text block is not understood"))
    body_start = line_end(layout.text, node.start)
    body_end = max(layout.content_end(holder), body_start)
    if isinstance(value, str) and is_block_text(value) and node.style == "|" and not header[2]:
        chomping = "" if value.endswith("\n") else "-"
        indent = _body_indent(layout, holder, node)
        newline = layout.newline_at(node.start)
        lines = value.removesuffix("\n").split("\n")
        body = "".join(newline + (" " * indent + line if line else "") for line in lines)
        if chomping == "" and body_end >= len(layout.text):
            body += newline
        return [
            Replacement(header.start(3), header.end(3), chomping),
            Replacement(body_start, body_end, body),
        ]
    cut = Replacement(body_start, body_end, "")
    if _on_one_line(value):
        return [Replacement(header.start(), header.end(), _one_line(value, node)), cut]
    if isinstance(holder, Item):
        return _replace_item(layout, holder, value)
    return [
        Replacement(holder.colon + 1, header.end(), ""),
        cut,
        *_lines_below(layout, holder, value, holder.colon),
    ]


def _body_indent(layout: Layout, holder: Entry | Item, node: ScalarNode) -> int:
    body = next_line(layout.text, node.start)
    while body < node.end:
        line = layout.text[body : line_end(layout.text, body)]
        if line.strip():
            return len(line) - len(line.lstrip(" "))
        body = next_line(layout.text, body)
    start = holder.key.start if isinstance(holder, Entry) else holder.start
    return column(layout.text, start) + layout.indent


def _replace_by_lines(layout: Layout, entry: Entry, value: Any) -> list[Replacement]:
    """Replace the value of a key by a block below it, or by a block scalar."""
    start, end = _span(entry)
    here = entry.colon + 1
    node = entry.value
    if not entry.alias and not isinstance(node, ScalarNode) and not node.flow:
        behind = line_end(layout.text, here)
        if behind > start:
            raise EditRefusedError(_("a block that starts on the line of its key cannot be replaced"))
        return [Replacement(behind, layout.content_end(entry), ""), *_lines_below(layout, entry, value, here)]
    gone = [Replacement(here, end, "")] if end > here else []
    return [*gone, *_lines_below(layout, entry, value, max(end, here))]


def _lines_below(layout: Layout, entry: Entry, value: Any, after: int) -> list[Replacement]:
    """Write a value that takes lines of its own: its head behind the colon, the rest below the line of `after`."""
    if "\n" in layout.text[entry.key.start : entry.colon]:
        raise EditRefusedError(_("a key that spans lines cannot take a block"))
    first, *lines = layout.entry_lines("k", value, column(layout.text, entry.key.start))
    head = first.strip().removeprefix("k:")
    here = entry.colon + 1
    inserted = layout.insert_lines(after, lines)
    return [Replacement(here, here, head), inserted] if head else [inserted]


def _replace_item(layout: Layout, item: Item, value: Any) -> list[Replacement]:
    start, end = _span(item)
    dash = item.dash if item.dash is not None else item.start
    gap = layout.text[dash + 1 : start] if "\n" not in layout.text[dash:start] and start > dash + 1 else " "
    lines = layout.item_lines(value, column(layout.text, dash), gap)
    written = layout.newline_at(dash).join(lines).lstrip(" ")
    if not item.alias and not (isinstance(item.value, ScalarNode) and item.value.style not in ("|", ">")):
        end = layout.content_end(item)
    return [Replacement(dash, max(end, dash + 1), written)]


# ---- adding


def add_key(layout: Layout, mapping: MappingNode, key: str, value: Any) -> list[Replacement]:
    """Write a new key at the end of a mapping that has keys."""
    last = mapping.entries[-1]
    if mapping.flow:
        written = render({key: value}, flow=True)[1:-1]
        return [Replacement(last.end, last.end, ", " + written)]
    at = column(layout.text, last.key.start)
    end = layout.end_with_comments(last, at)
    return [*layout.settle_end(last), layout.insert_lines(end, layout.entry_lines(key, value, at))]


def add_item(layout: Layout, sequence: SequenceNode, value: Any) -> list[Replacement]:
    """Write a new item at the end of a list that has items."""
    last = sequence.items[-1]
    if last.dash is None:
        return [Replacement(last.end, last.end, ", " + render(value, flow=True))]
    at = column(layout.text, last.dash)
    end = layout.end_with_comments(last, at)
    lines = layout.item_lines(value, at, _gap(layout, last))
    return [*layout.settle_end(last), layout.insert_lines(end, lines)]


def insert_item(layout: Layout, sequence: SequenceNode, index: int, value: Any) -> list[Replacement]:
    """Write a new item in front of the one at `index`."""
    item = sequence.items[index]
    if item.dash is None:
        return [Replacement(item.start, item.start, render(value, flow=True) + ", ")]
    text, at = layout.text, column(layout.text, item.dash)
    lines = layout.item_lines(value, at, _gap(layout, item))
    newline = layout.newline_at(item.dash)
    if text[line_start(text, item.dash) : item.dash].strip():
        # The first item stands behind another dash, on the same line.
        written = newline.join(lines).lstrip(" ") + newline + " " * at
        return [Replacement(item.dash, item.dash, written)]
    start = _above_comments(text, line_start(text, item.dash), at)
    return [Replacement(start, start, "".join(line + newline for line in lines))]


def _gap(layout: Layout, item: Item) -> str:
    """The blanks between the dash of `item` and its value."""
    start = item.alias[0] if item.alias else item.value.start
    gap = layout.text[(item.dash or 0) + 1 : start]
    return gap if gap and not gap.strip(" ") else " "


def _above_comments(text: str, start: int, at: int) -> int:
    """Where the comments right above a line start, if they stand at its column."""
    while start > 0:
        above = line_start(text, start - 1)
        match = _COMMENT_ABOVE.fullmatch(text, above, start)
        if match is None or len(match[1]) != at:
            return start
        start = above
    return start


def fill_document(layout: Layout, value: Any) -> list[Replacement]:
    """Write the whole content of a document that has none."""
    text, root = layout.text, layout.root
    lines = layout.value_lines(value)
    newline = layout.newline_at(0)
    if root is not None and root.end > root.start:
        return [Replacement(root.start, root.end, newline.join(lines))]
    lead = "" if not text or text.endswith("\n") else newline
    return [Replacement(len(text), len(text), lead + "".join(line + newline for line in lines))]
