"""Make thousands of realistic mistakes in legal files, and count which are detected, where, and correctly fixed.

    make mistakes COUNT=5000 FOLDERS="../configs"

Every kind is made equally often, in files and places chosen by the seed. A change after which another reader sees the
same data is no mistake and left out. Exit code 1 says that a legal file has an error by `lint`.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from functools import partial
from pathlib import Path

from mistakes.catalog import KINDS
from mistakes.judging import false_errors, is_a_mistake, judge
from mistakes.legal_files import bundled_texts, texts_below
from mistakes.making import Groups, made, outlines
from mistakes.mistake import Kind, Mistake
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


def _measured(count: int, seed: int, groups: Groups, kind: Kind) -> Tally:
    tally = Tally()
    seen: set[str] = set()
    for number in range(3 * count):
        mistake = made(kind, number, seed, groups)
        if mistake is None or mistake.text in seen:
            continue
        seen.add(mistake.text)
        if not is_a_mistake(mistake):
            tally.same += 1
            continue
        judgement = judge(mistake)
        tally.count(judgement)
        if not (judgement.detected and judgement.placed and judgement.mended is not False):
            tally.missed.append(_described(mistake, judgement.codes))
        if tally.made == count:
            break
    return tally


def _described(mistake: Mistake, codes: tuple[str, ...]) -> str:
    lines = mistake.text.split("\n")
    first, last = min(mistake.lines), min(max(mistake.lines), min(mistake.lines) + 5)
    shown = "\n".join(
        f"      {number:4} {lines[number - 1]}" for number in range(first, min(last, len(lines)) + 1)
    )
    return f"    {', '.join(codes) or 'nothing'}\n{shown}"


def main(words: list[str] | None = None) -> int:
    """Print the table; return 1 when a legal file is said to have an error."""
    chosen = _arguments(words)
    texts = [*bundled_texts(), *([texts_below(chosen.folders)] if chosen.folders else [])]
    groups = outlines(texts)
    wanted = [kind for kind in KINDS if any(word in kind.name for word in chosen.kind.split(","))]
    per_kind = -(-chosen.count // len(wanted))
    with multiprocessing.Pool() as pool:
        measured = pool.imap(partial(_measured, per_kind, chosen.seed, groups), wanted)
        tallies = list(zip(wanted, measured, strict=True))
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
