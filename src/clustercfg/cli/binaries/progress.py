"""Shows how far a long step is: a bar on a terminal, a line now and then elsewhere, or JSON for programs."""

from __future__ import annotations

import json
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from clustercfg.cli.binaries.amounts import bytes_text, files_text, seconds_text
from clustercfg.cli.streams import say
from clustercfg.errors import MissingExtraError
from clustercfg.storage.extras import require
from clustercfg.storage.package.progress import Phase
from clustercfg.translation import gettext as _
from clustercfg.translation import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clustercfg.storage.package.progress import Progress, Report

__all__ = ["FORMS", "shown"]

FORMS = ("auto", "bar", "lines", "json", "none")
_TITLES = {
    Phase.READING: mark("reading"),
    Phase.SYNCING: mark("waiting for the disk"),
    Phase.HASHING: mark("hashing"),
}
_SECONDS_BETWEEN_LINES = 5.0
_SECONDS_BETWEEN_OBJECTS = 0.5


@contextmanager
def shown(form: str) -> Iterator[Report | None]:
    """Yield what to tell the progress to, in one of the forms."""
    if form == "auto":
        form = "bar" if sys.stderr is not None and sys.stderr.isatty() else "lines"
    if form == "none":
        yield None
    elif form == "json":
        yield _Sampler(_say_json, _SECONDS_BETWEEN_OBJECTS)
    elif form == "bar":
        with _bar() as report:
            yield report
    else:
        yield _Sampler(_say_line, _SECONDS_BETWEEN_LINES)


class _Sampler:
    """Passes a progress on when the phase is new or some seconds have passed."""

    def __init__(self, show: Callable[[Progress], None], seconds: float) -> None:
        self._show = show
        self._seconds = seconds
        self._last = time.monotonic()
        self._phase: Phase | None = None

    def __call__(self, progress: Progress) -> None:
        is_new = self._phase not in (None, progress.phase)
        self._phase = progress.phase
        if is_new or time.monotonic() - self._last >= self._seconds:
            self._last = time.monotonic()
            self._show(progress)


def _say_line(progress: Progress) -> None:
    if progress.phase is not Phase.READING and progress.phase is not Phase.HASHING:
        say(_(_TITLES[progress.phase]))
        return
    left = progress.seconds_left
    say(
        _("{what}: {percent}%, {done} of {total}, {files}, {rate}/s, {left} left").format(
            what=_(_TITLES[progress.phase]),
            percent=100 * progress.done // max(1, progress.total),
            done=bytes_text(progress.done),
            total=bytes_text(progress.total),
            files=files_text(progress.files),
            rate=bytes_text(progress.rate),
            left=seconds_text(left) if left is not None else "?",
        )
    )


def _say_json(progress: Progress) -> None:
    left = progress.seconds_left
    event = {
        "event": "progress",
        "phase": progress.phase.value,
        "done": progress.done,
        "total": progress.total,
        "files": progress.files,
        "seconds": round(progress.seconds, 1),
        "bytesPerSecond": round(progress.rate),
        "secondsLeft": None if left is None else round(left, 1),
    }
    say(json.dumps(event))


@contextmanager
def _bar() -> Iterator[Report]:
    try:
        require("rich")
    except MissingExtraError:  # a bar is no reason to stop
        yield _Sampler(_say_line, _SECONDS_BETWEEN_LINES)
        return
    from rich import progress as rich  # noqa: PLC0415 - of the extra, and only for a terminal
    from rich.console import Console  # noqa: PLC0415 - the same

    columns = (
        rich.TextColumn("{task.description}"),
        rich.BarColumn(),
        rich.DownloadColumn(),
        rich.TransferSpeedColumn(),
        rich.TimeRemainingColumn(),
    )
    with rich.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_(_TITLES[Phase.READING]), total=None)

        def show(progress: Progress) -> None:
            bar.update(
                task,
                description=_(_TITLES[progress.phase]),
                completed=progress.done,
                total=progress.total,
            )

        yield show
