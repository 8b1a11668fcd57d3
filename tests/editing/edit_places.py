"""Where the content and the comments of an entry end: counted in the text itself, without the edit engine."""

from __future__ import annotations

import re

from clustercfg.yamltext.nodes import Entry, Item, MappingNode, Node, ScalarNode, SequenceNode

__all__ = ["Ends", "children_of", "start_of"]


def start_of(holder: Entry | Item) -> int:
    if isinstance(holder, Entry):
        return holder.key.start
    if holder.dash is not None:
        return holder.dash
    return holder.alias[0] if holder.alias else holder.value.start


def children_of(node: Node) -> list[Entry | Item]:
    if isinstance(node, MappingNode):
        return list(node.entries)
    return list(node.items) if isinstance(node, SequenceNode) else []


class Ends:
    """Places around nodes, counted in the text itself."""

    def __init__(self, text: str) -> None:
        self.text = text

    def linestart_of(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def break_before(self, line: int) -> int:
        """Return where the line break in front of a line starts."""
        return line - (2 if self.text[max(line - 2, 0) : line] == "\r\n" else 1 if line else 0)

    def next_line(self, offset: int) -> int:
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end + 1

    def lines_between(self, start: int, end: int) -> int:
        return self.text.count("\n", start, end) + 1

    def indicator(self, holder: Entry | Item) -> int:
        return holder.colon + 1 if isinstance(holder, Entry) else start_of(holder) + 1

    def value_span(self, holder: Entry | Item) -> tuple[int, int]:
        """Return the span of a scalar, alias or empty value; where nothing is written, that of the indicator."""
        if holder.alias:
            return holder.alias
        node = holder.value
        start, end = node.start, node.end
        if isinstance(node, ScalarNode) and not node.style and not node.text:
            start = end = min(start, self.indicator(holder)) if start else self.indicator(holder)
        return start, max(self.of(holder) if start < end else end, start)

    def of(self, holder: Entry | Item) -> int:
        """Return where the last character of a holder's content stands, behind it."""
        while not holder.alias and children_of(holder.value) and not holder.value.flow:  # type: ignore[union-attr] # a scalar has no children
            holder = children_of(holder.value)[-1]
        if holder.alias:
            return holder.alias[1]
        end = max(holder.value.end, self.indicator(holder) if not _is_inline_item(holder) else 0)
        node = holder.value
        if (
            isinstance(node, ScalarNode)
            and node.style in ("|", ">")
            and "+" in self.text[node.start : node.start + 3]
        ):
            blank = re.compile(r"(?:\r?\n[ \t]*(?=\r?\n|\Z))*").match(self.text, end)
            end = blank.end() if blank else end
        return end

    def behind_blanks(self, offset: int) -> int:
        """Return the start of the next line with content."""
        return self.behind_blank_lines(self.next_line(offset))

    def behind_blank_lines(self, offset: int) -> int:
        match = re.compile(r"(?:[ \t]*\r?\n)*").match(self.text, offset)
        return match.end() if match else offset

    def behind_comments(self, offset: int) -> int:
        """Return the start of the next line that is neither blank nor a comment, the end if there is none."""
        position = self.next_line(offset)
        while position < len(self.text):
            line = self.text[position : self.next_line(position)].strip()
            if line and not line.startswith("#"):
                return position
            position = self.next_line(position)
        return len(self.text)

    def unsettled(self, holder: Entry | Item) -> int | None:
        """Return where a block scalar starts that ends the text without a line break, and so needs another header."""
        node = self.last_leaf(holder)
        if isinstance(node, ScalarNode) and node.style in ("|", ">") and not self.text[node.end :].strip():
            return None if node.text.endswith("\n") else node.start
        return None

    def last_leaf(self, holder: Entry | Item) -> Node:
        while not holder.alias and children_of(holder.value):
            holder = children_of(holder.value)[-1]
        return holder.value

    def kept_blank_lines(self, holder: Entry | Item) -> bool:
        """Return whether blank lines below would become a part of the text that ends here."""
        node = self.last_leaf(holder)
        return (
            isinstance(node, ScalarNode)
            and node.style in ("|", ">")
            and "+" in self.text[node.start : node.start + 3]
        )

    def text_with_break(self, holder: Entry | Item) -> bool:
        """Return whether a text ends here that needs the line break behind it."""
        node = self.last_leaf(holder)
        return isinstance(node, ScalarNode) and node.style in ("|", ">") and node.text.endswith("\n")

    def lines_with_comments(self, holder: Entry | Item) -> tuple[int, int]:
        """Return the lines of an entry with the comments that are its own, by the four cases of `geometry`."""
        start = start_of(holder)
        at = start - self.linestart_of(start)
        lines = (
            self.text.splitlines(keepends=True)
            if "\r" not in self.text
            else re.findall(r"[^\n]*\n|[^\n]+\Z", self.text)
        )
        first = self.text.count("\n", 0, start)
        last = min(self.text.count("\n", 0, self.of(holder)) + 1, len(lines))
        if not self.text[self.linestart_of(start) : start].strip(" "):
            first = self._above(lines, first, at)
        last = self._below(lines, last, at, self._inner_column(holder, at))
        offsets = [0]
        for line in lines:
            offsets.append(offsets[-1] + len(line))
        return offsets[first], offsets[last]

    def _above(self, lines: list[str], first: int, at: int) -> int:
        top = first
        while top and re.match(rf" {{{at}}}#", lines[top - 1]):
            top -= 1
        commented: int | None = None
        for index in range(top, first):
            mark = re.match(r" *#+( *)(- +)?(.*)", lines[index].rstrip())
            assert mark is not None
            if re.match(r"""(?!clustercfg:)["']?[a-z][\w./-]*["']?:(\s|$)""", mark[3]):
                commented = len(mark[1])
                top = index + 1
            elif commented is not None and (mark[3] or mark[2]):
                if len(mark[1]) > commented or (mark[2] and len(mark[1]) >= commented):
                    top = index + 1
                else:
                    commented = None
            elif commented is not None:
                top = index + 1
        return top

    def _below(self, lines: list[str], last: int, at: int, inner: int | None) -> int:
        while last < len(lines) and re.match(rf" {{{at + 1},}}#", lines[last]):
            last += 1
        while inner is not None:
            index = last
            while index < len(lines) and not lines[index].strip():
                index += 1
            if index == len(lines) or not re.match(rf" {{{inner},}}#", lines[index]):
                break
            last = index + 1
        return last

    def _inner_column(self, holder: Entry | Item, at: int) -> int | None:
        node = holder.value
        if holder.alias or node.anchor:
            return None
        children = children_of(node)
        if children and not node.flow:  # type: ignore[union-attr] # a scalar has no children
            start = start_of(children[0])
            return max(start - self.linestart_of(start), at + 1)
        nothing = isinstance(node, ScalarNode) and not node.text and not node.style
        return at + 1 if nothing and isinstance(holder, Entry) else None


def _is_inline_item(holder: Entry | Item) -> bool:
    return isinstance(holder, Item) and holder.dash is None
