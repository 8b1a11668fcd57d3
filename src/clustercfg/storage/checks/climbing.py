"""Climbs ladders, all at the same time and each within a time limit, whatever the servers do."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

from clustercfg.errors import StorageError
from clustercfg.storage.checks.ladder import Ladder, Step, TimeLimit, because
from clustercfg.storage.checks.result import CheckResult, Status, Verdict, failed, skipped
from clustercfg.translation import gettext as _

__all__ = ["climb"]

_SECONDS_TO_CLEAN = 4.0
_PAUSE = 0.2


def climb(ladders: Sequence[tuple[Ladder, TimeLimit]]) -> tuple[tuple[CheckResult, ...], ...]:
    """Run the checks of every ladder and return their results in the same order.

    A check that hangs is left behind in a thread of its own when the ladder's time is up: no timeout of a socket
    helps against a name server that does not answer, or a web server that sends one byte a second.
    """
    climbers = [_Climber(ladder, limit) for ladder, limit in ladders]
    for each in climbers:
        each.start()
    try:
        for each in climbers:
            each.wait()
        return tuple(each.results() for each in climbers)
    finally:
        # Also after Ctrl-C: what was written for a check must not stay.
        for each in climbers:
            each.clear_away()


class _Climber:
    def __init__(self, ladder: Ladder, limit: TimeLimit) -> None:
        self._ladder = ladder
        self._limit = limit
        self._steps = tuple(ladder.steps)
        self._results: list[CheckResult] = []
        self._causes: dict[str, str] = {}
        """Check -> title of the check because of which nothing may build on it."""
        self._bug: Exception | None = None
        self._over = threading.Event()
        self._began = time.monotonic()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wait(self) -> None:
        while self._thread.is_alive() and self._limit.left:
            self._thread.join(min(self._limit.left, _PAUSE))
        self._over.set()

    def results(self) -> tuple[CheckResult, ...]:
        if self._bug is not None:
            raise self._bug
        done = list(self._results[: len(self._steps)])
        if len(done) == len(self._steps):
            return tuple(done)
        hanging, *rest = self._steps[len(done) :]
        text = _("there was no end to this within {seconds:g} seconds").format(seconds=self._limit.seconds)
        remedy = _("look at the server and at what stands between: it neither answers nor refuses")
        late = hanging.result(failed(text, remedy), time.monotonic() - self._began)
        return (*done, late, *(step.result(skipped(because(hanging.title))) for step in rest))

    def clear_away(self) -> None:
        self._over.set()
        worker = threading.Thread(target=self._ladder.clean, daemon=True)
        worker.start()
        worker.join(_SECONDS_TO_CLEAN)

    def _run(self) -> None:
        try:
            for step in self._steps:
                self._began = time.monotonic()
                verdict = self._verdict(step)
                if self._over.is_set():
                    return
                self._results.append(step.result(verdict, time.monotonic() - self._began))
        except Exception as error:  # noqa: BLE001 - a bug of ours: raised again where somebody sees it
            self._bug = error

    def _verdict(self, step: Step) -> Verdict:
        cause = next((self._causes[each] for each in step.requires if each in self._causes), None)
        if cause is not None:
            self._causes[step.id] = cause
            return skipped(because(cause))
        try:
            verdict = step.run()
        except StorageError as error:
            verdict = failed(error.message, error.remedy)
        if verdict.blocks or verdict.status is Status.FAIL:
            self._causes[step.id] = step.title
        return verdict
