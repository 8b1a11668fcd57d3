"""The blocks of code on a page."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Block", "blocks", "with_bodies"]

_FENCE = re.compile(
    r"(?:^[ ]*<!-- (?P<note>[^\n]*?) -->\n)?"
    r"^(?P<indent>[ ]*)```(?P<language>[\w-]*)(?:[ ]+title=\"(?P<title>[^\"]*)\")?[ ]*\n"
    r"(?P<body>.*?)"
    r"^(?P=indent)```[ ]*$",
    re.MULTILINE | re.DOTALL,
)
_SETUP = re.compile(r"^<!-- setup: (?P<command>.*?) -->$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code without its indentation, or (language `setup`) commands in a comment that prepare what follows.

    `note` is the comment in the line above: `broken`, `not run: REASON`, or `shows: COMMAND`.
    """

    language: str
    title: str
    note: str
    body: str
    start: int
    end: int
    indent: str


def blocks(page: str) -> Iterator[Block]:
    """Yield the blocks of a page in their order; `start` and `end` enclose the body."""
    found = [_block(match) for match in _FENCE.finditer(page)]
    found += [
        Block("setup", "", "", match["command"], match.start(), match.end(), "")
        for match in _SETUP.finditer(page)
    ]
    yield from sorted(found, key=lambda block: block.start)


def _block(match: re.Match[str]) -> Block:
    body = textwrap.dedent(match["body"]) if match["indent"] else match["body"]
    note, title = match["note"] or "", match["title"] or ""
    return Block(
        match["language"], title, note, body, match.start("body"), match.end("body"), match["indent"]
    )


def with_bodies(page: str, bodies: list[tuple[Block, str]]) -> str:
    """Return a page with new bodies for some of its blocks, which are given in their order."""
    parts, at = [], 0
    for block, body in bodies:
        parts += [page[at : block.start], textwrap.indent(body, block.indent)]
        at = block.end
    return "".join([*parts, page[at:]])
