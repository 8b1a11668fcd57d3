"""Keys that stand twice in one mapping: written again word for word, or the beginning of an item without its dash."""

from __future__ import annotations

from collections.abc import Iterator

from clustercfg.yamltext.geometry import content_end, line_start, next_line, stands_alone
from clustercfg.yamltext.nodes import Entry, MappingNode
from clustercfg.yamltext.problems import Problem, Replacement

__all__ = ["duplicate_keys"]

_DASH = "- "


def duplicate_keys(text: str, node: MappingNode) -> Iterator[Problem]:
    """Yield a problem for each entry of `node` whose key stood before; its repair leaves one of the two."""
    seen: dict[str, Entry] = {}
    repeated = {id(entry) for entry in _items_without_dash(text, node)}
    for entry in node.entries:
        key = entry.key
        if key.text in seen and key.text != "<<":
            first = seen[key.text]
            place = (first.key.start, first.key.end)
            dash = _dash(text, entry) if id(entry) in repeated else ()
            repair = dash or (() if repeated else _removal(text, node, first, entry))
            details: dict[str, str | int] = {"key": key.text, "dash": int(bool(dash))}
            yield Problem("duplicate-key", key.start, key.end, details, repair, place)
        seen[key.text] = entry


def _items_without_dash(text: str, node: MappingNode) -> list[Entry]:
    """The entries with the key that begins this list item, if it is one: each begins another item."""
    first = node.entries[0].key
    before = text[line_start(text, first.start) : first.start]
    if node.flow or not before.endswith(_DASH) or before.strip(" ") != _DASH.strip():
        return []
    later = [entry for entry in node.entries[1:] if entry.key.text == first.text]
    return later if all(_dash(text, entry) for entry in later) else []


def _dash(text: str, entry: Entry) -> tuple[Replacement, ...]:
    start = entry.key.start
    before = text[line_start(text, start) : start]
    is_free = not before.strip(" ") and len(before) >= len(_DASH)
    return (Replacement(start - len(_DASH), start, _DASH),) if is_free else ()


def _removal(text: str, node: MappingNode, first: Entry, entry: Entry) -> tuple[Replacement, ...]:
    """Take out the lines of an entry that says the same as the first one, word for word."""
    if node.flow or not (stands_alone(text, first) and stands_alone(text, entry)):
        return ()
    if text[first.key.start : first.end] != text[entry.key.start : entry.end]:
        return ()
    return (Replacement(line_start(text, entry.key.start), next_line(text, content_end(text, entry)), ""),)
