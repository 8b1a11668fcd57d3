"""`clustercfg binaries import` at the terminal."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest

import clustercfg.cli.binaries.progress as display
from clustercfg.cli.binaries.amounts import bytes_text, files_text, seconds_text
from clustercfg.storage.package import find_tarballs, read_package
from clustercfg.storage.package.progress import Phase, Progress
from command_line import Run
from synthetic_package import make_package
from tarballs import Member, files, tree_of, write_tarball


@pytest.fixture
def package(tmp_path: Path) -> Path:
    make_package(tmp_path / "package", size=300_000, small_files=20)
    return tmp_path / "package"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    return folder


def test_plan_import_rerun_verify_and_removal_in_turn(run: Run, package: Path, root: Path) -> None:
    words = ("binaries", "import", "--to", str(root))
    found = read_package(find_tarballs(package))
    count, amount = len(found), f"{len(found)} files ({bytes_text(sum(file.size for file in found))})"
    planned = run(*words, "--package", str(package), "--dry-run")
    assert (planned.code, planned.err) == (0, "")
    for told in (
        "offline-files/ is stripped",
        "amd64 (",
        "arm64 (",
        "kubelet v1.31.6",
        f"not there yet: {amount}",
        "there and equal: 0 files",
        "needed,",
        "nothing was written (--dry-run)",
    ):
        assert told in " ".join(planned.out.split())
    assert tree_of(root) == {}
    done = run(*words, "--package", str(package / "offline"))
    assert done.code == 0
    assert f"{amount} new, 0 files replaced, 0 files there and equal" in done.out
    assert "waiting for the disk" in done.err
    again = run(*words, "--package", str(package))
    assert (again.code, again.err) == (0, "")
    assert f"everything is in {root} already: {amount}" in again.out
    assert "0 changed, 0 missing" in run(*words, "--verify").out
    (root / "get.helm.sh" / "helm-v3.16.4-linux-amd64.tar.gz").write_bytes(b"")
    damaged = run(*words, "--verify")
    assert damaged.code == 1
    assert "changed since the import:\n  get.helm.sh/helm-v3.16.4-linux-amd64.tar.gz\n" in damaged.out
    assert f"{count - 1} files would be removed" in run(*words, "--remove", "--dry-run").out
    removed = run(*words, "--remove")
    assert removed.code == 0
    assert "somebody has changed it since" in removed.out
    assert f"{count - 1} files removed" in removed.out
    assert list(tree_of(root)) == ["get.helm.sh", "get.helm.sh/helm-v3.16.4-linux-amd64.tar.gz"]


def test_the_json_of_each_step(run: Run, package: Path, root: Path) -> None:
    words = ("binaries", "import", "--to", str(root), "--format", "json", "--progress", "none")
    plan = json.loads(run(*words, "--package", str(package), "--dry-run").out)
    done = run(*words, "--package", str(package))
    report = json.loads(done.out)
    assert done.err == ""
    assert {key: report[key] for key in ("new", "tarballs", "versions")} == {
        key: plan[key] for key in ("new", "tarballs", "versions")
    }
    assert report["seconds"] > 0
    verified = json.loads(run(*words, "--verify").out)
    assert (verified["ok"], verified["total"]) == (True, report["total"])
    assert json.loads(run(*words, "--remove").out)["removed"] == report["total"]


WRONG = {
    "no tarball": ((), "name the tarballs"),
    "both": (("a.tar.gz", "--package", "x"), "not both"),
    "remove and tarball": (("a.tar.gz", "--remove"), "takes no tarballs"),
    "remove and verify": (("--remove", "--verify"), "takes no tarballs"),
    "strip below zero": (("a.tar.gz", "--strip", "-1"), "0 or more"),
    "strip is no number": (("a.tar.gz", "--strip", "x"), "--strip"),
    "unknown form": (("a.tar.gz", "--progress", "loud"), "--progress"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_usage_is_one_sentence(run: Run, root: Path, name: str) -> None:
    words, told = WRONG[name]
    shown = run("binaries", "import", "--to", str(root), *words)
    assert (shown.code, shown.out) == (2, "")
    assert told in shown.err


def test_the_directory_must_be_named(run: Run) -> None:
    assert run("binaries", "import", "a.tar.gz").code == 2


def test_trouble_has_its_exit_code_and_remedy(run: Run, tmp_path: Path, root: Path) -> None:
    hostile = write_tarball(tmp_path / "hostile.tar.gz", [Member("top/\x1b[31m\n../x"), Member("../evil")])
    cut = tmp_path / "cut.tar.gz"
    cut.write_bytes(write_tarball(tmp_path / "whole.tar.gz", files("top/a")).read_bytes()[:-9])
    for tarball, code, told in (
        (hostile, 1, "leads upwards"),
        (cut, 3, "ends too early"),
        (tmp_path / "none.tar.gz", 3, "No such file"),
    ):
        shown = run("binaries", "import", "--to", str(root), str(tarball))
        assert (shown.code, shown.out) == (code, "")
        assert shown.err.startswith("clustercfg: ")
        assert told in shown.err
        assert "\x1b" not in shown.err
        assert len(shown.err.splitlines()) == 2
    assert run("binaries", "import", "--to", str(root / "none"), str(cut)).code == 3


def test_too_little_space_is_a_problem_of_the_plan(
    run: Run, package: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.statvfs
    monkeypatch.setattr(os, "statvfs", lambda path: _without_space(real(path)))
    shown = run("binaries", "import", "--to", str(root), "--package", str(package), "--dry-run")
    assert shown.code == 1
    assert "that is not enough" in shown.out


def _without_space(found: os.statvfs_result) -> os.statvfs_result:
    values = list(found)
    values[4] = 1
    return os.statvfs_result(values)


def test_conflicts_and_the_lifted_level_are_told(run: Run, tmp_path: Path, root: Path) -> None:
    first = write_tarball(tmp_path / "1.tar.gz", files("offline-files/files.m.daocloud.io/dl.k8s.io/a"))
    second = write_tarball(tmp_path / "2.tar.gz", files("tools/dl.k8s.io/a", "tools/lonely"))
    shown = run("binaries", "import", "--to", str(root), str(first), str(second), "--dry-run")
    text = " ".join(shown.out.split())
    assert "the extra level files.m.daocloud.io/ is taken away" in text
    assert "the last one counts: dl.k8s.io/a" in text
    assert "(no folder) (1 file, 27 B)" in text


def test_a_terminal_gets_a_bar_with_rate_and_time_left(package: Path, root: Path) -> None:
    pytest.importorskip("rich")
    master, terminal = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "clustercfg",
        "binaries",
        "import",
        "--to",
        str(root),
        "--package",
        str(package),
    ]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=terminal, env=environment, text=True
    ) as process:
        os.close(terminal)
        shown = b""
        while piece := _read(master):
            shown += piece
        out = process.stdout.read() if process.stdout else ""
    os.close(master)
    assert process.returncode == 0
    assert "imported into" in out
    text = shown.decode()
    assert "waiting for the disk" in text
    assert "/s" in text
    assert "0:00:00" in text


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # what Linux says when the other side has closed
        return b""


class Clock:
    """Stands in for the monotonic clock."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seconds = 0.0
        monkeypatch.setattr(time, "monotonic", lambda: self.seconds)


