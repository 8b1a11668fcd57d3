"""Making a mistake of a kind, anywhere in the legal files; the same number makes the same one again."""

from __future__ import annotations

from random import Random

from mistakes.mistake import Kind, Mistake
from mistakes.outline import Outline, read_outline

__all__ = ["Groups", "made", "outlines"]

_TRIES = 40
"""Files that are tried for one mistake before the kind is given up."""

Groups = list[list[Outline]]


def outlines(texts: list[list[str]]) -> Groups:
    """Return what is understood of the files, by group."""
    groups = [[found for text in group if (found := read_outline(text))] for group in texts]
    return [group for group in groups if group]


def made(kind: Kind, number: int, seed: int, groups: Groups) -> Mistake | None:
    """Return the mistake of this number, None where no file that was tried has a place for it."""
    rng = Random(f"{seed} {kind.name} {number}")
    for _try in range(_TRIES):
        mistake = kind.make(rng.choice(rng.choice(groups)), rng)
        if mistake is not None and mistake.text != mistake.original:
            return mistake
    return None
