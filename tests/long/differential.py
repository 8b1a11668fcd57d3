"""Our reader beside libyaml and Go's on the official YAML test suite and on many mutants: what we are silent about.

    make differential COUNT=300000

A text counts when we find no fault with it and Go refuses it, or Go or libyaml take it for other data. Mutants come in
batches by number, so a run can be repeated, and continued with FIRST. Exit code 1 says that something was found.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

from differences import Difference, differences, suite
from mutants import mutants

from real_parts import GoReader, build_go_reader

__all__ = ["main"]

BATCH = 1000
MOST_SHOWN = 40


def _arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--count", type=int, default=300_000, help="mutants in all (300000)")
    parser.add_argument("--first", type=int, default=0, help="number of the first batch (0)")
    parser.add_argument("--jobs", type=int, default=multiprocessing.cpu_count(), help="processes (all cores)")
    return parser.parse_args(words)


def _batch(go: GoReader, number: int) -> list[Difference]:
    return [each for each in differences(mutants(number, BATCH), go) if each]


def main(words: list[str] | None = None) -> int:
    """Print what was found; return 1 when anything was."""
    chosen = _arguments(words)
    go = build_go_reader(Path(tempfile.mkdtemp()))
    start = time.monotonic()
    found = [each for each in differences((case.text for case in suite()), go) if each]
    numbers = range(chosen.first, chosen.first + -(-chosen.count // BATCH))
    with multiprocessing.Pool(chosen.jobs) as pool:
        for done, batch in enumerate(pool.imap_unordered(partial(_batch, go), numbers), start=1):
            found += batch
            if done % 20 == 0:
                print(f"{done * BATCH} mutants, {len(found)} differences", file=sys.stderr, flush=True)
    kinds = Counter(each.kind for each in found)
    print(
        f"{len(suite())} cases and {len(numbers) * BATCH} mutants in {time.monotonic() - start:.0f} seconds"
    )
    print(
        ", ".join(f"{kind}: {count}" for kind, count in kinds.items())
        or "nothing is read otherwise in silence"
    )
    for each in found[:MOST_SHOWN]:
        print(f"- {each.kind}: {each.text!r}: {each.told[:200]}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
