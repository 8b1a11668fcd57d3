"""The file that proves which directory is served: no run leaves one, and none takes away that of another."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from clustercfg.errors import StorageError
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


def test_it_can_be_read_by_everybody_and_guessed_by_nobody(tmp_path: Path) -> None:
    one, other = Marker(tmp_path), Marker(tmp_path)
    before = os.umask(0o077)
    try:
        one.write()
    finally:
        os.umask(before)
    assert one.may_exist
    assert one.path.read_bytes() == one.content
    assert one.path.stat().st_mode & 0o7777 == 0o644
    assert re.fullmatch(r"clustercfg-probe-[0-9a-f]{24}\.txt", one.path.name)
    assert re.fullmatch(rb"[0-9a-f]{64}", one.content)
    assert one.path != other.path
    assert one.content != other.content
    one.remove()


def test_where_it_cannot_be_written_the_directory_is_named(tmp_path: Path) -> None:
    marker = Marker(tmp_path / "none")
    with pytest.raises(StorageError) as caught:
        marker.write()
    assert caught.value.message == f"{tmp_path / 'none'}: {os.strerror(errno.ENOENT)}"
    assert "name the directory that the server serves" in caught.value.remedy
    assert not marker.may_exist
