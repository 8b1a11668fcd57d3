"""A value of another kind than its key holds, written as that kind: an item as a list, a glued word as a key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from clustercfg.linting.diagnostics import Edit, Fix
from clustercfg.linting.fixes import as_block_text
from clustercfg.models.formats import FORMATS
from clustercfg.models.shapes import (
    ChoiceShape,
    EmbeddedShape,
    ListShape,
    MappingShape,
    MapShape,
    Shape,
    StringShape,
)
from clustercfg.translation import gettext as _
from clustercfg.yamltext.geometry import column, line_end, line_start, newline_of, next_line
from clustercfg.yamltext.nodes import Entry, Item, MappingNode, Node, ScalarNode, SequenceNode

__all__ = ["conversion"]

_SEPARATOR = re.compile(r"\s*[,;，；、]\s*|\s+")
_GLUED = re.compile(r"[A-Za-z_][\w.-]*([:：=])(?=\S)")
_DASHED = re.compile(r"[-–—－][ ]*(?=\S)")
_TO_ITEM = re.compile(r"[ \t]*\r?\n[ \t]*-[ \t]+")


def conversion(text: str, shape: Shape, node: Node, holder: Entry | Item | None) -> Fix | None:
    """Return the unsafe fix that writes `node` as `shape` wants it; None where that is a decision."""
    if holder is None or holder.alias or node.anchor:
        return None
    wanted = shape.options[0] if isinstance(shape, ChoiceShape) else shape
    if isinstance(wanted, EmbeddedShape):
        title = _("Make it a text block: write |- behind the colon")
        return as_block_text(text, holder, title) if isinstance(holder, Entry) else None
    if isinstance(wanted, ListShape):
        return _made(_("Make it a list"), _as_list(text, wanted, node, holder))
    if isinstance(wanted, MappingShape | MapShape):
        return _made(_("Make it a block of keys"), _as_mapping(text, node))
    if isinstance(node, MappingNode) and isinstance(wanted, StringShape):
        return _made(_("Take the blank behind the colon away"), _as_word(text, wanted, node))
    if isinstance(node, SequenceNode) and isinstance(holder, Entry):
        return _made(_("Take it out of the list"), _as_scalar(text, node, holder))
    return None


def _made(title: str, edits: Iterable[Edit]) -> Fix | None:
    found = tuple(edits)
    return Fix(title, found) if found else None


def _as_scalar(text: str, node: SequenceNode, entry: Entry) -> Iterator[Edit]:
    """Take the only item out of its list."""
    item = node.items[0] if len(node.items) == 1 else None
    if item is None or item.alias or not isinstance(item.value, ScalarNode):
        return
    start, end = item.value.start, item.value.end
    if node.flow:
        yield Edit(node.start, start, "")
        yield Edit(end, node.end, "")
    elif _TO_ITEM.fullmatch(text, entry.colon + 1, start):
        yield Edit(entry.colon + 1, start, " ")


def _as_word(text: str, shape: StringShape, node: MappingNode) -> Iterator[Edit]:
    """Join the key and the value of a word such as a taint, which a blank behind its colon cut in two."""
    entry = node.entries[0] if len(node.entries) == 1 else None
    if entry is None or not isinstance(entry.value, ScalarNode) or shape.format is None:
        return
    word = f"{entry.key.text}:{entry.value.text}"
    if FORMATS[shape.format](word) is None and text[entry.colon + 1 : entry.value.start].isspace():
        yield Edit(entry.colon + 1, entry.value.start, "")


def _as_list(text: str, shape: ListShape, node: Node, holder: Entry | Item) -> Iterator[Edit]:
    if isinstance(node, MappingNode) and isinstance(shape.item, MappingShape):
        if node.index.keys() & shape.item.fields.keys():
            yield from _with_dash(text, node, holder)
    elif isinstance(node, ScalarNode) and isinstance(holder, Entry) and node.style not in ("|", ">"):
        yield from _as_items(text, shape, node, holder)


def _with_dash(text: str, node: MappingNode, holder: Entry | Item) -> Iterator[Edit]:
    """Put a dash before the first key of a block: in place of its blanks if there are enough, else by indenting."""
    start = node.entries[0].key.start if node.entries else 0
    dash = _DASHED.match(text, start)
    if dash is not None and not node.flow:
        yield Edit(start, dash.end(), "- ")
        return
    margin = column(text, start)
    if node.flow or not node.entries or text[line_start(text, start) : start].strip():
        return
    above = column(text, holder.key.start) if isinstance(holder, Entry) else 0
    if margin - above >= 2 * len("- "):
        yield Edit(start - len("- "), start, "- ")
        return
    yield Edit(start, start, "- ")
    place = next_line(text, start)
    while start < place < node.end:
        if text[place : line_end(text, place)].strip():
            yield Edit(place, place, "  ")
        place = next_line(text, place)


def _as_items(text: str, shape: ListShape, node: ScalarNode, entry: Entry) -> Iterator[Edit]:
    """Write a value as the only item of a list, or as several if it is several values with commas between."""
    written = text[node.start : node.end]
    if "\n" in text[entry.colon : node.start] and not node.style:
        yield from _dashes(text, node)
        return
    if "\n" in written or not written:
        return
    lead = newline_of(text) + " " * (column(text, entry.key.start) + 2) + "- "
    values = _values(shape.item, node)
    if values is not None:
        mark = node.style
        written = lead.join(f"{mark}{value}{mark}" for value in values)
    yield Edit(entry.colon + 1, node.end, lead + written)


def _dashes(text: str, node: ScalarNode) -> Iterator[Edit]:
    """Give each line of a value that stands below its key a dash."""
    place = node.start
    while place < node.end:
        found = _DASHED.match(text, place)
        yield Edit(place, found.end() if found else place, "- ")
        following = next_line(text, place)
        blanks = len(text[following:]) - len(text[following:].lstrip(" "))
        place = following + blanks if following > place else node.end


def _values(item: Shape, node: ScalarNode) -> list[str] | None:
    """The values that `node` holds with separators between, if it fits the list only so."""
    if not isinstance(item, StringShape) or item.format is None or FORMATS[item.format](node.text) is None:
        return None
    values = [value for value in _SEPARATOR.split(node.text) if value]
    return values if all(FORMATS[item.format](value) is None for value in values) else None


def _as_mapping(text: str, node: Node) -> Iterator[Edit]:
    if isinstance(node, ScalarNode) and not node.style:
        glued = _GLUED.match(text, node.start, node.end)
        if glued is not None and "\n" not in text[node.start : node.end]:
            yield Edit(glued.start(1), glued.end(1), ": ")
    elif isinstance(node, SequenceNode) and not node.flow:
        items = node.items
        if len(items) == 1 and isinstance(items[0].value, MappingNode) and items[0].dash is not None:
            yield Edit(items[0].dash, items[0].dash + 1, " ")
