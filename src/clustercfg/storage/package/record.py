"""Brings a manifest up to date with an import."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timezone

from clustercfg.storage.package.manifest import Entry, Manifest, Source
from clustercfg.storage.package.package_file import PackageFile, State
from clustercfg.storage.package.staging import Staging
from clustercfg.storage.package.tarball_reader import Tarball
from clustercfg.storage.package.tree import Tree

__all__ = ["recorded"]


def recorded(
    manifest: Manifest, tarballs: Sequence[Tarball], tree: Tree, new_folders: Iterable[str], staging: Staging
) -> Manifest:
    """Return what the manifest says once `tree`, made of `tarballs`, is in place."""
    return _Recorder(manifest, tarballs, staging).record(tree, new_folders)


class _Recorder:
    def __init__(self, manifest: Manifest, tarballs: Sequence[Tarball], staging: Staging) -> None:
        self._manifest = manifest
        self._staging = staging
        self._sources = list(manifest.sources)
        self._numbers = [(self._number(tarball), tarball) for tarball in tarballs]
        self._now = datetime.now(timezone.utc).isoformat(timespec="seconds")

    def record(self, tree: Tree, new_folders: Iterable[str]) -> Manifest:
        files = dict(self._manifest.files)
        for path, file in tree.files.items():
            files[path] = self._entry(file, files.get(path))
        folders = {*self._manifest.folders, *new_folders}
        return Manifest(tuple(self._sources), tuple(sorted(folders)), files)

    def _number(self, tarball: Tarball) -> int:
        """Return the number of a tarball among the sources; it is known by its content, not by its name."""
        source = Source(
            str(tarball.path.resolve()),
            tarball.size,
            tarball.modified,
            tarball.sha256,
            tarball.strip,
            tarball.stripped,
            tarball.lifted,
            complete=True,
        )
        for number, known in enumerate(self._sources):
            if (known.sha256, known.strip) == (source.sha256, source.strip):
                self._sources[number] = source
                return number
        self._sources.append(source)
        return len(self._sources) - 1

    def _entry(self, file: PackageFile, earlier: Entry | None) -> Entry:
        is_same = earlier is not None and (earlier.sha256, earlier.link) == (file.sha256, file.link)
        kept = earlier.sources if earlier is not None and is_same else ()
        holders = {number for number, tarball in self._numbers if _holds(tarball, file)}
        overruled = {number for number, tarball in self._numbers if file.path in tarball.tree.files} - holders
        if earlier is not None and not is_same:
            overruled |= set(earlier.sources)
        self._overrule(overruled)
        return Entry(
            file.size,
            self._modified(file),
            file.sha256,
            file.executable,
            tuple(sorted({*kept, *holders})),
            earlier.time if earlier is not None and is_same and file.state is State.EQUAL else self._now,
            imported=earlier.imported if earlier is not None and is_same else file.state is not State.EQUAL,
            link=file.link,
        )

    def _overrule(self, numbers: Iterable[int]) -> None:
        """Note that another tarball has put something else under a path of these."""
        for number in numbers:
            self._sources[number] = replace(self._sources[number], complete=False)

    def _modified(self, file: PackageFile) -> int:
        if file.state is State.EQUAL or file.link is not None or file.same_as is not None:
            return file.modified
        # A file system may store a time less exactly than the tarball.
        return self._staging.waiting(file.path).lstat().st_mtime_ns


def _holds(tarball: Tarball, file: PackageFile) -> bool:
    own = tarball.tree.files.get(file.path)
    return own is not None and (own.sha256, own.link) == (file.sha256, file.link)
