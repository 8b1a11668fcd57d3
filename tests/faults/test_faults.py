"""A sample of what `make faults` does in full: whatever fails at whatever moment, each file is old or new, and whole."""

from __future__ import annotations

import itertools
import random
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fault_injection import ERRORS, Rehearsed, surroundings
from losses import LOSSES, robbed, small_disk
from writing_commands import COMMANDS, content_of, finish

from real_parts import requires_tool

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


@pytest.mark.parametrize(
    ("name", "what"), list(zip(COMMANDS, itertools.cycle(LOSSES), strict=False)), ids=lambda word: word
)
def test_what_is_lost_midway_is_told_and_loses_nothing(open_folder: Path, name: str, what: str) -> None:
    with robbed(COMMANDS[name], LOSSES[what], open_folder) as thief:
        thief.suffer(random.Random(name).choice(thief.moments()))


@pytest.mark.parametrize(
    ("name", "what", "call", "number"),
    [
        ("set", "the disk fails", "rename", 1),  # the new name was not on the disk, and the command content
        ("binaries import --remove", "the disk fails", "unlink", 4),  # so were the removals
        ("binaries setup", "all belongs to another", "openat", 1),
    ],
)
def test_what_was_once_wrong_stays_right(
    open_folder: Path, name: str, what: str, call: str, number: int
) -> None:
    with robbed(COMMANDS[name], LOSSES[what], open_folder) as thief:
        (moment,) = [each for each in thief.moments()[:60] if (each.call, each.number) == (call, number)][:1]
        assert thief.suffer(moment) == "refused"


@pytest.fixture
def disk(open_folder: Path) -> Iterator[Path]:
    """Return a folder on a small file system."""
    with small_disk(open_folder / "disk") as folder:
        yield folder


@pytest.mark.parametrize("name", ["set", "lint --fix", "generate -o", "schema -o"])
def test_a_disk_that_is_full_or_read_only_is_told_and_nothing_changes(disk: Path, name: str) -> None:
    command, folder = COMMANDS[name], disk / "place"
    command.prepare(folder)
    mount = requires_tool("mount", package="mount")
    before = content_of(folder)
    ballast = disk / "ballast"
    with pytest.raises(OSError, match="No space"):
        ballast.write_bytes(b"x" * (5 << 20))
    for reason in ("No space left on device", "Read-only file system"):
        done = finish(command.line(folder))
        assert (done.returncode, content_of(folder)) == (3, before), done.stderr
        assert reason in done.stderr
        assert str(folder) in done.stderr
        subprocess.run([mount, "-o", "remount,ro", disk], check=True)
    subprocess.run([mount, "-o", "remount,rw", disk], check=True)
    ballast.unlink()
    assert finish(command.line(folder)).returncode in (0, 1)
    assert content_of(folder) != before
