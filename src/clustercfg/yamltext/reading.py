"""From a text to its nodes: the quick reader where it can, else the one that knows all of YAML and reads on behind mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustercfg.records import Record, field
from clustercfg.yamltext.lines import read_lines

if TYPE_CHECKING:
    from clustercfg.yamltext.nodes import Node
    from clustercfg.yamltext.problems import Problem

__all__ = ["Reading", "read"]


class Reading(Record, frozen=False):
    """The nodes of a text, with places in the text as it stands, and what is wrong with it."""

    root: Node | None
    problems: list[Problem]
    left_out: list[tuple[int, int]] = field(default_factory=list)
    """Spans that could not be read: what is absent from `root` may stand there."""
    elided: bool = False
    """True when lines of dots stand for a part of the file that is not there."""
    exhausted: bool = False
    """True when a limit ended the reading, or too many lines could not be explained."""


def read(text: str) -> Reading:
    """Read `text` as far as it can be read. Never raises."""
    # The quick reader takes no text with a fault; but tabs in a comment or between brackets want looking at.
    root = None if "\t" in text or "\r\r" in text else read_lines(text, _read_flow)
    if root is not None:
        return Reading(root, [])
    from clustercfg.yamltext.recovery import recover  # noqa: PLC0415 - most texts need no more than the quick reader

    return recover(text)


def _read_flow(text: str) -> Node | None:
    from clustercfg.yamltext.reader import read_flow  # noqa: PLC0415 - the same

    return read_flow(text)
