"""A tarball that is not whole changes nothing, whichever library inflates it."""

from __future__ import annotations

import errno
import gzip
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clustercfg.errors import StorageError
from clustercfg.storage.package import gzip_stream, import_package, read_package
from tarballs import Member, files, tree_of, write_tarball

LIBRARIES = ["isal", "zlib"]


@pytest.fixture(params=LIBRARIES)
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Inflate with one library or the other."""
    if request.param == "zlib":
        monkeypatch.setitem(sys.modules, "isal.igzip", None)
    else:
        pytest.importorskip("isal.igzip")
    return str(request.param)


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """Return a good tarball with some weight."""
    noise = random.Random(1).randbytes(400_000)
    return write_tarball(tmp_path / "whole.tar.gz", [*files("top/a", "top/b"), Member("top/c", noise)])


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


DAMAGES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "no files"),
    "not gzip": (lambda _: b"PK\3\4" * 100, "not a gzip file"),
    "gzip of no tar": (lambda _: gzip.compress(b"hello " * 1000), "not a tar archive"),
    "an empty archive": (lambda _: gzip.compress(bytes(10240)), "no files"),
    "gzip of nothing": (lambda _: gzip.compress(b""), "no files"),
    "only the magic": (lambda data: data[:2], "ends too early"),
    "cut in the header": (lambda data: data[:9], "ends too early"),
    "cut in the middle": (lambda data: data[: len(data) // 2], "ends too early"),
    "cut before the checksum": (lambda data: data[:-8], "ends too early"),
    "cut in the checksum": (lambda data: data[:-1], "ends too early"),
    "wrong checksum": (lambda data: flipped(data, len(data) - 6), "damaged"),
    "wrong length": (lambda data: flipped(data, len(data) - 2), "damaged"),
    "a wrong byte": (lambda data: flipped(data, len(data) // 2), "damaged|not a tar archive"),
    "cut before it was compressed": (
        lambda data: gzip.compress(gzip.decompress(data)[:100_000]),
        "in the middle of a file",
    ),
    "cut in a header before": (
        lambda data: gzip.compress(gzip.decompress(data)[:700]),
        "in the middle of a file",
    ),
}


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_tarball_is_named_and_nothing_changes(tmp_path: Path, whole: Path, name: str) -> None:
    damage, reason = DAMAGES[name]
    bad = tmp_path / "bad.tar.gz"
    bad.write_bytes(damage(whole.read_bytes()))
    root = tmp_path / "root"
    root.mkdir()
    import_package([whole], root)
    before, manifest = tree_of(root), (root / ".clustercfg-import.json").read_bytes()
    (root / "a").write_text("older")
    with pytest.raises(StorageError, match=reason) as caught:
        import_package([whole, bad], root)
    assert str(bad) in caught.value.message
    assert caught.value.remedy
    assert tree_of(root) == {**before, "a": tree_of(root)["a"]}
    assert (root / ".clustercfg-import.json").read_bytes() == manifest
    assert not (root / ".clustercfg-import").exists()


@pytest.mark.usefixtures("library")
def test_wherever_it_was_cut_it_is_noticed(tmp_path: Path, whole: Path) -> None:
    data = whole.read_bytes()
    cut = tmp_path / "cut.tar.gz"
    for at in random.Random(2).sample(range(2, len(data)), 40):
        cut.write_bytes(data[:at])
        with pytest.raises(StorageError, match="ends too early"):
            read_package([cut])


@pytest.mark.usefixtures("library")
def test_whatever_byte_is_wrong_no_wrong_file_is_put_into_place(tmp_path: Path, whole: Path) -> None:
    data = whole.read_bytes()
    right = {file.path: file.sha256 for file in read_package([whole])}
    bad, noticed = tmp_path / "bad.tar.gz", 0
    for at in random.Random(3).sample(range(len(data)), 40):
        bad.write_bytes(flipped(data, at))
        try:
            # Some bytes of a gzip header mean nothing (the time, the system): the content is then right.
            assert {file.path: file.sha256 for file in read_package([bad])} == right
        except StorageError:
            noticed += 1
    assert noticed > 35


@pytest.mark.usefixtures("library")
def test_several_gzip_members_and_padding_are_one_tarball(tmp_path: Path, whole: Path) -> None:
    content = gzip.decompress(whole.read_bytes())
    joined = tmp_path / "joined.tar.gz"
    joined.write_bytes(gzip.compress(content[:5000]) + gzip.compress(content[5000:]) + bytes(1000))
    assert read_package([joined]) == read_package([whole])


def test_a_tarball_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path, reason in ((tmp_path / "none.tar.gz", "No such file"), (tmp_path, "Is a directory")):
        with pytest.raises(StorageError, match=reason) as caught:
            import_package([path], tmp_path)
        assert str(path) in caught.value.message


def test_a_disk_that_fails_while_it_is_read_is_told(
    tmp_path: Path, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(gzip_stream._HashingFile, "readinto", fail)
    with pytest.raises(StorageError) as caught:
        import_package([whole], tmp_path)
    assert caught.value.message == f"{whole}: {os.strerror(errno.EIO)}"
    assert "--package" in caught.value.remedy


def test_our_own_mistake_while_it_is_read_is_not_hidden(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        raise ArithmeticError

    monkeypatch.setattr(gzip_stream._HashingFile, "readinto", fail)
    with pytest.raises(ArithmeticError):
        read_package([whole])
