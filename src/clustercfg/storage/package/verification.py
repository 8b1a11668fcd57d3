"""Hashes everything that was imported, and tells what is no longer as it was."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clustercfg.errors import StorageError
from clustercfg.storage.package.gzip_stream import BLOCK
from clustercfg.storage.package.import_root import ImportRoot
from clustercfg.storage.package.importing import explained
from clustercfg.storage.package.manifest import load_manifest
from clustercfg.storage.package.progress import Phase, Report, Watch
from clustercfg.translation import gettext as _

__all__ = ["VerificationReport", "verify_import"]


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """What became of the imported files; paths below the root."""

    root: Path
    files: int
    size: int
    """Bytes that the manifest lists."""
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    seconds: float

    @property
    def ok(self) -> bool:
        """Whether every file is there and equal."""
        return not (self.changed or self.missing)

    def to_dict(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "root": str(self.root),
            "total": {"files": self.files, "bytes": self.size},
            "ok": self.ok,
            "changed": list(self.changed),
            "missing": list(self.missing),
            "seconds": round(self.seconds, 3),
        }


def verify_import(root: Path, report: Report | None = None) -> VerificationReport:
    """Hash every file that the manifest of `root` lists.

    Raises:
        StorageError: nothing was imported there, or something cannot be read.
    """
    place = ImportRoot(root)
    with explained(place):
        files = load_manifest(place).files
        if not files:
            raise StorageError(
                _("{root}: nothing was imported here").format(root=place.path),
                _("name the directory of an earlier import, or the tarballs to compare with"),
            )
        total = sum(entry.size for entry in files.values())
        watch = Watch(report, Phase.HASHING, total)
        changed, missing, done = [], [], 0
        for path, entry in sorted(files.items()):
            if not place.has_folder(path.rpartition("/")[0]) or place.look(path) is None:
                missing.append(path)
            elif _hash_of(path, place, watch, done) != entry.sha256:
                changed.append(path)
            done += entry.size
            watch.count_file()
        return VerificationReport(
            place.path, len(files), total, tuple(changed), tuple(missing), watch.seconds
        )


def _hash_of(path: str, root: ImportRoot, watch: Watch, before: int) -> str:
    target, place = root.link_text(path), root.place(path)
    if target is not None:
        return hashlib.sha256(os.fsencode(target)).hexdigest()
    if not place.is_file():
        return ""
    digest = hashlib.sha256()
    with place.open("rb", buffering=0) as file:
        while piece := file.read(BLOCK):
            digest.update(piece)
            before += len(piece)
            watch.advance(before)
    return digest.hexdigest()
