"""How a document is laid out: its indentation, its line breaks, and where a thing's lines end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from clustercfg.yamltext.geometry import column, line_end, line_start, newline_of, next_line
from clustercfg.yamltext.nodes import Entry, Item, MappingNode, Node, ScalarNode, SequenceNode
from clustercfg.yamltext.problems import Replacement
from clustercfg.yamltext.rendering import render

__all__ = ["Layout"]

_COMMENT_OR_BLANK = re.compile(r"([ ]*)(#[^\n]*)?\r?(?:\n|\Z)")
_KEEP = re.compile(r"[|>][0-9]?\+")


class Layout:
    """The layout of one text with its nodes."""

    def __init__(self, text: str, root: Node | None) -> None:
        self.text = text
        self.root = root

    # ---- style

    @cached_property
    def _offsets(self) -> tuple[Counter[int], Counter[int]]:
        """How deep mappings and lists stand below their keys, and how often."""
        mappings: Counter[int] = Counter()
        lists: Counter[int] = Counter()
        for entry in self._entries():
            value = entry.value
            if entry.alias or isinstance(value, ScalarNode) or value.flow:
                continue
            depth = column(self.text, value.start) - column(self.text, entry.key.start)
            (mappings if isinstance(value, MappingNode) else lists)[depth] += 1
        return mappings, lists

    def _entries(self) -> Iterator[Entry]:
        pending: list[Node] = [self.root] if self.root is not None else []
        while pending:
            node = pending.pop()
            if isinstance(node, MappingNode):
                yield from node.entries
                pending += [entry.value for entry in node.entries if not entry.alias]
            elif isinstance(node, SequenceNode):
                pending += [item.value for item in node.items if not item.alias]

    @property
    def indent(self) -> int:
        """By how many columns this document indents a mapping below its key."""
        usual = [depth for depth, _count in self._offsets[0].most_common() if depth > 0]
        return usual[0] if usual else 2

    @property
    def offset(self) -> int:
        """By how many columns this document indents the dash of a list below its key."""
        usual = [depth for depth, _count in self._offsets[1].most_common() if depth >= 0]
        return usual[0] if usual else 2

    def newline_at(self, offset: int) -> str:
        """Return the line break used at `offset`, or the usual one at the end of the text."""
        end = self.text.find("\n", offset)
        if end < 0:
            return newline_of(self.text)
        return "\r\n" if self.text[end - 1 : end] == "\r" else "\n"

    # ---- rendering

    def value_lines(self, value: Any) -> list[str]:
        """Return the lines of a value as it stands in a block, from column 0."""
        return render(value, indent=self.indent, offset=self.offset).split("\n")

    def entry_lines(self, key: str, value: Any, at: int) -> list[str]:
        """Return the lines of `key: value` indented to column `at`."""
        lines = render({key: value}, indent=self.indent, offset=self.offset).split("\n")
        return [" " * at + line if line else line for line in lines]

    def item_lines(self, value: Any, at: int, gap: str = " ") -> list[str]:
        """Return the lines of a list item whose dash stands at column `at`."""
        first, *rest = self.value_lines(value)
        lead = " " * at
        inner = " " * (1 + len(gap))
        return [f"{lead}-{gap}{first}", *(lead + inner + line if line else line for line in rest)]

    # ---- ends

    def last_leaf(self, holder: Entry | Item) -> Entry | Item:
        """Return the entry or item at the very end of `holder`."""
        while not holder.alias:
            value = holder.value
            if isinstance(value, ScalarNode) or value.flow:
                return holder
            children: list[Any] = value.entries if isinstance(value, MappingNode) else value.items
            if not children:
                return holder
            holder = children[-1]
        return holder

    def content_end(self, holder: Entry | Item) -> int:
        """Return where the content of `holder` ends; blank lines that a `|+` scalar keeps are content."""
        leaf = self.last_leaf(holder)
        node = leaf.value
        if leaf.alias or not isinstance(node, ScalarNode) or not _KEEP.match(self.text, node.start):
            return leaf.end
        end = line_end(self.text, node.end)
        while (
            end < len(self.text)
            and not self.text[end : line_end(self.text, next_line(self.text, end))].strip()
        ):
            if next_line(self.text, end) >= len(self.text):
                break
            end = line_end(self.text, next_line(self.text, end))
        return end

    def end_with_comments(self, holder: Entry | Item, at: int) -> int:
        """Return the offset in the last line of `holder`, counting the comments below that are deeper than `at`."""
        end = line_end(self.text, self.content_end(holder))
        position = next_line(self.text, end)
        while position < len(self.text) and (match := _COMMENT_OR_BLANK.match(self.text, position)):
            if match[2] and len(match[1]) <= at:
                break
            if match[2]:
                end = line_end(self.text, position)
            position = match.end()
        return end

    def insert_lines(self, after: int, lines: list[str]) -> Replacement:
        """Return the insertion of `lines` below the line of `after`."""
        end = line_end(self.text, after)
        newline = self.newline_at(line_start(self.text, after))
        return Replacement(end, end, "".join(newline + line for line in lines))

    def settle_end(self, holder: Entry | Item) -> list[Replacement]:
        """Keep the value of a block scalar that ends the file without a line break, when lines will follow it."""
        node = self.last_leaf(holder).value
        if not isinstance(node, ScalarNode) or node.style not in ("|", ">") or node.text.endswith("\n"):
            return []
        header = re.compile(r"[|>][0-9]?([-+]?)").match(self.text, node.start)
        if header is None or header[1] == "-":
            return []
        return [Replacement(header.start(1), header.end(1), "-")]
