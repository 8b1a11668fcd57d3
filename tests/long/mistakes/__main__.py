"""Make thousands of realistic mistakes in legal files, and count which are detected, where, and correctly fixed.

    make mistakes COUNT=5000 FOLDERS="../configs"

Every kind is made equally often, in files and places chosen by the seed; where the files have too few places for one, the
others are made more often. A change after which another reader sees the same data is no mistake and left out, but for
those of form (line ends). Exit code 1 says that a legal file has an error by `lint`.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from functools import partial
from pathlib import Path

from mistakes.catalog import KINDS
from mistakes.judging import false_errors
from mistakes.legal_files import bundled_texts, texts_below
from mistakes.making import outlines
from mistakes.measuring import carried_on, filled
from mistakes.mistake import Kind
from mistakes.tally import Tally, table

__all__ = ["main"]

_SHOWN = 3


def _arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folders", nargs="*", type=Path, help="more legal files, or folders of them")
    parser.add_argument("--count", type=int, default=5000, help="mistakes in all (5000)")
    parser.add_argument("--seed", type=int, default=6, help="other files and places (6)")
    parser.add_argument(
        "--kind", default="", help="only kinds with one of these words in their names: WORD,…"
    )
    parser.add_argument("--examples", action="store_true", help="show what was missed")
    parser.add_argument("--write", type=Path, help="a file for the table")
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> int:
    """Print the table; return 1 when a legal file is said to have an error."""
    chosen = _arguments(words)
    texts = [*bundled_texts(), *([texts_below(chosen.folders)] if chosen.folders else [])]
    groups = outlines(texts)
    wanted = [kind for kind in KINDS if any(word in kind.name for word in chosen.kind.split(","))]
    with multiprocessing.Pool() as pool:
        carry = partial(carried_on, chosen.seed, groups)
        measured = filled(wanted, chosen.count, lambda some: pool.imap(carry, some))
    tallies = [(each.kind, each.tally) for each in measured]
    report = table(tallies)
    print(report)
    if chosen.examples:
        _show(tallies)
    if chosen.write:
        chosen.write.write_text(report + "\n", encoding="utf-8")
    return _judged(texts)


def _show(tallies: list[tuple[Kind, Tally]]) -> None:
    for kind, tally in tallies:
        print(
            f"\n{kind.name}: {tally.made} made, {tally.same} say the same, {dict(tally.codes.most_common(6))}"
        )
        print("\n".join(tally.missed[:_SHOWN]))


def _judged(texts: list[list[str]]) -> int:
    legal = [text for group in texts for text in group]
    wrong = [found for text in legal for found in false_errors(text)]
    print(f"\n{len(legal)} legal files, {len(wrong)} findings at error level in them")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
