"""The command line: whatever the words, an exit code that is documented, no traceback, no secret, no byte elsewhere."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from fuzz_target import Target

from clustercfg.cli import main
from clustercfg.cli.exit_codes import ExitCode
from clustercfg.translation import use_language
from secret_files import WHOLE, markers

__all__ = ["ARGUMENTS"]

_EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
_CODES = frozenset(ExitCode) - {ExitCode.BUG, ExitCode.INTERRUPTED}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_DIRECTORY
_CHANGES = {
    *("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod"),
    *("os.chown", "os.utime", "os.setxattr", "shutil.rmtree", "shutil.move", "os.chflags"),
}
_OTHERS = (
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.kill",
    "socket.connect",
    "socket.bind",
)

_PYTHON = tuple(os.path.realpath(each) + "/" for each in (*sys.path, sys.prefix, sys.base_prefix) if each)


def _is_python(path: Any) -> bool:
    return f"{os.path.realpath(os.fsdecode(path))}/".startswith(_PYTHON)


class _Fence:
    """Refuses what would reach out of `room`: a command may be told to write to any path."""

    room: str | None = None

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.room is None:
            return
        if event == "open":
            self._open(*arguments)
        elif event in ("os.listdir", "os.scandir"):
            self._list(arguments[0])
        elif event in _CHANGES:
            for path in arguments:
                self._inside(path)
        elif event in _OTHERS or event.startswith("socket.get"):
            raise ConnectionRefusedError(errno.ECONNREFUSED, os.strerror(errno.ECONNREFUSED))

    def _open(self, path: Any, mode: Any, flags: Any) -> None:
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (
            isinstance(flags, int) and flags & _WRITES
        ):
            self._inside(path)

    def _list(self, path: Any) -> None:
        """Let only Python's own import look around elsewhere: the whole disk is more than a second's work."""
        named = "." if path is None else path
        if isinstance(named, str | bytes | os.PathLike) and not _is_python(named):
            self._inside(named)

    def _inside(self, path: Any) -> None:
        if not isinstance(path, str | bytes | os.PathLike) or path == os.devnull:
            return
        real = os.path.realpath(os.fsdecode(path))
        if real != self.room and not real.startswith(f"{self.room}/"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), real)


@cache
def _fence() -> _Fence:
    fence = _Fence()
    sys.addaudithook(fence)
    return fence


@contextlib.contextmanager
def _room() -> Iterator[Path]:
    """A folder with some files, which is the working folder and the only one that can be written to."""
    fence, before = _fence(), os.getcwd()  # noqa: PTH109 - as it was
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        room = Path(folder).resolve()
        for name in ("all-in-one-online.yaml", "external-s3.yaml", "broken.yaml"):
            (room / name).write_bytes((_EXAMPLES / name).read_bytes())
        (room / "secret.yaml").write_text(WHOLE, encoding="utf-8")
        (room / "nginx.conf").write_text(
            "events {}\nhttp { server { listen 80; root /srv; } }\n", encoding="utf-8"
        )
        (room / "folder").mkdir()
        os.chdir(room)
        fence.room = str(room)
        try:
            yield room
        finally:
            fence.room = None
            os.chdir(before)


def _written(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def _check(data: bytes) -> None:
    words = [word.decode("utf-8", "surrogateescape") for word in data.split(b"\n")]
    if any("\0" in word for word in words):
        return  # No system hands such a word over.
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _stream in range(2))
    old = sys.stdin, sys.stdout, sys.stderr
    try:
        with _room():
            sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(b"a: b\n")), out, err
            code = main(words)
    finally:
        sys.stdin, sys.stdout, sys.stderr = old
        use_language("en")
    shown = [_written(stream) for stream in (out, err)]
    assert code in _CODES, (code, shown[1])
    assert "Traceback" not in "".join(shown)
    assert code != ExitCode.USAGE or shown[1].strip()
    # What `migrate` prints is the new file.
    told = shown[1] if {"--reveal", "migrate"} & set(words) else "".join(shown)
    assert not markers(told), f"a secret is shown: {markers(told)}"


_WORDS = """
    lint get set unset diff migrate show explain schema binaries locate import check use setup doctor completion generate
    generate-config - -- -h --help --version secret.yaml broken.yaml all-in-one-online.yaml external-s3.yaml missing.yaml
    folder nginx.conf out.yaml /etc/hostname .. * --fix --diff --unsafe-fixes --format json sarif --output json=out.json
    --select CC3 --ignore --strict --lang zh en --color=always -o --in-place --to v1alpha3 v1alpha4 --check --api-version
    --endpoint http://10.0.1.1 --username --password-env HOME --from-file --from-env --nginx-conf --root --package
    --dry-run --mode cluster-create bash --masters --workers 3 10.0.0.1-10.0.0.3 spec spec.clusterName=a
    spec.masterNodes[0].ip spec.binaries.type spec.binaries.type=builtin CC301
""".split()
_BITS = ("[0]", '["a"]', ".", "=", ",", "-", "中", " ")
_TOKENS = (*(f"\n{word}".encode() for word in _WORDS), b"\xff", *map(str.encode, _BITS), b"\n")
_SEEDS = """\
lint secret.yaml
lint --fix --unsafe-fixes broken.yaml
lint --format sarif --output junit=o.xml .
get secret.yaml spec.clusterName
get secret.yaml spec.masterNodes
get secret.yaml spec.masterNodes[0].ansiblePass
set external-s3.yaml spec.clusterName=x spec.masterNodes[0].ip=10.0.0.9
set --diff secret.yaml spec.binaries.type=builtin
set secret.yaml spec.masterNodes[0].ansiblePass --from-env HOME
unset secret.yaml spec.masterNodes[0].ansiblePass --diff
diff secret.yaml external-s3.yaml
migrate --diff secret.yaml
show secret.yaml
explain CC301
explain spec.binaries.type
schema --lang zh
schema --check secret.yaml
generate --masters 10.0.0.1
generate-config
doctor
completion bash
binaries locate http://10.0.1.1 --nginx-conf nginx.conf
binaries import x.tgz --root folder
binaries check secret.yaml
binaries use secret.yaml builtin --diff
binaries use secret.yaml --endpoint http://10.0.1.1:8080 --diff
binaries setup secret.yaml --endpoint http://10.0.1.1 --package folder
--help
lint --help""".splitlines()

ARGUMENTS = Target(
    "arguments", _check, _TOKENS, lambda: [words.replace(" ", "\n").encode() for words in _SEEDS], 400
)
