"""Measure `binaries import` against the two `tar -xzf` commands and `sync` that it replaces, on the same package.

Rounds alternate between the two, so that a slow moment of the machine or its disk hits each alike; the first round
warms the disk cache and is not counted. Exit code 1 says that a limit below was missed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from synthetic_package import make_package

__all__ = ["Measured", "main"]

PROJECT = Path(__file__).resolve().parent.parent
MOST_OF_TAR = 1.0
AIM = 0.7
MOST_MEGABYTES = 200.0
MOST_OF_FIRST_RUN = 0.02


@dataclass(slots=True)
class Measured:
    """What the rounds have shown: wall-clock seconds, and the peak of memory in megabytes."""

    tar: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)

    def limits(self) -> dict[str, tuple[float, float]]:
        """Return what is limited: the figure and the highest allowed one."""
        return {
            "import / tar and sync": (_ratio(self.first, self.tar), MOST_OF_TAR),
            "rerun / first run": (_ratio(self.again, self.first), MOST_OF_FIRST_RUN),
            "memory, MB": (max(self.megabytes), MOST_MEGABYTES),
        }


def _ratio(these: list[float], those: list[float]) -> float:
    """Return the median of the ratios within the rounds: a disk that slows down over the rounds changes it little."""
    return statistics.median(this / that for this, that in zip(these, those, strict=True))


def _timed(*commands: list[str]) -> tuple[float, float]:
    """Run commands one after the other; return their seconds and the highest peak of memory in megabytes."""
    started, peak = time.perf_counter(), 0.0
    for command in commands:
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{' '.join(command)}: exit code {process.returncode}")
        peak = max(peak, usage.ru_maxrss / 1000)
    return time.perf_counter() - started, peak


def _documented(tarballs: tuple[Path, Path], root: Path) -> list[list[str]]:
    return [
        *(["tar", "-xzf", str(each), "--strip-components=1", "-C", str(root)] for each in tarballs),
        ["sync"],
    ]


def _ours(tarballs: tuple[Path, Path], root: Path) -> list[str]:
    return [sys.executable, "-m", "clustercfg", "binaries", "import", "--to", str(root), *map(str, tarballs)]


def _empty(root: Path) -> Path:
    """Return the directory, empty, with nothing left to write on the whole machine."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    os.sync()
    return root


def _measure(tarballs: tuple[Path, Path], folder: Path, rounds: int) -> Measured:
    measured = Measured()
    for number in range(rounds + 1):
        tar, _ = _timed(*_documented(tarballs, _empty(folder / "tar")))
        shutil.rmtree(folder / "tar")
        command = _ours(tarballs, _empty(folder / "ours"))
        first, peak = _timed(command)
        again = min(_timed(command)[0] for _ in range(3))
        print(
            f"round {number}: tar {tar:.2f} s, import {first:.2f} s ({peak:.0f} MB), again {again:.3f} s",
            flush=True,
        )
        shutil.rmtree(folder / "ours")
        if number:
            measured.tar.append(tar)
            measured.first.append(first)
            measured.again.append(again)
            measured.megabytes.append(peak)
    return measured


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5, help="counted rounds (default: 5)")
    parser.add_argument("--megabytes", type=int, default=2500, help="content of the package (default: 2500)")
    parser.add_argument("--folder", type=Path, default=PROJECT / "build" / "bench", help="where to work")
    return parser.parse_args()


def main() -> int:
    """Measure, print the figures, write the JSON and say whether the limits hold."""
    arguments = _arguments()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=arguments.folder) as name:
        folder = Path(name)
        tarballs = make_package(folder / "package", size=arguments.megabytes << 20)
        measured = _measure(tarballs, folder, arguments.rounds)
    limits = measured.limits()
    print(
        f"\n{arguments.megabytes} MB, {arguments.rounds} rounds, medians of the rounds, Python {platform.python_version()}"
    )
    for title, (figure, most) in limits.items():
        print(f"{title}: {figure:.3f} (at most {most}) {'ok' if figure <= most else 'MISSED'}")
    print(f"the aim for the first is {AIM}")
    content = {
        "megabytes": arguments.megabytes,
        "seconds": {"tar": measured.tar, "first": measured.first, "again": measured.again},
        "limits": {title: {"figure": figure, "most": most} for title, (figure, most) in limits.items()},
    }
    (arguments.folder / "import.json").write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return 0 if all(figure <= most for figure, most in limits.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
