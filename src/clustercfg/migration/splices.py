"""Edits laid out as a person would: a comment never goes, and what is new stands where it is looked for.

Each function returns the replacements, or None where the text does not stand in lines of its own (`{a: b}`).
"""

from __future__ import annotations

from collections.abc import Mapping

from clustercfg.yamltext.document import Document
from clustercfg.yamltext.geometry import (
    column,
    entry_block,
    line_end,
    line_start,
    newline_of,
    next_line,
    stands_alone,
)
from clustercfg.yamltext.nodes import Entry, MappingNode, ScalarNode
from clustercfg.yamltext.problems import Replacement
from clustercfg.yamltext.rendering import render_scalar

__all__ = ["key_above", "key_below", "key_cut", "key_first", "key_wrapped"]

_STEP = 2


def _newline_at(text: str, offset: int) -> str:
    return text[line_end(text, offset) : next_line(text, offset)] or newline_of(text)


def key_cut(
    document: Document, parent: MappingNode, entry: Entry, holder: Entry | None
) -> list[Replacement] | None:
    """Take `entry` out and leave its comments in its place, each on a line; `holder` is what holds `parent`."""
    text = document.text
    if parent.flow or not stands_alone(text, entry):
        return None
    start, end = line_start(text, entry.key.start), entry_block(text, entry)[1]
    kept = _kept_comments(document, start, end, column(text, entry.key.start))
    if not kept:
        start, end = _with_blank_line(text, start, end)
    elif not text[:end].endswith("\n"):
        kept = kept.removesuffix(_newline_at(text, start))
    cut = Replacement(start, end, kept)
    if len(parent.entries) > 1 or holder is None:
        return [cut]
    here = holder.colon + 1
    return [Replacement(here, here, " {}"), cut]


def _kept_comments(document: Document, start: int, end: int, at: int) -> str:
    newline = _newline_at(document.text, start)
    inside = (each for each in document.comments if start <= each.start < end)
    return "".join(" " * at + each.text + newline for each in inside)


def _with_blank_line(text: str, start: int, end: int) -> tuple[int, int]:
    """Blank lines that surround the gap become one; a file without a final line break stays without one."""
    if end >= len(text) and not text.endswith("\n") and start > 0:
        return line_end(text, start - 1), end
    above = text[line_start(text, start - 1) : start] if start else ""
    below = text[end : next_line(text, end)]
    if above and below and not above.strip() and not below.strip():
        return start, next_line(text, end)
    return start, end


def key_first(document: Document, holder: Entry, key: str, value: str) -> list[Replacement] | None:
    """Write a new key right below the line of `holder`, before the other keys of its block."""
    text, block = document.text, holder.value
    if holder.alias or not isinstance(block, MappingNode) or block.flow or not block.entries:
        return None
    first, here = block.entries[0].key.start, line_end(text, holder.colon)
    if first <= here:
        return None
    written = _newline_at(text, here) + " " * column(text, first) + _line(key, value)
    return [Replacement(here, here, written)]


def key_above(document: Document, entry: Entry, key: str, value: str) -> list[Replacement] | None:
    """Write a new key above `entry` and the comments that belong to it."""
    text = document.text
    if not stands_alone(text, entry):
        return None
    start = entry_block(text, entry)[0]
    written = " " * column(text, entry.key.start) + _line(key, value) + _newline_at(text, start)
    return [Replacement(start, start, written)]


def key_below(document: Document, entry: Entry, key: str, value: str) -> list[Replacement] | None:
    """Write a new key below `entry` and the comments that belong to it."""
    text = document.text
    if not stands_alone(text, entry):
        return None
    end = line_end(text, entry_block(text, entry)[1] - 1)
    written = _newline_at(text, entry.key.start) + " " * column(text, entry.key.start) + _line(key, value)
    return [Replacement(end, end, written)]


def key_wrapped(
    document: Document, entry: Entry, holder: Entry, target: tuple[str, str], before: Mapping[str, str]
) -> list[Replacement] | None:
    """Turn `entry` into the block `target[0]` that holds the keys of `before` and then the value as `target[1]`.

    The value, its quotes and the comment behind it stay as they are. `holder` is what holds the block of `entry`.
    """
    text = document.text
    if not isinstance(entry.value, ScalarNode) or "\n" in text[entry.key.start : entry.end]:
        return None
    if not stands_alone(text, entry):
        return None
    at = column(text, entry.key.start)
    step = max(at - column(text, holder.key.start), 0) or _STEP
    block, name = target
    lines = [f"{block}:", *(" " * (at + step) + _line(*item) for item in before.items())]
    written = _newline_at(text, entry.key.start).join([*lines, " " * (at + step) + name])
    return [Replacement(entry.key.start, entry.key.end, written)]


def _line(key: str, value: str) -> str:
    return f"{render_scalar(key)}: {render_scalar(value)}"
