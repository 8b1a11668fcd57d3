"""An import may be killed at any moment."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clustercfg.errors import StorageError
from clustercfg.storage.package import import_package, placing, plan_package, remove_import
from clustercfg.storage.package.landing import StagedFile
from kills import Campaign
from synthetic_package import make_package
from tarballs import files, tree_of, write_tarball


def test_twenty_kills_leave_no_wrong_file(tmp_path: Path) -> None:
    score = Campaign(tmp_path, size=20_000_000, small_files=300, seed=random.randrange(1 << 30)).run(20)
    assert score.kills >= 20
    assert score.completions >= 7


@pytest.fixture
def package(tmp_path: Path) -> tuple[Path, ...]:
    return make_package(tmp_path / "package", size=4_000_000, small_files=40, level=1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    return folder


def import_with(
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    replacement: Callable[..., None],
    package: tuple[Path, ...],
    root: Path,
) -> None:
    """Import while a function of the last step is another one."""
    with monkeypatch.context() as patch:
        patch.setattr(placing, name, replacement)
        import_package(package, root)


def test_what_an_interrupted_run_has_written_is_used(
    root: Path, package: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_with(monkeypatch, "write_manifest", interrupt, package, root)
    assert tree_of(root) == {}
    staged = sum(path.stat().st_size for path in (root / ".clustercfg-import").iterdir())
    assert staged > 3_900_000
    # Half a file, a wrong file and one that is too long: none of them is trusted, all of the rest is used.
    first, second, third, *_ = sorted(
        (root / ".clustercfg-import").iterdir(), key=lambda path: -path.stat().st_size
    )
    os.truncate(first, first.stat().st_size // 2)
    second.write_bytes(b"X" * second.stat().st_size)
    third.write_bytes(third.read_bytes() + b"more")
    written = 0
    write = StagedFile._write

    def counted(self: StagedFile, piece: memoryview) -> None:
        nonlocal written
        written += len(piece)
        write(self, piece)

    lost = first.stat().st_size + second.stat().st_size
    monkeypatch.setattr(StagedFile, "_write", counted)
    plan = import_package(package, root).plan
    assert lost <= written < 0.6 * staged
    assert {file.path: file.sha256 for file in plan.files} == {
        path: content for path, (kind, content, _) in tree_of(root).items() if kind == "file"
    }


@pytest.mark.parametrize("renames", [0, 1, 20])
def test_after_a_crash_among_the_renames_removal_still_knows_what_is_ours(
    root: Path, package: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch, renames: int
) -> None:
    (root / "mine").write_text("mine")
    rename, done = placing._rename, 0

    def crash(waiting: Path, place: Path) -> None:
        nonlocal done
        if done == renames:
            raise KeyboardInterrupt
        done += 1
        rename(waiting, place)

    with pytest.raises(KeyboardInterrupt):
        import_with(monkeypatch, "_rename", crash, package, root)
    assert len(remove_import(root).removed) == renames
    assert [path.name for path in root.iterdir()] == ["mine"]


def test_after_a_crash_among_the_renames_nothing_is_trusted(
    root: Path, package: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_with(monkeypatch, "_publish", crash, package, root)
    victim = next(path for path in root.rglob("*.yaml"))
    found = victim.stat()
    victim.write_bytes(b"X" * found.st_size)
    os.utime(victim, ns=(found.st_atime_ns, found.st_mtime_ns))
    changed = [file.path for file in plan_package(package, root).files if file.state.value == "changed"]
    assert changed == [str(victim.relative_to(root))]
    import_package(package, root)
    assert remove_import(root).found_before == ()
    assert tree_of(root) == {}


def test_an_error_among_the_renames_can_be_mended(
    root: Path, package: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    rename, done = placing._rename, 0

    def fail(waiting: Path, place: Path) -> None:
        nonlocal done
        done += 1
        if done == 10:
            raise PermissionError(13, "Permission denied", str(waiting), None, str(place))
        rename(waiting, place)

    with pytest.raises(StorageError, match="Permission denied") as caught:
        import_with(monkeypatch, "_rename", fail, package, root)
    assert ".clustercfg-import" not in caught.value.message
    import_package(package, root)
    assert not (root / ".clustercfg-import").exists()


@pytest.fixture
def endless(tmp_path: Path) -> Iterator[Path]:
    """Return a tarball that never comes to an end: a pipe that somebody holds open."""
    whole = write_tarball(tmp_path / "whole.tar.gz", files("top/a", "top/b")).read_bytes()
    pipe = tmp_path / "pipe.tar.gz"
    os.mkfifo(pipe)
    released = threading.Event()

    def hold() -> None:
        with pipe.open("wb") as file:
            file.write(whole[:-20])
            file.flush()
            released.wait(60)

    thread = threading.Thread(target=hold)
    thread.start()
    yield pipe
    released.set()
    thread.join()


def test_two_imports_into_one_directory_do_not_meet(
    root: Path, package: tuple[Path, ...], endless: Path
) -> None:
    command = [sys.executable, "-m", "clustercfg", "binaries", "import", "--to", str(root), str(endless)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        while not (root / ".clustercfg-import" / "lock").exists():
            assert process.poll() is None
        time.sleep(0.3)  # it then waits for the pipe
        for attempt in (lambda: import_package(package, root), lambda: remove_import(root)):
            with pytest.raises(StorageError, match="another import is at work"):
                attempt()
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "the same command goes on from here" in told
    import_package(package, root)
