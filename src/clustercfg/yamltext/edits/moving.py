"""Renaming keys, and moving them with their value and comments."""

from __future__ import annotations

from clustercfg.errors import EditRefusedError
from clustercfg.translation import gettext as _
from clustercfg.yamltext.edits.adding import add_lines
from clustercfg.yamltext.edits.layout import Layout, indented
from clustercfg.yamltext.edits.slots import Kind, Slot
from clustercfg.yamltext.geometry import column, content_end, entry_block, line_start
from clustercfg.yamltext.nodes import Entry, Item, MappingNode, Node
from clustercfg.yamltext.problems import Replacement
from clustercfg.yamltext.rendering import render_scalar

__all__ = ["copied_lines", "place_lines", "rename_key"]


def rename_key(entry: Entry, name: str) -> list[Replacement]:
    """Spell the key of `entry` as `name`, in its own kind of quotes."""
    key = entry.key
    quote = key.style if key.style in ("'", '"') else ""
    return [Replacement(key.start, key.end, render_scalar(name, quote=quote))]


def copied_lines(layout: Layout, entry: Entry, name: str) -> list[str]:
    """Return the lines of `entry` and its comments, from column 0, with its key spelled as `name`.

    Raises:
        EditRefusedError: the entry stands between brackets, or its key has a line of its own.
    """
    text = layout.text
    at = column(text, entry.key.start)
    before = text[line_start(text, entry.key.start) : entry.key.start].strip(" ")
    if before.strip("- "):
        message = _("{key} shares its lines with something else, so it cannot be moved")
        raise EditRefusedError(message.format(key=entry.key.text))
    start, end = entry_block(text, entry)
    if before:
        # Behind a dash: the comments above belong to the item.
        start = entry.key.start
    (replacement,) = rename_key(entry, name)
    settled = layout.settle_end(entry) if content_end(text, entry) == len(text) else []
    block = _patched(text, start, end, [replacement, *settled])
    lines = block.removesuffix("\n").split("\n")
    return [line.removesuffix("\r")[min(at, _indent(line)) :] for line in lines]


def _patched(text: str, start: int, end: int, replacements: list[Replacement]) -> str:
    written, position = "", start
    for each in replacements:
        written += text[position : each.start] + each.text
        position = each.end
    return written + text[position:end]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def place_lines(
    layout: Layout, holder: Entry | Item | None, node: Node | None, names: list[str], lines: list[str]
) -> list[Replacement]:
    """Put `lines` (an entry from column 0) below `node`, the value of `holder`, inside new blocks called `names`.

    `node` is a mapping, or nothing: then the lines become the block below `holder`.

    Raises:
        EditRefusedError: `node` stands between brackets, or `holder` holds something else.
    """
    if isinstance(node, MappingNode) and node.entries:
        if node.flow:
            raise EditRefusedError(_("lines cannot be moved between brackets"))
        return add_lines(
            layout, node, _nested(names, lines, layout.style(node, names[0] if names else None).indent)
        )
    if not isinstance(holder, Entry) or holder.alias:
        raise EditRefusedError(_("there is no block to move to"))
    slot = Slot(layout, holder)
    indent = layout.style(None, holder.key.text).indent
    nested = _nested(names, lines, indent)
    cut = [Replacement(slot.head, slot.end, "")] if slot.kind is not Kind.NOTHING else []
    return [
        *slot.without_tag(),
        *cut,
        layout.insert_lines(max(slot.end, slot.head), nested, slot.at + indent),
    ]


def _nested(names: list[str], lines: list[str], indent: int) -> list[str]:
    """Return `lines` inside blocks called `names`, from column 0."""
    heads = [" " * (indent * depth) + render_scalar(name) + ":" for depth, name in enumerate(names)]
    return [*heads, *indented(lines, indent * len(names))]
