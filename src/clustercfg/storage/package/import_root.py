"""The directory that a package is imported into."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from clustercfg.errors import StorageError
from clustercfg.translation import gettext as _

__all__ = ["ImportRoot", "Space"]


@dataclass(frozen=True, slots=True)
class Space:
    """What a file system has left for an ordinary user."""

    free_bytes: int
    free_inodes: int | None
    """None where the file system makes inodes as they are needed."""


class ImportRoot:
    """An existing directory; nothing outside of it is ever touched."""

    def __init__(self, path: Path) -> None:
        """Look at `path`.

        Raises:
            StorageError: it is missing or no directory. It is not made: a typing error would hide the files from the server.
        """
        if not path.is_dir():
            reason = _("it is not a directory") if path.exists() else _("the directory does not exist")
            raise StorageError(
                _("{path}: {reason}").format(path=path, reason=reason),
                _("name the directory that the server serves; `clustercfg binaries locate URL` finds it"),
            )
        self.path = path.resolve()
        self._known_folders = {""}
        self._linked_folders: set[str] = set()

    def place(self, path: str) -> Path:
        """Return the absolute path for a path below the root."""
        return self.path / path

    def look(self, path: str) -> os.stat_result | None:
        """Return what stands at a path, without following a link there; None when nothing does.

        Raises:
            StorageError: a folder on the way cannot be entered.
        """
        try:
            return os.lstat(f"{self.path}/{path}")
        except (FileNotFoundError, NotADirectoryError):
            return None

    def link_text(self, path: str) -> str | None:
        """Return where a symbolic link leads, letter by letter; None when none stands at the path."""
        try:
            return os.readlink(self.place(path))  # noqa: PTH115 - a Path would tidy up the text
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            if error.errno == errno.EINVAL:  # something that is no link
                return None
            raise

    def has_folder(self, path: str) -> bool:
        """Return whether a folder stands at a path.

        Raises:
            StorageError: something else stands there or above, or a link that leaves the root.
        """
        if path in self._known_folders:
            return True
        if not self.has_folder(path.rpartition("/")[0]):
            return False
        found = self.look(path)
        if found is None:
            return False
        if self.goes_through_link(path.rpartition("/")[0]):
            self._linked_folders.add(path)
        if stat.S_ISLNK(found.st_mode):
            self._follow(path)
            self._linked_folders.add(path)
        elif not stat.S_ISDIR(found.st_mode):
            raise self._in_the_way(path, _("a file is in the way of a folder"))
        self._known_folders.add(path)
        return True

    def goes_through_link(self, folder: str) -> bool:
        """Return whether a folder that `has_folder` has found is a link or lies below one."""
        return folder in self._linked_folders

    def space(self) -> Space:
        """Ask the file system what is left."""
        found = os.statvfs(self.path)
        return Space(found.f_bavail * found.f_frsize, found.f_favail if found.f_files else None)

    def refuse_folder_at(self, path: str, found: os.stat_result | None) -> None:
        """Raise a StorageError when a folder was found where a file belongs."""
        if found is not None and stat.S_ISDIR(found.st_mode):
            raise self._in_the_way(path, _("a folder is in the way of a file"))

    def _follow(self, path: str) -> None:
        target = self.place(path).resolve()
        if not target.is_dir():
            raise self._in_the_way(path, _("a link is in the way of a folder"))
        if not target.is_relative_to(self.path):
            raise self._in_the_way(
                path, _("it is a link to {target}, outside the directory").format(target=target)
            )

    def _in_the_way(self, path: str, reason: str) -> StorageError:
        return StorageError(
            _("{path}: {reason}").format(path=self.place(path), reason=reason),
            _("move it away and run the same command again"),
        )
