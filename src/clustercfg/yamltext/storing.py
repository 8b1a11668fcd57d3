"""Writing a file so that nobody ever sees half of it.

The new content goes into a file of its own in the same folder, is synced to the disk, gets the mode, owner and
extended attributes (access lists among them) of the old file, and takes its place in one step. A hard link to the old
file keeps the old content.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

from clustercfg.yamltext.claim import claimed

__all__ = ["create_file", "replace_file"]

_NEW, _PRIVATE = 0o666, 0o600


def replace_file(
    path: str | os.PathLike[str], data: bytes, confirm: Callable[[], None] = lambda: None
) -> None:
    """Put `data` in place of the file at `path`.

    A symbolic link is followed. A new file gets the usual mode. A device or a pipe is written to. `confirm` is called
    when no other run can replace the file any more; what it raises leaves everything as it is.

    Raises:
        OSError: it cannot be written, or another run is just writing it; the old file is then untouched, and nothing
            is left beside it. Only if the disk fails at the very end, the new one stands there, but may not last.
    """
    target = Path(os.path.realpath(path))
    status = _status(target)
    if status is not None and not stat.S_ISREG(status.st_mode):
        # Opened without creating or truncating: a device is no file that could be replaced.
        with target.open("r+b" if stat.S_ISBLK(status.st_mode) else "wb", buffering=0) as device:
            device.write(data)
        return
    # Nobody else may read it before it has the owner and mode of the file that it replaces.
    with claimed(target, _NEW if status is None else _PRIVATE) as claim:
        confirm()
        status = _status(target)
        claim.write(data)
        if status is not None:
            _dress(claim.path, status)
            _copy_attributes(target, claim.path)
        claim.replace(target)
    _sync_folder_of(target)


def create_file(path: str | os.PathLike[str], data: bytes) -> None:
    """Put a new file at `path`, for its owner alone.

    Raises:
        FileExistsError: something stands there, be it a link that leads nowhere.
        OSError: it cannot be written; nothing is then there, unless the disk fails at the very end.
    """
    target = Path(path)
    target = Path(os.path.realpath(target.parent)) / target.name
    with claimed(target, _PRIVATE) as claim:
        claim.write(data)
        claim.become(target)
    _sync_folder_of(target)


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _dress(temporary: Path, old: os.stat_result) -> None:
    """Give the new file the owner and mode of the old one."""
    mode = stat.S_IMODE(old.st_mode)
    if hasattr(os, "chown") and not _owned_alike(temporary, old):
        # The group's rights were meant for the old group.
        mode = mode & ~0o070 | (mode & 0o007) << 3
    temporary.chmod(mode)


def _owned_alike(temporary: Path, old: os.stat_result) -> bool:
    """Give the file to the old owner and group, as far as one may; return whether the group is the old one."""
    own = temporary.stat()
    for user, group in ((old.st_uid, old.st_gid), (-1, old.st_gid)):
        if (own.st_uid, own.st_gid) == (old.st_uid, old.st_gid):
            break
        # Only root may give files away; others keep the file as their own, as every editor does.
        with contextlib.suppress(PermissionError):
            os.chown(temporary, user, group)
            own = temporary.stat()
    return own.st_gid == old.st_gid


def _copy_attributes(target: Path, temporary: Path) -> None:
    """Copy access lists and other extended attributes, where there are any and one may."""
    if not hasattr(os, "listxattr"):
        return
    with contextlib.suppress(OSError):
        for name in os.listxattr(target):
            with contextlib.suppress(OSError):
                os.setxattr(temporary, name, os.getxattr(target, name))


def _sync_folder_of(file: Path) -> None:
    """Make the renaming itself durable, where folders can be opened (not on Windows) and synced."""
    try:
        handle = os.open(file.parent, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            error.filename = str(file)
            raise
    finally:
        os.close(handle)
