"""Compare the linter's walk along the shape table with Pydantic on many mutants: verdict, place and kind of each error.

    make long-table                       # 300,000 mutants, about ten minutes of one processor
    make long-table ARGS="--count 1000 --first 5000"

A mutant is named by its number, so a run that was interrupted goes on where `--state` says. Exit code 1 says that the
two differ somewhere.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from shape_mutants import mutant, written
from table_agreement import differences

__all__ = ["main"]

PROJECT = Path(__file__).resolve().parents[2]
STEP = 500


def compared(first: int, count: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the differences of each mutant that has any."""
    for number in range(first, first + count):
        text = written(mutant(Random(number)))
        if text and (found := differences(text)):
            yield number, found


def _arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=300_000, help="how many mutants (300,000)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first (0)")
    parser.add_argument("--state", type=Path, default=PROJECT / "build" / "long" / "table_mutants.json")
    parser.add_argument("--fresh", action="store_true", help="do not go on where the last run stopped")
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> int:
    """Compare, print what differs and how many were compared."""
    arguments = _arguments(words)
    done, differing = arguments.first, 0
    if arguments.state.exists() and not arguments.fresh:
        done, differing = json.loads(arguments.state.read_text(encoding="utf-8"))
    arguments.state.parent.mkdir(parents=True, exist_ok=True)
    end, started, before = arguments.first + arguments.count, time.process_time(), done
    while done < end:
        count = min(STEP, end - done)
        for number, found in compared(done, count):
            differing += 1
            print(number, *found, sep="\n  ", flush=True)
        done += count
        arguments.state.write_text(json.dumps([done, differing]), encoding="utf-8")
    seconds = time.process_time() - started
    print(
        f"{done - arguments.first} mutants compared, {differing} differ; {done - before} of them now, in {seconds:.0f} s"
    )
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
