"""How long regular expressions of a configuration may take: some take years for a path of forty letters.

Python's `re` looks for signals while it searches, so the alarm of a timer ends a search; the timer counts the processor's
time, not the clock's. It is there on Unix, in the main thread; elsewhere, expressions that may take long are not tried.
"""

from __future__ import annotations

import contextlib
import re
import signal
import threading
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import FrameType

__all__ = ["ImpatientError", "Patience", "admit", "patience", "patiently_searched"]

_SECONDS = 0.2
"""For one search; an honest one takes a thousandth of that."""
_MOST_FAILURES = 5
"""After so many expressions that took too long, none is tried that may."""
_MOST_EXPRESSIONS = 2_000
_CHOICES = re.compile(rb"(?<!\\)[*+?{|]")
"""What lets a search try several ways. One alone does not multiply anything."""


class ImpatientError(Exception):
    """A search took too long."""


@dataclass(slots=True)
class Patience:
    """Which expressions of one configuration took too long, and how many there are."""

    hopeless: set[re.Pattern[bytes]] = field(default_factory=set)
    admitted: set[str] = field(default_factory=set)


_current: ContextVar[Patience] = ContextVar("patience")


@contextlib.contextmanager
def patience() -> Iterator[None]:
    """Remember within this block which expressions took too long."""
    token = _current.set(Patience())
    try:
        yield
    finally:
        _current.reset(token)


def admit(pattern: str) -> None:
    """Let an expression be translated and compiled, which takes longer than most searches.

    Raises:
        ImpatientError: there were too many others.
    """
    admitted = _current.get(Patience()).admitted
    if pattern not in admitted and len(admitted) >= _MOST_EXPRESSIONS:
        raise ImpatientError
    admitted.add(pattern)


def patiently_searched(pattern: re.Pattern[bytes], text: bytes) -> re.Match[bytes] | None:
    """Search `text`.

    Raises:
        ImpatientError: that takes too long.
    """
    if len(_CHOICES.findall(pattern.pattern)) <= 1:
        return pattern.search(text)
    hopeless = _current.get(Patience()).hopeless
    if pattern in hopeless or len(hopeless) >= _MOST_FAILURES or not _has_timer():
        raise ImpatientError
    try:
        with _alarm():
            return pattern.search(text)
    except ImpatientError:
        hopeless.add(pattern)
        raise


def _has_timer() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


@contextlib.contextmanager
def _alarm() -> Iterator[None]:
    earlier = signal.signal(signal.SIGVTALRM, _give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, _SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, earlier)


def _give_up(_number: int, _frame: FrameType | None) -> None:
    raise ImpatientError
