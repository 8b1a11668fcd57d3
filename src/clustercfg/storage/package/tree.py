"""The files and folders of one tarball, or of several on top of each other."""

from __future__ import annotations

from pathlib import Path

from clustercfg.storage.package.package_file import PackageFile
from clustercfg.storage.package.refusal import refused
from clustercfg.translation import gettext as _

__all__ = ["Tree"]

_MOST_FOLDERS = 100_000
"""A path may name a hundred, and each stays in the memory."""


class Tree:
    """Paths below the import directory. As with tar, the last file under a path counts."""

    def __init__(self) -> None:
        self.files: dict[str, PackageFile] = {}
        self.folders: set[str] = set()
        self.conflicts: set[str] = set()
        """Paths that were added more than once, with different content."""

    def add_folder(self, path: str, tarball: Path) -> None:
        """Add a folder and those above it.

        Raises:
            PackageRefusedError: there is a file or a link in its way.
        """
        while path and path not in self.folders:
            if path in self.files:
                raise refused(tarball, path, _("it is a folder, and also a file or a link"))
            if len(self.folders) >= _MOST_FOLDERS:
                raise refused(tarball, path, _("more than {count} folders").format(count=_MOST_FOLDERS))
            self.folders.add(path)
            path = path.rpartition("/")[0]

    def add_file(self, file: PackageFile, tarball: Path) -> None:
        """Add a file.

        Raises:
            PackageRefusedError: there is a folder with its path, or a file or link above it.
        """
        self.add_folder(file.path.rpartition("/")[0], tarball)
        if file.path in self.folders:
            raise refused(tarball, file.path, _("it is a folder, and also a file or a link"))
        earlier = self.files.get(file.path)
        if earlier is not None and (earlier.sha256, earlier.link) != (file.sha256, file.link):
            self.conflicts.add(file.path)
        self.files[file.path] = file

    def lay_over(self, other: Tree, tarball: Path) -> None:
        """Add all of another tarball.

        Raises:
            PackageRefusedError: the two cannot be in one directory.
        """
        for folder in other.folders:
            self.add_folder(folder, tarball)
        for file in other.files.values():
            self.add_file(file, tarball)
        self.conflicts |= other.conflicts
        for file in self.files.values():
            if file.same_as is not None and self.files[file.same_as].sha256 != file.sha256:
                reason = _("it replaces a file that {path} is a hard link to").format(path=file.path)
                raise refused(tarball, file.same_as, reason)
