"""Writing a file so that nobody ever sees half of it."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

__all__ = ["replace_file"]


def replace_file(path: str | os.PathLike[str], data: bytes) -> None:
    """Put `data` in place of the file at `path`: a new file, complete and synced, takes the place of the old one.

    A symbolic link is followed; mode and owner stay. A device or a pipe is written to.

    Raises:
        OSError: it cannot be written; the old file is then untouched.
    """
    target = Path(os.path.realpath(path))
    status = _status(target)
    if status is not None and not stat.S_ISREG(status.st_mode):
        target.write_bytes(data)
        return
    handle, name = tempfile.mkstemp(prefix=".clustercfg-", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _dress(temporary, status)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _dress(temporary: Path, status: os.stat_result | None) -> None:
    """Give the new file the mode and owner of the old one, or the usual mode."""
    temporary.chmod(stat.S_IMODE(status.st_mode) if status is not None else _usual_mode())
    if status is None or not hasattr(os, "chown"):
        return
    own = temporary.stat()
    if (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid):
        # Only root may give files away; others keep the file as their own, as every editor does.
        with contextlib.suppress(PermissionError):
            os.chown(temporary, status.st_uid, status.st_gid)
            temporary.chmod(stat.S_IMODE(status.st_mode))


def _usual_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where folders can be opened (not on Windows)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
