"""`lint` of more files than one process cares for: the same report, whoever checks them, and nobody left behind."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clustercfg.cli import crew
from command_line import Run, plain_surroundings, run
from realistic import realistic_config

__all__ = ["plain_surroundings", "run"]

needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc to look at processes")
COUNT = 60


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a directory of files, of which every third has findings, among files that are none of ours."""
    for number in range(COUNT):
        text = realistic_config(90)
        if number % 3 == 0:
            text = text.replace("10.6.2.250/32", f"10.6.2.{number}").replace("clusterName", "clustername")
        (tmp_path / f"site-{number:02}.yaml").write_text(text, encoding="utf-8")
        (tmp_path / f"other-{number:02}.yaml").write_text("kind: ConfigMap\n", encoding="utf-8")
    return tmp_path


def processors(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "count_processors", lambda: count)


@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif"])
def test_processes_report_what_one_reports(
    run: Run, tree: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    processors(1, monkeypatch)
    alone = run("lint", "--format", form, str(tree))
    processors(3, monkeypatch)
    assert run("lint", "--format", form, str(tree)) == alone
    assert alone.code == 1
    assert alone.out.count("site-") >= COUNT // 3


def test_a_crew_speaks_the_language_of_the_command(
    run: Run, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    processors(2, monkeypatch)
    many = run("lint", "--lang", "zh", "--format", "concise", str(tree))
    processors(1, monkeypatch)
    assert many == run("lint", "--lang", "zh", "--format", "concise", str(tree))


def test_files_that_cannot_be_read_are_told_in_their_order(
    run: Run, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    processors(2, monkeypatch)
    lost = [str(tree / f"lost-{number}") for number in range(3)]
    found = [str(file) for file in sorted(tree.glob("site-*"))]
    shown = run("lint", *found[:30], lost[0], *found[30:50], lost[1], *found[50:], lost[2])
    assert [line.split("lost-")[1][0] for line in shown.err.splitlines()] == ["0", "1", "2"]
    assert shown.code == 3
    assert f"Checked {COUNT} files" in shown.out


def test_standard_input_may_stand_among_many_files(
    run: Run, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    processors(2, monkeypatch)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"kind: ClusterConfig\nspec: 1\n")))
    found = [str(file) for file in sorted(tree.glob("site-*"))]
    shown = run("lint", "--format", "concise", *found[:40], "-", *found[40:])
    lines = shown.out.splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("<stdin>"))
    assert "site-39" in lines[place - 1]
    assert "site-42" in next(line for line in lines[place:] if "site-" in line)


def test_a_program_with_threads_starts_no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threading.active_count", lambda: 2)
    assert crew.count_processors() == 1


# ---- how a run ends


def started(folder: Path) -> subprocess.Popen[bytes]:
    """Return a run that takes long, once it has a crew."""
    for number in range(60):
        (folder / f"{number}.yaml").write_text(realistic_config(6000), encoding="utf-8")
    program = "import sys; from clustercfg.cli import crew, main; crew.count_processors = lambda: 2; sys.exit(main(['lint', '.']))"
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while len(children(process.pid)) < 2:
        assert process.poll() is None, "the run ended before it had a crew"
        time.sleep(0.02)
    return process


def children(process: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def gone(processes: list[int]) -> bool:
    return not any(_lives(each) for each in processes)


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until_gone(processes: list[int]) -> None:
    end = time.monotonic() + 60
    while not gone(processes):
        assert time.monotonic() < end, "the crew is still there"
        time.sleep(0.05)


@needs_proc
def test_an_interrupt_ends_all_without_a_word(tmp_path: Path) -> None:
    process = started(tmp_path)
    crew_of_it = children(process.pid)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")
    wait_until_gone(crew_of_it)


@needs_proc
def test_a_crew_ends_with_the_run_that_was_killed(tmp_path: Path) -> None:
    process = started(tmp_path)
    crew_of_it = children(process.pid)
    process.kill()
    process.communicate(timeout=60)
    wait_until_gone(crew_of_it)
