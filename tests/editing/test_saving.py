"""`Document.save`: the whole file or nothing, and everything about the file but its content stays."""

from __future__ import annotations

import errno
import multiprocessing
import os
import stat
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import clustercfg
from clustercfg.documents import Document
from clustercfg.errors import SaveError
from clustercfg.yamltext import storing

BEFORE = "kind: ClusterConfig # 集群\n"
AFTER = "kind: Other # 集群\n"
needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away"
)
NOBODY = 65534


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "clusterConfig.yaml"
    path.write_bytes(BEFORE.encode())
    return path


def read(path: Path) -> Document:
    document = clustercfg.load(path).document
    assert document is not None
    return document


def changed(path: Path) -> Document:
    document = read(path)
    document.set("kind", "Other")
    return document


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"# only a remark",
        b"\xef\xbb\xbfkind: ClusterConfig\r\n",
        b"a: 1\r\nb: 2\nc: 3",
        "键: 值   \n\n\n".encode(),
        b"a: [1\n\tb: \x00\n",
        b"--- !x\n...\n---\n",
    ],
)
def test_reading_and_saving_leaves_every_byte_and_the_file_itself(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    before = file.stat()
    document = read(file)
    assert document.to_bytes() == content
    document.save()
    assert (file.read_bytes(), file.stat().st_ino) == (content, before.st_ino)
    document.save(file.with_name("copy.yaml"))
    assert file.with_name("copy.yaml").read_bytes() == content


def test_a_changed_document_replaces_the_file_and_can_be_saved_again(file: Path) -> None:
    document = changed(file)
    document.save()
    assert file.read_text(encoding="utf-8") == AFTER
    document.set("kind", "ClusterConfig")
    document.save()
    assert file.read_text(encoding="utf-8") == BEFORE
    assert names_in(file.parent) == [file.name]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o444, 0o755])
def test_the_mode_stays(file: Path, mode: int) -> None:
    document = changed(file)
    file.chmod(mode)
    document.save()
    assert stat.S_IMODE(file.stat().st_mode) == mode


def test_a_new_file_gets_the_usual_mode(tmp_path: Path) -> None:
    for mask, mode in ((0o022, 0o644), (0o077, 0o600)):
        old = os.umask(mask)
        try:
            path = tmp_path / f"{mask:o}.yaml"
            Document(BEFORE).save(path)
        finally:
            os.umask(old)
        assert stat.S_IMODE(path.stat().st_mode) == mode


@needs_root
def test_owner_and_group_stay(file: Path) -> None:
    os.chown(file, NOBODY, 12345)
    file.chmod(0o640)
    changed(file).save()
    status = file.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (NOBODY, 12345, 0o640)


def test_extended_attributes_stay(file: Path) -> None:
    try:
        os.setxattr(file, "user.note", b"mine")
    except (OSError, AttributeError):
        pytest.skip("this file system has no extended attributes")
    changed(file).save()
    assert os.getxattr(file, "user.note") == b"mine"


