"""Giving a key or an item another value, in place."""

from __future__ import annotations

from typing import Any

from clustercfg.errors import EditRefusedError
from clustercfg.translation import gettext as _
from clustercfg.yamltext.edits.layout import BLOCK_HEADER, Layout, indented
from clustercfg.yamltext.edits.slots import Kind, Slot
from clustercfg.yamltext.edits.text_blocks import replace_text
from clustercfg.yamltext.geometry import column, line_end
from clustercfg.yamltext.nodes import Entry, Item, Node, ScalarNode
from clustercfg.yamltext.problems import Replacement
from clustercfg.yamltext.rendering import is_block_text, last_text, needs_break_behind, render, render_scalar

__all__ = ["replace_value"]


def replace_value(layout: Layout, parent: Node, holder: Entry | Item, value: Any) -> list[Replacement]:
    """Return the edits that give `holder`, a child of `parent`, another value.

    Comments beside the value stay. What stands inside an old block goes with it.
    """
    slot = Slot(layout, holder)
    node = holder.value
    if not isinstance(parent, ScalarNode) and parent.flow:
        edits = _inline(slot, render(value, flow=True) if _is_filled(value) else _one_line(value, node))
    elif slot.kind is Kind.TEXT and isinstance(value, str) and isinstance(node, ScalarNode):
        edits = replace_text(slot, node, value) or _text(slot, value)
    elif is_block_text(value):
        edits = _text(slot, value)
    elif _is_filled(value):
        edits = _block(slot, parent, value)
    else:
        edits = _inline(slot, _one_line(value, node))
    return [*slot.without_tag(), *edits]


def _is_filled(value: Any) -> bool:
    return isinstance(value, dict | list | tuple) and bool(value)


def _one_line(value: Any, node: Node) -> str:
    if isinstance(value, dict | list | tuple):
        return "{}" if isinstance(value, dict) else "[]"
    quote = node.style if isinstance(node, ScalarNode) and node.style in ("'", '"') else ""
    return render_scalar(value, quote=quote)


def _behind(slot: Slot, written: str) -> Replacement:
    """Write on the line of the colon or dash, where nothing stood."""
    if isinstance(slot.holder, Entry) and slot.text[slot.holder.colon] != ":":
        # A key between brackets that has neither colon nor value.
        return Replacement(slot.head, slot.head, ": " + written)
    return Replacement(slot.head, slot.head, " " + written)


def _cut(start: int, end: int) -> list[Replacement]:
    return [Replacement(start, end, "")] if end > start else []


# ---- a value on one line


def _inline(slot: Slot, written: str) -> list[Replacement]:
    if slot.kind is Kind.NOTHING:
        return [_behind(slot, written)]
    if slot.kind is Kind.TEXT:
        return [_header(slot, written), *_cut(line_end(slot.text, slot.start), slot.end)]
    if slot.kind is Kind.BLOCK and slot.below:
        return [_behind(slot, written), *_cut(slot.head_line_end, slot.end)]
    return [Replacement(slot.start, slot.end, written)]


def _header(slot: Slot, written: str) -> Replacement:
    """Put `written` in place of a block scalar's header; a comment behind it stays."""
    header = BLOCK_HEADER.match(slot.text, slot.start)
    if header is None:
        raise EditRefusedError(_("the head of this text block is not understood"))
    return Replacement(header.start(), header.end(), written)


# ---- a text of several lines


def _text(slot: Slot, value: str) -> list[Replacement]:
    """Write a literal block scalar, or a quoted text on one line where there is no room for one."""
    no_room = slot.kind is Kind.INLINE and slot.below
    if no_room or not is_block_text(value):
        return _inline(slot, render_scalar(value))
    head = "|" if value.endswith("\n") else "|-"
    # A comment below that stood deeper than the text would become a part of it.
    at = max(slot.at + slot.layout.style().indent, _deepest_comment(slot) + 1)
    if slot.kind is Kind.NOTHING:
        return [_behind(slot, head), *_lines_below(slot, slot.head, value, at)]
    body = _body_lines(slot, value, at)
    if slot.kind is Kind.TEXT:
        return [_header(slot, head), Replacement(line_end(slot.text, slot.start), slot.end, body)]
    if slot.kind is Kind.INLINE:
        return [Replacement(slot.start, slot.end, head), *_lines_below(slot, slot.end, value, at)]
    if slot.below:
        return [_behind(slot, head), Replacement(slot.head_line_end, slot.end, body)]
    return [Replacement(slot.start, slot.end, head + body)]


