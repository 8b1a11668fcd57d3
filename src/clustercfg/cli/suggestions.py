"""Near matches for what a person mistyped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustercfg.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["did_you_mean", "near"]


def near(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Return the words of `known` that resemble `word`, best first, whatever their case."""
    from difflib import SequenceMatcher, get_close_matches  # noqa: PLC0415 - only a mistake pays for it
    from os.path import commonprefix  # noqa: PLC0415 - the same

    spellings = {each.lower(): each for each in known}
    typed = word.lower()

    def likeness(each: str) -> tuple[float, int]:
        # Codes of one length are all alike; the one that begins in the same way is the likeliest.
        return SequenceMatcher(None, each, typed).ratio(), len(commonprefix([each, typed]))  # noqa: RUF071 - characters are meant

    found = get_close_matches(typed, spellings, n=len(spellings) or 1, cutoff=0.6)
    return [spellings[each] for each in sorted(found, key=likeness, reverse=True)[:most]]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a question to append to a message, or nothing when no word comes near."""
    matches = near(word, known)
    return _("; did you mean {words}?").format(words=", ".join(matches)) if matches else ""
