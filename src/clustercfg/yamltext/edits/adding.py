"""Writing new keys and items."""

from __future__ import annotations

import re
from typing import Any

from clustercfg.yamltext.edits.layout import Layout, indented
from clustercfg.yamltext.geometry import column, entry_block, entry_start, line_start
from clustercfg.yamltext.nodes import Entry, Item, MappingNode, SequenceNode
from clustercfg.yamltext.problems import Replacement
from clustercfg.yamltext.rendering import render

__all__ = ["add_item", "add_key", "add_lines", "fill_document", "insert_item"]

_COMMA_AT_LINE_END = re.compile(r"[ \t]*,[ \t]*(?:#[^\n]*)?(?:\r?\n)")


def add_key(layout: Layout, mapping: MappingNode, key: str, value: Any) -> list[Replacement]:
    """Write a new key at the end of a mapping that has keys."""
    last = mapping.entries[-1]
    if mapping.flow:
        return _add_between_brackets(layout, last, render({key: value}, flow=True)[1:-1])
    return add_lines(layout, mapping, layout.entry_lines(key, value, mapping), value)


def add_lines(layout: Layout, mapping: MappingNode, lines: list[str], value: Any = None) -> list[Replacement]:
    """Write `lines` (from column 0) at the end of a block mapping that has keys; `value` is what they say."""
    last, at = mapping.entries[-1], column(layout.text, mapping.start)
    end = layout.end_with_comments(last, at)
    return [*layout.settle_end(last), layout.insert_lines(end, lines, at, value)]


def add_item(layout: Layout, sequence: SequenceNode, value: Any) -> list[Replacement]:
    """Write a new item at the end of a list that has items."""
    last = sequence.items[-1]
    if last.dash is None:
        return _add_between_brackets(layout, last, render(value, flow=True))
    at = column(layout.text, last.dash)
    end = layout.end_with_comments(last, at)
    lines = layout.item_lines(value, _gap(layout, last))
    return [*layout.settle_end(last), layout.insert_lines(end, lines, at, value)]


def _add_between_brackets(layout: Layout, last: Entry | Item, written: str) -> list[Replacement]:
    """Write behind the last thing between brackets; on a line of its own where the others are, each with a comma."""
    text, start = layout.text, entry_start(last)
    line = line_start(text, start)
    comma = _COMMA_AT_LINE_END.match(text, last.end)
    if comma and not text[line:start].strip() and line > 0:
        newline = layout.newline_at(start)
        return [Replacement(comma.end(), comma.end(), f"{text[line:start]}{written},{newline}")]
    return [Replacement(last.end, last.end, ", " + written)]


def insert_item(layout: Layout, sequence: SequenceNode, index: int, value: Any) -> list[Replacement]:
    """Write a new item in front of the one at `index`, and of the comments that belong to that."""
    item = sequence.items[index]
    if item.dash is None:
        return [Replacement(item.start, item.start, render(value, flow=True) + ", ")]
    text, at = layout.text, column(layout.text, item.dash)
    newline = layout.newline_at(item.dash)
    lines = layout.item_lines(value, _gap(layout, item))
    if text[line_start(text, item.dash) : item.dash].strip():
        # The first item stands behind another dash, on the same line.
        first, *rest = lines
        written = newline.join([first, *indented(rest, at)]) + newline + " " * at
        return [Replacement(item.dash, item.dash, written)]
    start, _end = entry_block(text, item)
    return [Replacement(start, start, "".join(line + newline for line in indented(lines, at)))]


def _gap(layout: Layout, item: Item) -> str:
    """The blanks between the dash of `item` and its value."""
    start = item.alias[0] if item.alias else item.value.start
    gap = layout.text[(item.dash or 0) + 1 : start]
    return gap if gap and not gap.strip(" ") else " "


def fill_document(layout: Layout, value: Any) -> list[Replacement]:
    """Write the whole content of a document that has none."""
    text, root = layout.text, layout.root
    lines = layout.value_lines(value)
    newline = layout.newline_at(0)
    if root is not None and root.end > root.start:
        return [Replacement(root.start, root.end, newline.join(lines))]
    start = _content_start(text)
    lead = "" if not start or text[start - 1] == "\n" else newline
    return [Replacement(start, start, lead + "".join(line + newline for line in lines))]


def _content_start(text: str) -> int:
    """Where the content of an empty document goes: in front of its end mark or the next document, else at the end."""
    marks = [each.start() for each in re.finditer(r"^(?:---|\.\.\.)(?=\s|\Z)", text, re.MULTILINE)]
    begins = bool(marks) and text.startswith("---", marks[0])
    ends = marks[1:] if begins else marks
    return ends[0] if ends else len(text)
