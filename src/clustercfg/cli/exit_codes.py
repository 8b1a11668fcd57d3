"""What the exit code of a command says; fixed, because scripts rely on it."""

from __future__ import annotations

import enum

__all__ = ["ExitCode", "Outcome", "UsageError"]

from clustercfg.cli.streams import say
from clustercfg.errors import ClusterCfgError


class ExitCode(enum.IntEnum):
    """The exit codes of every command; where several apply, the highest wins."""

    OK = 0
    PROBLEMS = 1
    USAGE = 2
    UNREADABLE = 3
    BUG = 70
    INTERRUPTED = 130


class UsageError(ClusterCfgError):
    """The command line asks for something that cannot be done; the message says what to write instead."""


class Outcome:
    """How a command that goes on after a trouble will end."""

    def __init__(self) -> None:
        self.code = ExitCode.OK

    def add(self, code: ExitCode) -> None:
        """Remember `code` unless something worse has happened."""
        self.code = max(self.code, code)

    def trouble(self, code: ExitCode, message: str) -> None:
        """Tell the person what went wrong and remember `code`."""
        say(message)
        self.add(code)
