"""What each test calls and costs, learned while all of them run once."""

from __future__ import annotations

import functools
import gc
import sys
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import TYPE_CHECKING, Any, TypeVar

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
    """The tests that call a function, cheap ones first; `left_out` failed, or cost too much, or run a program."""

    files: frozenset[str]
    cost: dict[pytest.Item, float] = field(default_factory=dict)
    callers: defaultdict[Place, list[pytest.Item]] = field(default_factory=lambda: defaultdict(list))
    functions: dict[Place, list[FunctionType]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    _programs: int = 0

    def learn(self, items: list[pytest.Item]) -> None:
        """Run all tests once."""
        sys.addaudithook(self._hear)
        for number, item in enumerate(items):
            _lessen(item)
            forget(PROJECT / "tests" if number % WARM else PROJECT)
            self._observe(item)
        for each in _all(FunctionType):
            if each.__code__.co_filename in self.files:
                self.functions.setdefault(place_of(each.__code__), []).append(each)
        for tests in self.callers.values():
            tests.sort(key=self.cost.__getitem__)

    def affordable(self, place: Place, seconds: float) -> list[pytest.Item]:
        """Return the tests that call a function, as many of the cheap ones as `seconds` allow."""
        total = accumulate(self.cost[test] for test in self.callers[place])
        return [test for test, spent in zip(self.callers[place], total, strict=True) if spent <= seconds]

    def _hear(self, event: str, _arguments: object) -> None:
        self._programs += event in {"subprocess.Popen", "os.fork", "os.exec", "os.posix_spawn"}

    def _observe(self, item: pytest.Item) -> None:
        seen: set[CodeType] = set()

        def called(frame: FrameType, _event: str, _argument: object) -> None:
            seen.add(frame.f_code)

        programs, started = self._programs, time.process_time()
        threading.settrace(called)
        sys.settrace(called)
        try:
            passed = passes(item)
        finally:
            sys.settrace(None)
            threading.settrace(None)
        spent = time.process_time() - started
        if not passed or spent > SLOW or self._programs > programs:
            self.left_out.append(f"{item.nodeid} ({'' if passed else 'not passed, '}{spent:.1f} s)")
            return
        self.cost[item] = spent
        for place in {place_of(code) for code in seen if code.co_filename in self.files}:
            self.callers[place].append(item)


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