def progress(phase: Phase = Phase.READING, done: int = 500, seconds: float = 2.0) -> Progress:
    return Progress(phase, done, 1000, 3, seconds)


def test_elsewhere_there_is_a_line_every_few_seconds(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch)
    with display.shown("lines") as report:
        assert report is not None
        for seconds in (1.0, 4.0, 5.5, 6.0, 10.6):
            clock.seconds = seconds
            report(progress())
        report(progress(Phase.SYNCING))
    assert capsys.readouterr().err.splitlines() == [
        "reading: 50%, 500 B of 1 kB, 3 files, 250 B/s, 2.0 s left",
        "reading: 50%, 500 B of 1 kB, 3 files, 250 B/s, 2.0 s left",
        "waiting for the disk",
    ]


def test_programs_get_json_lines(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    with display.shown("json") as report:
        assert report is not None
        for seconds, done in ((1.0, 0), (1.1, 400), (2.0, 500)):
            clock.seconds = seconds
            report(progress(done=done))
    first, second = map(json.loads, capsys.readouterr().err.splitlines())
    assert (first["secondsLeft"], first["done"]) == (None, 0)
    assert second == {
        "event": "progress",
        "phase": "reading",
        "done": 500,
        "total": 1000,
        "files": 3,
        "seconds": 2.0,
        "bytesPerSecond": 250,
        "secondsLeft": 2.0,
    }


def test_without_rich_a_bar_becomes_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rich", None)
    with display.shown("bar") as report:
        assert report is not None
        report(progress())
        report(progress(Phase.SYNCING))
    assert capsys.readouterr().err == "waiting for the disk\n"


def test_no_progress_is_no_report() -> None:
    with display.shown("none") as report:
        assert report is None


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1 kB"),
        (1_460_000_000, "1.46 GB"),
        (23.4e6, "23.4 MB"),
        (5e18, "5e+03 PB"),
    ],
)
def test_bytes_have_three_digits(size: float, text: str) -> None:
    assert bytes_text(size) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.04, "0.0 s"), (59.94, "59.9 s"), (65, "1 min 5 s"), (3600, "1 h 0 min"), (7830, "2 h 10 min")],
)
def test_seconds_read_well(seconds: float, text: str) -> None:
    assert seconds_text(seconds) == text


def test_files_are_counted_in_words() -> None:
    assert [files_text(count) for count in (0, 1, 3010)] == ["0 files", "1 file", "3,010 files"]
