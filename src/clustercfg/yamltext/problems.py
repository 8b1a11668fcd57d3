"""What the reader has to say about a text, without words for people: the linter finds those."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from clustercfg.records import Record, field

__all__ = ["Problem", "Replacement", "move_problem"]


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


def move_problem(problem: Problem, move: Callable[[int], int]) -> Problem:
    """Return `problem` with every place replaced by what `move` makes of it."""
    return Problem(
        problem.kind,
        move(problem.start),
        move(problem.end),
        problem.details,
        tuple(Replacement(move(each.start), move(each.end), each.text) for each in problem.repair),
        (move(problem.first[0]), move(problem.first[1])) if problem.first else None,
    )
