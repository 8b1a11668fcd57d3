"""A file of random name and content that proves which directory a server serves."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from clustercfg.errors import StorageError, reason_of
from clustercfg.translation import gettext as _

__all__ = ["Marker"]

_NAME = "clustercfg-probe-{token}.txt"
_READABLE = 0o644


class Marker:
    """Is written for one check and taken away again."""

    def __init__(self, directory: Path) -> None:
        self.name = _NAME.format(token=secrets.token_hex(12))
        self.content = secrets.token_hex(32).encode("ascii")
        self.path = directory / self.name
        self.may_exist = False

    def write(self) -> None:
        """Put it there.

        Raises:
            StorageError: the directory cannot be written.
        """
        self.may_exist = True
        try:
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _READABLE)
            with open(descriptor, "wb") as file:  # noqa: PTH123 - a Path cannot open a descriptor
                os.fchmod(descriptor, _READABLE)  # whatever the umask says: a server must read it
                file.write(self.content)
        except OSError as error:
            self.remove()
            raise StorageError(
                _("{directory}: {reason}").format(directory=self.path.parent, reason=reason_of(error)),
                _("name the directory that the server serves, and run this as a user who may write there"),
            ) from None

    def remove(self) -> None:
        """Take it away if it is there."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)
            self.may_exist = False
