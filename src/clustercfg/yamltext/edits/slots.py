"""The place of a value behind its colon or dash, as it is written today."""

from __future__ import annotations

import re
from enum import Enum

from clustercfg.yamltext.edits.layout import Layout
from clustercfg.yamltext.geometry import column, content_end, entry_start, line_end, line_start
from clustercfg.yamltext.nodes import Entry, Item, ScalarNode
from clustercfg.yamltext.problems import Replacement

__all__ = ["Kind", "Slot"]

_ANYTHING_BEFORE_A_VALUE = re.compile(r"(?:[ \t\r\n]|&\S+|!\S*|#[^\n]*)*\Z")


class Kind(Enum):
    """How a value is written."""

    NOTHING = "nothing"
    INLINE = "inline"
    """A plain or quoted scalar, an alias, or brackets; perhaps on several lines."""
    TEXT = "text"
    """A block scalar."""
    BLOCK = "block"
    """Keys or items on lines of their own."""


class Slot:
    """Where the value of `holder` stands. All places are offsets into the text of `layout`."""

    def __init__(self, layout: Layout, holder: Entry | Item) -> None:
        self.layout = layout
        self.text = layout.text
        self.holder = holder
        self.node = holder.value
        self.at = column(self.text, entry_start(holder))
        """The column of the key, or of the dash."""
        self.kind = self._kind()
        self.start = holder.alias[0] if holder.alias else self.node.start
        self.end = content_end(self.text, holder) if self.kind is not Kind.INLINE else self._inline_end()
        self.tag = self._tag()
        self.head = self._head()
        """Where a new value on the line of the colon or dash is written: behind an anchor, if there is one."""

    def _kind(self) -> Kind:
        if self.holder.alias:
            return Kind.INLINE
        if not isinstance(self.node, ScalarNode):
            return Kind.INLINE if self.node.flow else Kind.BLOCK
        if self.node.style in ("|", ">"):
            return Kind.TEXT
        return Kind.INLINE if self.node.end > self.node.start else Kind.NOTHING

    def _inline_end(self) -> int:
        return self.holder.alias[1] if self.holder.alias else self.node.end

    @property
    def indicator_end(self) -> int:
        """Where the colon or dash ends; in a list between brackets, where the value starts."""
        if isinstance(self.holder, Entry):
            return self.holder.colon + 1
        return self.start if self.holder.dash is None else self.holder.dash + 1

    @property
    def below(self) -> bool:
        """True when the value starts on a later line than its colon or dash."""
        return line_start(self.text, self.start) > line_start(self.text, self.head)

    @property
    def head_line_end(self) -> int:
        """Where the line of the colon or dash ends."""
        return line_end(self.text, self.head)

    def _tag(self) -> tuple[int, int] | None:
        """The span of the value's tag, with the blanks between it and the value, or in front of it without one."""
        for start, end in self.layout.tags:
            if self.kind is Kind.INLINE or self.kind is Kind.TEXT:
                if end <= self.start and self._only_properties(end, self.start):
                    return start, end + _blanks(self.text[end : self.start])
            elif self.indicator_end <= start <= line_end(self.text, self.indicator_end):
                before = self.text[self.indicator_end : start]
                if self._only_properties(self.indicator_end, start):
                    return start - _blanks(before[::-1]), end
        return None

    def _only_properties(self, start: int, end: int) -> bool:
        return _ANYTHING_BEFORE_A_VALUE.fullmatch(self.text, start, end) is not None

    def _head(self) -> int:
        """Behind the anchor on the line of the colon or dash, else right behind the colon or dash."""
        if self.kind is Kind.BLOCK and self.tag:
            return max(self.tag[1], self._behind_anchor())
        return self._behind_anchor()

    def _behind_anchor(self) -> int:
        if self.holder.alias or self.node.anchor is None:
            return self.indicator_end
        stop = line_end(self.text, self.indicator_end)
        if self.kind is not Kind.NOTHING:
            stop = min(stop, max(self.start, self.indicator_end))
        place = self.text.find("&" + self.node.anchor, self.indicator_end, stop)
        return self.indicator_end if place < 0 else place + 1 + len(self.node.anchor)

    def without_tag(self) -> list[Replacement]:
        """Return the edit that takes the tag of the old value out: it says nothing about a new one."""
        return [Replacement(*self.tag, "")] if self.tag else []


def _blanks(text: str) -> int:
    return len(text) - len(text.lstrip(" \t"))
