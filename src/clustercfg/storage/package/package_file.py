"""One file of a package, and how it compares with the import directory."""

from __future__ import annotations

import enum
from dataclasses import dataclass

__all__ = ["PackageFile", "State"]


class State(str, enum.Enum):
    """What the import directory has under the path of a file."""

    NEW = "new"
    CHANGED = "changed"
    EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class PackageFile:
    """A file or link of a package as it belongs below the import directory."""

    path: str
    """Below the import directory, with slashes."""
    size: int
    """Bytes; 0 for a symbolic link."""
    sha256: str
    """Of the content; of the target's text for a symbolic link."""
    modified: int
    """Time of the last change in nanoseconds since 1970, as the tarball has it; for an equal file, as it is on disk."""
    executable: bool
    state: State
    link: str | None = None
    """The target of a symbolic link."""
    same_as: str | None = None
    """The path of the file that this one is a hard link to."""

    @property
    def mode(self) -> int:
        """The permissions that it gets: a web server must be able to read it, whatever the tarball says."""
        return 0o755 if self.executable else 0o644
