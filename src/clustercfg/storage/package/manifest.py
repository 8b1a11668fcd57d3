"""What was imported into a directory: the file that makes a second run instant and removal exact."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from clustercfg.errors import StorageError
from clustercfg.storage.package.import_root import ImportRoot
from clustercfg.storage.package.staging import FOLDER, journal_of
from clustercfg.translation import gettext as _

__all__ = ["NAME", "Entry", "Manifest", "Source", "is_reserved", "load_manifest", "write_manifest"]

NAME = ".clustercfg-import.json"
_VERSION = 1
_TEXT, _NUMBER, _TRUTH, _NOTHING = (str,), (int,), (bool,), (type(None),)
_KINDS: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(("path", "sha256", "stripped", "time"), _TEXT),
    **dict.fromkeys(("size", "modified"), _NUMBER),
    **dict.fromkeys(("lifted", "complete", "executable", "imported"), _TRUTH),
    "strip": _NUMBER + _NOTHING,
    "link": _TEXT + _NOTHING,
}
_OF_SOURCE = ("path", "size", "modified", "sha256", "strip", "stripped", "lifted", "complete")
_OF_ENTRY = ("size", "modified", "sha256", "executable", "time", "imported", "link")
_TOO_LARGE = 2**63
_MOST_BYTES = 64 << 20
"""A file with a path of a hundred letters takes 330 of them: 100,000 such files take half."""


@dataclass(frozen=True, slots=True)
class Source:
    """A tarball that was imported."""

    path: str
    size: int
    modified: int
    """Nanoseconds since 1970."""
    sha256: str
    strip: int | None
    """How many leading folders were to be taken away; None when that was found out."""
    stripped: str
    lifted: bool
    complete: bool
    """Whether the manifest lists every file of it, as it is in the tarball."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in the import directory."""

    size: int
    modified: int
    """Nanoseconds since 1970, as on disk."""
    sha256: str
    executable: bool
    sources: tuple[int, ...]
    """The tarballs that hold it, as numbers into the list of sources."""
    time: str
    """When it was imported, in UTC."""
    imported: bool
    """False when an equal file was there before the import; it is then never taken away."""
    link: str | None = None

    @property
    def mode(self) -> int:
        """The permissions that it was given."""
        return 0o755 if self.executable else 0o644

    def is_at(self, path: str, root: ImportRoot, *, usable: bool = False) -> bool:
        """Return whether what stands at `path` is, by kind, size and time, what was imported.

        `usable` asks for its permissions as well.
        """
        if self.link is not None:
            return root.link_text(path) == self.link
        found = root.look(path)
        if found is None or not stat.S_ISREG(found.st_mode):
            return False
        is_same = found.st_size == self.size and found.st_mtime_ns == self.modified
        return is_same and (not usable or stat.S_IMODE(found.st_mode) == self.mode)


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that was imported into one directory."""

    sources: tuple[Source, ...] = ()
    folders: tuple[str, ...] = ()
    """Those that the import made."""
    files: Mapping[str, Entry] = field(default_factory=dict)

    def sources_of(self, tarballs: Iterable[Path], strip: int | None) -> tuple[int | None, ...]:
        """Return the number of each tarball among the sources; None for one with another size or time."""
        known = {(each.size, each.modified, each.strip): number for number, each in enumerate(self.sources)}
        found = (path.stat() for path in tarballs)
        return tuple(known.get((each.st_size, each.st_mtime_ns, strip)) for each in found)


def is_reserved(path: str) -> bool:
    """Return whether a path belongs to the import itself."""
    return path.partition("/")[0] in (NAME, FOLDER)


def load_manifest(root: ImportRoot) -> Manifest:
    """Read the manifest of a directory, an empty one where nothing was imported.

    After an interruption among the renames it is the journal that counts. Nothing in it is trusted then, apart from
    which files are ours.

    Raises:
        StorageError: it is damaged, too large, or was written by a newer version.
        OSError: it cannot be read.
    """
    journal = journal_of(root)
    if journal.exists():
        return _doubted(_read(journal))
    path = root.place(NAME)
    return _read(path) if path.exists() else Manifest()


def write_manifest(manifest: Manifest, path: Path) -> None:
    """Write a manifest that only the owner may read, whole and on the disk, or not at all.

    Raises:
        StorageError: it would be larger than what is read again.
    """
    unfinished = path.with_name(f"{path.name}.part")
    unfinished.unlink(missing_ok=True)
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        json.dump(_data(manifest), file, separators=(",", ":"))
        file.flush()
        if os.fstat(handle).st_size > _MOST_BYTES:
            raise StorageError(_too_large(path), _("import fewer packages into one directory"))
        os.fsync(handle)
    unfinished.replace(path)


def _doubted(manifest: Manifest) -> Manifest:
    return replace(
        manifest, sources=tuple(replace(each, size=-1, complete=False) for each in manifest.sources)
    )


def _data(manifest: Manifest) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "sources": [asdict(each) for each in manifest.sources],
        "folders": manifest.folders,
        "files": {path: _entry_data(entry) for path, entry in manifest.files.items()},
    }


def _entry_data(entry: Entry) -> dict[str, Any]:
    # Not asdict: it copies deeply, and there are thousands of these.
    return {each.name: getattr(entry, each.name) for each in fields(Entry)}


def _read(path: Path) -> Manifest:
    try:
        data = json.loads(_bounded(path))
        if data["version"] != _VERSION:
            raise _unusable(path, _("it was written by another version of clustercfg"))
        manifest = Manifest(
            tuple(Source(**each) for each in data["sources"]),
            tuple(data["folders"]),
            {name: _entry(each) for name, each in data["files"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _unusable(path, _("it is damaged")) from None
    if not _is_sound(manifest):
        raise _unusable(path, _("it is damaged"))
    if any(_leads_out(name) for name in (*manifest.folders, *manifest.files)):
        raise _unusable(path, _("it names files outside the directory"))
    return manifest


def _bounded(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise StorageError(_too_large(path), _anew())
    return content.decode("utf-8")


def _entry(data: dict[str, Any]) -> Entry:
    data["sources"] = tuple(data["sources"])
    return Entry(**data)


def _is_sound(manifest: Manifest) -> bool:
    """Return whether all is of the kind that it is written as: who can write to the directory can write anything there."""
    count = len(manifest.sources)
    entries = manifest.files.values()
    return (
        all(_fits(getattr(each, name), _KINDS[name]) for each in manifest.sources for name in _OF_SOURCE)
        and all(_fits(getattr(each, name), _KINDS[name]) for each in entries for name in _OF_ENTRY)
        and all(_fits(number, _NUMBER) and 0 <= number < count for each in entries for number in each.sources)
        and all(each.link is None or _is_name(each.link) for each in entries)
        and all(map(_is_name, (*manifest.folders, *manifest.files)))
    )


def _fits(value: object, kinds: tuple[type, ...]) -> bool:
    return type(value) in kinds and not (isinstance(value, int) and abs(value) >= _TOO_LARGE)


def _is_name(path: object) -> bool:
    """Return whether a file can have that name."""
    try:
        return isinstance(path, str) and b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        return False


def _leads_out(path: str) -> bool:
    return not path or path.startswith("/") or ".." in path.split("/")


def _too_large(path: Path) -> str:
    return _("{path}: more than {limit:,} bytes of a manifest are not kept").format(
        path=path, limit=_MOST_BYTES
    )


def _unusable(path: Path, reason: str) -> StorageError:
    return StorageError(_("{path}: {reason}").format(path=path, reason=reason), _anew())


def _anew() -> str:
    return _("move it away: the next import then compares every file with the package and writes it anew")
