"""The trial of a mutant: a copy of this process takes the changed function and runs the tests that reach it.

Mutmut's own runner puts every variant of a function behind a switch and asks it at each call, which makes a reader that
calls small functions for every line several times slower. Here a function's code is replaced after a fork.
"""

from __future__ import annotations

import os
import resource
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, TextIO

from mutation.baseline import Baseline, forget, passes, place_of
from mutation.mutants import Mutant, mutants_of
from mutation.rooms import Room

if TYPE_CHECKING:
    import pytest

__all__ = ["Plugin", "Verdict"]

SURVIVED, KILLED, UNFIT = 0, 1, 2
MOST_MEMORY = 8 << 30
"""Bytes of addresses; programs written in Go ask for many that they do not use."""
LONGEST = 300
"""Seconds on the wall that one mutant may take."""
BUDGET = 8.0
"""Seconds of one processor for the tests of a mutant, the cheap ones first; who notices later does not count."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant; `tests` is how many reach its line."""

    mutant: Mutant
    killed: bool
    tests: int


@dataclass(slots=True)
class Plugin:
    """Takes the place of pytest's own loop over the tests."""

    room: Room
    sample: int
    seed: int
    processes: int
    only: str
    report: TextIO
    verdicts: list[Verdict] = field(default_factory=list)
    mutants: int = 0
    unfit: int = 0
    _killers: Counter[pytest.Item] = field(default_factory=Counter)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests once as they are, then the sample of mutants."""
        files = [path for path in self.room.files() if self.only in str(path)]
        baseline = Baseline(frozenset(map(str, files)))
        baseline.learn([item for item in session.items if self.room.keeps(item.nodeid)])
        baseline.leave_out(_unrepeatable(list(baseline.cost)))
        self._say(f"{len(baseline.cost)} tests, {sum(baseline.cost.values()):.0f} s; left out:")
        self._say("\n".join(f"  {each}" for each in baseline.left_out))
        everything = [mutant for path in files for mutant in mutants_of(path)]
        self.mutants = len(everything)
        Random(self.seed).shuffle(everything)
        self._try(everything[: self.sample or None], baseline)
        return True

    def _say(self, text: str) -> None:
        print(text, file=self.report, flush=True)

    def _try(self, chosen: list[Mutant], baseline: Baseline) -> None:
        running: dict[int, tuple[Mutant, list[pytest.Item]]] = {}
        for mutant in chosen:
            if len(running) == self.processes:
                self._await(running)
            trial = self._prepared(mutant, baseline)
            if trial is None:
                self.unfit += 1
                continue
            tests, operate = trial
            running[_forked(tests, operate, baseline)] = mutant, tests
        while running:
            self._await(running)

    def _prepared(
        self, mutant: Mutant, baseline: Baseline
    ) -> tuple[list[pytest.Item], Callable[[], None]] | None:
        """Return the tests to run and what changes the function; None where only a default value changes."""
        codes = mutant.codes()
        if codes is None or codes[0].co_freevars != codes[1].co_freevars:
            return None
        place = place_of(codes[0])
        found = baseline.affordable(str(mutant.path), mutant.lines(), BUDGET)
        tests = sorted(found, key=lambda test: -self._killers[test])
        functions = baseline.functions.get(place, [])

        def operate() -> None:
            for function in functions:
                assert function.__code__ == codes[0], "the file changed since it was loaded"
                function.__code__ = codes[1]

        return tests, operate

    def _await(self, running: dict[int, tuple[Mutant, list[pytest.Item]]]) -> None:
        process, status = os.wait()
        mutant, tests = running.pop(process)
        code = os.waitstatus_to_exitcode(status)
        if code >= KILLED:
            self._killers[tests[code - KILLED]] += 1
        self.verdicts.append(Verdict(mutant, code != SURVIVED, len(tests)))
        if code == SURVIVED:
            line, before, after = mutant.change()
            self._say(f"{mutant.path}:{line} ({len(tests)} tests)\n  - {before}\n  + {after}")


def _unrepeatable(tests: list[pytest.Item]) -> list[pytest.Item]:
    """Return the tests that fail in a copy of this process although nothing is changed."""
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        try:
            _limit()
            forget()
            for number, test in enumerate(tests):
                if not passes(test):
                    os.write(writing, f"{number} ".encode())
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, encoding="ascii") as answer:  # noqa: PTH123 - it has no path
        failed = [tests[int(number)] for number in answer.read().split()]
    os.waitpid(process, 0)
    return failed


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _forked(tests: list[pytest.Item], operate: Callable[[], None], baseline: Baseline) -> int:
    process = os.fork()
    if process:
        return process
    code = KILLED
    try:
        _limit()
        signal.alarm(LONGEST)
        operate()
        forget()
        code = next(_failures(tests, baseline), SURVIVED)
    finally:
        os._exit(code)
    return 0


def _failures(tests: list[pytest.Item], baseline: Baseline) -> Iterator[int]:
    """Yield the exit code that names the test, for each test that fails; an endless one ends the process."""
    for number, test in enumerate(tests):
        signal.setitimer(signal.ITIMER_PROF, 1 + 10 * baseline.cost[test])
        if not passes(test):
            yield KILLED + min(number, 100)
