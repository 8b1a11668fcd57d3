"""Kills imports at random moments and looks at what they leave behind."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from synthetic_package import make_package
from tarballs import Tree, tree_of, unpack_as_documented

__all__ = ["Campaign", "Score"]

_SCRIPT = Path(__file__).with_name("killed_import.py")
_MOST_KILLS_IN_A_ROW = 3


@dataclass
class Score:
    """What has happened so far."""

    kills: int = 0
    completions: int = 0
    survived: int = 0
    """Imports that had ended before they could be killed."""
    where: dict[str, int] = field(default_factory=dict)
    """How many kills found which state of the directory."""


class Campaign:
    """Imports a package again and again: into an empty directory, or over an older version of it.

    After each kill every file must be, as a whole, either what it was before or what it is to be. After one to three
    kills in a row the import runs to its end, and the tree must equal tar's.
    """

    def __init__(self, folder: Path, size: int, small_files: int, seed: int) -> None:
        self._folder = folder
        self._seed = seed
        self._random = random.Random(seed)
        self._old = make_package(
            folder / "old", size=size, small_files=small_files, version="v1.30.9", level=1
        )
        self._new = make_package(folder / "new", size=size, small_files=small_files, level=1)
        self._old_tree = self._unpacked(self._old)
        self._new_tree = self._unpacked(self._new)
        self._both_trees = self._unpacked(self._old, self._new)
        self._events, self._seconds = self._measure()
        self.score = Score()

    def run(self, kills: int) -> Score:
        """Go on until that many imports were killed."""
        while self.score.kills < kills:
            self._round(over_an_older_version=self._random.random() < 0.5)
        return self.score

    def _round(self, *, over_an_older_version: bool) -> None:
        root = self._folder / "root"
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir()
        before: Tree = {}
        if over_an_older_version:
            assert self._import(root, self._old).returncode == 0
            before = self._old_tree
        after = self._both_trees if over_an_older_version else self._new_tree
        for _ in range(self._random.randint(1, _MOST_KILLS_IN_A_ROW)):
            self._kill_one(root)
            self._check_that_all_is_old_or_new(root, before, after)
        done = self._import(root, self._new)
        assert done.returncode == 0, done.stderr
        assert tree_of(root) == after, f"seed {self._seed}"
        assert not (root / ".clustercfg-import").exists()
        verified = self._command("--to", str(root), "--verify", number=0)
        assert verified.returncode == 0, verified.stdout
        self.score.completions += 1

    def _kill_one(self, root: Path) -> None:
        if self._random.random() < 0.5:
            done = self._import(root, self._new, number=self._random.randint(1, self._events))
            was_killed = done.returncode == -signal.SIGKILL
        else:
            was_killed = self._kill_by_time(root)
        if was_killed:
            self.score.kills += 1
        else:
            self.score.survived += 1

    def _kill_by_time(self, root: Path) -> bool:
        with subprocess.Popen(
            self._words("--to", str(root), *map(str, self._new), number=0),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            time.sleep(self._random.uniform(0, self._seconds))
            process.kill()
        return process.returncode == -signal.SIGKILL

    def _check_that_all_is_old_or_new(self, root: Path, before: Tree, after: Tree) -> None:
        found = tree_of(root)
        states = {path: self._state(path, what, before, after) for path, what in found.items()}
        wrong = [path for path, state in states.items() if state == "wrong"]
        assert not wrong, f"neither old nor new: {wrong} (seed {self._seed})"
        assert set(before) <= set(found), f"an old file is gone (seed {self._seed})"
        fresh = sum(state == "new" for state in states.values())
        total = sum(path not in before or before[path] != what for path, what in after.items())
        where = "nothing new" if fresh == 0 else "everything new" if fresh == total else "part of it new"
        self.score.where[where] = self.score.where.get(where, 0) + 1

    @staticmethod
    def _state(path: str, what: tuple[str, str, bool], before: Tree, after: Tree) -> str:
        if before.get(path) == what:
            return "old"
        if after.get(path) == what:
            return "new"
        return "wrong"

    def _import(
        self, root: Path, tarballs: Sequence[Path], number: int = 0
    ) -> subprocess.CompletedProcess[str]:
        return self._command("--to", str(root), *map(str, tarballs), number=number)

    def _command(self, *words: str, number: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self._words(*words, number=number), capture_output=True, text=True, check=False, timeout=600
        )

    @staticmethod
    def _words(*words: str, number: int) -> list[str]:
        return [sys.executable, str(_SCRIPT), str(number), "binaries", "import", "--progress", "none", *words]

    def _measure(self) -> tuple[int, float]:
        """Return how many things an undisturbed import does to files, and how long it takes."""
        root = self._folder / "measured"
        root.mkdir()
        started = time.monotonic()
        done = self._import(root, self._new)
        assert done.returncode == 0, done.stderr
        seconds = time.monotonic() - started
        shutil.rmtree(root)
        return int(done.stderr.split()[-1]), seconds

    def _unpacked(self, *packages: Sequence[Path]) -> Tree:
        root = self._folder / "unpacked"
        root.mkdir()
        for tarballs in packages:
            unpack_as_documented(tarballs, root)
        tree = tree_of(root)
        shutil.rmtree(root)
        return tree
