"""Moves staged files into place, so that a crash at any moment leaves each path old or new and whole."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Collection, Iterable
from pathlib import Path

from clustercfg.storage.package.import_root import ImportRoot
from clustercfg.storage.package.manifest import NAME, Manifest, write_manifest
from clustercfg.storage.package.package_file import PackageFile, State
from clustercfg.storage.package.staging import Staging

__all__ = ["put_into_place"]

_FOLDER_MODE = 0o755


def put_into_place(
    files: Collection[PackageFile],
    folders: Iterable[str],
    manifest: Manifest,
    root: ImportRoot,
    staging: Staging,
) -> None:
    """Put everything under its name; `manifest` says what is then there, `folders` which ones to make.

    The journal comes first and becomes the manifest in the end: after a crash it tells which files are ours. One sync
    comes between writing and renaming, so no name ever stands for a file that is not wholly on the disk.

    Raises:
        OSError: something could not be moved; a later run goes on from there.
    """
    _check_permission(files, root)
    write_manifest(manifest, staging.journal)
    staging.sync()
    for folder in sorted(folders):
        _make_folder(root.place(folder))
    # Hard links come last: what they lead to must be in place.
    for file in sorted(files, key=lambda file: file.same_as is not None):
        _put(file, root, staging)
    _publish(root, staging)


def _check_permission(files: Iterable[PackageFile], root: ImportRoot) -> None:
    """Notice before the first rename that a later one will not be allowed."""
    folders = {file.path.rpartition("/")[0] for file in files if file.state is not State.EQUAL}
    for folder in sorted(folders):
        place = root.place(folder)
        if root.has_folder(folder) and not os.access(place, os.W_OK | os.X_OK, effective_ids=True):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place))


def _make_folder(path: Path) -> None:
    path.mkdir(exist_ok=True)
    path.chmod(_FOLDER_MODE)


def _put(file: PackageFile, root: ImportRoot, staging: Staging) -> None:
    place, waiting = root.place(file.path), staging.waiting(file.path)
    if file.state is State.EQUAL:
        _make_readable(file, place)
        return
    if file.link is not None:
        waiting.unlink(missing_ok=True)
        waiting.symlink_to(file.link)
    elif file.same_as is not None:
        _link(root.place(file.same_as), waiting)
    _rename(waiting, place)


def _link(original: Path, waiting: Path) -> None:
    waiting.unlink(missing_ok=True)
    try:
        os.link(original, waiting)
    except OSError:  # no hard links there, or another file system: a copy serves as well
        shutil.copy2(original, waiting)


def _make_readable(file: PackageFile, place: Path) -> None:
    if file.link is not None:
        return
    mode = stat.S_IMODE(place.lstat().st_mode)
    if mode == file.mode:
        return
    try:
        place.chmod(file.mode)
    except PermissionError:  # somebody else's file, which will do if the server can read it
        if not mode & stat.S_IROTH:
            raise


def _rename(waiting: Path, place: Path) -> None:
    try:
        waiting.rename(place)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy_beside(waiting, place)
    # Renaming one name of a file to another name of the same file does nothing, says POSIX.
    waiting.unlink(missing_ok=True)


def _copy_beside(waiting: Path, place: Path) -> None:
    """Do what a rename does where another file system is mounted below the import directory."""
    beside = place.with_name(f".{waiting.name}.part")
    beside.unlink(missing_ok=True)
    try:
        shutil.copy2(waiting, beside, follow_symlinks=False)
        if not beside.is_symlink():
            _sync(beside)
        beside.rename(place)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _publish(root: ImportRoot, staging: Staging) -> None:
    staging.journal.rename(root.place(NAME))
    _sync(root.path)
