"""Which lines each test reaches and what it costs, learned while all of them run once."""

from __future__ import annotations

import functools
import gc
import os
import sys
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, TypeVar

import coverage  # type: ignore[import-not-found, unused-ignore] # only the mutants extra installs it
from _pytest.runner import runtestprotocol

from mutation.rooms import PROJECT

if TYPE_CHECKING:
    import pytest

__all__ = ["Baseline", "forget", "passes", "place_of"]

FEW = 5
"""Invented examples of a test; the tests were written to find mistakes that are rarer than mutants."""
SLOW = 4.0
"""Seconds of one processor that a test may cost."""
WARM = 20
"""How many tests one after another find what the package keeps, as all do in a usual run."""
Place = tuple[str, int, str]
Kind = TypeVar("Kind")


def place_of(code: CodeType) -> Place:
    """Return what names a function."""
    return code.co_filename, code.co_firstlineno, code.co_name


@dataclass(slots=True)
class Baseline:
    """The tests that reach a line, cheap ones first; `left_out` failed or cost too much."""

    files: frozenset[str]
    cost: dict[pytest.Item, float] = field(default_factory=dict)
    reached: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    functions: dict[Place, list[FunctionType]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def learn(self, items: list[pytest.Item]) -> None:
        """Run all tests once."""
        tracer = coverage.Coverage(data_file=None, include=sorted(self.files), config_file=False)
        tracer.start()
        for number, item in enumerate(items):
            _lessen(item)
            forget(PROJECT / "tests" if number % WARM else PROJECT)
            tracer.switch_context(item.nodeid)
            self._observe(item)
        tracer.stop()
        data = tracer.get_data()
        self.reached = {path: data.contexts_by_lineno(path) for path in self.files}
        for each in _all(FunctionType):
            if each.__code__.co_filename in self.files:
                self.functions.setdefault(place_of(each.__code__), []).append(each)

    def affordable(self, path: str, lines: range, seconds: float) -> list[pytest.Item]:
        """Return the tests that reach one of the lines, as many of the cheap ones as `seconds` allow."""
        names = {name for line in lines for name in self.reached[path].get(line, ())}
        tests = sorted((test for test in self.cost if test.nodeid in names), key=self.cost.__getitem__)
        total = accumulate(self.cost[test] for test in tests)
        return [test for test, spent in zip(tests, total, strict=True) if spent <= seconds]

    def leave_out(self, items: list[pytest.Item]) -> None:
        """Run these no more."""
        for item in items:
            del self.cost[item]
            self.left_out.append(f"{item.nodeid} (not passed a second time)")

    def _observe(self, item: pytest.Item) -> None:
        started = _spent()
        passed = passes(item)
        cost = _spent() - started
        if passed and cost <= SLOW:
            self.cost[item] = cost
        else:
            self.left_out.append(f"{item.nodeid} ({'' if passed else 'not passed, '}{cost:.1f} s)")


def _spent() -> float:
    """Return the seconds that this process and the programs that it ran have cost so far."""
    return sum(os.times()[:4])


def passes(item: pytest.Item) -> bool:
    """Run a test, silently; whether it passed: one that was skipped notices nothing."""
    reports = runtestprotocol(item, log=False, nextitem=None)
    return all(report.passed for report in reports)


def forget(below: Path = PROJECT) -> None:
    """Empty the caches of the functions in a folder, which would keep a mutated function from being called."""
    for cached in _caches(len(sys.modules)):
        if cached.__wrapped__.__code__.co_filename.startswith(str(below)):
            cached.cache_clear()


@functools.lru_cache(maxsize=1)
def _caches(_modules: int) -> list[functools._lru_cache_wrapper[object]]:
    """Return the caches of all functions; looked for anew when modules were loaded, as looking is dear."""
    return [
        each
        for each in _all(functools._lru_cache_wrapper)
        if type(each.__wrapped__) is FunctionType and each is not _caches
    ]


def _all(kind: type[Kind]) -> list[Kind]:
    return [each for each in gc.get_objects() if type(each) is kind]


def _lessen(item: pytest.Item) -> None:
    """Let Hypothesis invent few examples and not look for the smallest; its decorator is on the test already."""
    test: Any = getattr(item, "obj", None)
    given = getattr(test, "_hypothesis_internal_use_settings", None)
    if given is not None:
        phases = [each for each in given.phases if each.name in {"explicit", "generate"}]
        few = min(FEW, given.max_examples)
        test._hypothesis_internal_use_settings = type(given)(
            given, max_examples=few, phases=phases, database=None
        )
