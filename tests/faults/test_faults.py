"""A sample of what `make faults` does in full: whatever fails at whatever moment, each file is old or new, and whole."""

from __future__ import annotations

import random
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fault_injection import ERRORS, Rehearsed, surroundings
from writing_commands import COMMANDS, content_of, finish

from real_parts import absent, requires_tool

_ENDING = ("SIGTERM", "SIGINT", "SIGHUP")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that other users reach (pytest keeps its own to itself)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.mark.parametrize("name", COMMANDS)
def test_a_fault_loses_nothing_and_leaves_nothing(open_folder: Path, name: str) -> None:
    chance = random.Random(name)
    with surroundings(COMMANDS[name], open_folder) as around:
        rehearsed = Rehearsed(around)
        assert {"rename", "fsync", "link"} & set(rehearsed.calls) or "unlink" in rehearsed.calls
        errors = rehearsed.faults((chance.choice(ERRORS),), ())
        kills = rehearsed.faults((), ("SIGKILL",))
        ends = rehearsed.faults((), (chance.choice(_ENDING),))
        for faults in (errors, kills, ends):
            rehearsed.suffer(chance.choice(faults))


def mounted(folder: Path, *options: str) -> None:
    mount = requires_tool("mount", package="mount")
    done = subprocess.run([mount, *options, folder], capture_output=True, check=False)
    if done.returncode:
        absent(f"needs the right to mount: {done.stderr.decode().strip()}")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a file system of a megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted(folder, "-t", "tmpfs", "-o", "size=1m", "tmpfs")
    yield folder
    subprocess.run([requires_tool("umount", package="mount"), folder], check=True)


@pytest.mark.parametrize("name", ["set", "lint --fix", "generate -o", "schema -o"])
def test_a_disk_that_is_full_or_read_only_is_told_and_nothing_changes(small_disk: Path, name: str) -> None:
    command, folder = COMMANDS[name], small_disk / "place"
    command.prepare(folder)
    before = content_of(folder)
    ballast = small_disk / "ballast"
    with pytest.raises(OSError, match="No space"):
        ballast.write_bytes(b"x" * 1_100_000)
    for reason in ("No space left on device", "Read-only file system"):
        done = finish(command.line(folder))
        assert (done.returncode, content_of(folder)) == (3, before), done.stderr
        assert reason in done.stderr
        assert str(folder) in done.stderr
        mounted(small_disk, "-o", "remount,ro")
    mounted(small_disk, "-o", "remount,rw")
    ballast.unlink()
    assert finish(command.line(folder)).returncode in (0, 1)
    assert content_of(folder) != before
