"""Judging so many mistakes of each kind; where legal files have too few places for one kind, the others make up for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from mistakes.judging import is_a_mistake, judge
from mistakes.making import Groups, made
from mistakes.mistake import Kind, Mistake
from mistakes.tally import Tally

__all__ = ["Measurement", "carried_on", "filled"]

_TRIES = 3
"""Numbers that are tried for each mistake that is wanted, before a kind is taken for one with no more places."""


@dataclass(slots=True)
class Measurement:
    """How far the judging of one kind is: the next `number` to make, and which texts were judged."""

    kind: Kind
    tally: Tally = field(default_factory=Tally)
    number: int = 0
    seen: set[str] = field(default_factory=set)
    goal: int = 0

    @property
    def is_exhausted(self) -> bool:
        """Whether the last round found fewer mistakes than it wanted."""
        return self.tally.made < self.goal


Round = Callable[[Sequence[Measurement]], Iterable[Measurement]]
"""Carry all of these on to their goals, in any number of processes."""


def filled(kinds: Sequence[Kind], count: int, run: Round) -> list[Measurement]:
    """Judge at least `count` mistakes, equally many of each kind that has enough places."""
    done = [Measurement(kind) for kind in kinds]
    while (missing := count - sum(each.tally.made for each in done)) > 0:
        open_ones = [each for each in done if not each.is_exhausted]
        if not open_ones:
            break
        for each in open_ones:
            each.goal += -(-missing // len(open_ones))
        carried = {each.kind.name: each for each in run(open_ones)}
        done = [carried.get(each.kind.name, each) for each in done]
    return done


def carried_on(seed: int, groups: Groups, measurement: Measurement) -> Measurement:
    """Judge further mistakes of a kind until its goal is reached, or nothing new comes."""
    tally = measurement.tally
    while tally.made < measurement.goal and measurement.number < _TRIES * measurement.goal:
        mistake = made(measurement.kind, measurement.number, seed, groups)
        measurement.number += 1
        if mistake is None or mistake.text in measurement.seen:
            continue
        measurement.seen.add(mistake.text)
        _judge(mistake, tally)
    return measurement


def _judge(mistake: Mistake, tally: Tally) -> None:
    if not is_a_mistake(mistake):
        tally.same += 1
        return
    judgement = judge(mistake)
    tally.count(judgement)
    if not (judgement.detected and judgement.placed and judgement.mended is not False):
        tally.missed.append(_described(mistake, judgement.codes))


def _described(mistake: Mistake, codes: tuple[str, ...]) -> str:
    lines = mistake.text.split("\n")
    first, last = min(mistake.lines), min(max(mistake.lines), min(mistake.lines) + 5)
    shown = "\n".join(
        f"      {number:4} {lines[number - 1]}" for number in range(first, min(last, len(lines)) + 1)
    )
    return f"    {', '.join(codes) or 'nothing'}\n{shown}"
