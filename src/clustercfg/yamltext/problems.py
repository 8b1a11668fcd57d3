"""What the reader has to say about a text, without words for people: the linter finds those."""

from __future__ import annotations

from collections.abc import Mapping

from clustercfg.records import Record, field

__all__ = ["Problem", "Replacement"]


class Replacement(Record):
    """Put `text` where the offsets `start` to `end` (exclusive) are."""

    start: int
    end: int
    text: str = field(repr=False)


class Problem(Record):
    """A fault in the text.

    `kind` names it (`duplicate-key`, `tab-indentation` ...); `details` holds what a message may need, never a value
    of the document other than a key. `repair` is the edit with which the reader read on, and which mends the fault;
    it is empty when the reader could only leave the line out.
    """

    kind: str
    start: int
    end: int
    details: Mapping[str, str | int] = field(default_factory=dict)
    repair: tuple[Replacement, ...] = ()
    first: tuple[int, int] | None = None
    """The place of the first of two things that collide."""
