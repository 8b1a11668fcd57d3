"""What went wrong with the disk, in words that help."""

from __future__ import annotations

import errno
from pathlib import Path

from clustercfg.errors import StorageError, reason_of
from clustercfg.translation import gettext as _
from clustercfg.translation import mark

__all__ = ["disk_trouble", "no_space"]

_REMEDIES = {
    errno.EROFS: mark("the file system is mounted read-only: remount it, or choose another directory"),
    errno.EACCES: mark("run this as the owner of the directory, or as root"),
    errno.EPERM: mark("run this as the owner of the directory, or as root"),
    errno.EIO: mark("the disk reports errors: look at the kernel's log before anything else"),
    errno.ENAMETOOLONG: mark("the file system does not take names of that length: choose another directory"),
}
_FULL = {errno.ENOSPC, errno.EDQUOT}


def disk_trouble(error: OSError, root: Path) -> StorageError:
    """Return what to tell about an error that the operating system reported below `root`."""
    if error.errno in _FULL:
        return no_space(root)
    remedy = _REMEDIES.get(error.errno or 0, mark("see to that and run the same command again"))
    return StorageError(
        _("{path}: {reason}").format(path=error.filename2 or error.filename or root, reason=reason_of(error)),
        _("{remedy}; what is in place stays valid").format(remedy=_(remedy)),
    )


def no_space(root: Path) -> StorageError:
    """Return what to tell when the file system of `root` has no room or no inodes left."""
    return StorageError(
        _("{root}: no space left").format(root=root),
        _(
            "free some and run the same command again (--dry-run says how much is needed); what is in place stays valid"
        ),
    )
