"""`binaries import`: the whole step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clustercfg.storage.package.bench import Bench
from clustercfg.storage.package.import_root import ImportRoot
from clustercfg.storage.package.manifest import Manifest, load_manifest
from clustercfg.storage.package.placing import put_into_place
from clustercfg.storage.package.plan import Plan, TarballPart
from clustercfg.storage.package.progress import Phase, Report, Watch
from clustercfg.storage.package.record import recorded
from clustercfg.storage.package.staging import FOLDER, Staging
from clustercfg.storage.package.tarball_reader import Tarball, read_tarball, size_of
from clustercfg.storage.package.tree import Tree
from clustercfg.storage.package.trouble import disk_trouble
from clustercfg.storage.package.unchanged import plan_if_unchanged

__all__ = ["ImportReport", "explained", "import_package", "plan_package"]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was done."""

    plan: Plan
    """As it was before; its files are in place now."""
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
    step = _Import(tarballs, ImportRoot(root), strip, report, verify=verify)
    with explained(step.root):
        return step.plan_if_unchanged() or step.survey(None).plan


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
    step = _Import(tarballs, ImportRoot(root), strip, report, verify=verify)
    with explained(step.root):
        unchanged = step.plan_if_unchanged()
        if unchanged is None:
            return step.run()
        _clear_leftovers(step.root)
        return ImportReport(unchanged, step.watch.seconds)


@contextmanager
def explained(root: ImportRoot) -> Iterator[None]:
    """Turn what the operating system reports below `root` into a StorageError that says what to do."""
    try:
        yield
    except OSError as error:
        raise disk_trouble(error, root.path) from None


@dataclass(frozen=True, slots=True)
class _Survey:
    """All tarballs, read and laid over each other."""

    plan: Plan
    tree: Tree
    tarballs: Sequence[Tarball]
    manifest: Manifest
    """What was imported before."""


class _Import:
    def __init__(
        self,
        tarballs: Sequence[Path],
        root: ImportRoot,
        strip: int | None,
        report: Report | None,
        *,
        verify: bool,
    ) -> None:
        self.root = root
        self.watch = Watch(report, Phase.READING, sum(size_of(path) for path in tarballs))
        self._tarballs = tarballs
        self._strip = strip
        self._verify = verify

    def plan_if_unchanged(self) -> Plan | None:
        if self._verify:
            return None
        return plan_if_unchanged(self._tarballs, self.root, load_manifest(self.root), self._strip)

    def run(self) -> ImportReport:
        with Staging(self.root) as staging:
            survey = self.survey(staging)
            self.watch.enter(Phase.SYNCING)
            folders = [folder for folder in sorted(survey.tree.folders) if not self.root.has_folder(folder)]
            manifest = recorded(survey.manifest, survey.tarballs, survey.tree, folders, staging)
            put_into_place(survey.plan.files, folders, manifest, self.root, staging)
        return ImportReport(survey.plan, self.watch.seconds)

    def survey(self, staging: Staging | None) -> _Survey:
        """Read all tarballs, comparing with the directory and writing what differs to the staging folder."""
        manifest = load_manifest(self.root)
        space = self.root.space()
        bench = Bench(self.root, Manifest() if self._verify else manifest, staging)
        tree, read = Tree(), list[Tarball]()
        for path, source in zip(
            self._tarballs, manifest.sources_of(self._tarballs, self._strip), strict=True
        ):
            before = sum(each.size for each in read)
            read.append(
                read_tarball(path, bench, self.watch, source=source, strip=self._strip, before=before)
            )
            tree.lay_over(read[-1].tree, path)
        plan = Plan(
            self.root.path,
            tuple(_part(tarball) for tarball in read),
            tuple(tree.files[path] for path in sorted(tree.files)),
            tuple(sorted(tree.conflicts)),
            space,
        )
        return _Survey(plan, tree, read, manifest)


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


def _clear_leftovers(root: ImportRoot) -> None:
    """Clear away what a run has left that was interrupted at its very end."""
    if root.place(FOLDER).exists():
        with Staging(root):
            pass
