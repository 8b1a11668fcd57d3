"""`binaries import`: the whole step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clustercfg.storage.package.bench import Bench
from clustercfg.storage.package.gzip_stream import unreadable
from clustercfg.storage.package.import_root import ImportRoot
from clustercfg.storage.package.manifest import Manifest, load_manifest
from clustercfg.storage.package.placing import put_into_place
from clustercfg.storage.package.plan import Plan, TarballPart
from clustercfg.storage.package.progress import Phase, Report, Watch
from clustercfg.storage.package.record import recorded
from clustercfg.storage.package.staging import FOLDER, Staging
from clustercfg.storage.package.tarball_reader import Tarball, read_tarball
from clustercfg.storage.package.tree import Tree
from clustercfg.storage.package.trouble import disk_trouble
from clustercfg.storage.package.unchanged import plan_if_unchanged

__all__ = ["ImportReport", "import_package", "plan_package"]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was done."""

    plan: Plan
    seconds: float

    def to_dict(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {**self.plan.to_dict(), "seconds": round(self.seconds, 3)}


def plan_package(
    tarballs: Sequence[Path],
    root: Path,
    *,
    verify: bool = False,
    strip: int | None = None,
    report: Report | None = None,
) -> Plan:
    """Return what `import_package` would do with the same arguments; nothing is written.

    Raises:
        PackageRefusedError: the content of a tarball must not be imported.
        StorageError: a tarball or the directory cannot be read.
    """
    place = ImportRoot(root)
    with explained(place):
        manifest = load_manifest(place)
        done = None if verify else plan_if_unchanged(tarballs, place, manifest)
        if done is not None:
            return done
        bench = Bench(place, Manifest() if verify else manifest)
        return _survey(tarballs, place, bench, manifest, strip, _watch(tarballs, report))[0]


def import_package(
    tarballs: Sequence[Path],
    root: Path,
    *,
    verify: bool = False,
    strip: int | None = None,
    report: Report | None = None,
) -> ImportReport:
    """Put the files of `tarballs` below the directory `root`, the later ones over the earlier ones.

    Each tarball is read once. Files that are there and equal are left alone; the others wait in a hidden folder and
    are renamed into place when all tarballs have turned out good. Run again after an interruption, it goes on.

    Args:
        tarballs: The `.tar.gz` files.
        root: An existing directory; it is not made.
        verify: Compare every file with its content in the tarball, also those that look as they were imported.
        strip: How many leading folders to take away from names; None for the one that all have in common.
        report: Is told of the progress, ten times a second at most.

    Raises:
        PackageRefusedError: the content of a tarball must not be imported; nothing was changed.
        StorageError: a tarball or the directory cannot be read or written, or the disk is full; what is in place is
            valid.
    """
    place = ImportRoot(root)
    watch = _watch(tarballs, report)
    with explained(place):
        done = None if verify else plan_if_unchanged(tarballs, place, load_manifest(place))
        if done is not None:
            _clear_leftovers(place)
            return ImportReport(done, watch.seconds)
        with Staging(place) as staging:
            # Read again under the lock: another import may just have ended.
            manifest = load_manifest(place)
            bench = Bench(place, Manifest() if verify else manifest, staging)
            plan, tree, read = _survey(tarballs, place, bench, manifest, strip, watch)
            watch.enter(Phase.SYNCING)
            folders = [folder for folder in sorted(tree.folders) if not place.has_folder(folder)]
            put_into_place(
                plan.files, folders, recorded(manifest, read, tree, folders, staging), place, staging
            )
        return ImportReport(plan, watch.seconds)


def _survey(
    tarballs: Sequence[Path],
    root: ImportRoot,
    bench: Bench,
    manifest: Manifest,
    strip: int | None,
    watch: Watch,
) -> tuple[Plan, Tree, list[Tarball]]:
    """Read all tarballs and lay them over each other."""
    space = root.space()
    tree, read, before = Tree(), list[Tarball](), 0
    for path, source in zip(tarballs, manifest.sources_of(tarballs), strict=True):
        tarball = read_tarball(path, bench, watch, source=source, strip=strip, before=before)
        tree.lay_over(tarball.tree, path)
        read.append(tarball)
        before += tarball.size
    plan = Plan(
        root.path,
        tuple(_part(tarball) for tarball in read),
        tuple(tree.files[path] for path in sorted(tree.files)),
        tuple(sorted(tree.conflicts)),
        space,
    )
    return plan, tree, read


def _part(tarball: Tarball) -> TarballPart:
    sizes = [file.size for file in tarball.tree.files.values()]
    return TarballPart(
        tarball.path,
        tarball.size,
        tarball.sha256,
        tarball.stripped,
        tarball.lifted,
        len(sizes),
        sum(sizes),
    )


def _watch(tarballs: Sequence[Path], report: Report | None) -> Watch:
    return Watch(report, Phase.READING, sum(_size(path) for path in tarballs))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise unreadable(path, error) from None


@contextmanager
def explained(root: ImportRoot) -> Iterator[None]:
    """Turn what the operating system reports below `root` into a StorageError that says what to do."""
    try:
        yield
    except OSError as error:
        raise disk_trouble(error, root.path) from None


def _clear_leftovers(root: ImportRoot) -> None:
    """Clear away what a run has left that was interrupted at its very end."""
    if root.place(FOLDER).exists():
        with Staging(root):
            pass
