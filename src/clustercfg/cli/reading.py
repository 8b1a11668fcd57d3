"""Reads the file that a command line names."""

from __future__ import annotations

import errno
import os
import sys

from clustercfg.errors import reason_of
from clustercfg.translation import gettext as _
from clustercfg.yamltext.decoding import MAXIMUM_BYTES

__all__ = ["STANDARD_INPUT", "cannot_read", "display_name", "read"]

STANDARD_INPUT = "-"


def read(path: str) -> bytes:
    """Return the bytes of a file, or of standard input for `-`.

    No more than one byte beyond the limit is read: that is enough for the linter to refuse the file.

    Raises:
        OSError: the file cannot be read.
    """
    if path == STANDARD_INPUT:
        if sys.stdin is None:  # `<&-`
            raise OSError(errno.EBADF, _("it is closed"), _("standard input"))
        return sys.stdin.buffer.read(MAXIMUM_BYTES + 1)
    with open(path, "rb") as file:
        return file.read(MAXIMUM_BYTES + 1)


def display_name(path: str) -> str:
    """Return the name under which findings in a file are reported."""
    if path == STANDARD_INPUT:
        return "<stdin>"
    # Under LANG=C, Python hands over a name in UTF-8 as surrogates.
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def cannot_read(path: str, error: OSError) -> str:
    """Return the sentence for a file that cannot be read."""
    return _("clustercfg: cannot read {path}: {reason}").format(
        path=display_name(path), reason=reason_of(error)
    )
