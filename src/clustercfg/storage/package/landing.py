"""Where the bytes of a file go: compared with what is there already, written from the first difference on.

So a file is read once whatever is found: an equal one costs no write, and what an interrupted run has left is used
as far as it goes, without trusting any of it.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from types import TracebackType
from typing import final

from clustercfg.storage.package.gzip_stream import BLOCK

__all__ = ["Comparison", "Landing", "StagedFile"]

_WRITE_OUT = 16 << 20
"""Bytes after which the disk is set to work, so that it is busy while the next ones are inflated."""

_WORTH_WRITING_OUT = 1 << 20
"""Bytes below which a finished file is left to the one sync: the disk takes small files better all at once."""


class Comparison:
    """An existing file, compared with bytes as they come."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        self.position = 0
        """Bytes that were equal so far."""

    def agrees(self, piece: memoryview) -> bool:
        """Compare the next bytes."""
        if os.pread(self._file, len(piece), self.position) != bytes(piece):
            return False
        self.position += len(piece)
        return True

    def copy_to(self, staged: StagedFile) -> None:
        """Hand over what was equal so far."""
        for start in range(0, self.position, BLOCK):
            staged.feed(memoryview(os.pread(self._file, min(BLOCK, self.position - start), start)))

    def close(self) -> None:
        """Let the file go."""
        os.close(self._file)


class StagedFile:
    """A file on its way into place; equal bytes that an earlier run has left are kept."""

    def __init__(self, path: Path) -> None:
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        self._file = os.open(path, flags, 0o600)
        self._left = os.fstat(self._file).st_size
        self._position = 0
        self._written_out = 0

    def feed(self, piece: memoryview) -> None:
        """Take the next bytes."""
        if self._position + len(piece) <= self._left and self._has(piece):
            self._position += len(piece)
            return
        if self._left:
            self._cut()
        self._write(piece)
        if self._position - self._written_out >= _WRITE_OUT:
            self._write_out()

    def finish(self, mode: int, modified: int) -> None:
        """Give the complete file its permissions and time (nanoseconds)."""
        if self._left > self._position:
            self._cut()
        os.fchmod(self._file, mode)
        os.utime(self._file, ns=(modified, modified))
        if self._position - self._written_out >= _WORTH_WRITING_OUT:
            self._write_out()

    def close(self) -> None:
        """Let the file go, complete or not."""
        os.close(self._file)

    def _has(self, piece: memoryview) -> bool:
        return os.pread(self._file, len(piece), self._position) == bytes(piece)

    def _cut(self) -> None:
        os.ftruncate(self._file, self._position)
        self._left = 0

    def _write(self, piece: memoryview) -> None:
        while piece:
            done = os.pwrite(self._file, piece, self._position)
            self._position += done
            piece = piece[done:]

    def _write_out(self) -> None:
        # Linux begins to write such pages to disk and does not wait; elsewhere the one sync at the end does it all.
        if hasattr(os, "posix_fadvise"):
            length = self._position - self._written_out
            with contextlib.suppress(OSError):  # a file system that takes no advice
                os.posix_fadvise(self._file, self._written_out, length, os.POSIX_FADV_DONTNEED)
        self._written_out = self._position


@final
class Landing:
    """One file as its bytes arrive; a context manager."""

    def __init__(self, existing: Path | None, staged: Path | None) -> None:
        """Compare with `existing`, a file of the right size; write to `staged`, or nowhere."""
        self._staged_path = staged
        self._comparison = Comparison(existing) if existing else None
        self._staged = StagedFile(staged) if staged and not existing else None

    def __enter__(self) -> Landing:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for each in (self._comparison, self._staged):
            if each is not None:
                each.close()

    def feed(self, piece: memoryview) -> None:
        """Take the next bytes."""
        if self._comparison is not None and not self._comparison.agrees(piece):
            self._part_ways(self._comparison)
        if self._staged is not None:
            self._staged.feed(piece)

    def finish(self, mode: int, modified: int) -> bool:
        """End the file; return whether the existing one is equal (else it is staged, if it was to be)."""
        if self._comparison is not None:
            return True
        if self._staged is not None:
            self._staged.finish(mode, modified)
        return False

    def _part_ways(self, comparison: Comparison) -> None:
        if self._staged_path is not None:
            self._staged = StagedFile(self._staged_path)
            comparison.copy_to(self._staged)
        self._comparison = None
        comparison.close()
