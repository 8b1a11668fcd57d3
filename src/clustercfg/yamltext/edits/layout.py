"""How a document is laid out: the indentation used at a place, its line breaks, and new text in that manner."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from clustercfg.yamltext.geometry import column, content_end, last_leaf, line_end, line_start, next_line
from clustercfg.yamltext.geometry import newline_of as usual_newline
from clustercfg.yamltext.nodes import Entry, Item, MappingNode, Node, ScalarNode, SequenceNode
from clustercfg.yamltext.problems import Replacement
from clustercfg.yamltext.rendering import needs_break_behind, render, render_scalar

__all__ = ["BLOCK_HEADER", "Layout", "Style"]

BLOCK_HEADER = re.compile(r"([|>])(?:([1-9])([-+]?)|([-+]?)([1-9]?))")
_COMMENT_OR_BLANK = re.compile(r"([ ]*)(#[^\n]*)?\r?(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class Style:
    """By how many columns a mapping stands deeper than its key, and the dash of a list than its key."""

    indent: int = 2
    offset: int = 2


@dataclass(frozen=True, slots=True)
class _Depth:
    """How much deeper than its key a block collection stands, in which mapping, below which key."""

    parent: int
    key: str
    is_list: bool
    columns: int


class Layout:
    """The layout of one text with its nodes. `tags` are the spans of all tags in it."""

    def __init__(self, text: str, root: Node | None, tags: Iterable[tuple[int, int]] = ()) -> None:
        self.text = text
        self.root = root
        self.tags = tuple(tags)

    # ---- style

    @cached_property
    def _depths(self) -> list[_Depth]:
        found: list[_Depth] = []
        for parent, entry in self._entries():
            value = entry.value
            if not entry.alias and not isinstance(value, ScalarNode) and not value.flow:
                columns = column(self.text, value.start) - column(self.text, entry.key.start)
                found.append(_Depth(id(parent), entry.key.text, isinstance(value, SequenceNode), columns))
        return found

    def _entries(self) -> Iterator[tuple[MappingNode, Entry]]:
        pending: list[Node] = [self.root] if self.root is not None else []
        while pending:
            node = pending.pop()
            if isinstance(node, MappingNode):
                yield from ((node, entry) for entry in node.entries)
                pending += [entry.value for entry in node.entries if not entry.alias]
            elif isinstance(node, SequenceNode):
                pending += [item.value for item in node.items if not item.alias]

    def style(self, parent: Node | None = None, key: str | None = None) -> Style:
        """Return the indentation below `key` of `parent`: that of its siblings, of that key elsewhere, or of most."""
        return Style(
            self._columns(parent, key, is_list=False, least=1),
            self._columns(parent, key, is_list=True, least=0),
        )

    def _columns(self, parent: Node | None, key: str | None, *, is_list: bool, least: int) -> int:
        fitting = [each for each in self._depths if each.is_list is is_list and each.columns >= least]
        for nearest in (
            [each for each in fitting if each.parent == id(parent)],
            [each for each in fitting if each.key == key],
            fitting,
        ):
            if nearest:
                return Counter(each.columns for each in nearest).most_common(1)[0][0]
        return 2

    def newline_at(self, offset: int) -> str:
        """Return the line break used at `offset`, or the usual one at the end of the text."""
        end = self.text.find("\n", offset)
        if end < 0:
            return usual_newline(self.text)
        return "\r\n" if self.text[end - 1 : end] == "\r" else "\n"

    # ---- new text

    def value_lines(self, value: Any, style: Style | None = None) -> list[str]:
        """Return the lines of a value as it stands in a block, from column 0."""
        style = style or self.style()
        return render(value, indent=style.indent, offset=style.offset).split("\n")

    def entry_lines(self, key: str, value: Any, parent: Node | None = None) -> list[str]:
        """Return the lines of `key: value`, a child of `parent`, from column 0."""
        if not isinstance(value, dict | list | tuple | str) or (isinstance(value, str) and "\n" not in value):
            return [f"{render_scalar(key)}: {render_scalar(value)}"]
        return self.value_lines({key: value}, self.style(parent, key))

    def item_lines(self, value: Any, gap: str = " ") -> list[str]:
        """Return the lines of a list item whose dash stands at column 0, `gap` between dash and value."""
        first, *rest = self.value_lines(value)
        return [f"-{gap}{first}", *indented(rest, 1 + len(gap))]

    def insert_lines(self, after: int, lines: list[str], at: int, value: Any = None) -> Replacement:
        """Return the insertion of `lines` at column `at` below the line of `after`; `value` is what they say."""
        end = line_end(self.text, after)
        newline = self.newline_at(line_start(self.text, after))
        written = "".join(newline + line for line in indented(lines, at))
        if end == len(self.text) and needs_break_behind(value):
            written += newline
        return Replacement(end, end, written)

    # ---- ends

    def end_with_comments(self, holder: Entry | Item, at: int) -> int:
        """Return an offset in the last line of `holder`, counting the comments below that are deeper than `at`."""
        end = line_end(self.text, content_end(self.text, holder))
        position = next_line(self.text, end)
        while position < len(self.text) and (match := _COMMENT_OR_BLANK.match(self.text, position)):
            if match[2] and len(match[1]) <= at:
                break
            if match[2]:
                end = line_end(self.text, position)
            position = match.end()
        return end

    def settle_end(self, holder: Entry | Item) -> list[Replacement]:
        """Keep the value of a block scalar that ends the file without a line break, when lines will follow it."""
        node = last_leaf(holder).value
        if not isinstance(node, ScalarNode) or node.style not in ("|", ">") or node.text.endswith("\n"):
            return []
        header = BLOCK_HEADER.match(self.text, node.start)
        if header is None or (header[3] or header[4]) == "-":
            return []
        group = 3 if header[2] else 4
        return [Replacement(header.start(group), header.end(group), "-")]


def indented(lines: Iterable[str], columns: int) -> list[str]:
    """Return `lines` with `columns` blanks in front of each that is not empty."""
    return [" " * columns + line if line else line for line in lines]
