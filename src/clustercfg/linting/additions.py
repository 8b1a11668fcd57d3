"""Remedies that write new lines, and those made of several others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clustercfg.linting.diagnostics import Edit, Fix
from clustercfg.yamltext.geometry import column, entry_block, line_start, newline_of, next_line, stands_alone
from clustercfg.yamltext.nodes import MappingNode, Node, ScalarNode

__all__ = ["append_lines", "combined", "prepend_to_text"]

# A literal block with its content on the next line and no indentation indicator of its own.
_LITERAL = r"\|[+-]?[ \t]*(?:#[^\n]*)?\r?\n(?:[ ]*\r?\n)*([ ]+)\S"


def combined(title: str, fixes: Sequence[Fix | None]) -> Fix | None:
    """Return one unsafe fix that makes all `fixes`; None when one of them is missing."""
    edits = tuple(edit for fix in fixes if fix is not None for edit in fix.edits)
    return None if None in fixes or not edits else Fix(title, edits)


def append_lines(text: str, parent: Node | None, lines: Sequence[str], title: str) -> Fix | None:
    """Write `lines` as the last entry of a block mapping, indented as its keys are."""
    if not isinstance(parent, MappingNode) or parent.flow or not parent.entries:
        return None
    last = parent.entries[-1]
    if last.alias or not stands_alone(text, last):
        return None
    goal, newline = entry_block(text, last)[1], newline_of(text)
    indent = " " * column(text, parent.entries[0].key.start)
    lead = "" if goal == line_start(text, goal) else newline
    written = "".join(indent + line + newline for line in lines)
    return Fix(title, (Edit(goal, goal, lead + written),))


def prepend_to_text(text: str, node: ScalarNode, lines: Sequence[str]) -> Fix | None:
    """Write `lines` as the first ones of a literal block scalar."""
    match = re.match(_LITERAL, text[node.start : node.end])
    if match is None:
        return None
    start, newline = next_line(text, node.start), newline_of(text)
    return Fix("", (Edit(start, start, "".join(match[1] + line + newline for line in lines)),))
