"""Lets system calls of a command fail, or ends the command at one of them, with strace; then looks at what is left."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from writing_commands import Content, WritingCommand, content_of, finish

from real_parts import requires_tool

__all__ = ["ERRORS", "SIGNALS", "Fault", "Rehearsed", "Surroundings"]

ERRORS = ("ENOSPC", "EIO", "EROFS", "EACCES", "EDQUOT")
SIGNALS = ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP")
_WATCHED = (
    "openat,write,pwrite64,fsync,syncfs,rename,renameat,renameat2,link,linkat,symlink,symlinkat,chmod,fchmod,"
    "fchmodat,chown,fchown,unlink,unlinkat,mkdir,mkdirat,rmdir,flock,ftruncate,utimensat,setxattr,close"
)
_CALL = re.compile(r"^\d+ +(\w+)\(")
_WRITTEN = re.compile(r"^(\d+ +p?write(?:64)?\(\d+<[^>]*>).*")
"""What is written may name a file in the folder, but is none."""
_NEVER_FAILS = ("close",)
_CLEARING = ("unlink", "unlinkat", "rmdir", "flock")
"""If these fail, what was made stays; the next run takes it away."""
_STAGING = ".clustercfg-import/"


@dataclass(frozen=True)
class Fault:
    """The number-th call of that name which touches the folder fails, or is the last."""

    call: str
    number: int
    what: str
    """The name of an error or of a signal."""

    @property
    def injection(self) -> str:
        """How strace is told."""
        kind = "signal" if self.what.startswith("SIG") else "error"
        return f"inject={self.call}:{kind}={self.what}:when={self.number}"


class Surroundings:
    """A folder in which folders for commands are made."""

    def __init__(self, folder: Path) -> None:
        self.strace = requires_tool("strace", package="strace")
        self.place = folder / "beside" / "place"

    def fresh(self, command: WritingCommand) -> Path:
        """Return the folder as the command finds it; always the same, for what strace is told."""
        shutil.rmtree(self.place, ignore_errors=True)
        command.prepare(self.place)
        return self.place


class Rehearsed:
    """A command whose undisturbed run is known."""

    def __init__(self, command: WritingCommand, surroundings: Surroundings) -> None:
        self.command = command
        self.surroundings = surroundings
        folder = surroundings.fresh(command)
        self.before = content_of(folder)
        trace = folder.parent / "trace"
        started = time.monotonic()
        done = finish(command.line(folder), self._strace(trace, "-y", "-e", f"trace={_WATCHED}"))
        assert done.returncode in (0, 1), done.stderr
        self.code = done.returncode
        self.seconds = time.monotonic() - started
        """Its duration, somewhat longer than without strace."""
        self.after = content_of(folder)
        assert self.after != self.before
        lines = [_WRITTEN.sub(r"\1", line) for line in trace.read_text().splitlines()]
        touched = [line for line in lines if str(folder) in line]
        self.paths = sorted({path for line in touched for path in re.findall(rf"{folder}[^\s\"<>]*", line)})
        self.calls = Counter(match[1] for line in touched if (match := _CALL.match(line)))

    def faults(self, errors: Sequence[str], signals: Sequence[str]) -> list[Fault]:
        """Return every fault of these kinds that can happen."""
        return [
            Fault(call, number, what)
            for call, count in sorted(self.calls.items())
            for number in range(1, count + 1)
            for what in (*(() if call in _NEVER_FAILS else errors), *signals)
        ]

    def suffer(self, fault: Fault) -> str:
        """Run the command with a fault, look at what is left, run it again; return how it ended."""
        folder = self.surroundings.fresh(self.command)
        paths = [word for path in self.paths for word in ("-P", path)]
        prefix = self._strace(
            folder.parent / "trace", *paths, "-e", f"trace={fault.call}", "-e", fault.injection
        )
        done = finish(self.command.line(folder), prefix)
        is_kill = fault.what == "SIGKILL"
        ended = self.judge(done, folder, is_kill=is_kill, may_leave=fault.call in _CLEARING)
        assert not is_kill or ended == "killed", f"{fault} did not come: {done.stderr}"
        self.recover(folder)
        return ended

    def judge(
        self, done: subprocess.CompletedProcess[str], folder: Path, *, is_kill: bool, may_leave: bool = False
    ) -> str:
        """Check that nothing is lost, and nothing left behind that must not be; return how the command ended."""
        found = content_of(folder)
        told = f"{done.args} ended with {done.returncode}: {done.stderr}"
        assert "Traceback" not in done.stderr, told
        assert done.returncode != 70, told
        wrong = [name for name, data in found.items() if not self._is_known(name, data)]
        left = [name for name in wrong if self._is_own(name)]
        assert set(wrong) == set(left), f"neither old nor new: {wrong}; {told}"
        lost = [name for name in self.before if name not in found and name in self.after]
        assert not lost, f"gone: {lost}; {told}"
        assert is_kill or may_leave or not left or self.command.keeps_staging, f"left behind: {left}; {told}"
        if done.returncode == self.code and not is_kill:
            assert {name: found[name] for name in found if name not in left} == self.after, told
            return "done"
        if done.returncode > 0 and done.returncode != 130:
            assert done.stderr.strip(), told
        return "killed" if done.returncode < 0 or done.returncode >= 128 else "refused"

    def recover(self, folder: Path) -> None:
        """Run the command once more, and check that it ends as if nothing had happened."""
        done = finish(self.command.line(folder))
        found = content_of(folder)
        if self._is_new_file_there(done):
            found = {name: data for name, data in found.items() if not self._is_own(name)}
        assert found == self.after, f"{done.args}: {done.stderr}"

    @staticmethod
    def _is_new_file_there(done: subprocess.CompletedProcess[str]) -> bool:
        """`generate` refuses to write a file twice, and so does not come to clearing."""
        return done.returncode == 1 and "--force replaces it" in done.stderr

    def _is_known(self, name: str, data: bytes) -> bool:
        known: tuple[Content, ...] = (self.before, self.after)
        return any(each.get(name) == data for each in known) or _is_report(name, data)

    @staticmethod
    def _is_own(name: str) -> bool:
        return name.startswith(_STAGING) or name.endswith(".clustercfg")

    # With --seccomp-bpf, which would be quicker, strace 6.1 sends no signals.
    def _strace(self, trace: Path, *words: str) -> list[str]:
        return [self.surroundings.strace, "-f", "-qq", "-o", str(trace), *words, "--"]


def _is_report(name: str, data: bytes) -> bool:
    """A report may tell of the fault; it is whole if it can be read."""
    try:
        return name.startswith("r.") and bool(json.loads(data))
    except ValueError:
        return False
