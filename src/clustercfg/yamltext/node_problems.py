"""What is wrong with a single node that could be read: quotes that are none, keys twice, what Go refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clustercfg.yamltext.nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode, merged
from clustercfg.yamltext.problems import Problem, Replacement
from clustercfg.yamltext.scalars import arrives_as_key, is_beyond_json

__all__ = ["SMART_QUOTES", "mapping_problems", "quotes_around", "scalar_problems"]

SMART_QUOTES = "“”„‘＂＇「『"
_CLOSING_QUOTES = "”“’＂＇」』"
_ESCAPE = r"\\(?:(?P<slash>/)|(?P<half>(?:u|U0000)[dD][89a-fA-F][0-9a-fA-F]{2})|.)"
"""An escape in double quotes; `half` is one half of a surrogate pair, which is no character."""


def quotes_around(start: int, end: int) -> tuple[Replacement, Replacement]:
    """Return the repair that makes text of what stands from `start` to `end`."""
    return Replacement(start, start, "'"), Replacement(end, end, "'")


def scalar_problems(text: str, node: ScalarNode, *, in_flow: bool, is_key: bool) -> Iterator[Problem]:
    """Yield what is wrong with a scalar of `text`; `in_flow` when it stands between brackets."""
    start, end = node.start, node.end
    if node.style == '"' and "\\" in text[start:end]:
        yield from _unportable_escapes(text, start, end)
    elif node.style or not node.text:
        return
    elif node.text[0] in SMART_QUOTES:
        yield from _smart_quotes(text, start, end)
    elif in_flow and ("?" in node.text or node.text[0] == ":"):
        sign = "?" if "?" in node.text else ":"
        yield Problem("unportable-value", start, end, {"sign": sign}, quotes_around(start, end))
    elif is_key:
        yield from _changing_key(node)
    elif is_beyond_json(node.text):
        yield Problem("unportable-value", start, end, {"sign": node.text}, quotes_around(start, end))


def _changing_key(node: ScalarNode) -> Iterator[Problem]:
    arrives = arrives_as_key(node.text)
    if arrives is not None and arrives != node.text:
        details = {"sign": node.text, "arrives": arrives}
        yield Problem("unportable-value", node.start, node.end, details, quotes_around(node.start, node.end))


def _unportable_escapes(text: str, start: int, end: int) -> Iterator[Problem]:
    found = [each for each in re.compile(_ESCAPE, re.DOTALL).finditer(text, start, end) if each.lastgroup]
    slashes = [each.span() for each in found if each["slash"]]
    if slashes:
        repair = tuple(Replacement(*each, "/") for each in slashes)
        yield Problem("unportable-value", *slashes[0], {"sign": "\\/"}, repair)
    for half in (each for each in found if each["half"]):
        yield Problem("unportable-value", *half.span(), {"sign": half[0]})


def _smart_quotes(text: str, start: int, end: int) -> Iterator[Problem]:
    if end - start > 1 and text[end - 1] in _CLOSING_QUOTES and '"' not in text[start:end]:
        ascii_quotes = (Replacement(start, start + 1, '"'), Replacement(end - 1, end, '"'))
        yield Problem("smart-quotes", start, end, repair=ascii_quotes)


def mapping_problems(text: str, node: MappingNode) -> Iterator[Problem]:
    """Yield a problem for each key that stands twice, and for each merge key that brings in what readers disagree on."""
    if len(node.index) < len(node.entries):
        from clustercfg.yamltext.duplicates import duplicate_keys  # noqa: PLC0415 - few texts have any

        yield from duplicate_keys(text, node)
    for number, entry in enumerate(node.entries):
        if entry.key.text == "<<" and not entry.key.style:
            yield from _merge_problems(entry, node.entries[:number])


def _merge_problems(entry: Entry, before: Sequence[Entry]) -> Iterator[Problem]:
    """Yield what is wrong with a merge key behind the entries `before`: Go lets what it brings in win over them."""
    if not _can_be_merged(entry.value):
        place = entry.alias or (entry.key.start, entry.key.end)
        yield Problem("syntax", *place, {"message": "map merge requires a mapping"})
    else:
        brought = dict(merged(entry.value))
        for each in before:
            if each.key.text in brought:
                details = {"sign": "<<", "key": each.key.text}
                yield Problem("unportable-value", entry.key.start, entry.key.end, details)
                return


def _can_be_merged(node: Node) -> bool:
    if isinstance(node, SequenceNode):
        return all(isinstance(item.value, MappingNode) for item in node.items)
    return isinstance(node, MappingNode)
