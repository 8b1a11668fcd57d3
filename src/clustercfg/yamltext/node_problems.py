"""What is wrong with a single node that could be read: quotes that are none, keys twice, what Go refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clustercfg.yamltext.nodes import MappingNode, Node, ScalarNode, SequenceNode
from clustercfg.yamltext.problems import Problem, Replacement

__all__ = ["SMART_QUOTES", "mapping_problems", "quotes_around", "scalar_problems"]

SMART_QUOTES = "“”„‘＂＇「『"
_CLOSING_QUOTES = "”“’＂＇」』"
_ESCAPE = r"\\."


def quotes_around(start: int, end: int) -> tuple[Replacement, Replacement]:
    """Return the repair that makes text of what stands from `start` to `end`."""
    return Replacement(start, start, "'"), Replacement(end, end, "'")


def scalar_problems(text: str, node: ScalarNode, *, in_flow: bool) -> Iterator[Problem]:
    """Yield what is wrong with a scalar of `text`; `in_flow` when it stands between brackets."""
    start, end = node.start, node.end
    if not node.style and node.text[:1] in tuple(SMART_QUOTES):
        yield from _smart_quotes(text, start, end)
    elif not node.style and in_flow and "?" in node.text:
        yield Problem("unportable-value", start, end, {"sign": "?"}, quotes_around(start, end))
    elif node.style == '"' and "\\/" in text[start:end]:
        escapes = re.compile(_ESCAPE, re.DOTALL).finditer(text, start, end)
        slashes = [each.span() for each in escapes if each[0] == "\\/"]
        if slashes:
            repair = tuple(Replacement(*each, "/") for each in slashes)
            yield Problem("unportable-value", *slashes[0], {"sign": "\\/"}, repair)


def _smart_quotes(text: str, start: int, end: int) -> Iterator[Problem]:
    if end - start > 1 and text[end - 1] in _CLOSING_QUOTES and '"' not in text[start:end]:
        ascii_quotes = (Replacement(start, start + 1, '"'), Replacement(end - 1, end, '"'))
        yield Problem("smart-quotes", start, end, repair=ascii_quotes)


def mapping_problems(node: MappingNode) -> Iterator[Problem]:
    """Yield a problem for each key that stands twice, and for each merge key that brings in no mapping."""
    if len(node.index) < len(node.entries):
        yield from _duplicate_keys(node)
    for entry in node.entries:
        if entry.key.text == "<<" and not entry.key.style and not _can_be_merged(entry.value):
            place = entry.alias or (entry.key.start, entry.key.end)
            yield Problem("syntax", *place, {"message": "map merge requires a mapping"})


def _duplicate_keys(node: MappingNode) -> Iterator[Problem]:
    seen: dict[str, ScalarNode] = {}
    for entry in node.entries:
        key = entry.key
        if key.text in seen and key.text != "<<":
            first = seen[key.text]
            place = (first.start, first.end)
            yield Problem("duplicate-key", key.start, key.end, {"key": key.text}, first=place)
        seen[key.text] = key


def _can_be_merged(node: Node) -> bool:
    if isinstance(node, SequenceNode):
        return all(isinstance(item.value, MappingNode) for item in node.items)
    return isinstance(node, MappingNode)
