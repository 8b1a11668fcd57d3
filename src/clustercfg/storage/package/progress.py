"""How far a long step is, for whoever wants to show it."""

from __future__ import annotations

import enum
import time
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Phase", "Progress", "Report", "Watch"]

_INTERVAL = 0.1
"""Seconds between two reports; more often helps nobody and costs time."""


class Phase(str, enum.Enum):
    """What is being done."""

    READING = "reading"
    SYNCING = "syncing"
    HASHING = "hashing"


@dataclass(frozen=True, slots=True)
class Progress:
    """One look at a running step."""

    phase: Phase
    done: int
    """Bytes; while reading, those of the tarballs as they are, compressed."""
    total: int
    files: int
    """How many were read so far."""
    seconds: float

    @property
    def rate(self) -> float:
        """Bytes per second since the start."""
        return self.done / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long it will take at that rate; None while nobody can tell."""
        return (self.total - self.done) / self.rate if self.done else None


Report = Callable[[Progress], None]


class Watch:
    """Keeps count and reports now and then."""

    def __init__(self, report: Report | None = None, phase: Phase = Phase.READING, total: int = 0) -> None:
        self._report = report
        self._phase = phase
        self._total = total
        self._files = 0
        self._done = 0
        self._started = time.monotonic()
        self._last = 0.0

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self._started

    def count_file(self) -> None:
        """Another file is done."""
        self._files += 1

    def advance(self, done: int) -> None:
        """Take note of the bytes that are done, from the start; report if it is time to."""
        self._done = done
        if self._report is not None and time.monotonic() - self._last >= _INTERVAL:
            self._tell(self._report)

    def enter(self, phase: Phase) -> None:
        """Go over to another phase, which is always reported."""
        self._phase = phase
        if self._report is not None:
            self._tell(self._report)

    def _tell(self, report: Report) -> None:
        self._last = time.monotonic()
        report(Progress(self._phase, self._done, self._total, self._files, self.seconds))
