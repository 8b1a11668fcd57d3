"""Extended headers, byte by byte: what is taken from them, and what no honest tool writes."""

from __future__ import annotations

import gzip
import tarfile
from pathlib import Path

import pytest

from clustercfg.errors import PackageRefusedError, StorageError
from clustercfg.storage.package import read_package


def header(name: str, kind: bytes, content: bytes) -> bytes:
    found = tarfile.TarInfo(name)
    found.type, found.size = kind, len(content)
    return found.tobuf(tarfile.GNU_FORMAT) + content + bytes(-len(content) % 512)


FILE = header("top/a", tarfile.REGTYPE, b"abc")
LOCAL, GLOBAL, SOLARIS = tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE


def tarball(tmp_path: Path, *parts: bytes) -> Path:
    path = tmp_path / "p.tar.gz"
    path.write_bytes(gzip.compress(b"".join(parts) + bytes(1024)))
    return path


TAKEN = {
    "path": (header("x", LOCAL, b"14 path=top/b\n"), [("b", 3)]),
    "the last one": (header("x", LOCAL, b"14 path=top/b\n14 path=top/c\n"), [("c", 3)]),
    "others around it": (header("x", LOCAL, b"6 a=b\n14 path=top/b\n7 c=de\n"), [("b", 3)]),
    "size": (header("x", LOCAL, b"10 size=2\n"), [("a", 2)]),
    "of Solaris": (header("x", SOLARIS, b"14 path=top/b\n"), [("b", 3)]),
    "for all": (header("x", GLOBAL, b"14 path=top/b\n"), [("b", 3)]),
    "for all, then for one": (
        header("x", GLOBAL, b"14 path=top/b\n") + header("x", LOCAL, b"14 path=top/c\n"),
        [("c", 3)],
    ),
    "for one, then for all": (
        header("x", LOCAL, b"14 path=top/c\n") + header("x", GLOBAL, b"14 path=top/b\n"),
        [("c", 3)],
    ),
    "nothing": (header("x", LOCAL, b""), [("a", 3)]),
    "a long name": (header("x", tarfile.GNUTYPE_LONGNAME, b"top/long\0rest"), [("long", 3)]),
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_an_extended_header_says_is_taken(tmp_path: Path, name: str) -> None:
    before, placed = TAKEN[name]
    found = read_package([tarball(tmp_path, before, FILE)])
    assert [(file.path, file.size) for file in found] == placed


@pytest.mark.parametrize(
    "before",
    [header("x", LOCAL, b"21 linkpath=c/target\n"), header("x", tarfile.GNUTYPE_LONGLINK, b"c/target\0")],
)
def test_the_target_of_a_link_is_taken_as_well(tmp_path: Path, before: bytes) -> None:
    link = tarfile.TarInfo("top/link")
    link.type, link.linkname = tarfile.SYMTYPE, "short"
    path = tarball(tmp_path, before, link.tobuf(tarfile.GNU_FORMAT))
    assert [(file.path, file.link, file.size) for file in read_package([path])] == [("link", "c/target", 0)]


def test_what_is_said_for_one_member_does_not_hold_for_the_next(tmp_path: Path) -> None:
    path = tarball(tmp_path, TAKEN["path"][0], FILE, FILE)
    assert [file.path for file in read_package([path])] == ["a", "b"]


MALFORMED = {
    "no length": b"path=top/b\n",
    "a length of nothing": b"0 path=top/b\n",
    "too short a length": b"13 path=top/b\n",
    "too long a length": b"15 path=top/b\n",
    "no equals sign": b"11 pathtop\n",
    "no line end": b"13 path=top/b",
    "a negative length": b"-14 path=top/b\n",
    "an endless length": b"9" * 30 + b" path=top/b\n",
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_header_is_refused(tmp_path: Path, name: str) -> None:
    path = tarball(tmp_path, header("x", LOCAL, MALFORMED[name]), FILE)
    with pytest.raises(PackageRefusedError) as caught:
        read_package([path])
    told = f"{path}: refused because of a member without a name: its extended header is malformed"
    assert caught.value.message == told


@pytest.mark.parametrize("size", ["x", "-1", "", "9" * 20])
def test_a_size_that_is_none_is_refused(tmp_path: Path, size: str) -> None:
    record = f"{len(size) + 9} size={size}\n"
    record = record if len(record) == len(size) + 9 else f"{len(record)} size={size}\n"
    with pytest.raises(PackageRefusedError, match=r"refused because of top/a: its size is no number"):
        read_package([tarball(tmp_path, header("x", LOCAL, record.encode()), FILE)])


@pytest.mark.parametrize("key", ["GNU.sparse.major", "GNU.sparse.size"])
def test_a_sparse_file_is_refused_by_any_of_its_attributes(tmp_path: Path, key: str) -> None:
    record = f"{len(key) + 6} {key}=1\n"
    with pytest.raises(PackageRefusedError, match="refused because of top/a: it is stored as a sparse file"):
        read_package([tarball(tmp_path, header("x", LOCAL, record.encode()), FILE)])


@pytest.mark.parametrize("kept", [512 + 100, 512 + 1500, 512 + 1536 + 100])
def test_where_a_header_is_cut_before_it_was_compressed_it_ends_early(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "cut.tar.gz"
    content = b"".join((header("x", tarfile.GNUTYPE_LONGNAME, b"top/" + b"a" * 1500), FILE))
    path.write_bytes(gzip.compress(content[:kept]))
    with pytest.raises(StorageError) as caught:
        read_package([path])
    assert caught.value.message == f"{path}: the archive inside ends in the middle of a file"
    assert "have the package made anew" in caught.value.remedy
