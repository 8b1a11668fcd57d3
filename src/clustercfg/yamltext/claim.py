"""The hidden file beside another one in which its new content is made; who has locked it may replace that one.

Its name is always the same for a file, so that two runs meet there, and so that the next run finds, unlocked, what a
killed one has left, and takes it away.
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import final

from clustercfg.translation import gettext as _

try:
    import fcntl
except ImportError:  # Windows; `lock` then says that there are no locks
    fcntl = None  # type: ignore[assignment] # what stands for an absent module

__all__ = ["Claim", "claimed", "clear_left", "lock_new"]

_PATIENCE = 5.0
"""Seconds to wait for another run; one takes some milliseconds."""
_PAUSE = 0.01
_OUTDATED = 60.0
"""Seconds after which a file counts as left behind, where there are no locks to tell."""
_LONGEST_NAME = 40
_SIGNALS = ("SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM")


@final
class Claim:
    """The right to replace a file, and the file that is to take its place."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self._handle = handle
        self._is_pending = True

    def write(self, data: bytes) -> None:
        """Write the new content through to the disk."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._handle, rest) :]
        os.fsync(self._handle)

    def replace(self, target: Path) -> None:
        """Put the new file in the place of the old one, if there is one."""
        self.path.replace(target)
        self._is_pending = False

    def become(self, target: Path) -> None:
        """Put the new file where there is none.

        Raises:
            FileExistsError: there is one.
        """
        try:
            os.link(self.path, target)
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK):
                raise
            # A file system without hard links: only somebody else's program could still come in between.
            if os.path.lexists(target):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
            self.replace(target)

    def end(self) -> None:
        """Give the right back; what did not take its place is taken away."""
        if self._is_pending:
            with contextlib.suppress(OSError):
                self.path.unlink()
        with contextlib.suppress(OSError):  # all was synced before
            os.close(self._handle)


@contextlib.contextmanager
def claimed(target: Path, mode: int) -> Iterator[Claim]:
    """Hold the claim to the file at `target`; the new file starts with `mode`.

    Signals that end a program wait until the claim is given back.

    Raises:
        BlockingIOError: another run holds it, and goes on holding it.
        OSError: the new file cannot be made.
    """
    with _undisturbed():
        claim = _obtained(target, mode)
        try:
            yield claim
        except OSError as error:
            # Who asked knows the file, not the one that was to take its place.
            error.filename, error.filename2 = str(target), None
            raise
        finally:
            claim.end()


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ending_signals())
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ending_signals() -> set[signal.Signals]:
    return {getattr(signal, name) for name in _SIGNALS}


def _is_to_end() -> bool:
    return hasattr(signal, "sigpending") and not _ending_signals().isdisjoint(signal.sigpending())


def _obtained(target: Path, mode: int) -> Claim:
    path = target.with_name(f".{target.name[:_LONGEST_NAME]}.clustercfg")
    deadline = time.monotonic() + _PATIENCE
    while True:
        with contextlib.suppress(FileExistsError):
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
            if lock_new(handle, path):
                return Claim(path, handle)
            os.close(handle)
        if clear_left(path):
            continue
        if time.monotonic() > deadline or _is_to_end():
            raise BlockingIOError(errno.EAGAIN, _("another run of clustercfg is writing it"), str(target))
        time.sleep(_PAUSE)


def lock_new(handle: int, path: Path) -> bool:
    """Lock a new file as one in use; False if another run has meanwhile taken it for one that was left behind."""
    locked = _lock(handle)
    return locked is None or (locked and _stands_at(handle, path))


def clear_left(path: Path) -> bool:
    """Take away a file that a killed run has left; False if it is in use.

    Raises:
        OSError: it is somebody else's, or no file at all.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return True
    except OSError as error:
        raise _in_the_way(path, error.errno) from None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise _in_the_way(path, errno.EEXIST)
        locked = _lock(handle)
        is_left = time.time() - os.fstat(handle).st_mtime > _OUTDATED if locked is None else locked
        if is_left and _stands_at(handle, path):
            path.unlink()
        return is_left
    finally:
        os.close(handle)


def _in_the_way(path: Path, number: int | None) -> OSError:
    return OSError(number, _("{path} is in the way").format(path=path), str(path))


def _lock(handle: int) -> bool | None:
    """Lock a file; False if another run has done that, None if there are no locks here."""
    if fcntl is None:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _stands_at(handle: int, path: Path) -> bool:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return False
    return os.path.samestat(found, os.fstat(handle))
