"""Many random edits over any files, by this project and by its peers, judged by two readers: one table.

    make random-edits FOLDERS="examples ../configs" COUNT=50000

Every text gets the same number of edits (set, add key, add item, delete), chosen by its name, so a run can be repeated.
An edit is minimal when no line beyond its need changed and every other byte stayed; refusals count against the share.
yaml-edit takes part where it is installed (`pip install yaml-edit`). Exit code 1 says that this project missed a target.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
from functools import partial
from pathlib import Path

from edit_peers import EDITORS
from edit_runs import HEAD, Tally, edit_text, generated_texts, texts_in

from real_parts import GoReader, build_go_reader

__all__ = ["main"]

LEAST_MINIMAL = 99.5
MOST_SHOWN = 30


def _arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folders", nargs="*", type=Path, help="folders or files to edit (they are only read)")
    parser.add_argument("--count", type=int, default=50_000, help="edits in all (50000)")
    parser.add_argument(
        "--generated", type=int, default=500, help="made-up documents besides the files (500)"
    )
    parser.add_argument("--without-peers", action="store_true", help="this project alone")
    parser.add_argument("--without-go", action="store_true", help="do not ask Go's reader")
    return parser.parse_args(words)


def _edit(count: int, go: GoReader | None, editors: list[str], text: tuple[str, str]) -> dict[str, Tally]:
    return edit_text(*text, count, go, editors)


def main(words: list[str] | None = None) -> int:
    """Print the table; return 1 when a target was missed."""
    chosen = _arguments(words)
    go = None if chosen.without_go else build_go_reader(Path(tempfile.mkdtemp()))
    texts = [*texts_in(chosen.folders), *generated_texts(chosen.generated)]
    editors = list(EDITORS)[: 1 if chosen.without_peers else None]
    totals = {name: Tally() for name in editors}
    # Some texts are too small for that many edits, so a few more are asked for.
    per_text = -(-chosen.count * 103 // (100 * max(len(texts), 1)))
    with multiprocessing.Pool() as pool:
        for tallies in pool.imap(partial(_edit, per_text, go, editors), texts):
            for name, tally in tallies.items():
                totals[name].add(tally)
    print(f"{len(texts)} texts\n\n{HEAD}")
    print("\n".join(tally.row(name) for name, tally in totals.items()))
    return _judged(totals["clustercfg"], chosen.count)


def _judged(ours: Tally, wanted: int) -> int:
    for note in ours.notes[:MOST_SHOWN]:
        print("-", note)
    for reason, count in ours.reasons.most_common():
        print(f"refused {count} times: {reason}")
    counts = ours.counts
    wrong = counts["wrong here"] + counts["wrong for Go"] + counts["lost comments"]
    missed = wrong or ours.minimal_share < LEAST_MINIMAL or counts["edits"] < wanted
    print("MISSED" if missed else "all targets are met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
