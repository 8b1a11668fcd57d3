"""The stream of a tarball's bytes: read forwards and once, in whatever pieces, and given up at any moment."""

from __future__ import annotations

import gzip
import hashlib
import random
import threading
from pathlib import Path

import pytest

from clustercfg.errors import StorageError
from clustercfg.storage.package.gzip_stream import BLOCK, GzipStream

CONTENT = random.Random(4).randbytes(2 * BLOCK + 500)


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    path = tmp_path / "content.gz"
    path.write_bytes(gzip.compress(CONTENT, compresslevel=1))
    return path


def inflating() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "inflate"]


def test_it_is_read_in_whatever_pieces(packed: Path) -> None:
    with GzipStream(packed) as stream:
        assert (stream.path, stream.position, stream.read(0)) == (packed, 0, b"")
        assert stream.read(10) == CONTENT[:10]
        assert stream.skip(20) == 20
        assert stream.position == 30
        pieces = list(stream.blocks(BLOCK))
        assert b"".join(pieces) == CONTENT[30 : BLOCK + 30]
        assert [len(piece) for piece in pieces] == [BLOCK - 30, 30]
        assert stream.read(5 * BLOCK) == CONTENT[BLOCK + 30 :]
        assert (stream.skip(1), stream.read(1), stream.position) == (0, b"", len(CONTENT))
        assert stream.finish() == hashlib.sha256(packed.read_bytes()).hexdigest()
        assert stream.compressed_position == packed.stat().st_size
    assert inflating() == []


@pytest.mark.parametrize("first", [0, 1, BLOCK, BLOCK + 7, len(CONTENT)])
def test_its_end_is_reached_from_anywhere(packed: Path, first: int) -> None:
    with GzipStream(packed) as stream:
        assert stream.skip(first) == first
        assert stream.finish() == hashlib.sha256(packed.read_bytes()).hexdigest()
        assert stream.position == len(CONTENT)


def test_whoever_stops_early_leaves_no_thread_and_no_open_file(tmp_path: Path) -> None:
    path = tmp_path / "zeros.gz"
    path.write_bytes(gzip.compress(bytes(30 * BLOCK), compresslevel=1))
    with GzipStream(path) as stream:
        assert stream.read(1) == b"\0"
        assert len(inflating()) == 1
    assert inflating() == []
    assert stream._file.closed


def test_an_error_comes_after_what_is_right_before_it_and_only_once(packed: Path) -> None:
    packed.write_bytes(packed.read_bytes()[:-5])
    with GzipStream(packed) as stream:
        assert stream.read(10) == CONTENT[:10]
        with pytest.raises(StorageError, match=r"content\.gz: it ends too early"):
            stream.skip(3 * BLOCK)
        assert stream.read(1) == b""
