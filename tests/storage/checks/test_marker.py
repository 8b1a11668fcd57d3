"""The file that proves which directory is served: no run leaves one, and none takes away that of another."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
from pathlib import Path

from clustercfg.storage.http.marker import Marker


def test_what_a_killed_run_has_left_is_taken_away_by_the_next(tmp_path: Path) -> None:
    program = f"""
        import os, signal
        from pathlib import Path
        from clustercfg.storage.http.marker import Marker
        Marker(Path({str(tmp_path)!r})).write()
        os.kill(os.getpid(), signal.SIGKILL)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    marker = Marker(tmp_path)
    marker.write()
    assert list(tmp_path.iterdir()) == [marker.path]
    assert marker.path != left
    marker.remove()
    assert not marker.may_exist
    assert list(tmp_path.iterdir()) == []


def test_that_of_another_run_and_what_only_looks_like_one_stay(tmp_path: Path) -> None:
    other, ours = Marker(tmp_path), Marker(tmp_path)
    theirs = [tmp_path / "clustercfg-probe-readme.txt", ours.path.with_name(f"{ours.path.name}.bak")]
    link = tmp_path / f"clustercfg-probe-{'0' * 24}.txt"
    link.symlink_to(theirs[0])
    for path in theirs:
        path.write_text("theirs", encoding="utf-8")
    other.write()
    ours.write()
    assert other.path.read_bytes() == other.content
    ours.remove()
    other.remove()
    assert sorted(tmp_path.iterdir()) == sorted((link, *theirs))


def test_after_its_end_none_is_written(tmp_path: Path) -> None:
    """Ctrl-C ends the check while its own thread goes on."""
    marker = Marker(tmp_path)
    marker.end()
    marker.write()
    assert list(tmp_path.iterdir()) == []
    assert not marker.may_exist
