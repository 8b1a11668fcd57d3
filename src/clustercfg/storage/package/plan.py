"""What an import amounts to: known before anything is put into place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clustercfg.storage.package.contents import Group, architectures, top_folders, versions
from clustercfg.storage.package.import_root import Space
from clustercfg.storage.package.package_file import PackageFile, State

__all__ = ["Plan", "TarballPart"]

_CLUSTER = 4096
"""Bytes that a file is rounded up to, as most file systems do."""
_MARGIN = 1.05
"""For what the file system needs beside the contents."""


@dataclass(frozen=True, slots=True)
class TarballPart:
    """What one tarball contributes."""

    path: Path
    size: int
    """Bytes of the tarball itself."""
    sha256: str
    stripped: str
    """What is taken from the front of every name; empty for nothing."""
    lifted: bool
    """Whether the extra level `files.m.daocloud.io/` is taken away."""
    files: int
    content_size: int
    """Bytes of the files in it."""

    def to_dict(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "path": str(self.path),
            "bytes": self.size,
            "sha256": self.sha256,
            "stripped": self.stripped,
            "lifted": self.lifted,
            "files": self.files,
            "contentBytes": self.content_size,
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """The files of all tarballs laid over each other, and how they compare with the import directory."""

    root: Path
    tarballs: tuple[TarballPart, ...]
    files: tuple[PackageFile, ...]
    conflicts: tuple[str, ...]
    """Paths that several tarballs hold with different content; the last one counts, as with tar."""
    space: Space

    def having(self, state: State) -> tuple[PackageFile, ...]:
        """Return the files that are in one state."""
        return tuple(file for file in self.files if file.state is state)

    @property
    def to_write(self) -> tuple[PackageFile, ...]:
        """The files that are not there yet or differ."""
        return tuple(file for file in self.files if file.state is not State.EQUAL)

    @property
    def bytes_needed(self) -> int:
        """Free bytes that the import takes until it ends, with a margin."""
        return int(sum(-(-file.size // _CLUSTER) * _CLUSTER for file in self.to_write) * _MARGIN)

    @property
    def has_space(self) -> bool:
        """Whether the file system has room for what is to be written."""
        inodes = self.space.free_inodes
        return self.bytes_needed <= self.space.free_bytes and (inodes is None or len(self.to_write) <= inodes)

    @property
    def top_folders(self) -> tuple[Group, ...]:
        """The hosts that the files come from."""
        return top_folders(self.files)

    @property
    def architectures(self) -> tuple[Group, ...]:
        """The architectures that paths name."""
        return architectures(self.files)

    @property
    def versions(self) -> dict[str, tuple[str, ...]]:
        """The versions of the components that paths tell."""
        return versions(self.files)

    def to_dict(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "root": str(self.root),
            "tarballs": [each.to_dict() for each in self.tarballs],
            "total": _amount(self.files),
            **{state.value: _amount(self.having(state)) for state in State},
            "changedPaths": [file.path for file in self.having(State.CHANGED)],
            "topFolders": [each.to_dict() for each in self.top_folders],
            "architectures": [each.to_dict() for each in self.architectures],
            "versions": {name: list(found) for name, found in self.versions.items()},
            "conflicts": list(self.conflicts),
            "space": {
                "bytesNeeded": self.bytes_needed,
                "bytesFree": self.space.free_bytes,
                "inodesFree": self.space.free_inodes,
                "enough": self.has_space,
            },
        }


def _amount(files: Iterable[PackageFile]) -> dict[str, int]:
    sizes = [file.size for file in files]
    return {"files": len(sizes), "bytes": sum(sizes)}
