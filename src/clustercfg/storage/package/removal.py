"""Takes back exactly what was imported."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clustercfg.storage.package.import_root import ImportRoot
from clustercfg.storage.package.importing import explained
from clustercfg.storage.package.manifest import NAME, Entry, Manifest, load_manifest
from clustercfg.storage.package.staging import Staging

__all__ = ["RemovalReport", "remove_import"]


@dataclass(frozen=True, slots=True)
class RemovalReport:
    """What was taken away and what was not; paths below the root."""

    root: Path
    removed: tuple[str, ...]
    removed_bytes: int
    changed: tuple[str, ...]
    """Changed by somebody since the import, therefore left."""
    found_before: tuple[str, ...]
    """There before the import, therefore left."""
    missing: tuple[str, ...]
    """Gone already."""
    folders: tuple[str, ...]
    """Folders that the import had made and that are empty now."""

    def to_dict(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "root": str(self.root),
            "removed": {"files": len(self.removed), "bytes": self.removed_bytes},
            "changed": list(self.changed),
            "foundBefore": list(self.found_before),
            "missing": list(self.missing),
            "folders": len(self.folders),
        }


def remove_import(root: Path, *, dry_run: bool = False) -> RemovalReport:
    """Remove the files that imports have put below `root`, the folders that they made, and the manifest.

    A file that was changed since, or that was there before, stays and is named. A run that is interrupted is finished
    by running again.

    Raises:
        StorageError: the directory cannot be read or written.
    """
    place = ImportRoot(root)
    with explained(place):
        if dry_run:
            return _Remover(place, load_manifest(place), dry_run=True).run()
        with Staging(place) as staging:
            report = _Remover(place, load_manifest(place), dry_run=False).run()
            # Twice: the manifest must not go before the files, and all must be gone when that is said.
            staging.sync()
            staging.journal.unlink(missing_ok=True)
            place.place(NAME).unlink(missing_ok=True)
            staging.sync()
        return report


class _Remover:
    def __init__(self, root: ImportRoot, manifest: Manifest, *, dry_run: bool) -> None:
        self._root = root
        self._manifest = manifest
        self._dry_run = dry_run

    def run(self) -> RemovalReport:
        sorted_out: dict[str, list[str]] = {"removed": [], "changed": [], "found_before": [], "missing": []}
        for path, entry in self._manifest.files.items():
            sorted_out[self._fate(path, entry)].append(path)
        removed = sorted_out.pop("removed")
        for path in removed:
            self._remove(path)
        return RemovalReport(
            self._root.path,
            removed=tuple(removed),
            removed_bytes=sum(self._manifest.files[path].size for path in removed),
            folders=tuple(self._remove_folders()),
            **{name: tuple(paths) for name, paths in sorted_out.items()},
        )

    def _fate(self, path: str, entry: Entry) -> str:
        folder = path.rpartition("/")[0]
        found = self._root.look(path) if self._root.has_folder(folder) else None
        if found is None:
            return "missing"
        if not entry.imported:
            return "found_before"
        return "removed" if entry.is_at(path, self._root) else "changed"

    def _remove(self, path: str) -> None:
        if not self._dry_run:
            self._root.place(path).unlink()

    def _remove_folders(self) -> list[str]:
        """Remove the folders that were made, the deepest first, as far as they are empty."""
        gone = []
        for folder in sorted(self._manifest.folders, reverse=True):
            if not self._dry_run:
                with contextlib.suppress(OSError):  # somebody else's file is in it, or it is gone
                    self._root.place(folder).rmdir()
                    gone.append(folder)
        return gone
