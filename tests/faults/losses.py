"""Takes something away from a command while it stands still between two of its steps, for real; nothing is feigned."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from fault_injection import Fault, Rehearsed, Surroundings, surroundings

from real_parts import absent, requires_tool

if TYPE_CHECKING:
    from writing_commands import WritingCommand

__all__ = ["LOSSES", "Loss", "Robbed", "robbed", "small_disk"]

NOBODY = 65534
_STOPPED = re.compile(r"^(\d+) +--- stopped by SIGSTOP ---", re.MULTILINE)
_LONGEST = 300.0


def unprivileged() -> list[str]:
    """Return what stands before a command so that it does not run as root."""
    if os.geteuid() != 0:
        return []
    setpriv = requires_tool("setpriv", package="util-linux")
    # It may read everything, so that it finds Python and this project wherever they are.
    reading = ("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")
    return [setpriv, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *reading, "--"]


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Mount a disk of some megabytes."""
    with _mounted(folder, "-t", "tmpfs", "-o", "size=4m", "tmpfs"):
        yield folder


@contextmanager
def broken_disk(folder: Path) -> Iterator[Path]:
    """Mount a disk that can be made to fail as a whole."""
    image = folder.with_name(f"{folder.name}.image")
    image.write_bytes(b"")
    os.truncate(image, 16 << 20)
    mkfs = requires_tool("mkfs.ext4", package="e2fsprogs")
    subprocess.run([mkfs, "-q", "-m", "0", image], check=True, capture_output=True)
    # No package brings loop devices to a kernel without them, as in some containers: that is told, but is no failure.
    with _mounted(folder, "-o", "loop", str(image), refused=pytest.skip):
        yield folder


@contextmanager
def _mounted(folder: Path, *words: str, refused: Callable[[str], NoReturn] = absent) -> Iterator[None]:
    folder.mkdir()
    mount = requires_tool("mount", package="mount")
    done = subprocess.run([mount, *words, folder], capture_output=True, check=False)
    if done.returncode:
        refused(f"needs the right to mount: {done.stderr.decode().strip()}")
    try:
        yield
    finally:
        subprocess.run([requires_tool("umount", package="mount"), folder], check=True)


@dataclass(frozen=True)
class Loss:
    """What is taken away from the user who runs the command."""

    reason: str
    """What the command must say if it cannot go on, as a regular expression."""
    take: Callable[[Path], None]
    give_back: Callable[[Path], None]
    disk: Callable[[Path], AbstractContextManager[Path]] | None = None
    """What to mount for it."""
    forbids_clearing: bool = True
    """What was made may then not be removed: it stays for the next run."""
    needs_root: bool = False
    """Only root can take it away."""


def _each(*, folders: bool, files: bool, act: Callable[[Path], None]) -> Callable[[Path], None]:
    def take(folder: Path) -> None:
        for path in (folder, *folder.rglob("*")):
            if not path.is_symlink() and (folders if path.is_dir() else files):
                act(path)

    return take


def _owned_by(number: int) -> Callable[[Path], None]:
    return _each(folders=True, files=True, act=lambda path: os.chown(path, number, number))


def _fill(folder: Path) -> None:
    with contextlib.suppress(OSError), (folder.parent / "ballast").open("wb", buffering=0) as ballast:
        for size in (1 << 16, 1 << 10, 1):
            with contextlib.suppress(OSError):
                while ballast.write(b"x" * size) == size:
                    pass


def _break(folder: Path) -> None:
    """Let the file system do what it does when the disk under it fails: nothing more is written."""
    subprocess.run(
        [requires_tool("mount", package="mount"), "-o", "remount,abort", folder.parent], check=True
    )


def _mend(folder: Path) -> None:
    """Start the file system again: what was not on the disk is gone."""
    disk = folder.parent
    image = disk.with_name(f"{disk.name}.image")
    subprocess.run([requires_tool("umount", package="mount"), disk], check=True)
    # A copy: where another mount namespace still has the old one, that stays as broken as it is.
    copy = image.with_suffix(".copy")
    shutil.copyfile(image, copy)
    copy.replace(image)
    subprocess.run([requires_tool("mount", package="mount"), "-o", "loop", image, disk], check=True)


_FORBIDDEN = "Permission denied|Operation not permitted|may not write"

LOSSES = {
    "folders turn read-only": Loss(
        _FORBIDDEN,
        _each(folders=True, files=False, act=lambda path: path.chmod(0o555)),
        _each(folders=True, files=False, act=lambda path: path.chmod(0o755)),
    ),
    "files turn read-only": Loss(
        _FORBIDDEN,
        _each(folders=False, files=True, act=lambda path: path.chmod(0o444)),
        _each(folders=False, files=True, act=lambda path: path.chmod(0o644)),
        forbids_clearing=False,
    ),
    "all belongs to another": Loss(_FORBIDDEN, _owned_by(0), _owned_by(NOBODY), needs_root=True),
    "the disk fills up": Loss(
        "(?i)no space left",
        _fill,
        lambda folder: (folder.parent / "ballast").unlink(),
        small_disk,
        forbids_clearing=False,
    ),
    "the disk fails": Loss("Read-only file system", _break, _mend, broken_disk),
}


class Robbed:
    """A command from which something is taken away, at every moment at which it could be."""

    def __init__(self, around: Surroundings, loss: Loss) -> None:
        self._loss = loss
        self._rehearsed = Rehearsed(around, unprivileged())

    def moments(self) -> list[Fault]:
        """Return what it does to the folder; it can be stopped right after each."""
        return [each for each in self._rehearsed.faults((), ("SIGSTOP",)) if each.call != "close"]

    def suffer(self, moment: Fault) -> str:
        """Run it, take something away at that moment, give it back and run it again; return how it ended."""
        around = self._rehearsed.around
        around.renew()
        if self._loss.take is _break:
            os.sync()
        done = self._robbed(moment)
        self._loss.give_back(around.folder)
        ended = self._rehearsed.judge(done, is_kill=False, may_leave=self._loss.forbids_clearing)
        said = " ".join(f"{done.stdout} {done.stderr}".split())  # whatever the width of the terminal
        assert ended == "done" or re.search(self._loss.reason, said), f"{moment}: {said}"
        self._rehearsed.recover()
        return ended

    def _robbed(self, moment: Fault) -> subprocess.CompletedProcess[str]:
        around = self._rehearsed.around
        around.trace.write_text("")
        process = self._rehearsed.started(moment)
        try:
            number = self._stopped(process)
            self._loss.take(around.folder)
            os.kill(number, signal.SIGCONT)
            out, err = process.communicate(timeout=_LONGEST)
        finally:
            process.kill()
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def _stopped(self, process: subprocess.Popen[str]) -> int:
        """Wait until it stands still; return its number."""
        end = time.monotonic() + _LONGEST
        while not (found := _STOPPED.search(self._rehearsed.around.trace.read_text())):
            assert process.poll() is None, f"it did not stop: {process.communicate()}"
            assert time.monotonic() < end
            time.sleep(0.01)
        return int(found[1])


@contextmanager
def robbed(command: WritingCommand, loss: Loss, beside: Path) -> Iterator[Robbed]:
    """Make the surroundings in which a command loses something, below `beside`, which other users may enter."""
    if loss.needs_root and os.geteuid() != 0:
        absent("only root can give files to somebody else")
    beside.mkdir(exist_ok=True)
    with contextlib.ExitStack() as stack:
        disk = stack.enter_context(loss.disk(beside / "disk")) if loss.disk else beside
        yield Robbed(stack.enter_context(surroundings(command, beside, disk / "place", NOBODY)), loss)
