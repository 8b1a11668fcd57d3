"""The uncompressed bytes of a tarball, read once and forwards, inflated in a thread of their own."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import queue
import threading
import time
import zlib
from collections.abc import Iterator
from io import BufferedReader, FileIO
from pathlib import Path
from types import TracebackType
from typing import final

from clustercfg.errors import StorageError, reason_of
from clustercfg.translation import gettext as _

__all__ = ["BLOCK", "GzipStream", "unreadable"]

BLOCK = 1 << 20
"""Bytes per step: so large that Python's own cost vanishes."""
_AHEAD = 8
"""Blocks that may wait for the consumer; this bounds the memory."""
_PAUSE, _PATIENCE = 0.05, 2.0
"""Seconds between two looks at whether the thread has ended, and before it is given up."""


class _HashingFile(FileIO):
    """A file that hashes what is read of it, so that nobody need read it a second time."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.sha256 = hashlib.sha256()
        self.done = 0

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]  # all that BufferedReader hands in
        size = super().readinto(buffer)
        self.sha256.update(buffer[:size])
        self.done += size
        return size


@final
class GzipStream:
    """The content of one gzip file, to be read once, forwards and to its end; a context manager.

    Raises, from every method that reads:
        StorageError: the file cannot be read, is no gzip file, is damaged, or ends too early.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.position = 0
        """Uncompressed bytes handed out so far."""
        self._file = _opened(path)
        self._rest = memoryview(b"")
        self._queue: queue.Queue[bytes | Exception] = queue.Queue(_AHEAD)
        self._unwanted = threading.Event()
        self._ended = False
        self._thread = threading.Thread(target=self._inflate, name="inflate", daemon=True)
        self._thread.start()

    def __enter__(self) -> GzipStream:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._unwanted.set()
        latest = time.monotonic() + _PATIENCE
        while self._thread.is_alive() and time.monotonic() < latest:
            with contextlib.suppress(queue.Empty):  # makes room: the thread then sees that nobody wants more
                self._queue.get(timeout=_PAUSE)
        # A thread that waits for a disk that does not answer keeps its file; it does not keep the process.
        if not self._thread.is_alive():
            self._file.close()

    @property
    def compressed_position(self) -> int:
        """Bytes of the file that were read so far."""
        return self._file.done

    def read(self, size: int) -> bytes:
        """Return the next `size` bytes, fewer only at the end."""
        return b"".join(self.blocks(size))

    def blocks(self, size: int) -> Iterator[memoryview]:
        """Yield the next `size` bytes in pieces, fewer only at the end."""
        while size > 0 and (self._rest or self._fetch()):
            piece = self._rest[:size]
            self._rest = self._rest[len(piece) :]
            self.position += len(piece)
            size -= len(piece)
            yield piece

    def skip(self, size: int) -> int:
        """Pass over the next `size` bytes; return how many there were."""
        return sum(len(piece) for piece in self.blocks(size))

    def finish(self) -> str:
        """Read what is left, so that the checksum at the end is compared; return the SHA-256 of the file itself."""
        self.position += len(self._rest)
        while self._fetch():
            self.position += len(self._rest)
        return self._file.sha256.hexdigest()

    def _fetch(self) -> bool:
        if self._ended:
            return False
        block = self._queue.get()
        if isinstance(block, Exception):
            self._ended = True
            raise block
        self._rest = memoryview(block)
        self._ended = not block
        return bool(block)

    def _inflate(self) -> None:
        try:
            with BufferedReader(self._file, BLOCK) as file, _reader(file) as reader:
                while (block := reader.read(BLOCK)) and not self._unwanted.is_set():
                    self._queue.put(block)
            self._queue.put(b"")
        except Exception as error:  # noqa: BLE001 - handed to the consumer, who raises it
            self._queue.put(self._meaning(error))

    def _meaning(self, error: Exception) -> Exception:
        if isinstance(error, EOFError):
            return _broken(self.path, _("it ends too early, so the copy is not complete"))
        if isinstance(error, gzip.BadGzipFile) and self.position == 0 and not _looks_like_gzip(self.path):
            return _broken(self.path, _("it is not a gzip file"))
        if isinstance(error, (gzip.BadGzipFile, zlib.error)) or type(error).__name__ == "IsalError":
            return _broken(self.path, _("its content is damaged"))
        return unreadable(self.path, error) if isinstance(error, OSError) else error


def _opened(path: Path) -> _HashingFile:
    try:
        return _HashingFile(path)
    except OSError as error:
        raise unreadable(path, error) from None


def _reader(file: BufferedReader[_HashingFile]) -> gzip.GzipFile:
    """Inflate with ISA-L, which is several times as fast as zlib, where it is installed."""
    try:
        from isal.igzip import IGzipFile  # noqa: PLC0415 - belongs to the extra; only a matter of speed
    except ImportError:
        return gzip.GzipFile(fileobj=file, mode="rb")
    return IGzipFile(fileobj=file, mode="rb")  # type: ignore[no-untyped-call]  # isal leaves it without types


def _looks_like_gzip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"


def unreadable(path: Path, error: OSError) -> StorageError:
    """Return what to tell about a tarball that cannot be opened or read."""
    return StorageError(
        _("{path}: {reason}").format(path=path, reason=reason_of(error)),
        _("name the tarballs, or the folder that holds them with --package"),
    )


def _broken(path: Path, reason: str) -> StorageError:
    return StorageError(
        _("{path}: {reason}").format(path=path, reason=reason),
        _("copy the file again and compare its checksum with the original's; what is in place stays valid"),
    )
