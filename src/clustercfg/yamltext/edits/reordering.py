"""Putting the items of a list into another order, each with its comments."""

from __future__ import annotations

from clustercfg.errors import EditRefusedError
from clustercfg.translation import gettext as _
from clustercfg.yamltext.edits.layout import Layout
from clustercfg.yamltext.geometry import entry_block, entry_start, line_start
from clustercfg.yamltext.nodes import Item, SequenceNode
from clustercfg.yamltext.problems import Replacement

__all__ = ["reorder"]


def reorder(layout: Layout, sequence: SequenceNode, order: tuple[int, ...]) -> list[Replacement]:
    """Return the edits that let the item at `order[0]` come first, and so on; blank lines between items stay.

    Raises:
        EditRefusedError: an item of the list shares its line with something else.
    """
    spans = [_span(layout, item, flow=sequence.flow) for item in sequence.items]
    return [
        Replacement(*spans[place], layout.text[slice(*spans[index])])
        for place, index in enumerate(order)
        if place != index
    ]


def _span(layout: Layout, item: Item, *, flow: bool) -> tuple[int, int]:
    """The item's text; on lines of its own with its comments, but without the last line break."""
    text = layout.text
    if flow:
        return entry_start(item), item.end
    if text[line_start(text, entry_start(item)) : entry_start(item)].strip(" "):
        raise EditRefusedError(_("an item that shares its line with something else cannot change its place"))
    start, end = entry_block(text, item)
    return start, start + len(text[start:end].removesuffix("\n").removesuffix("\r"))
