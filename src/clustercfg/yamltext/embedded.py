"""YAML inside a scalar: its nodes, with places in the text around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from clustercfg.yamltext.nodes import ScalarNode, move_nodes
from clustercfg.yamltext.problems import Problem, move_problem
from clustercfg.yamltext.reading import Reading, read

__all__ = ["joins_lines", "read_embedded"]


def read_embedded(text: str, node: ScalarNode) -> Reading:
    """Read the content of `node`, a scalar of `text`, as YAML of its own.

    Places are exact in literal block scalars (`|`) and in one-line scalars without escapes; elsewhere lines were
    folded or unescaped, and every place is that of the scalar as a whole.
    """
    reading = read(node.text)
    place = _place(text, node)
    exact = place is not None
    move = place or (lambda offset: node.start if offset < len(node.text) else node.end)
    if reading.root is not None:
        move_nodes(reading.root, move)
    reading.problems = [_in_place(problem, move, exact) for problem in reading.problems]
    reading.left_out = [(move(start), move(end)) for start, end in reading.left_out]
    return reading


def joins_lines(text: str, node: ScalarNode) -> bool:
    """Return whether `node`, a scalar of `text`, is folded (`>`) so that lines of it became one."""
    if node.style != ">":
        return False
    written = text[node.start : node.end].splitlines()[1:]
    return sum(map(bool, map(str.strip, node.text.splitlines()))) < sum(map(bool, map(str.strip, written)))


def _in_place(problem: Problem, move: Callable[[int], int], exact: bool) -> Problem:
    moved = move_problem(problem, move)
    return moved if exact else Problem(moved.kind, moved.start, moved.end, moved.details)


def _place(text: str, node: ScalarNode) -> Callable[[int], int] | None:
    if node.style == "|":
        return _literal_place(text, node)
    start = node.start + (1 if node.style else 0)
    if text.startswith(node.text, start) and "\n" not in node.text:
        return lambda offset: start + offset
    return None


def _literal_place(text: str, node: ScalarNode) -> Callable[[int], int]:
    """Line by line: the content of a literal block scalar is the source without its indentation."""
    inner = [0]
    for line in node.text.split("\n")[:-1]:
        inner.append(inner[-1] + len(line) + 1)
    outer: list[int] = []
    position = text.find("\n", node.start) + 1
    for line in node.text.split("\n"):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        source = text[position:end].removesuffix("\r")
        outer.append(position + max(len(source) - len(line), 0) if line else position)
        position = min(end + 1, len(text))

    def place(offset: int) -> int:
        index = bisect_right(inner, offset) - 1
        return min(outer[index] + offset - inner[index], len(text))

    return place
