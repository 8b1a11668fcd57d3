"""Document: a text, its nodes, and the way between a path and a place."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any

from clustercfg.yamltext.comments import Comment, find_comments
from clustercfg.yamltext.decoding import Decoded, decode
from clustercfg.yamltext.nodes import Entry, Item, MappingNode, Node, ScalarNode, SequenceNode
from clustercfg.yamltext.paths import Path, parse_path
from clustercfg.yamltext.problems import Problem
from clustercfg.yamltext.reader import MAXIMUM_EXPANSION
from clustercfg.yamltext.recovery import Reading, read
from clustercfg.yamltext.scalars import Value, resolve_go

__all__ = ["Document", "plain_value"]

_BREAK = re.compile(r"\r\n|\n|\r")


class Document:
    """A YAML text with the exact place of everything in it.

    Places are offsets in code points into `text`. A byte order mark is no part of `text`; `bom` remembers it.
    """

    def __init__(self, text: str, *, bom: bool = False, file: FilePath | None = None) -> None:
        self.text = text
        self.bom = bom
        self.file = file

    @classmethod
    def from_bytes(
        cls, data: bytes, *, file: FilePath | None = None
    ) -> tuple[Document | None, Problem | None]:
        """Return the document in `data`, or None and the problem that keeps it from being text."""
        decoded: Decoded = decode(data)
        if decoded.text is None:
            return None, decoded.problem
        return cls(decoded.text, bom=decoded.bom, file=file), None

    def to_bytes(self) -> bytes:
        """Return the document as it is stored: UTF-8, with the byte order mark if it had one."""
        return self.text.encode("utf-8-sig" if self.bom else "utf-8")

    @cached_property
    def reading(self) -> Reading:
        """The nodes and problems of the text."""
        return read(self.text)

    @property
    def root(self) -> Node | None:
        """The node of the first document, None when it is empty."""
        return self.reading.root

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the text as YAML, in the order of the text."""
        return tuple(sorted(self.reading.problems, key=lambda problem: (problem.start, problem.end)))

    # ---- places

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line starts."""
        return [0, *(match.end() for match in _BREAK.finditer(self.text))]

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text without their breaks."""
        return tuple(_BREAK.split(self.text))

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """Every comment, in the order of the text."""
        return tuple(find_comments(self.text, self.root))

    def comments_on(self, line: int) -> tuple[Comment, ...]:
        """Return the comments on `line` (starting at 1)."""
        return tuple(each for each in self.comments if self.line_and_column(each.start)[0] == line)

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return the line and column of `offset`, both starting at 1 and counted in code points."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    # ---- paths

    def step(self, node: Node | None, step: str | int) -> Entry | Item | None:
        """Return the entry or item of `node` that `step` names."""
        if isinstance(node, MappingNode) and isinstance(step, str):
            return node.get(step)
        if isinstance(node, SequenceNode) and isinstance(step, int) and 0 <= step < len(node.items):
            return node.items[step]
        return None

    def find(self, path: Path | str) -> Entry | Item | None:
        """Return the entry or item at `path`, None when there is none."""
        node, found = self.root, None
        for step in _steps(path):
            found = self.step(node, step)
            if found is None:
                return None
            node = found.value
        return found

    def node(self, path: Path | str) -> Node | None:
        """Return the value at `path`; the root for the empty path."""
        steps = _steps(path)
        if not steps:
            return self.root
        found = self.find(steps)
        return found.value if found else None

    def get(self, path: Path | str, default: Any = None) -> Any:
        """Return the value at `path` as plain data, `default` when there is none.

        Scalars are read as the installer's kind of reader takes them in an untyped place (`scalars.resolve_go`):
        `yes` is True and `0123` is 83.

        Raises:
            ValueError: `path` is no path.
        """
        node = self.node(path)
        return default if node is None else plain_value(node)


def _steps(path: Path | str) -> Path:
    return parse_path(path) if isinstance(path, str) else path


def scalar_value(node: ScalarNode) -> Value:
    """Return what Go reads, untyped, for a scalar."""
    return node.text if node.style else resolve_go(node.text)


def plain_value(node: Node) -> Any:
    """Return `node` as dicts, lists and scalars. Aliases are shared, so the result may be larger than it looks."""
    budget = [MAXIMUM_EXPANSION * 4]
    return _plain(node, budget)


def _plain(node: Node, budget: list[int]) -> Any:
    # Recursion is bounded by the reader's depth limit, growth by its alias limit and this budget.
    budget[0] -= 1
    if budget[0] < 0:
        return None
    if isinstance(node, ScalarNode):
        return scalar_value(node)
    if isinstance(node, SequenceNode):
        return [_plain(item.value, budget) for item in node.items]
    return {key: _plain(entry.value, budget) for key, entry in node.index.items()}
