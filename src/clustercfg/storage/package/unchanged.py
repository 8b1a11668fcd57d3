"""Recognizes an import that has nothing to do, without opening a tarball."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeGuard

from clustercfg.storage.package.import_root import ImportRoot
from clustercfg.storage.package.manifest import Entry, Manifest
from clustercfg.storage.package.package_file import PackageFile, State
from clustercfg.storage.package.plan import Plan, TarballPart

__all__ = ["plan_if_unchanged"]


def plan_if_unchanged(
    tarballs: Sequence[Path], root: ImportRoot, manifest: Manifest, strip: int | None
) -> Plan | None:
    """Return the plan when these very tarballs were imported and every file of theirs looks as it did; else None.

    A tarball is known by its size and time, a file in place by its size, time and permissions.
    """
    numbers = manifest.sources_of(tarballs, strip)
    if not _all_known(numbers) or not all(manifest.sources[number].complete for number in numbers):
        return None
    files = {
        path: entry for path, entry in manifest.files.items() if not set(numbers).isdisjoint(entry.sources)
    }
    if not all(entry.is_at(path, root, usable=True) for path, entry in files.items()):
        return None
    if not all(root.has_folder(folder) for folder in manifest.folders):
        return None
    parts = tuple(
        _part(number, path, manifest, files.values()) for number, path in zip(numbers, tarballs, strict=True)
    )
    return Plan(root.path, parts, tuple(_file(*each) for each in files.items()), (), root.space())


def _all_known(numbers: tuple[int | None, ...]) -> TypeGuard[tuple[int, ...]]:
    return None not in numbers


def _part(number: int, path: Path, manifest: Manifest, entries: Iterable[Entry]) -> TarballPart:
    source = manifest.sources[number]
    sizes = [entry.size for entry in entries if number in entry.sources]
    return TarballPart(
        path, source.size, source.sha256, source.stripped, source.lifted, len(sizes), sum(sizes)
    )


def _file(path: str, entry: Entry) -> PackageFile:
    return PackageFile(
        path, entry.size, entry.sha256, entry.modified, entry.executable, State.EQUAL, link=entry.link
    )
