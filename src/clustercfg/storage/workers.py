"""The user under whom a web server reads files."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass

__all__ = ["Worker", "worker_named"]


@dataclass(frozen=True, slots=True)
class Worker:
    """A user of this machine; one that is not known counts as anybody."""

    name: str = ""
    user: int | None = None
    groups: frozenset[int] = frozenset()

    @property
    def is_known(self) -> bool:
        """Whether its rights can be told exactly."""
        return self.user is not None

    def may_enter(self, folder: os.stat_result) -> bool:
        """Return whether the worker may enter a folder, by its mode alone; listing it is not needed."""
        if self.user == 0:
            return True
        if self.user == folder.st_uid:
            return bool(folder.st_mode & stat.S_IXUSR)
        if folder.st_gid in self.groups:
            return bool(folder.st_mode & stat.S_IXGRP)
        return bool(folder.st_mode & stat.S_IXOTH)


def worker_named(name: str) -> Worker:
    """Return a user of this machine with its groups, or one that is not known."""
    try:
        import grp  # noqa: PLC0415 - POSIX only
        import pwd  # noqa: PLC0415 - POSIX only

        entry = pwd.getpwnam(name)
        groups = {entry.pw_gid, *(group.gr_gid for group in grp.getgrall() if name in group.gr_mem)}
    except (ImportError, KeyError):
        return Worker(name)
    return Worker(name, entry.pw_uid, frozenset(groups))
