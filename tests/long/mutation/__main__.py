"""Mutation testing: change one thing in a function, and see whether a test notices.

    make mutants ROOM=yamltext SAMPLE=300     # 300 mutants by chance; SAMPLE=0 tries all
    make mutants ROOM=linting ARGS="--only rules/nodes"

What survives is listed in build/mutants/ROOM.txt. Texts for people are not mutated. The changes are mutmut's.
"""

from __future__ import annotations

import argparse
import math
import os
import sys

import pytest

from mutation.rooms import PROJECT, ROOMS
from mutation.trial import Plugin

__all__ = ["main"]


def interval(killed: int, tried: int) -> tuple[float, float]:
    """Return the share's 95 % interval by Wilson."""
    share, z = killed / tried, 1.96
    middle = share + z * z / (2 * tried)
    spread = z * math.sqrt(share * (1 - share) / tried + z * z / (4 * tried * tried))
    return (middle - spread) / (1 + z * z / tried), (middle + spread) / (1 + z * z / tried)


def table(name: str, trial: Plugin) -> str:
    """Return the figures of a room."""
    tried, killed = len(trial.verdicts), sum(each.killed for each in trial.verdicts)
    untested = sum(not each.tests for each in trial.verdicts)
    low, high = interval(killed, tried) if tried else (0.0, 1.0)
    share = f"{killed / tried:.1%} ({low:.1%} to {high:.1%})" if tried else "-"
    return (
        "| room | mutants | tried | killed | survived | of them in no test | share (95 % interval) |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        f"| {name} | {trial.mutants} | {tried} | {killed} | {tried - killed} | {untested} | {share} |"
    )


def _arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--room", choices=ROOMS, default="yamltext")
    parser.add_argument("--sample", type=int, default=300, help="how many mutants; 0: all (300)")
    parser.add_argument("--seed", type=int, default=6, help="another sample (6)")
    parser.add_argument("--processes", type=int, default=2, help="trials at the same time (2)")
    parser.add_argument("--only", default="", help="a part of the paths of the files to mutate")
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> int:
    """Try a sample, list the survivors, print the table; 1 says that less than 80 % were killed."""
    arguments = _arguments(words)
    room = ROOMS[arguments.room]
    os.nice(10)
    survivors = PROJECT / "build" / "mutants" / f"{arguments.room}.txt"
    survivors.parent.mkdir(parents=True, exist_ok=True)
    with survivors.open("w", encoding="utf-8") as report:
        trial = Plugin(room, arguments.sample, arguments.seed, arguments.processes, arguments.only, report)
        pytest.main(
            [
                "-o",
                "addopts=",
                "-o",
                f"cache_dir={PROJECT / 'build' / 'mutants' / 'cache'}",
                "-p",
                "no:terminal",
                *room.test_files(),
            ],
            [trial],
        )
    print(table(arguments.room, trial))
    tried = len(trial.verdicts)
    return int(not tried or sum(each.killed for each in trial.verdicts) < 0.8 * tried)


if __name__ == "__main__":
    sys.exit(main())
