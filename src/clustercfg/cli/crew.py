"""Work on many files with all processors."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, TypeVar

from clustercfg.translation import spoken, use_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

    _Result = TypeVar("_Result")

__all__ = ["count_processors", "work"]

_BATCH = 8
"""Files that are handed over at a time."""
_AHEAD = 3
"""Batches for each processor that are handed over before the first result is taken: enough to keep all of them busy."""


def count_processors() -> int:
    """Return how many processors this program may use; one where other threads keep it from starting processes."""
    if threading.active_count() > 1:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def work(do: Callable[..., _Result], files: Iterator[str], *more: Any) -> Iterator[_Result]:
    """Yield `do(file, *more)` for each of `files`, in their order. What `do` returns must be small, and picklable.

    No more than a few batches are under way, so that memory does not grow with the number of files.
    """
    count = count_processors()
    # A copy of this process has everything imported; elsewhere copies are not to be trusted.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    told, tell = context.Pipe(duplex=False)
    crew = ProcessPoolExecutor(count, context, _prepare, (spoken(), told))
    under_way: deque[Future[list[_Result]]] = deque()
    try:
        while batch := list(islice(files, _BATCH)):
            with _undisturbed():
                under_way.append(crew.submit(_do_all, do, batch, more))
            if len(under_way) > _AHEAD * count:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()
    except BaseException:
        tell.send_bytes(b"nobody wants the rest")
        raise
    finally:
        crew.shutdown(cancel_futures=True)


def _do_all(do: Callable[..., _Result], batch: list[str], more: tuple[Any, ...]) -> list[_Result]:
    return [do(file, *more) for file in batch]


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep a Ctrl-C waiting while processes start: it would be lost in the middle of that, or reach a half-made one."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _prepare(language: str, told: Connection) -> None:
    """Make a process of the crew: it leaves Ctrl-C to the one that started it, and ends with it whatever ends that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    use_language(language)
    threading.Thread(target=_end_when_told, args=(told,), daemon=True).start()


def _end_when_told(told: Connection) -> None:
    parent = multiprocessing.parent_process()
    wait([told, *([parent.sentinel] if parent else [])])
    os._exit(1)
