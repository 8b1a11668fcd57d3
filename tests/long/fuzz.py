"""Fuzz one target for some time, guided by coverage, and keep what broke it.

    make fuzz TARGET=reader SECONDS=600

Half of the new inputs are libFuzzer's own (bytes), half come from slips of the hand (lines, words of the language).
A broken check does not end the run: each kind of failure is kept once, in the folder `.fuzz/TARGET/findings`, and told
at the end; then the exit code is 1. What was learnt stays in `.fuzz/TARGET/corpus` for the next run.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import sys
import time
import traceback
import warnings
from pathlib import Path

import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore] # only the fuzz extra installs it

with atheris.instrument_imports(include=["clustercfg", "ruamel"]):
    from fuzz_target import Target, guarded, kept, mutated
    from fuzz_targets import TARGETS

__all__ = ["main"]

_ROOM = Path(__file__).resolve().parents[2] / ".fuzz"


class _Run:
    """One run of one target."""

    def __init__(self, target: Target, seconds: int, room: Path) -> None:
        self.target = target
        self.seconds = seconds
        self.findings = room / "findings"
        self.corpus = room / "corpus"
        self.pool = [*kept(target.name), *target.seeds()]
        self.found: dict[str, str] = {}
        self.count = 0
        self.slowest = 0.0
        self.start = time.monotonic()

    def begin(self) -> None:
        """Lay out the inputs to begin with."""
        for folder in (self.findings, self.corpus):
            folder.mkdir(parents=True, exist_ok=True)
        for data in self.pool:
            (self.corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
        self.start = time.monotonic()

    def take(self, data: bytes) -> None:
        """Check one input; at the end of the time, tell and leave."""
        start = time.process_time()
        try:
            guarded(self.target, data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
            self._keep(data, error)
        self.count += 1
        self.slowest = max(self.slowest, time.process_time() - start)
        if time.monotonic() - self.start > self.seconds:
            self._end()

    def mutate(self, data: bytes, most: int, seed: int) -> bytes:
        """Return a new input."""
        generator = random.Random(seed)
        if generator.random() < 0.5:
            return bytes(atheris.Mutate(data, most))
        return mutated(generator, self.target, self.pool, data)[:most]

    def _keep(self, data: bytes, error: Exception) -> None:
        kind = _kind(error)
        old = self.findings / hashlib.sha256(kind.encode()).hexdigest()[:12]
        # The shortest input of a kind is the one to look at.
        if kind not in self.found or len(data) < old.stat().st_size:
            old.write_bytes(data)
        self.found.setdefault(kind, str(old))

    def _end(self) -> None:
        seconds = time.monotonic() - self.start
        print(
            f"\n{self.target.name}: {self.count} inputs in {seconds:.0f} seconds,"
            f" {len(list(self.corpus.iterdir()))} kept, the slowest took {self.slowest:.2f} seconds,"
            f" {len(self.found)} kinds of failures"
        )
        for kind, file in self.found.items():
            print(f"- {file}: {kind}")
        sys.stdout.flush()
        # libFuzzer would go on, and Python would wait for it.
        os._exit(1 if self.found else 0)


def _kind(error: Exception) -> str:
    """What tells one failure from another: its last two places and the beginning of its message."""
    places = [
        f"{Path(each.filename).name}:{each.lineno}" for each in traceback.extract_tb(error.__traceback__)[-2:]
    ]
    return f"{type(error).__name__} at {' '.join(places)}: {str(error)[:12]!r}"


def main() -> None:
    """Fuzz until the time is over; leaves the process with 1 when something was found."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=0, help="0 for another one each time")
    chosen = parser.parse_args()
    warnings.simplefilter("error")
    run = _Run(TARGETS[chosen.target], chosen.seconds, _ROOM / chosen.target)
    run.begin()
    options = [
        f"-seed={chosen.seed}",
        f"-max_len={run.target.most_bytes}",
        "-timeout=600",
        "-rss_limit_mb=4096",
    ]
    quiet = ["-print_final_stats=0", "-verbosity=0", "-artifact_prefix=" + str(run.findings) + "/"]
    atheris.Setup([sys.argv[0], *options, *quiet, str(run.corpus)], run.take, custom_mutator=run.mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
