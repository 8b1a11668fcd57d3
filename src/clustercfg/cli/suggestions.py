"""Near matches for what a person mistyped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustercfg.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["did_you_mean", "near"]


def near(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Return the words of `known` that resemble `word`, best first, whatever their case."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake pays for it

    spellings = {each.lower(): each for each in known}
    return [spellings[each] for each in get_close_matches(word.lower(), spellings, n=most, cutoff=0.6)]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a question to append to a message, or nothing when no word comes near."""
    matches = near(word, known)
    return "; " + _("did you mean {words}?").format(words=", ".join(matches)) if matches else ""
