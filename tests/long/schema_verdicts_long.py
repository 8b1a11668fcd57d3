"""Very many random documents, judged by the JSON Schema and by the models: one table.

    make long-schema COUNT=100000

Besides, every subset of the keys of the three unions is judged, with other values in each of ROUNDS rounds. Exit code 1
says that the two differ in a way that is not written down in `tests/schema_verdicts.py`.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys

from schema_verdicts import Count, compare, compare_unions

__all__ = ["main"]

_PART = 2_500
_MOST_SHOWN = 20


def _documents(seed: int) -> dict[str, Count]:
    return {"whole documents": compare(_PART, seed)}


def _unions(seed: int) -> dict[str, Count]:
    return compare_unions(1, seed)


def _row(name: str, count: Count) -> str:
    differences = (
        ", ".join(f"{kind}: {number}" for kind, number in sorted(count.differences.items())) or "none"
    )
    share = count.valid / count.documents
    return f"{name:16} {count.documents:8} {share:7.1%} {len(count.unexplained):12}  {differences}"


def main(words: list[str] | None = None) -> int:
    """Print the table; return 1 when a difference was not expected."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--count", type=int, default=100_000, help="whole documents (100000)")
    parser.add_argument("--rounds", type=int, default=20, help="rounds over the subsets of the unions (20)")
    chosen = parser.parse_args(words)
    totals: dict[str, Count] = {}
    with multiprocessing.Pool(min(os.cpu_count() or 1, 8)) as pool:
        parts = pool.imap(_documents, range(-(-chosen.count // _PART)))
        rounds = pool.imap(_unions, range(chosen.rounds))
        for results in (*parts, *rounds):
            for name, count in results.items():
                totals.setdefault(name, Count()).join(count)
    print(f"{'':16} {'judged':>8} {'valid':>7} {'unexplained':>12}  written differences")
    print("\n".join(_row(name, count) for name, count in totals.items()))
    surprising = [
        data
        for name, count in totals.items()
        for data in count.unexplained
        or (["a difference in a union"] if count.differences and "whole" not in name else [])
    ]
    for data in surprising[:_MOST_SHOWN]:
        print(data)
    return 1 if surprising else 0


if __name__ == "__main__":
    sys.exit(main())
