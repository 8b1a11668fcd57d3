"""Running other programs."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from clustercfg.errors import StorageError
from clustercfg.storage.programs import run


def test_output_and_exit_code_are_kept() -> None:
    code = "import sys; sys.stdout.write('out'); sys.stderr.write('first\\nlast\\n\\n'); sys.exit(3)"
    done = run([sys.executable, "-c", code])
    assert (done.code, done.stdout, done.complaint) == (3, b"out", "last")
    assert done.command.startswith(f"{sys.executable} -c 'import")
    assert done.seconds > 0


def test_a_silent_failure_is_told_by_its_code() -> None:
    assert run([sys.executable, "-c", "raise SystemExit(7)"]).complaint == "exit code 7"


def test_no_shell_reads_the_arguments_and_input_is_empty() -> None:
    code = "import os, sys; print(sys.argv[1], repr(sys.stdin.read()), os.environ['LC_ALL'])"
    assert run([sys.executable, "-c", code, "$HOME; ls"]).stdout == b"$HOME; ls '' C\n"


def test_a_program_that_hangs_is_ended_with_all_it_has_started(tmp_path: Path) -> None:
    started = time.monotonic()
    with pytest.raises(StorageError, match=r"did not end within 0\.5 seconds") as caught:
        run(["/bin/sh", "-c", f"sleep 60 & echo $! > {tmp_path}/child; wait"], timeout=0.5)
    assert time.monotonic() - started < 20
    assert caught.value.remedy
    child = int((tmp_path / "child").read_text(encoding="ascii"))
    until = time.monotonic() + 10
    while _is_running(child):
        assert time.monotonic() < until
        time.sleep(0.05)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
        return "Z" not in Path(f"/proc/{process}/stat").read_text(encoding="utf-8").split(")")[-1].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False


@pytest.mark.parametrize(
    ("program", "reason"), [("/nowhere/tool", "is not installed"), ("/etc", "cannot run /etc")]
)
def test_a_program_that_cannot_be_run_is_told(program: str, reason: str) -> None:
    with pytest.raises(StorageError, match=reason):
        run([program])


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_program_that_never_stops_printing_is_ended(stream: str) -> None:
    code = f"import sys\nwhile True: sys.{stream}.write('x' * 65536)"
    with pytest.raises(StorageError, match="printed more than 67,108,864 bytes") as caught:
        run([sys.executable, "-c", code])
    assert caught.value.remedy


def test_output_of_any_size_up_to_the_limit_is_kept_whole() -> None:
    code = "import sys; sys.stderr.write('b' * 300000); sys.stdout.write('a' * 3000000)"
    done = run([sys.executable, "-c", code])
    assert (done.stdout, len(done.stderr)) == (b"a" * 3_000_000, 300_000)
