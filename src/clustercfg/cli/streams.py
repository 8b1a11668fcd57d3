"""Standard output for data, standard error for talk."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys

from clustercfg.linting.reports.characters import printable
from clustercfg.translation import gettext as _

__all__ = [
    "colorful",
    "drop_output",
    "flush",
    "prepare_streams",
    "say",
    "terminal_width",
    "write",
    "write_bytes",
]

_WIDTH, _NARROWEST, _WIDEST = 80, 40, 120


def prepare_streams() -> None:
    """Make output UTF-8 whatever the locale says, except on a terminal, which knows its own encoding.

    A character that cannot be written is escaped instead of ending the program.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=_encoding(stream), errors="backslashreplace")


def _encoding(stream: io.TextIOWrapper) -> str:
    chosen = os.environ.get("PYTHONIOENCODING") or (stream.isatty() and not _is_ascii(stream.encoding))
    return stream.encoding if chosen else "utf-8"


def _is_ascii(encoding: str) -> bool:
    return encoding.lower() in {"ascii", "us-ascii", "ansi_x3.4-1968", "646"}


def write(text: str) -> None:
    """Write data to standard output. When its reader has gone (`| head`), the rest is dropped and the verdict stands.

    Raises:
        OSError: standard output is closed, or its disk is full.
    """
    if text and sys.stdout is None:  # `>&-`
        raise OSError(errno.EBADF, _("it is closed"), _("standard output"))
    try:
        print(text, end="", flush=True)
    except BrokenPipeError:
        drop_output()


def write_bytes(data: bytes) -> None:
    """Write a file's content to standard output as it is; see `write`."""
    write("")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        drop_output()


def flush() -> None:
    """Write out what is buffered, so that a full disk is noticed while it can still be told."""
    write("")


def drop_output() -> None:
    """Send what is still to be written nowhere."""
    # The interpreter flushes standard output once more at its end and would complain.
    with contextlib.suppress(OSError), open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def say(message: str) -> None:
    """Tell the person something, each line of `message` in its own line."""
    text = "\n".join(printable(line) for line in message.split("\n"))
    with contextlib.suppress(OSError):  # nobody may be listening
        print(text, file=sys.stderr, flush=True)


def colorful(choice: str) -> bool:
    """Decide on color: `always`, `never`, or by the terminal and the customs NO_COLOR and FORCE_COLOR."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return (
        sys.stdout is not None
        and sys.stdout.isatty()
        and os.environ.get("TERM") != "dumb"
        and _understands_codes()
    )


def _understands_codes() -> bool:
    return os.name != "nt" or "WT_SESSION" in os.environ or "TERM" in os.environ


def terminal_width() -> int:
    """Return how many columns texts may take: those of the terminal, within what reads well."""
    return max(_NARROWEST, min(_measured_width(), _WIDEST))


def _measured_width() -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _WIDTH
    except (AttributeError, OSError, ValueError):
        return _WIDTH
