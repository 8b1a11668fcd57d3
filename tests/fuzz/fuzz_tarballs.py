"""The import of tarballs: archives that are not packed yet, so that a changed byte is a changed byte."""

from __future__ import annotations

import gzip
import json
import tarfile
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from fuzz_target import Target, told

from clustercfg.errors import PackageRefusedError, StorageError
from clustercfg.storage.package import import_package, plan_package, read_package
from tarballs import Member, files, tree_of, write_tarball

__all__ = ["TARBALLS"]

_BLOCK = 512
_MAGIC = slice(257, 262)
_SUM = slice(148, 156)


def _with_sums(data: bytes) -> bytes:
    """Make every header's checksum right: a wrong one ends the reading before anything else is looked at."""
    blocks = [data[start : start + _BLOCK] for start in range(0, len(data), _BLOCK)]
    return b"".join(_summed(block) if block[_MAGIC] == b"ustar" else block for block in blocks)


def _summed(block: bytes) -> bytes:
    blank = block[: _SUM.start] + b" " * 8 + block[_SUM.stop :]
    return block[: _SUM.start] + b"%06o\0 " % sum(blank) + block[_SUM.stop :]


def _check_tarball(data: bytes) -> None:
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        room = Path(folder)
        root, outside = room / "root", room / "outside"
        root.mkdir()
        outside.mkdir()
        (outside / "keep").write_text("as it was")
        (root / "there").write_text("before")
        tarball = room / "a.tar.gz"
        tarball.write_bytes(
            data if data.startswith(b"\x1f\x8b") else gzip.compress(_with_sums(data), 1, mtime=0)
        )
        _import(tarball, root)
        assert sorted(path.name for path in room.iterdir()) == ["a.tar.gz", "outside", "root"]
        assert [(path.name, path.read_text()) for path in outside.iterdir()] == [("keep", "as it was")]


def _import(tarball: Path, root: Path) -> None:
    before = tree_of(root)
    try:
        wanted = read_package([tarball])
        plan = plan_package([tarball], root)
        assert tree_of(root) == before
        report = import_package([tarball], root)
    except PackageRefusedError as error:
        told(error.message)
        assert tree_of(root) == before
        return
    except StorageError as error:
        told(error.message)
        return
    assert [file.path for file in plan.files] == [file.path for file in report.plan.files]
    assert [file.path for file in wanted] == [file.path for file in plan.files]
    _check_tree(root, report.plan.root)
    assert not plan_package([tarball], root, verify=True).to_write
    json.dumps(report.to_dict()).encode()


def _check_tree(root: Path, planned: Path) -> None:
    assert planned == root
    for path in root.rglob("*"):
        assert path.resolve().is_relative_to(root.resolve()), path
        if not path.is_symlink():
            assert not path.stat().st_mode & 0o7000, path


_TAR_TOKENS = (
    *(
        b"\0" * 12,
        b"ustar\x0000",
        b"ustar  \0",
        b"../",
        b"/",
        b"..",
        b"a/../b",
        b"0000644\0",
        b"0004755\0",
        b"\x80\0\0\0",
    ),
    *(
        b"00000000005\0",
        b"77777777777\0",
        b"-1",
        b"1",
        b"2",
        b"5",
        b"L",
        b"K",
        b"x",
        b"g",
        b"S",
        b"V",
        b"3",
        b"6",
        b"\0",
    ),
    *(
        b"30 path=../../outside/keep\n",
        b"12 size=100\n",
        b"17 linkpath=/etc\n",
        b"9 path=\n",
        b"\xff",
        b"7",
        b"././@LongLink",
    ),
    *(
        b"22 GNU.sparse.major=1\n",
        b"11 uid=-1\n",
        b"top/a\0",
        b"there\0",
        b".clustercfg-import\0",
        b"top\0",
        b"\n",
        b"\\",
    ),
)


def _tar_seeds() -> Sequence[bytes]:
    link = Member("top/l", kind=tarfile.SYMTYPE, link="a")
    hard = Member("top/h", kind=tarfile.LNKTYPE, link="top/a")
    folder = Member("top/d/", kind=tarfile.DIRTYPE, mode=0o755)
    long = Member("top/" + "n" * 120 + "/b", b"x")
    choices = [
        files("top/a", "top/b"),
        [*files("top/a"), link, hard],
        [folder, *files("top/d/c")],
        [long, link],
    ]
    return [
        _archive(members, form) for members in choices for form in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT)
    ]


def _archive(members: list[Member], form: int) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        packed = write_tarball(Path(folder) / "a.tar.gz", members, form).read_bytes()
    # Ten kilobytes of zeros end an archive of tar's; two blocks are enough.
    return gzip.GzipFile(fileobj=BytesIO(packed)).read().rstrip(b"\0") + b"\0" * (2 * _BLOCK)


TARBALLS = Target("tarballs", _check_tarball, _TAR_TOKENS, _tar_seeds)
