"""Lets system calls of a command fail, or ends the command at one of them, with strace; then looks at what is left."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from writing_commands import ENVIRONMENT, Content, WritingCommand, content_of, finish, start

from real_parts import requires_tool
from web_servers import nginx

__all__ = ["ERRORS", "SIGNALS", "Fault", "Rehearsed", "Surroundings", "surroundings"]

ERRORS = ("ENOSPC", "EIO", "EROFS", "EACCES", "EDQUOT")
SIGNALS = ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP")
_WATCHED = (
    "openat,write,pwrite64,fsync,syncfs,rename,renameat,renameat2,link,linkat,symlink,symlinkat,chmod,fchmod,"
    "fchmodat,chown,fchown,unlink,unlinkat,mkdir,mkdirat,rmdir,flock,ftruncate,utimensat,setxattr,close"
)
_CALL = re.compile(r"^(\d+) +(\w+)\(")
_WRITTEN = re.compile(r"^(\d+ +p?write(?:64)?\(\d+<[^>]*>).*")
"""What is written may name a file in the folder, but is none."""
_NEVER_FAILS = ("close",)
_CLEARING = ("unlink", "unlinkat", "rmdir", "flock")
"""If these fail, what was made stays; the next run takes it away."""
_OWN = re.compile(r"(.*/)?(\.clustercfg-import/.*|clustercfg-probe-[0-9a-f]{24}\.txt|[^/]*\.clustercfg)")
_SAME_NAMES = {
    **ENVIRONMENT,
    "PYTHONPATH": os.pathsep.join(
        filter(None, (str(Path(__file__).with_name("same_names")), ENVIRONMENT.get("PYTHONPATH")))
    ),
}


@dataclass(frozen=True)
class Fault:
    """The number-th call of that name which touches one of the paths fails, or is the last."""

    call: str
    number: int
    what: str
    """The name of an error or of a signal."""
    paths: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        """How strace is told."""
        kind = "signal" if self.what.startswith("SIG") else "error"
        injection = f"inject={self.call}:{kind}={self.what}:when={self.number}"
        paths = [word for path in self.paths for word in ("-P", path)]
        return [*paths, "-e", f"trace={self.call}", "-e", injection]


@dataclass(frozen=True)
class Surroundings:
    """A folder for a command, what lies beside it, and perhaps a web server."""

    command: WritingCommand
    folder: Path
    """Always the same, for what strace is told."""
    beside: Path
    port: int = 0
    owner: int | None = None
    """Whom the files belong to, if root gives them away."""

    @property
    def line(self) -> list[str]:
        """The words of the command."""
        return self.command.line(self.folder, self.beside, self.port)

    @property
    def trace(self) -> Path:
        """Where strace writes."""
        return self.beside / "trace"

    def renew(self) -> None:
        """Let the folder be as the command finds it."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.command.prepare(self.folder, self.beside, self.port)
        if self.owner is not None and os.geteuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, self.owner, self.owner)

    def traced(self, *words: str) -> list[str]:
        """Return what stands before a command so that strace watches it."""
        # With --seccomp-bpf, which would be quicker, strace 6.1 sends no signals.
        strace = requires_tool("strace", package="strace")
        return [strace, "-f", "-qq", "-o", str(self.trace), *words, "--"]


@contextmanager
def surroundings(
    command: WritingCommand, beside: Path, folder: Path | None = None, owner: int | None = None
) -> Iterator[Surroundings]:
    """Make the surroundings of a command below `beside`, which other users may enter, and end them afterwards."""
    folder = folder or beside / "place"
    beside.mkdir(exist_ok=True)
    if not command.is_served:
        yield Surroundings(command, folder, beside, owner=owner)
        return
    with nginx(beside / "nginx", f"root {folder}/www;") as port:
        yield Surroundings(command, folder, beside, port, owner)


@dataclass(frozen=True)
class _Doings:
    """What one thread does to the folder; strace counts the calls of each by themselves."""

    paths: tuple[str, ...]
    """Those that no other thread touches, apart from those of the first, which may be shared."""
    calls: Counter[str]


