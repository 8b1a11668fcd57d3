"""Whatever a tarball holds: `binaries import` refuses it, or imports it, within the memory and time of its size."""

from __future__ import annotations

import gzip
import io
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hostile_runs import IS_FULL, SIZE, assert_told_within_limits

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the limits are those of Linux")

PIECES = SIZE // 64
"""Of the tarball before it is compressed, in blocks: 32 times as large as texts."""
END = b"\0" * 1024


def header(name: str, kind: bytes = tarfile.REGTYPE, size: int = 0, link: str = "") -> bytes:
    member = tarfile.TarInfo(name)
    member.type, member.size, member.linkname = kind, size, link
    return member.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape")


def padded(content: bytes) -> bytes:
    return content + b"\0" * (-len(content) % 512)


def extended(records: dict[str, str], kind: bytes = tarfile.XHDTYPE) -> bytes:
    content = b"".join(record(key, value) for key, value in records.items())
    return header("x", kind, len(content)) + padded(content)


def record(key: str, value: str) -> bytes:
    rest = f" {key}={value}\n".encode()
    length = len(rest) + 1
    while len(str(length)) + len(rest) != length:
        length = len(str(length)) + len(rest)
    return str(length).encode() + rest


def many(form: str) -> Iterator[bytes]:
    # Honest work: each is a file that is made.
    return (header(form.format(number)) for number in range(min(PIECES, 2_000)))


def long_names() -> Iterator[bytes]:
    for number in range(PIECES * 8 if IS_FULL else PIECES):
        name = f"top/{number}/".encode() + b"n" * 3_900
        yield header("././@LongLink", tarfile.GNUTYPE_LONGNAME, len(name)) + padded(name) + header("x")


def deep_paths() -> Iterator[bytes]:
    for number in range(PIECES if IS_FULL else PIECES // 8):
        yield extended({"path": f"top/{number}/" + "a/" * 90 + "f"}) + header("x")


def sparse_keys() -> Iterator[bytes]:
    for number in range(10):
        keys = {f"GNU.sparse.{number}.{key}": "" for key in range(20_000)}
        yield extended(keys, tarfile.XGLTYPE)


TARBALLS: dict[str, tuple[Iterator[bytes] | list[bytes], str]] = {
    "many members": (many("top/{}"), ""),
    "many folders": (many("top/{0}/{0}/{0}/f"), ""),
    "long names": (long_names(), ""),
    "deep paths": (deep_paths(), ""),
    "one very deep path": ([extended({"path": "top/" + "a/" * 5_000 + "f"}), header("x")], "folders deep"),
    "a name of a megabyte": ([extended({"path": "top/" + "a" * 1_000_000}), header("x")], ""),
    "a name of two megabytes": ([extended({"path": "a" * 2_000_000}), header("x")], "more than a megabyte"),
    "sparse keys": ([*sparse_keys(), header("top/a")], "sparse"),
    "headers without a member": ([extended({"mtime": "1"})] * PIECES, "more than 16 headers"),
    "links to links": (
        [header(f"top/l{n}", tarfile.SYMTYPE, link=f"l{n + 1}") for n in range(2_000)] + [header("top/a")],
        "",
    ),
    "a chain of hard links": (
        [header("top/0")] + [header(f"top/{n + 1}", tarfile.LNKTYPE, link=f"top/{n}") for n in range(2_000)],
        "",
    ),
    "more than the disk has": ([header("top/a", size=1 << 60)], "space"),
    "a size that lies": ([header("top/a", size=1 << 20), b"a" * 512], "ends in the middle"),
    "a size of digits": ([extended({"size": "9" * 5_000}), header("top/a")], "no number"),
    "a time of digits": ([extended({"mtime": "9" * 100_000}), header("top/a")], ""),
    "a time with an exponent": ([extended({"mtime": "1e999999999"}), header("top/a")], ""),
}


def packed(pieces: Iterator[bytes] | list[bytes]) -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1, mtime=0) as file:
        for piece in pieces:
            file.write(piece)
        file.write(END)
    return packed.getvalue()


def test_any_tarball_ends_within_the_limits(tmp_path: Path) -> None:
    commands, said = {}, {}
    for number, (name, (pieces, told)) in enumerate(TARBALLS.items()):
        tarball, root = tmp_path / f"{number}.tar.gz", tmp_path / str(number)
        tarball.write_bytes(packed(pieces))
        root.mkdir()
        commands[name] = ["binaries", "import", "--to", str(root), str(tarball)]
        said[name] = told
    assert_told_within_limits(commands, codes=[0, 1, 3], told=said)


def test_a_bomb_is_refused_before_the_disk_is_full_and_read_in_little_memory(tmp_path: Path) -> None:
    size = SIZE * 256
    data = packed([header("top/a", size=1 << 60), *[b"\0" * (1 << 20)] * (size >> 20)])
    several = data + data
    commands = {}
    for name, content in {"one": data, "several": several, "cut": data[: len(data) // 2]}.items():
        (tmp_path / f"{name}.tar.gz").write_bytes(content)
        commands[name] = ["binaries", "import", "--to", str(tmp_path), str(tmp_path / f"{name}.tar.gz")]
    assert_told_within_limits(commands, codes=[3], told=dict.fromkeys(commands, "space"))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"{name}.tar.gz" for name in commands)
