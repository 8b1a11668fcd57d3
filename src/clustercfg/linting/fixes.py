"""Ready-made remedies: each returns the smallest edits, or None where they would not be safe to place."""

from __future__ import annotations

from collections.abc import Sequence

from clustercfg.linting.diagnostics import Edit, Fix
from clustercfg.linting.view import Slot
from clustercfg.yamltext.geometry import (
    column,
    entry_block,
    indent_below,
    line_end,
    line_start,
    newline_of,
    stands_alone,
)
from clustercfg.yamltext.nodes import Entry, Item, MappingNode, Node, ScalarNode
from clustercfg.yamltext.problems import Replacement
from clustercfg.yamltext.scalars import plain_is_safe

__all__ = [
    "add_key",
    "as_block_text",
    "from_replacements",
    "indent_block",
    "move_entry",
    "quote",
    "reindented",
    "remove_entry",
    "rename_key",
    "replace_part",
    "replace_scalar",
    "transplant",
    "unquote",
]


def from_replacements(title: str, replacements: Sequence[Replacement], *, safe: bool) -> Fix | None:
    """Return the fix that makes the reader's own repair."""
    if not replacements:
        return None
    return Fix(title, tuple(Edit(each.start, each.end, each.text) for each in replacements), safe)


def quote(text: str, node: ScalarNode, title: str, *, safe: bool = True) -> Fix | None:
    """Put quotes around a one-line plain scalar: two insertions, so no value is repeated."""
    value = text[node.start : node.end]
    mark = '"' if "'" in value else "'"
    if "\n" in value or (mark == '"' and ('"' in value or "\\" in value)):
        return None
    return Fix(title, (Edit(node.start, node.start, mark), Edit(node.end, node.end, mark)), safe)


def unquote(node: ScalarNode, title: str) -> Fix:
    """Take the quotes off a scalar."""
    return Fix(title, (Edit(node.start, node.start + 1, ""), Edit(node.end - 1, node.end, "")), safe=True)


def replace_scalar(text: str, node: ScalarNode, value: str, title: str, *, safe: bool) -> Fix:
    """Write another value in place of a scalar, in its own quotes if it has any."""
    if node.style in ("'", '"') and value.isprintable() and not set(value) & set("'\"\\"):
        written = node.style + value + node.style
    else:
        written = value if plain_is_safe(value) else "'" + value.replace("'", "''") + "'"
    lead = " " if text[node.start - 1 : node.start] == ":" else ""
    return Fix(title, (Edit(node.start, node.end, lead + written),), safe)


def replace_part(text: str, slot: Slot, part: str, replacement: str, title: str) -> Fix | None:
    """Write `replacement` for the last `part` of a value, as it stands in the text."""
    place = text.rfind(part, slot.start, slot.end)
    return Fix(title, (Edit(place, place + len(part), replacement),)) if place >= 0 else None


def rename_key(key: ScalarNode, name: str, title: str, *, safe: bool) -> Fix:
    """Spell a key differently."""
    return Fix(title, (Edit(key.start, key.end, name),), safe)


def remove_entry(text: str, entry: Entry | Item, title: str, *, safe: bool = False) -> Fix | None:
    """Take out an entry or item with the comments that belong to it."""
    if not stands_alone(text, entry):
        return None
    start, end = entry_block(text, entry)
    return Fix(title, (Edit(start, end, ""),), safe)


def add_key(text: str, parent: MappingNode, line: str, title: str, *, safe: bool = False) -> Fix | None:
    """Write `line` (`key: value`) as the first key of a block mapping."""
    if not parent.entries:
        return None
    first = parent.entries[0].key.start
    if parent.flow:
        return Fix(title, (Edit(first, first, f"{line}, "),), safe)
    lead = newline_of(text) + " " * column(text, first)
    return Fix(title, (Edit(first, first, line + lead),), safe)


def indent_block(text: str, start: int, end: int, columns: int, title: str, *, before: str = "") -> Fix:
    """Indent the lines from offset `start` to `end` by `columns`; `before` is written in front of the first."""
    edits: list[Edit] = []
    position = start
    while position < end:
        if text[position : line_end(text, position)].strip():
            edits.append(Edit(position, position, (before if not edits else "") + " " * columns))
        following = text.find("\n", position)
        if following < 0:
            break
        position = following + 1
    return Fix(title, tuple(edits), safe=False)


def as_block_text(text: str, entry: Entry, title: str) -> Fix | None:
    """Turn a mapping below a key into the text of a literal block scalar, by writing `|-` behind the colon."""
    value = entry.value
    if entry.alias or isinstance(value, ScalarNode) or value.flow or value.anchor:
        return None
    if "\n" not in text[entry.colon : value.start] or column(text, value.start) <= column(
        text, entry.key.start
    ):
        return None
    return Fix(title, (Edit(entry.colon + 1, entry.colon + 1, " |-"),), safe=False)


def move_entry(text: str, entry: Entry, target: Node | None, title: str) -> Fix | None:
    """Move an entry to the end of the block mapping `target`, indented as its keys are."""
    if not isinstance(target, MappingNode) or target.flow or not target.entries:
        return None
    last = target.entries[-1]
    if last.alias or not stands_alone(text, last):
        return None
    return transplant(text, entry, entry_block(text, last)[1], indent_below(text, target), title)


def transplant(
    text: str, entry: Entry, goal: int, indent: int, title: str, *, name: str = "", before: str = ""
) -> Fix | None:
    """Move the lines of an entry to the line that starts at `goal`, its key to column `indent`.

    The key is renamed to `name` if that is given; the lines of `before` are written above.
    """
    if not stands_alone(text, entry) or _has_long_scalar(entry.value):
        return None
    start, end = entry_block(text, entry)
    if start < goal <= end:
        return None
    key = entry.key
    renamed = text[start : key.start] + (name or text[key.start : key.end]) + text[key.end : end]
    moved = before + reindented(renamed, indent - column(text, key.start), newline_of(text))
    lead = "" if goal == line_start(text, goal) else newline_of(text)
    return Fix(title, (Edit(start, end, ""), Edit(goal, goal, lead + moved)))


def _has_long_scalar(node: Node) -> bool:
    """True for a scalar that spans lines, whose content indentation would change; block scalars move well."""
    return isinstance(node, ScalarNode) and node.style in ("'", '"', "") and "\n" in node.text


def reindented(block: str, columns: int, newline: str) -> str:
    """Return whole lines shifted by `columns` (to the left when negative), the last one ended by `newline`."""
    lines = block.removesuffix("\n").removesuffix("\r").split("\n")
    shifted = (
        line
        if not line.strip()
        else " " * columns + line
        if columns >= 0
        else line[min(-columns, _indent(line)) :]
        for line in lines
    )
    return "\n".join(shifted) + newline


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
