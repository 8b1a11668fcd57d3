"""Whoever replaces a file holds the only claim to it; what a killed run has left is cleared away."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import clustercfg
from clustercfg.documents import Document
from clustercfg.errors import SaveError
from clustercfg.yamltext import claim, storing
from clustercfg.yamltext.claim import claimed

BEFORE = "kind: ClusterConfig # 集群\n"
AFTER = "kind: Other # 集群\n"
CLAIM = ".clusterConfig.yaml.clustercfg"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "clusterConfig.yaml"
    path.write_bytes(BEFORE.encode())
    return path


def changed(path: Path) -> Document:
    document = clustercfg.load(path).document
    assert document is not None
    document.set("kind", "Other")
    return document


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_a_killed_process_leaves_is_the_old_file_and_is_cleared_away_by_the_next(file: Path) -> None:
    """The process ends itself in the middle of writing, when half of the new content is in its own file."""
    program = f"""
        import os, signal
        from pathlib import Path
        from clustercfg.yamltext import storing
        write = os.write
        def half(handle, data):
            write(handle, b"half of it")
            os.kill(os.getpid(), signal.SIGKILL)
        os.write = half
        storing.replace_file(Path({str(file)!r}), b"whole")
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    assert file.read_text(encoding="utf-8") == BEFORE
    assert names_in(file.parent) == [CLAIM, file.name]
    changed(file).save()
    assert (names_in(file.parent), file.read_text(encoding="utf-8")) == ([file.name], AFTER)


def test_a_link_in_the_place_of_the_claim_is_not_followed(file: Path) -> None:
    victim = file.with_name("victim")
    victim.write_text("theirs", encoding="utf-8")
    for make in (lambda path: path.symlink_to("victim"), Path.mkdir):
        place = file.with_name(CLAIM)
        make(place)
        with pytest.raises(SaveError, match=f"{CLAIM} is in the way"):
            changed(file).save()
        (place.unlink if place.is_symlink() else place.rmdir)()
    assert (victim.read_text(encoding="utf-8"), file.read_text(encoding="utf-8")) == ("theirs", BEFORE)


def test_of_two_runs_that_change_a_file_the_later_one_is_told(file: Path) -> None:
    """The second has compared the file with what it has read, when the first replaces it."""
    first, second = changed(file), changed(file)
    second.set("kind", "Third")
    with claimed(file, 0o600) as held:
        waiting = threading.Thread(target=lambda: told.append(failure_of(second.save)))
        told: list[str] = []
        waiting.start()
        held.write(first.to_bytes())
        held.replace(file)
    waiting.join()
    assert "has changed on disk since it was read" in told[0]
    assert file.read_text(encoding="utf-8") == AFTER


def failure_of(action: Callable[[], None]) -> str:
    try:
        action()
    except SaveError as error:
        return str(error)
    return ""


def test_a_run_that_does_not_end_is_not_waited_for(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claim, "_PATIENCE", 0.05)
    with claimed(file, 0o600):
        assert "another run of clustercfg is writing it" in failure_of(changed(file).save)
    changed(file).save()
    assert names_in(file.parent) == [file.name]


def test_without_locks_only_an_old_file_counts_as_left_behind(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claim, "fcntl", None)
    monkeypatch.setattr(claim, "_PATIENCE", 0.05)
    left = file.with_name(CLAIM)
    left.write_text("half", encoding="utf-8")
    assert "another run" in failure_of(changed(file).save)
    os.utime(left, (0, 0))
    changed(file).save()
    assert names_in(file.parent) == [file.name]


def test_a_file_system_without_hard_links_gets_new_files_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_paths: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "new.yaml"
    storing.create_file(path, b"a")
    with pytest.raises(FileExistsError):
        storing.create_file(path, b"b")
    assert (path.read_bytes(), names_in(tmp_path)) == (b"a", [path.name])


SIGNALS = ("SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM")


@pytest.mark.parametrize("name", SIGNALS)
def test_a_signal_waits_until_the_file_is_whole(file: Path, name: str) -> None:
    program = f"""
        import os, signal
        from pathlib import Path
        from clustercfg.yamltext import storing
        sync = os.fsync
        def signalled(handle):
            os.kill(os.getpid(), signal.{name})
            sync(handle)
        os.fsync = signalled
        storing.replace_file(Path({str(file)!r}), b"whole")
        print("went on")
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], timeout=60, check=False, capture_output=True
    )
    assert (done.returncode, done.stdout) == (-getattr(signal, name), b"")
    assert (file.read_bytes(), names_in(file.parent)) == (b"whole", [file.name])


@pytest.mark.parametrize(
    ("number", "is_told"),
    [(errno.EIO, True), (errno.EROFS, True), (errno.EINVAL, False), (errno.ENOTSUP, False)],
)
def test_a_disk_that_fails_before_the_new_name_is_on_it_is_told(
    file: Path, monkeypatch: pytest.MonkeyPatch, number: int, is_told: bool
) -> None:
    """A file system that cannot sync folders at all is none that fails."""
    sync = os.fsync

    def failing(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, os.strerror(number))
        sync(handle)

    document = changed(file)
    monkeypatch.setattr(os, "fsync", failing)
    told = failure_of(document.save)
    assert told == (f"{file} cannot be written: {os.strerror(number)}" if is_told else "")
    assert names_in(file.parent) == [file.name]
