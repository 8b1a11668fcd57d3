"""What is measured: samples of ours and of a peer, taken in turn, and how they compare with a limit."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Row", "Samples", "in_turn", "run_process", "timed"]


@dataclass(frozen=True, slots=True)
class Samples:
    """Measurements of one thing, in the order of the rounds; `unit` is `ms` or `MB`."""

    name: str
    values: tuple[float, ...]
    unit: str = "ms"

    @property
    def median(self) -> float:
        """The middle of all rounds."""
        return statistics.median(self.values)

    @property
    def spread(self) -> float:
        """How far apart the quartiles are."""
        if len(self.values) < 2:  # noqa: PLR2004 - a single value has no quartiles
            return 0.0
        low, _, high = statistics.quantiles(self.values, n=4)
        return high - low

    def over(self, other: Samples) -> float:
        """Return the median of the ratios within the rounds: a slow moment of the machine hits both and changes little."""
        return statistics.median(this / that for this, that in zip(self.values, other.values, strict=True))

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "name": self.name,
            "unit": self.unit,
            "median": self.median,
            "spread": self.spread,
            "values": self.values,
        }


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `figure` is what the limits `must` and `aim` are about: a ratio, milliseconds, an exponent."""

    what: str
    ours: Samples
    peer: Samples | None
    figure: float
    must: float
    aim: float | None = None
    unit: str = ""
    """The unit of the figure, nothing for a ratio or an exponent."""

    @classmethod
    def against(
        cls, what: str, ours: Samples, peer: Samples, *, must: float, aim: float | None = None
    ) -> Row:
        """Return the row of a ratio to a peer."""
        return cls(what, ours, peer, ours.over(peer), must, aim)

    @property
    def verdict(self) -> str:
        """`aim`, `must` or `MISSED`: the best limit that holds."""
        if self.aim is not None and self.figure <= self.aim:
            return "aim"
        return "must" if self.figure <= self.must else "MISSED"

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "what": self.what,
            "ours": self.ours.to_dict(),
            "peer": self.peer.to_dict() if self.peer else None,
            "figure": self.figure,
            "unit": self.unit,
            "must": self.must,
            "aim": self.aim,
            "verdict": self.verdict,
        }


def in_turn(doers: Mapping[str, Callable[[], float]], rounds: int, *, unit: str = "ms") -> dict[str, Samples]:
    """Ask every doer for one measurement per round; the first round warms caches and is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in doers}
    for _ in range(rounds + 1):
        for name, do in doers.items():
            taken[name].append(do())
    return {name: Samples(name, tuple(values[1:]), unit) for name, values in taken.items()}


def timed(do: Callable[[], object]) -> float:
    """Return how many milliseconds of the processor `do` takes."""
    start = time.process_time()
    do()
    return 1000 * (time.process_time() - start)


def run_process(command: list[str], *, expected: tuple[int, ...] = (0,)) -> tuple[float, float]:
    """Run a whole process and return its milliseconds and the peak of its memory in MB.

    Any exit code but those `expected` ends the benchmark.
    """
    # Without a terminal's settings all tools print plain text.
    environment = {name: value for name, value in os.environ.items() if "COLOR" not in name}
    started = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        elapsed = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in expected:
        sys.exit(f"{' '.join(command)}: exit code {process.returncode}")
    return 1000 * elapsed, usage.ru_maxrss / 1000
