"""A text with replacements made, and the way back from its offsets to those of the original."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from clustercfg.yamltext.problems import Replacement

__all__ = ["Patch"]


class Patch:
    """`text` is `original` with `replacements` made; of two that overlap the earlier one counts."""

    def __init__(self, original: str, replacements: Iterable[Replacement]) -> None:
        self.original = original
        self.replacements = _disjoint(replacements)
        parts: list[str] = []
        # For each stretch of the new text: where it starts there, where it comes from, and how much of it is original.
        self._starts: list[int] = []
        self._origins: list[tuple[int, int]] = []
        done = length = 0
        for each in self.replacements:
            length = self._stretch(parts, length, done, original[done : each.start], each.start)
            length = self._stretch(parts, length, each.start, each.text, each.end)
            done = each.end
        self._stretch(parts, length, done, original[done:], len(original))
        self.text = "".join(parts)

    def _stretch(self, parts: list[str], length: int, origin: int, text: str, end: int) -> int:
        self._starts.append(length)
        self._origins.append((origin, end))
        parts.append(text)
        return length + len(text)

    def to_original(self, offset: int) -> int:
        """Return the place in the original that `offset` of the new text stands for."""
        if not self.replacements:
            return offset
        index = bisect_right(self._starts, offset) - 1
        origin, end = self._origins[index]
        return min(origin + offset - self._starts[index], end)


def _disjoint(replacements: Iterable[Replacement]) -> list[Replacement]:
    chosen: list[Replacement] = []
    for each in sorted(replacements, key=lambda one: (one.start, one.end)):
        if not chosen or (
            each.start >= chosen[-1].end and (each.start, each.end) != (chosen[-1].start, chosen[-1].end)
        ):
            chosen.append(each)
    return chosen
