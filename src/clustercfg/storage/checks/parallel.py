"""Does the same with many things at a time, in threads that nobody has to wait for."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

__all__ = ["in_parallel"]

_WORKERS = 8

Thing = TypeVar("Thing")
Outcome = TypeVar("Outcome")


def in_parallel(work: Callable[[Thing], Outcome], things: Iterable[Thing]) -> Iterator[Outcome]:
    """Yield what `work` makes of each thing, in the order in which that is done.

    Who stops asking stops the work. The threads of `concurrent.futures` would hold the end of the whole program until
    the last server has answered.
    """
    waiting: queue.SimpleQueue[Thing] = queue.SimpleQueue()
    done: queue.SimpleQueue[Outcome | Exception] = queue.SimpleQueue()
    over = threading.Event()
    count = 0
    for thing in things:
        waiting.put(thing)
        count += 1

    def serve() -> None:
        while not over.is_set():
            try:
                thing = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                done.put(work(thing))
            except Exception as error:  # noqa: BLE001 - raised again where the results are taken
                done.put(error)

    for _worker in range(min(_WORKERS, count)):
        threading.Thread(target=serve, daemon=True).start()
    try:
        for _result in range(count):
            outcome = done.get()
            if isinstance(outcome, Exception):
                raise outcome
            yield outcome
    finally:
        over.set()
