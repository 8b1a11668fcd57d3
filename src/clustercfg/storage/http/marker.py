"""A file of random name and content that proves which directory a server serves."""

from __future__ import annotations

import contextlib
import os
import secrets
import threading
from pathlib import Path

from clustercfg.errors import StorageError, reason_of
from clustercfg.translation import gettext as _
from clustercfg.yamltext.claim import clear_left, lock_new

__all__ = ["Marker"]

_NAME = "clustercfg-probe-{token}.txt"
_TOKEN_BYTES, _CONTENT_BYTES = 12, 32
_READABLE = 0o644


class Marker:
    """Is written for one check and taken away again.

    It is locked while it stands, so that the next run knows those that a killed one has left.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self.path = self._new_path()
        self.content = secrets.token_hex(_CONTENT_BYTES).encode("ascii")
        self.may_exist = False
        self._handle: int | None = None
        self._is_over = False
        self._at_work = threading.Lock()

    def write(self) -> None:
        """Put it there, and take away what killed runs have left.

        Raises:
            StorageError: the directory cannot be written.
        """
        with self._at_work:
            if self._is_over:
                return
            self._clear_left()
            try:
                handle = self._made()
                os.fchmod(handle, _READABLE)  # whatever the umask says: a server must read it
                os.write(handle, self.content)
            except OSError as error:
                self._remove()
                raise StorageError(
                    _("{directory}: {reason}").format(directory=self._directory, reason=reason_of(error)),
                    _(
                        "name the directory that the server serves, and run this as a user who may write there"
                    ),
                ) from None

    def remove(self) -> None:
        """Take it away if it is there."""
        with self._at_work:
            self._remove()

    def end(self) -> None:
        """Take it away, and write it no more: the check in its own thread may only now be about to."""
        self._is_over = True
        self.remove()

    def _remove(self) -> None:
        if self.may_exist:
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)
            self.may_exist = os.path.lexists(self.path)
        handle, self._handle = self._handle, None
        if handle is not None:
            with contextlib.suppress(OSError):
                os.close(handle)

    def _new_path(self) -> Path:
        return self._directory / _NAME.format(token=secrets.token_hex(_TOKEN_BYTES))

    def _made(self) -> int:
        while True:
            self.may_exist = True
            self._handle = os.open(
                self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), _READABLE
            )
            if lock_new(self._handle, self.path):
                return self._handle
            os.close(self._handle)
            self.path = self._new_path()

    def _clear_left(self) -> None:
        with contextlib.suppress(OSError):  # what cannot be read or removed harms nobody
            for path in self._directory.glob(_NAME.format(token="[0-9a-f]" * 2 * _TOKEN_BYTES)):
                clear_left(path)
