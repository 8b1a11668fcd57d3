"""Writing another text into a literal block scalar, line by line, so that equal lines stay as they are."""

from __future__ import annotations

from clustercfg.yamltext.edits.layout import BLOCK_HEADER
from clustercfg.yamltext.edits.slots import Slot
from clustercfg.yamltext.geometry import line_end, line_start, next_line
from clustercfg.yamltext.nodes import ScalarNode
from clustercfg.yamltext.problems import Replacement
from clustercfg.yamltext.rendering import may_stand_in_block

__all__ = ["replace_text"]


def replace_text(slot: Slot, node: ScalarNode, value: str) -> list[Replacement] | None:
    """Return the edits that make `value` the text of the literal block scalar `node`; None when it cannot bear it.

    The header keeps its comment and its indentation, and changes only where the end of the text demands it.
    """
    header = BLOCK_HEADER.match(slot.text, node.start)
    if node.style != "|" or header is None or not _bears(value, has_digit=bool(header[2] or header[5])):
        return None
    group = 3 if header[2] else 4
    lines = value.removesuffix("\n").split("\n")
    chomping = _chomping(slot, node, value, header[group])
    if chomping is None or (chomping != header[group] and "\n" not in value):
        # A single line is written beside the key, unless the block stays as it is around it.
        return None
    body = _Body(slot, node)
    edits = body.become(lines)
    if chomping != header[group]:
        edits.insert(0, Replacement(header.start(group), header.end(group), chomping))
    if value.endswith("\n") and body.end == len(slot.text):
        edits.append(Replacement(body.end, body.end, slot.layout.newline_at(node.start)))
    return edits


def _bears(value: str, *, has_digit: bool) -> bool:
    """A first line that begins with a blank can be told from indentation only by a digit in the header."""
    if not value.strip("\n") or not may_stand_in_block(value):
        return False
    return has_digit or not value.lstrip("\n").startswith(" ")


def _chomping(slot: Slot, node: ScalarNode, value: str, written: str) -> str | None:
    """The mark that makes a text end as `value` does: the present one if it will do; None when there is none."""
    if not value.endswith("\n"):
        # At the very end of a file without a line break there is nothing to take off.
        bare_end = slot.end == len(slot.text) and not node.text.endswith("\n")
        return written if written == "-" or bare_end else "-"
    if value.endswith("\n\n"):
        return "+" if written == "+" else None
    return written if written in ("", "+") else ""


class _Body:
    """The lines of a literal block scalar: each stands for one line of its text."""

    def __init__(self, slot: Slot, node: ScalarNode) -> None:
        self.slot = slot
        self.text = slot.text
        self.lines = node.text.removesuffix("\n").split("\n") if node.text else []
        self.ends = [line_end(self.text, node.start)]
        """Where the header's line ends, and each line of the body."""
        for _line in self.lines:
            self.ends.append(line_end(self.text, next_line(self.text, self.ends[-1])))
        self.end = self.ends[-1]
        self.indent = self._indent()

    def _indent(self) -> int:
        for line, end in zip(self.lines, self.ends[1:], strict=True):
            if line:
                return end - line_start(self.text, end) - len(line)
        return self.slot.at + self.slot.layout.style().indent

    def become(self, lines: list[str]) -> list[Replacement]:
        """Return the replacement of those lines that differ."""
        before = _common(self.lines, lines)
        most = min(len(self.lines), len(lines)) - before
        behind = min(most, _common(self.lines[::-1], lines[::-1]))
        start, end = self.ends[before], self.ends[len(self.lines) - behind]
        newline = self.slot.layout.newline_at(line_start(self.text, start))
        blanks = " " * self.indent
        new = lines[before : len(lines) - behind]
        written = "".join(newline + (blanks + line if line else "") for line in new)
        return [Replacement(start, end, written)] if start < end or written else []


def _common(first: list[str], second: list[str]) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count
