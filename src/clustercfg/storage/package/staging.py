"""The hidden folder in the import directory where files wait until the whole package is known to be good.

It lies in the import directory itself, so that moving a file into place is one rename within one file system.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import os
import shutil
from pathlib import Path
from types import TracebackType
from typing import final

from clustercfg.errors import StorageError
from clustercfg.storage.package.import_root import ImportRoot
from clustercfg.storage.package.trouble import no_space
from clustercfg.translation import gettext as _

__all__ = ["FOLDER", "Staging", "journal_of"]

FOLDER = ".clustercfg-import"
"""Its name in the import directory; the web server's worker may not enter it."""
_JOURNAL = "journal.json"
_LOCK = "lock"
_NAME_LENGTH = 32


def journal_of(root: ImportRoot) -> Path:
    """Return the path of the manifest-to-be of a run that was interrupted while it moved files into place."""
    return root.place(FOLDER) / _JOURNAL


@final
class Staging:
    """A context manager: holds the lock, and clears the folder away unless a later run can go on from it.

    An interruption keeps the folder. So does any error once the journal is written: some files are then in place,
    and the journal says which ones are ours.
    """

    def __init__(self, root: ImportRoot) -> None:
        """Make the folder and lock it.

        Raises:
            StorageError: another import is at work in this directory.
            OSError: the directory cannot be written to.
        """
        self._root = root
        self._folder = root.place(FOLDER)
        self.journal = journal_of(root)
        self._lock = self._locked()

    def __enter__(self) -> Staging:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        is_interruption = kind is not None and not issubclass(kind, Exception)
        if not is_interruption and not self.journal.exists():
            self._clear()
        os.close(self._lock)

    def place(self, path: str, size: int) -> Path:
        """Return where the file for a path of the import directory waits.

        Raises:
            StorageError: there is no space for it.
        """
        space = self._root.space()
        if size > space.free_bytes or space.free_inodes == 0:
            raise no_space(self._root.path)
        return self.waiting(path)

    def waiting(self, path: str) -> Path:
        """Return the name under which the file for a path waits: no folders, and never too long."""
        return (
            self._folder / hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:_NAME_LENGTH]
        )

    def sync(self) -> None:
        """Wait until all that was written is on the disk, as `sync -f` does."""
        library = ctypes.CDLL(None, use_errno=True)
        if not hasattr(library, "syncfs"):
            os.sync()
        elif library.syncfs(self._lock) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(self._folder))

    def _locked(self) -> int:
        """Make the folder and lock it, again if the run that had it was just clearing it away."""
        while True:
            self._make_folder()
            with contextlib.suppress(FileNotFoundError):
                handle = self._open_lock()
                self._take_lock(handle)
                if self._is_still_there(handle):
                    return handle
                os.close(handle)

    def _make_folder(self) -> None:
        with contextlib.suppress(FileExistsError):
            self._folder.mkdir(mode=0o700)
        if self._folder.is_symlink() or self._folder.is_file():
            raise StorageError(
                _("{path}: something else has the name of the import's own folder").format(path=self._folder),
                _("move it away and run the same command again"),
            )

    def _open_lock(self) -> int:
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            return os.open(self._folder / _LOCK, flags, 0o600)
        except OSError:
            with contextlib.suppress(OSError):  # what an earlier run has left is in it, or it is gone
                self._folder.rmdir()
            raise

    def _take_lock(self, handle: int) -> None:
        import fcntl  # noqa: PLC0415 - absent on Windows, where this module must still be importable

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise StorageError(
                _("{path}: another import is at work in this directory").format(path=self._root.path),
                _("wait for it to end"),
            ) from None

    def _is_still_there(self, handle: int) -> bool:
        return os.path.samestat((self._folder / _LOCK).lstat(), os.fstat(handle))

    def _clear(self) -> None:
        """Take all away, the lock last: until then nobody else may come in.

        What cannot be removed now (a disk that turned read-only) is used or removed by the next run.
        """
        with contextlib.suppress(OSError):
            for path in self._folder.iterdir():
                if path.name != _LOCK:
                    _remove(path)
            (self._folder / _LOCK).unlink()
            self._folder.rmdir()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
