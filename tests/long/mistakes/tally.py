"""Figures of one kind of mistake, and the table of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mistakes.judging import Judgement
from mistakes.mistake import Kind

__all__ = ["Tally", "table"]


@dataclass(slots=True)
class Tally:
    """What became of the mistakes of one kind; `same` were left out because they say the same as the original."""

    made: int = 0
    same: int = 0
    detected: int = 0
    refused: int = 0
    placed: int = 0
    known: int = 0
    mended: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)

    def count(self, judgement: Judgement) -> None:
        """Take one judgement in."""
        self.made += 1
        self.detected += judgement.detected
        self.refused += judgement.refused
        self.placed += judgement.placed
        self.known += judgement.mended is not None
        self.mended += judgement.mended is True
        self.codes.update(set(judgement.codes) or {"nothing"})

    def add(self, other: Tally) -> None:
        """Take all of another tally in, but for its examples."""
        for name in ("made", "same", "detected", "refused", "placed", "known", "mended"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def table(tallies: Sequence[tuple[Kind, Tally]]) -> str:
    """Return the Markdown table, by area and kind, with the sums first."""
    head = "| mistake | made | detected | as an error | at the right line | correctly fixed, of those whose remedy is known |"
    sums = [_row("**all**", _sum(tally for _kind, tally in tallies))]
    visible = [tally for kind, tally in tallies if kind.visible]
    sums.append(_row("**all that something in the file betrays**", _sum(visible)))
    return "\n".join([head, "| --- | --: | --: | --: | --: | --: |", *sums, *_rows(tallies)])


def _rows(tallies: Sequence[tuple[Kind, Tally]]) -> Iterator[str]:
    for area in dict.fromkeys(kind.area for kind, _tally in tallies):
        ours = [(kind, tally) for kind, tally in tallies if kind.area == area]
        yield _row(f"*{area}*", _sum(tally for _kind, tally in ours))
        yield from (_row(kind.name, tally) for kind, tally in ours)


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.add(tally)
    return total


def _row(name: str, tally: Tally) -> str:
    fixed = f"{_share(tally.mended, tally.known)} of {tally.known}" if tally.known else "-"
    counts = (tally.detected, tally.refused, tally.placed)
    shares = (*(_share(count, tally.made) for count in counts), fixed)
    return f"| {name} | {tally.made} | {' | '.join(shares)} |"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"
