"""What to check, and how."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clustercfg.storage.package.package_file import PackageFile

__all__ = ["CheckOptions"]


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What to check, and how."""

    write: bool = True
    """Whether small objects may be written, and taken away again."""
    after_import: bool = False
    """Whether bucket, policy and content must be there already."""
    files: tuple[PackageFile, ...] = ()
    """What nodes must find; empty to leave that out."""
    sha256: bool = False
    """Whether to download every file and compare its content."""
    directory: Path | None = None
    """The directory of this machine that the HTTP server serves, if it is known."""
    files_repo: str | None = None
    """Where nodes read binaries from, if the inferred address is wrong."""
    ca_file: Path | None = None
    """Certificates that are trusted beside those of this machine."""
    seconds: float = 24.0
    """After that long without progress the checks of a server end."""
