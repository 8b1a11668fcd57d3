"""Writes a file so that nobody ever sees half of it."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile

__all__ = ["replace_file"]


def replace_file(path: str, text: str) -> None:
    """Write `text` to `path` in UTF-8: a new file takes the place of the old one, whose permissions it keeps.

    Raises:
        OSError: it cannot be written; the old file is then untouched.
    """
    target = os.path.realpath(path)
    mode = _mode(target)
    if mode is not None and not stat.S_ISREG(mode):  # a device or a pipe is written to, not replaced
        with open(target, "w", encoding="utf-8") as device:
            device.write(text)
        return
    handle, temporary = tempfile.mkstemp(prefix=".clustercfg-", dir=os.path.dirname(target))
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, stat.S_IMODE(mode) if mode is not None else _usual_mode())
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _mode(path: str) -> int | None:
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return None


def _usual_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