def test_a_symbolic_link_stays_one_and_its_target_changes(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "deeper" / "link.yaml"
    link.parent.mkdir()
    link.symlink_to("../clusterConfig.yaml")
    changed(link).save()
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8") == AFTER
    assert names_in(link.parent) == ["link.yaml"]


def test_a_dangling_link_is_filled(tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to("later.yaml")
    Document(BEFORE).save(link)
    assert (tmp_path / "later.yaml").read_text(encoding="utf-8") == BEFORE


def rewritten(path: Path) -> None:
    path.write_text("kind: Theirs\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("meddle", "reason"),
    [(rewritten, "has changed on disk"), (Path.unlink, "no longer there")],
)
def test_a_file_that_changed_since_is_left_alone(
    file: Path, meddle: Callable[[Path], None], reason: str
) -> None:
    document = changed(file)
    meddle(file)
    now = file.read_bytes() if file.exists() else None
    for target in (None, file, Path(os.path.relpath(file)))[: 3 if now else 1]:
        with pytest.raises(SaveError, match=reason):
            document.save(target)
    assert (file.read_bytes() if file.exists() else None) == now
    assert document.text == AFTER


def test_a_file_that_vanished_is_written_where_it_is_named_again(file: Path) -> None:
    document = changed(file)
    file.unlink()
    document.save(file)
    assert file.read_text(encoding="utf-8") == AFTER


def test_a_document_of_a_text_asks_for_a_file() -> None:
    with pytest.raises(SaveError, match="name the file"):
        Document(BEFORE).save()


@pytest.mark.parametrize("name", ["missing/file.yaml", "clusterConfig.yaml/file.yaml", "loop.yaml", "."])
def test_a_place_that_cannot_be_written_is_an_error_with_its_name(file: Path, name: str) -> None:
    file.with_name("loop.yaml").symlink_to("loop.yaml")
    before = names_in(file.parent)
    with pytest.raises(SaveError) as caught:
        Document(BEFORE).save(file.parent / name)
    assert str(file.parent / name) in str(caught.value)
    assert names_in(file.parent) == before
    assert file.read_text(encoding="utf-8") == BEFORE


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace", "pathlib.Path.chmod"])
@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_an_interrupted_write_leaves_the_old_file_and_nothing_beside_it(
    file: Path, monkeypatch: pytest.MonkeyPatch, step: str, failure: BaseException
) -> None:
    document = changed(file)

    def fail(*_arguments: object) -> None:
        raise failure

    monkeypatch.setattr(step, fail)
    expected = SaveError if isinstance(failure, OSError) else KeyboardInterrupt
    with pytest.raises(expected):
        document.save()
    monkeypatch.undo()
    assert (file.read_text(encoding="utf-8"), names_in(file.parent)) == (BEFORE, [file.name])
    document.save()
    assert file.read_text(encoding="utf-8") == AFTER


def test_readers_never_see_half_of_a_file(file: Path) -> None:
    contents = [str(number) * 200_000 for number in range(10)]
    file.write_text(contents[0], encoding="utf-8")
    writer = multiprocessing.get_context("spawn").Process(target=write_in_turn, args=(file, contents))
    writer.start()
    seen = set()
    while writer.is_alive():
        seen.add(file.read_text(encoding="utf-8"))
    writer.join()
    assert writer.exitcode == 0
    assert seen <= set(contents)


def write_in_turn(path: Path, contents: list[str]) -> None:
    for content in contents * 5:
        storing.replace_file(path, content.encode())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has /dev/full")
def test_a_device_is_written_to_and_never_replaced() -> None:
    Document(BEFORE).save("/dev/null")
    with pytest.raises(SaveError, match="/dev/full cannot be written"):
        Document(BEFORE).save("/dev/full")
    assert not Path("/dev/null").is_file()
    assert not Path("/dev/full").is_file()


def test_a_pipe_gets_the_text(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE)
    Document(BEFORE).save(pipe)
    assert reader.communicate(timeout=60)[0].decode() == BEFORE
    assert stat.S_ISFIFO(pipe.stat().st_mode)


AS_NOBODY = """
    import os
    import clustercfg
    document = clustercfg.load({path!r}).document
    document.set("kind", "Other")
    os.setgroups([])
    os.setgid({group}); os.setuid({user})
    try:
        document.save()
    except clustercfg.SaveError as error:
        print(error)
"""


def save_as_nobody(path: Path) -> str:
    """Save as another user, who may not read our project: everything is imported before."""
    program = "import clustercfg.documents, clustercfg.yamltext.storing\n" + textwrap.dedent(
        AS_NOBODY.format(path=str(path), user=NOBODY, group=NOBODY)
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout


@pytest.fixture
def open_file() -> Iterator[Path]:
    """Return a file in a folder that other users reach (pytest keeps its own to itself)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        path = folder / "clusterConfig.yaml"
        path.write_text(BEFORE, encoding="utf-8")
        yield path


@needs_root
def test_a_read_only_folder_is_named_and_everything_stays(open_file: Path) -> None:
    open_file.chmod(0o666)
    said = save_as_nobody(open_file)
    assert f"the folder {open_file.parent} cannot be written to (Permission denied)" in said
    assert (open_file.read_text(encoding="utf-8"), names_in(open_file.parent)) == (BEFORE, [open_file.name])


@needs_root
def test_who_may_not_give_a_file_away_keeps_it_without_rights_for_another_group(open_file: Path) -> None:
    open_file.parent.chmod(0o777)
    os.chown(open_file, 0, 0)
    open_file.chmod(0o664)
    assert save_as_nobody(open_file) == ""
    status = open_file.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (NOBODY, NOBODY, 0o644)
    assert open_file.read_text(encoding="utf-8") == AFTER
