"""What a package holds, read off the paths that kubespray's downloads have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from clustercfg.storage.package.package_file import PackageFile

__all__ = ["Group", "architectures", "top_folders", "versions"]

_ARCHITECTURE = re.compile(r"(?<![a-z0-9])(?:(amd64|x86[_-]64)|(arm64|aarch64))(?![a-z0-9])")
_VERSION = r"(v?\d[\w.+-]*?)"
_COMPONENTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:dl\.k8s\.io|storage\.googleapis\.com/kubernetes-release)/(?:release/)?{_VERSION}/bin/(?:linux/)?[^/]+/(?P<name>[^/]+)$",
        rf"^github\.com/[^/]+/(?P<name>[^/]+)/releases/download/(?:[^/]*/)?{_VERSION}/",
        rf"^github\.com/[^/]+/(?P<name>[^/]+)/raw/{_VERSION}/",
        rf"^github\.com/[^/]+/(?P<name>[^/]+)/archive/(?:refs/tags/)?{_VERSION}\.(?:tar\.gz|zip)$",
        rf"^get\.helm\.sh/(?P<name>helm)-{_VERSION}-linux-",
        rf"^storage\.googleapis\.com/(?P<name>cri-o)/artifacts/cri-o\.[^.]+\.{_VERSION}\.tar\.gz$",
        rf"^storage\.googleapis\.com/(?P<name>gvisor)/releases/release/{_VERSION}/",
    )
)
"""Source: the download URLs in kubespray's role `download` and in kubean's air-gap documents."""


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the files: how many they are and what they weigh."""

    name: str
    files: int
    size: int
    """Bytes."""

    def to_dict(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {"name": self.name, "files": self.files, "bytes": self.size}


def top_folders(files: Iterable[PackageFile]) -> tuple[Group, ...]:
    """Count by the first folder, which is the host that the files come from; empty for files without a folder."""
    return _grouped((file.path.partition("/")[0] if "/" in file.path else "", file) for file in files)


def architectures(files: Iterable[PackageFile]) -> tuple[Group, ...]:
    """Count the files whose path names an architecture, as `amd64` and `arm64` whatever its spelling."""
    found = ((_ARCHITECTURE.search(file.path.lower()), file) for file in files)
    return _grouped(("amd64" if match[1] else "arm64", file) for match, file in found if match)


def versions(files: Iterable[PackageFile]) -> dict[str, tuple[str, ...]]:
    """Return the versions of every component whose path tells one, such as `kubelet` or `etcd`."""
    found: dict[str, set[str]] = {}
    for file in files:
        match = next(filter(None, (pattern.match(file.path) for pattern in _COMPONENTS)), None)
        if match:
            found.setdefault(match["name"], set()).add(
                match[2] if match.re.groupindex["name"] == 1 else match[1]
            )
    return {name: tuple(sorted(found[name])) for name in sorted(found)}


def _grouped(named: Iterable[tuple[str, PackageFile]]) -> tuple[Group, ...]:
    counts: dict[str, tuple[int, int]] = {}
    for name, file in named:
        files, size = counts.get(name, (0, 0))
        counts[name] = files + 1, size + file.size
    return tuple(Group(name, *counts[name]) for name in sorted(counts))