class Rehearsed:
    """A command whose undisturbed run is known."""

    def __init__(self, around: Surroundings, user: Sequence[str] = ()) -> None:
        """Run it; `user` stands before it to run it as somebody else."""
        self.around = around
        self.user = user
        around.renew()
        self.before = content_of(around.folder)
        started = time.monotonic()
        done = self.run_traced("-y", "-e", f"trace={_WATCHED}")
        assert done.returncode == around.command.code, done.stderr
        self.seconds = time.monotonic() - started
        """Its duration, somewhat longer than without strace."""
        self.after = content_of(around.folder)
        assert (self.after == self.before) == around.command.undoes_all
        lines = [_WRITTEN.sub(r"\1", line) for line in around.trace.read_text().splitlines()]
        self.doings = _doings(lines, re.compile(rf"{around.folder}[^\s\"<>]*"))
        self.calls = sum((each.calls for each in self.doings), Counter[str]())

    def run_traced(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run it, watched by strace."""
        return finish(self.around.line, self._before_it(*words), _SAME_NAMES)

    def started(self, fault: Fault) -> subprocess.Popen[str]:
        """Start it with a fault."""
        return start(self.around.line, self._before_it(*fault.words), _SAME_NAMES)

    def _before_it(self, *words: str) -> list[str]:
        return [*self.around.traced(*words), *self.user]

    def faults(self, errors: Sequence[str], signals: Sequence[str]) -> list[Fault]:
        """Return every fault of these kinds that can happen."""
        return [
            Fault(call, number, what, doings.paths)
            for doings in self.doings
            for call, count in sorted(doings.calls.items())
            for number in range(1, count + 1)
            for what in (*(() if call in _NEVER_FAILS else errors), *signals)
        ]

    def suffer(self, fault: Fault) -> str:
        """Run the command with a fault, look at what is left, run it again; return how it ended."""
        self.around.renew()
        done = self.run_traced(*fault.words)
        is_kill = fault.what == "SIGKILL"
        ended = self.judge(done, is_kill=is_kill, may_leave=fault.call in _CLEARING)
        assert not is_kill or ended == "killed", f"{fault} did not come: {done.stderr}"
        self.recover()
        return ended

    def judge(self, done: subprocess.CompletedProcess[str], *, is_kill: bool, may_leave: bool = False) -> str:
        """Check that nothing is lost, and nothing left behind that must not be; return how the command ended."""
        found = content_of(self.around.folder)
        told = f"{done.args} ended with {done.returncode}: {done.stderr}"
        assert "Traceback" not in done.stderr, told
        assert done.returncode != 70, told
        wrong = [name for name, data in found.items() if not self._is_known(name, data)]
        left = [name for name in wrong if _OWN.fullmatch(name)]
        assert set(wrong) == set(left), f"neither old nor new: {wrong}; {told}"
        lost = [name for name in self.before if name not in found and name in self.after]
        assert not lost, f"gone: {lost}; {told}"
        assert is_kill or may_leave or all(map(self._is_for_later, left)), f"left behind: {left}; {told}"
        if done.returncode == self.around.command.code and not is_kill:
            assert {name: found[name] for name in found if name not in left} == self.after, told
            return "done"
        if done.returncode > 0 and done.returncode != 130:
            assert done.stderr.strip(), told
        return "killed" if done.returncode < 0 or done.returncode >= 128 else "refused"

    def recover(self) -> None:
        """Run the command once more, and check that it ends as if nothing had happened."""
        done = finish(self.around.line, self.user)
        found = content_of(self.around.folder)
        if self._is_new_file_there(done):
            found = {name: data for name, data in found.items() if not _OWN.fullmatch(name)}
        assert found == self.after, f"{done.args}: {done.stderr}"

    @staticmethod
    def _is_new_file_there(done: subprocess.CompletedProcess[str]) -> bool:
        """`generate` refuses to write a file twice, and so does not come to clearing."""
        return done.returncode == 1 and "--force replaces it" in done.stderr

    def _is_known(self, name: str, data: bytes) -> bool:
        known: tuple[Content, ...] = (self.before, self.after)
        return any(each.get(name) == data for each in known) or _is_report(name, data)

    def _is_for_later(self, name: str) -> bool:
        return self.around.command.keeps_staging and ".clustercfg-import/" in name


def _doings(lines: Sequence[str], path: re.Pattern[str]) -> list[_Doings]:
    """Sort what strace has told by threads."""
    threads: dict[str, list[tuple[str, set[str]]]] = {}
    for line in lines:
        if (call := _CALL.match(line)) and (paths := set(path.findall(line))):
            threads.setdefault(call[1], []).append((call[2], paths))
    found, taken = [], set[str]()
    for calls in threads.values():
        own = {each for _name, paths in calls for each in paths} - taken
        taken |= own
        count = Counter(name for name, paths in calls if paths & own)
        found.append(_Doings(tuple(sorted(own)), count))
    return [each for each in found if each.paths]


def _is_report(name: str, data: bytes) -> bool:
    """A report may tell of the fault; it is whole if it can be read."""
    try:
        return name.startswith("r.") and bool(json.loads(data))
    except ValueError:
        return False
