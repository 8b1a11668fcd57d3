"""`binaries import` against the two `tar -xzf` commands and `sync` that it replaces, on the same package."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from measured import Row, Samples, in_turn, run_process
from synthetic_package import make_package

__all__ = ["MEGABYTES", "import_package_rows"]

MEGABYTES = 2_500
AGAIN = 3
"""A second run is short: the quickest of so many counts."""


def import_package_rows(folder: Path, rounds: int) -> Iterator[Row]:
    """Yield the rows about a package of `MEGABYTES`, and its import again when nothing has changed."""
    tarballs = make_package(folder / "package", size=MEGABYTES << 20)
    again: list[float] = []
    peaks: list[float] = []
    doers: dict[str, Callable[[], float]] = {
        "tar and sync": lambda: _tar(tarballs, folder / "tar"),
        "import": lambda: _import(tarballs, folder / "ours", again, peaks),
    }
    taken = in_turn(doers, max(rounds // 4, 3))
    ours, tar = taken["import"], taken["tar and sync"]
    repeated = Samples("import again", tuple(again[1:]))
    title = f"binaries import, {MEGABYTES / 1000:g} GB"
    yield Row.against(title, ours, tar, must=1.0, aim=0.7)
    yield Row.against(f"{title}, again", repeated, ours, must=0.02)
    yield Row(
        f"{title}, memory", Samples("import", tuple(peaks[1:]), "MB"), None, max(peaks), 200.0, unit="MB"
    )


def _tar(tarballs: tuple[Path, Path], root: Path) -> float:
    _make_empty(root)
    commands = [
        *(["tar", "-xzf", str(each), "--strip-components=1", "-C", str(root)] for each in tarballs),
        ["sync"],
    ]
    elapsed = sum(run_process(command)[0] for command in commands)
    shutil.rmtree(root)
    return elapsed


def _import(tarballs: tuple[Path, Path], root: Path, again: list[float], peaks: list[float]) -> float:
    _make_empty(root)
    command = [
        *(sys.executable, "-m", "clustercfg", "binaries", "import"),
        *("--to", str(root), *map(str, tarballs)),
    ]
    elapsed, peak = run_process(command)
    peaks.append(peak)
    again.append(min(run_process(command)[0] for _ in range(AGAIN)))
    shutil.rmtree(root)
    return elapsed


def _make_empty(root: Path) -> None:
    """Make the directory anew, with nothing left to write on the whole machine."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    os.sync()
