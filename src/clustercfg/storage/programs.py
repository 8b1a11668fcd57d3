"""Other programs, run by argument list and within a time limit."""

from __future__ import annotations

import contextlib
import os
import selectors
import shlex
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass

from clustercfg.errors import StorageError, reason_of
from clustercfg.translation import gettext as _

__all__ = ["Completed", "run"]

_TIME_LIMIT = 30.0
"""Seconds; a container engine that does not answer within that hangs."""


_MOST_BYTES = 64 << 20
"""Of both outputs; kubectl prints some thousand pods within that."""
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Completed:
    """A program that has ended: what was run, its exit code and what it wrote."""

    arguments: tuple[str, ...]
    code: int
    stdout: bytes
    stderr: str
    seconds: float

    @property
    def command(self) -> str:
        """The command line as one would type it."""
        return shlex.join(self.arguments)

    @property
    def complaint(self) -> str:
        """The last line that the program wrote on standard error, which nearly always says why it failed."""
        lines = [line.strip() for line in self.stderr.splitlines() if line.strip()]
        return lines[-1] if lines else _("exit code {code}").format(code=self.code)


def run(arguments: Sequence[str], timeout: float = _TIME_LIMIT) -> Completed:
    """Run a program without a shell and without standard input; any exit code is an answer.

    Its messages are asked for in English (LC_ALL=C), because callers may have to tell them apart.

    Raises:
        StorageError: the program is not installed, may not be run, or did not end within `timeout` seconds.
    """
    started = time.monotonic()
    with _start(arguments) as process:
        try:
            stdout, stderr = _output_of(process, started + timeout)
        except subprocess.TimeoutExpired:
            _end(process)
            raise _late(arguments, timeout) from None
        except OverflowError:
            _end(process)
            raise _too_talkative(arguments) from None
        except BaseException:
            _end(process)
            raise
    return Completed(
        tuple(arguments),
        process.returncode,
        stdout,
        stderr.decode("utf-8", "backslashreplace"),
        time.monotonic() - started,
    )


def _output_of(process: subprocess.Popen[bytes], deadline: float) -> tuple[bytes, bytes]:
    """Read what the program writes until it ends: not by `communicate`, which keeps whatever comes.

    Raises:
        OverflowError: it writes more than is taken.
        subprocess.TimeoutExpired: it goes on beyond `deadline`.
    """
    streams = [stream for stream in (process.stdout, process.stderr) if stream is not None]
    parts = {stream.fileno(): list[bytes]() for stream in streams}
    room = _MOST_BYTES
    with selectors.DefaultSelector() as selector:
        for each in parts:
            selector.register(each, selectors.EVENT_READ)
        while selector.get_map():
            left = deadline - time.monotonic()
            if left <= 0:
                raise subprocess.TimeoutExpired(process.args, left)
            for key, _events in selector.select(left):
                part = os.read(key.fd, _PIECE)
                parts[key.fd].append(part)
                room -= len(part)
                if not part:
                    selector.unregister(key.fd)
            if room < 0:
                raise OverflowError
    process.wait(max(deadline - time.monotonic(), 0))
    stdout, stderr = (b"".join(each) for each in parts.values())
    return stdout, stderr


def _start(arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - an argument list without a shell; running programs is this file's work
            list(arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "LC_ALL": "C"},
            start_new_session=True,
        )
    except FileNotFoundError:
        raise StorageError(
            _("the program {name} is not installed here").format(name=arguments[0]),
            _("run this on the machine that has it, or save its output there and pass the file"),
        ) from None
    except OSError as error:
        raise StorageError(
            _("cannot run {name}: {reason}").format(name=arguments[0], reason=reason_of(error))
        ) from None


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the program and what it has started; it is the leader of a session of its own."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _too_talkative(arguments: Sequence[str]) -> StorageError:
    return StorageError(
        _("{command} printed more than {limit:,} bytes").format(
            command=shlex.join(arguments), limit=_MOST_BYTES
        ),
        _("run the command by hand and look at what it prints"),
    )


def _late(arguments: Sequence[str], timeout: float) -> StorageError:
    return StorageError(
        _("{command} did not end within {seconds:g} seconds").format(
            command=shlex.join(arguments), seconds=timeout
        ),
        _("look whether that service answers at all, and run the command by hand"),
    )