def _text_lines(value: str) -> list[str]:
    return value.removesuffix("\n").split("\n")


def _lines_below(slot: Slot, after: int, value: str, at: int) -> list[Replacement]:
    return [slot.layout.insert_lines(after, _text_lines(value), at, value)]


def _body_lines(slot: Slot, value: str, at: int) -> str:
    return _joined(slot, _text_lines(value), at, value)


def _joined(slot: Slot, lines: list[str], at: int, value: Any) -> str:
    """Return `lines` at column `at`, each behind a line break, as what replaces the text up to the slot's end."""
    newline = slot.layout.newline_at(slot.head)
    written = "".join(newline + line for line in indented(lines, at))
    at_end = line_end(slot.text, slot.end) == len(slot.text)
    return written + newline if at_end and needs_break_behind(value) else written


def _deepest_comment(slot: Slot) -> int:
    """The column of the deepest comment that follows the value; -1 without one."""
    end = max(slot.end, slot.head)
    lines = slot.text[end : slot.layout.end_with_comments(slot.holder, slot.at)].split("\n")[1:]
    return max((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=-1)


# ---- keys or items on lines of their own


def _block(slot: Slot, parent: Node, value: Any) -> list[Replacement]:
    if isinstance(slot.holder, Item) or (slot.kind is Kind.INLINE and slot.below):
        return _block_in_place(slot, value)
    entry = slot.holder
    if "\n" in slot.text[entry.key.start : entry.colon]:
        raise EditRefusedError(_("a key that spans lines cannot take a block"))
    style = slot.layout.style(parent, entry.key.text)
    lines = slot.layout.value_lines(value, style)
    at = slot.at + (style.indent if isinstance(value, dict) else style.offset)
    if slot.kind is Kind.NOTHING:
        return [slot.layout.insert_lines(_behind_comments(slot, value), lines, at, value)]
    if slot.kind is Kind.INLINE:
        below = slot.layout.insert_lines(_behind_comments(slot, value), lines, at, value)
        return [*_cut(slot.head, slot.end), below]
    body = _joined(slot, lines, at, value)
    if slot.kind is Kind.TEXT:
        header = _header(slot, "")
        return [*_cut(slot.head, header.end), Replacement(line_end(slot.text, slot.start), slot.end, body)]
    if not slot.below:
        raise EditRefusedError(_("a block that starts on the line of its key cannot be replaced"))
    return [Replacement(slot.head_line_end, slot.end, body)]


def _behind_comments(slot: Slot, value: Any) -> int:
    """Where new lines go: below the key, but a text at their end would take comments behind it for its own."""
    end = max(slot.end, slot.head)
    return end if last_text(value) is None else max(end, slot.layout.end_with_comments(slot.holder, slot.at))


def _block_in_place(slot: Slot, value: Any) -> list[Replacement]:
    """Write the first line where the value stands, and the others below it, at its column."""
    nothing = slot.kind is Kind.NOTHING
    at = slot.at + 2 if nothing else column(slot.text, slot.start)
    first, *rest = slot.layout.value_lines(value)
    if nothing:
        edits = [_behind(slot, first)]
    elif slot.kind is Kind.TEXT:
        body = _joined(slot, rest, at, value)
        return [_header(slot, first), Replacement(line_end(slot.text, slot.start), slot.end, body)]
    elif slot.kind is Kind.BLOCK:
        return [Replacement(slot.start, slot.end, first + _joined(slot, rest, at, value))]
    else:
        edits = [Replacement(slot.start, slot.end, first)]
    return [*edits, slot.layout.insert_lines(max(slot.end, slot.head), rest, at, value)] if rest else edits
