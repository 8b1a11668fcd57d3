"""Small tarballs for tests, honest and hostile, and what tar itself makes of them."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import subprocess
import tarfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from real_parts import requires_tool

__all__ = ["AT", "Member", "Tree", "files", "tree_of", "unpack_as_documented", "write_tarball"]

AT = 1_760_000_000
"""The time of every member that has no other."""

Tree = Mapping[str, tuple[str, str, bool]]
"""Path -> kind, content (as a hash) or link target, whether it is executable."""


@dataclass(frozen=True)
class Member:
    """One member of a tarball."""

    name: str
    content: bytes = b""
    kind: bytes = tarfile.REGTYPE
    mode: int = 0o644
    link: str = ""
    at: float = AT
    pax: Mapping[str, str] = field(default_factory=dict)


def files(*names: str) -> list[Member]:
    """Return files that differ in content."""
    return [Member(name, f"the content of {name}".encode()) for name in names]


def write_tarball(path: Path, members: Iterable[Member], form: int = tarfile.GNU_FORMAT) -> Path:
    """Write a gzipped tarball."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w:gz", format=form, compresslevel=1) as archive:
        for member in members:
            header = tarfile.TarInfo(member.name)
            header.type, header.mode, header.linkname = member.kind, member.mode, member.link
            header.mtime = member.at
            header.size = len(member.content)
            header.pax_headers = dict(member.pax)
            archive.addfile(header, io.BytesIO(member.content))
    return path


def tree_of(root: Path) -> Tree:
    """Return what lies below a directory, without the import's own files."""
    return {
        str(path.relative_to(root)): _described(path)
        for path in sorted(root.rglob("*"))
        if not path.relative_to(root).parts[0].startswith(".clustercfg-import")
    }


def _described(path: Path) -> tuple[str, str, bool]:
    if path.is_symlink():
        return "link", os.readlink(path), False  # noqa: PTH115 - a Path would tidy up the text
    if path.is_dir():
        return "folder", "", True
    is_executable = bool(path.stat().st_mode & stat.S_IXUSR)
    return "file", hashlib.sha256(path.read_bytes()).hexdigest(), is_executable


def unpack_as_documented(tarballs: Iterable[Path], root: Path) -> None:
    """Unpack with the command that DaoCloud's guide for external binaries gives."""
    tar = requires_tool("tar", package="tar")
    for tarball in tarballs:
        subprocess.run([tar, "-xzf", tarball, "--strip-components=1", "-C", root], check=True, timeout=300)
