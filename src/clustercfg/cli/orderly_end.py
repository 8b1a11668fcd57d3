"""Ends a command that is told to (SIGTERM, SIGHUP) as Ctrl-C does, so that it clears away what it has made."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["TerminationError", "orderly_end", "persisting"]

_SIGNALS = ("SIGTERM", "SIGHUP")
_PAUSE = 0.01
"""Seconds until a signal that went under is sent again."""


class TerminationError(KeyboardInterrupt):
    """The program was told to end."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)

    def obey(self) -> None:
        """End by the very signal, so that whoever sent it sees that."""
        signal.signal(self.number, signal.SIG_DFL)
        os.kill(os.getpid(), self.number)


def _terminate(number: int, _frame: object) -> NoReturn:
    signal.signal(number, signal.SIG_IGN)  # clearing away is not to be cut short by a second one
    raise TerminationError(number)


def persisting(
    hook: Callable[[sys.UnraisableHookArgs], object],
) -> Callable[[sys.UnraisableHookArgs], object]:
    """Return a hook that lets a signal come again that came in a destructor or the like, where Python drops exceptions."""

    def persist(dropped: sys.UnraisableHookArgs) -> None:
        error = dropped.exc_value
        if not isinstance(error, KeyboardInterrupt) or not hasattr(signal, "pthread_kill"):
            hook(dropped)
            return
        number = error.number if isinstance(error, TerminationError) else signal.SIGINT
        if isinstance(error, TerminationError):
            signal.signal(number, _terminate)
        # To the main thread alone: where it does not want to be disturbed, no other is to take the signal.
        main = threading.main_thread().ident
        again = threading.Timer(_PAUSE, signal.pthread_kill, (main, number))
        again.daemon = True
        again.start()

    return persist


@contextlib.contextmanager
def orderly_end() -> Iterator[None]:
    """Raise a TerminationError in here when the program is told to end, unless it has plans of its own for that."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    mine = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    mine = [each for each in mine if signal.getsignal(each) is signal.SIG_DFL]
    for each in mine:
        signal.signal(each, _terminate)
    hook = sys.unraisablehook
    sys.unraisablehook = persisting(hook)
    try:
        yield
    finally:
        sys.unraisablehook = hook
        for each in mine:
            if signal.getsignal(each) is _terminate:
                signal.signal(each, signal.SIG_DFL)
