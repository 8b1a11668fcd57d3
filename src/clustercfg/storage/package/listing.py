"""Which files a package consists of, and where its tarballs lie."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from clustercfg.errors import StorageError
from clustercfg.storage.package.bench import Bench
from clustercfg.storage.package.package_file import PackageFile
from clustercfg.storage.package.progress import Phase, Report, Watch
from clustercfg.storage.package.tarball_reader import read_tarball, size_of
from clustercfg.storage.package.tree import Tree
from clustercfg.translation import gettext as _

__all__ = ["find_tarballs", "read_package"]

_TARBALLS = ("kubespray-binary/offline-files.tar.gz", "component-tools.tar.gz")
_FOLDERS = (".", "offline")
"""`offline/` of the unpacked package, or the unpacked package itself."""


def find_tarballs(package: Path) -> tuple[Path, Path]:
    """Return the two tarballs of an unpacked offline package.

    Raises:
        StorageError: they are not there.
    """
    for folder in _FOLDERS:
        found = [package / folder / name for name in _TARBALLS]
        if all(path.is_file() for path in found):
            return found[0], found[1]
    missing = next(
        name for name in _TARBALLS if not any((package / each / name).is_file() for each in _FOLDERS)
    )
    raise StorageError(
        _("{package}: there is no {name}, nor below offline/").format(package=package, name=missing),
        _("name the folder that the offline package was unpacked to, or the tarballs themselves"),
    )


def read_package(
    tarballs: Sequence[Path], *, strip: int | None = None, report: Report | None = None
) -> tuple[PackageFile, ...]:
    """Return every file of `tarballs` under the path that it has in the import directory, sorted, with its SHA-256.

    Each tarball is read once and nothing is written. The state of the files means nothing here.

    Raises:
        PackageRefusedError: the content of a tarball must not be imported.
        StorageError: a tarball cannot be read, or is damaged.
    """
    tree, bench, before = Tree(), Bench(), 0
    watch = Watch(report, Phase.READING, sum(size_of(path) for path in tarballs))
    for path in tarballs:
        tarball = read_tarball(path, bench, watch, strip=strip, before=before)
        tree.lay_over(tarball.tree, path)
        before += tarball.size
    return tuple(tree.files[path] for path in sorted(tree.files))
