"""Decides for each file of a package what must be done with its bytes."""

from __future__ import annotations

import os
import stat
import tarfile
from pathlib import Path

from clustercfg.storage.package.import_root import ImportRoot
from clustercfg.storage.package.landing import Landing
from clustercfg.storage.package.manifest import Entry, Manifest, is_reserved
from clustercfg.storage.package.refusal import refused
from clustercfg.storage.package.safety import check_with_filter
from clustercfg.storage.package.staging import Staging
from clustercfg.translation import gettext as _

__all__ = ["Bench"]


class Bench:
    """Compares files with an import directory and writes what differs to a staging folder.

    Without a staging folder it only compares; without a directory it only lets the bytes be hashed.
    """

    def __init__(
        self, root: ImportRoot | None = None, manifest: Manifest | None = None, staging: Staging | None = None
    ) -> None:
        """Trust what `manifest` lists and what still looks as it says."""
        self._root = root
        self._manifest = manifest or Manifest()
        self._staging = staging

    def admit(self, member: tarfile.TarInfo, path: str, tarball: Path) -> None:
        """Let a member have its path.

        Raises:
            PackageRefusedError: it must not.
        """
        if is_reserved(path):
            raise refused(tarball, member.name, _("that name belongs to the import itself"))
        check_with_filter(member, path, tarball)
        folder = path.rpartition("/")[0]
        if not member.issym() or self._root is None or not self._root.has_folder(folder):
            return
        if self._root.goes_through_link(folder):
            raise refused(tarball, member.name, _("it is a link in a folder that is itself a link"))

    def trusted(self, path: str, size: int, source: int | None) -> Entry | None:
        """Return what is known of a file that need not be looked at; `source` is the number of its tarball."""
        entry = self._manifest.files.get(path)
        if entry is None or source not in entry.sources or entry.size != size or self.find(path) is None:
            return None
        return entry if self._root and entry.is_at(path, self._root, usable=True) else None

    def find(self, path: str) -> os.stat_result | None:
        """Return what the import directory has under a path.

        Raises:
            StorageError: it is a folder.
        """
        if self._root is None or not self._root.has_folder(path.rpartition("/")[0]):
            return None
        found = self._root.look(path)
        self._root.refuse_folder_at(path, found)
        return found

    def landing(self, path: str, size: int, found: os.stat_result | None) -> Landing:
        """Return where the bytes of a file go."""
        if self._root is None:
            return Landing(None, None)
        is_candidate = found is not None and stat.S_ISREG(found.st_mode) and found.st_size == size
        return Landing(
            self._root.place(path) if is_candidate else None,
            self._staging.place(path, size) if self._staging else None,
        )

    def has_link(self, path: str, target: str) -> bool:
        """Return whether that very symbolic link is there."""
        if self._root is None or self.find(path) is None:
            return False
        return self._root.link_text(path) == target

    def is_same(self, path: str, other: str) -> bool:
        """Return whether two paths are one file."""
        found, original = self.find(path), self.find(other)
        return found is not None and original is not None and os.path.samestat(found, original)
