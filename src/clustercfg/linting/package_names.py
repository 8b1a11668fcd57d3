"""What the names of packages say: operating system, architecture, version. The files themselves are never opened.

The names follow the download pages and the offline package of the installation guide.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from clustercfg.records import Record

__all__ = [
    "KUBEAN_VERSIONS",
    "OperatingSystem",
    "Version",
    "architectures",
    "file_name",
    "installer_version",
    "kubean_limits",
    "kubean_version",
    "operating_system",
    "written",
]

Version: TypeAlias = "tuple[int, ...]"

KUBEAN_VERSIONS: tuple[tuple[Version, Version], ...] = (
    ((0, 9, 0), (0, 6, 6)),
    ((0, 10, 0), (0, 7, 4)),
    ((0, 11, 0), (0, 8, 6)),
    ((0, 12, 0), (0, 9, 3)),
    ((0, 13, 0), (0, 10, 0)),
    ((0, 14, 0), (0, 11, 2)),
    ((0, 15, 0), (0, 12, 2)),
    ((0, 16, 1), (0, 13, 9)),
    ((0, 17, 0), (0, 13, 11)),
    ((0, 18, 0), (0, 15, 3)),
    ((0, 21, 0), (0, 18, 5)),
    ((0, 42, 0), (0, 35, 1)),
    ((0, 43, 0), (0, 36, 0)),
    ((0, 44, 0), (0, 37, 0)),
)
"""Installer version and the version of the os-pkgs archives that go with it, where the release notes name both."""

_FAMILIES = {
    "centos": "centos",
    "redhat": "redhat|rhel",
    "neokylin": "neokylin",
    "kylin": "kylin",
    "ubuntu": "ubuntu",
    "openeuler": "openeuler",
    "oracle": "oracle",
    "rocky": "rocky",
    "tencent": "tencent",
    "uos": "uniontech|uos",
    "debian": "debian",
}
_FILLERS = r"(?:[-_ ]?(?:linux|server|stream|baseos|desktop|os))*[-_ ]?[vr]?"
_SYSTEM = re.compile(
    "(?:{}){}(?P<version>\\d+(?:\\.\\d+)*)?(?:.*?sp(?P<pack>\\d))?".format(
        "|".join(f"(?P<{name}>{words})" for name, words in _FAMILIES.items()), _FILLERS
    )
)
_ARCHITECTURE = re.compile(
    r"(?<![a-z0-9])(?:(?P<amd64>amd64|x86_64|x64)|(?P<arm64>arm64|aarch64))(?![a-z0-9])"
)
_OS_PACKAGES = re.compile(r"os-pkgs-(?P<system>.*?)(?:-v(?P<version>\d+\.\d+\.\d+)[^/]*)?\.tar\.gz")
_INSTALLER = re.compile(r"(?<![\d.])(0\.\d{1,2}\.\d{1,2})(?![\d.])")


class OperatingSystem(Record):
    """A family and, as digits without dots, its version and service pack; empty where the name has none."""

    family: str
    version: str
    pack: str

    def agrees_with(self, other: OperatingSystem) -> bool:
        """Return whether both may be the same system; the shorter version counts (`8` agrees with `8.9`)."""
        return self.family == other.family and (
            _one_begins_the_other(self.version, other.version) and self.pack in ("", other.pack or self.pack)
        )


def _one_begins_the_other(first: str, second: str) -> bool:
    return first.startswith(second) or second.startswith(first)


def file_name(path: str) -> str:
    """Return the last part of a path."""
    return path.rstrip("/").rpartition("/")[2]


def operating_system(path: str) -> OperatingSystem | None:
    """Return the system that the name of an ISO or os-pkgs archive tells, None when it tells none."""
    name = file_name(path).lower()
    packages = _OS_PACKAGES.fullmatch(name)
    found = _SYSTEM.search(packages["system"] if packages else name)
    if found is None:
        return None
    family = next(each for each in _FAMILIES if found[each])
    return OperatingSystem(family, (found["version"] or "").replace(".", ""), found["pack"] or "")


def architectures(path: str) -> frozenset[str]:
    """Return which of amd64 and arm64 the name of a file names."""
    groups = (match.lastgroup for match in _ARCHITECTURE.finditer(file_name(path).lower()))
    return frozenset(group for group in groups if group is not None)


def kubean_version(path: str) -> Version | None:
    """Return the Kubean version in the name of an os-pkgs archive, None when it has none."""
    found = _OS_PACKAGES.fullmatch(file_name(path).lower())
    return _version(found["version"]) if found and found["version"] else None


def installer_version(path: str) -> Version | None:
    """Return the installer version that the path of the unpacked offline package tells, None when it tells none."""
    found = _INSTALLER.findall(path)
    return _version(found[-1]) if found else None


def kubean_limits(installer: Version) -> tuple[Version | None, Version | None]:
    """Return the oldest and the newest Kubean version that may go with an installer; None where nothing is known."""
    older = [kubean for each, kubean in KUBEAN_VERSIONS if each <= installer]
    newer = [kubean for each, kubean in KUBEAN_VERSIONS if each >= installer]
    return (older[-1] if older else None), (newer[0] if newer else None)


def written(version: Version) -> str:
    """Return a version as the documents write it: `v0.36.0`."""
    return "v" + ".".join(map(str, version))


def _version(text: str) -> Version:
    return tuple(map(int, text.split(".")))
