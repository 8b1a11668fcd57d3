"""What a mutator returns, and how it is found among the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar, final

from mistakes.outline import Outline

__all__ = ["Kind", "Make", "Mistake", "change", "kind", "kinds", "pick"]

Item = TypeVar("Item")


@final
@dataclass(frozen=True, slots=True)
class Mistake:
    """A legal file and what became of it.

    `lines` are the numbers (from 1) of the lines of `text` at which a finding helps: any of them is right. `known` says
    that who sees only `text` knows what `original` was, so that a fix can be judged.
    """

    original: str
    text: str
    lines: frozenset[int]
    known: bool = True
    of_form: bool = False


Make = Callable[[Outline, Random], Mistake | None]
"""Make the mistake somewhere in a legal file; None where the file has no place for it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of mistake. `visible` is False where nothing in the file can betray it: it is counted all the same."""

    name: str
    area: str
    make: Make
    visible: bool = True


_KINDS: list[Kind] = []


def kind(make: Make | None = None, *, visible: bool = True) -> Callable[[Make], Make]:
    """Register a mutator under its own name."""

    def register(make: Make) -> Make:
        name = make.__name__.replace("_", " ")
        _KINDS.append(Kind(name, make.__module__.rpartition(".")[2].replace("_", " "), make, visible))
        return make

    assert make is None, "write @kind()"
    return register


def kinds() -> tuple[Kind, ...]:
    """Return what was registered so far."""
    return tuple(_KINDS)


def pick(rng: Random, choices: Sequence[Item]) -> Item | None:
    """Return one of the choices, None if there are none."""
    return rng.choice(choices) if choices else None


def change(
    outline: Outline,
    changes: Mapping[int, Sequence[str]],
    wrong: Iterable[int] = (),
    *,
    known: bool = True,
) -> Mistake:
    """Return a mistake that puts other lines in place of some.

    `wrong` are indices of lines of the original, by default those that are replaced; all lines that stand in their
    place are right to be named. For a deleted one it is the line now at its place.
    """
    lines: set[int] = set()
    at = 0
    marked = set(wrong) or set(changes)
    for index in range(len(outline.lines)):
        count = len(changes.get(index, ("",)))
        if index in marked:
            lines.update(range(at + 1, at + max(count, 1) + 1))
        at += count
    return Mistake(outline.text, outline.edited(changes), frozenset(lines), known)
