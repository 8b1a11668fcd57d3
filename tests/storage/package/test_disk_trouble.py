"""Trouble with the disk: a clear error, and what is in place stays valid."""

from __future__ import annotations

import errno
import os
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from clustercfg.errors import StorageError
from clustercfg.storage.package import import_package, plan_package, remove_import, verify_import
from clustercfg.storage.package.trouble import disk_trouble
from real_parts import absent, requires_tool
from synthetic_package import make_package
from tarballs import Member, files, tree_of, write_tarball

NOBODY = 65534


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a directory on a file system of 4 MB with 200 inodes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount, umount = requires_tool("mount", package="mount"), requires_tool("umount", package="mount")
    options = "size=4m,nr_inodes=200,mode=0755"
    done = subprocess.run(
        [mount, "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, check=False
    )
    if done.returncode:
        absent(f"needs the right to mount: {done.stderr.decode().strip()}")
    yield folder
    subprocess.run([umount, folder], check=True)


def test_a_full_disk_is_told_and_left_as_it_was(tmp_path: Path, small_disk: Path) -> None:
    import_package([write_tarball(tmp_path / "small.tar.gz", files("top/a"))], small_disk)
    before = tree_of(small_disk), os.statvfs(small_disk).f_bavail
    package = make_package(tmp_path / "package", size=6_000_000, small_files=50)
    assert not plan_package(package, small_disk).has_space
    with pytest.raises(StorageError, match="no space left") as caught:
        import_package(package, small_disk)
    assert "--dry-run" in caught.value.remedy
    assert (tree_of(small_disk), os.statvfs(small_disk).f_bavail) == before
    fitting = make_package(tmp_path / "fitting", size=2_000_000, small_files=20)
    assert plan_package(fitting, small_disk).has_space
    import_package(fitting, small_disk)


def test_another_disk_below_the_directory_gets_its_files(tmp_path: Path, small_disk: Path) -> None:
    members = [
        *files("top/disk/a", "top/disk/b/c", "top/d"),
        Member("top/disk/hard", kind=tarfile.LNKTYPE, link="top/disk/a"),
        Member("top/disk/soft", kind=tarfile.SYMTYPE, link="a"),
    ]
    package = write_tarball(tmp_path / "p.tar.gz", members)
    other = tmp_path / "other"
    other.mkdir()
    for root in (small_disk.parent, other):
        import_package([package], root)
    assert tree_of(small_disk) == tree_of(other / "disk")
    assert verify_import(small_disk.parent).ok


def test_a_disk_without_inodes_is_told_and_left_as_it_was(tmp_path: Path, small_disk: Path) -> None:
    package = write_tarball(tmp_path / "many.tar.gz", files(*(f"top/{number}" for number in range(300))))
    assert not plan_package([package], small_disk).has_space
    with pytest.raises(StorageError, match="no space left"):
        import_package([package], small_disk)
    assert tree_of(small_disk) == {}


def test_a_disk_that_fills_up_under_way_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = 0
    pwrite = os.pwrite

    def full_after_two_pieces(handle: int, piece: bytes, at: int) -> int:
        nonlocal written
        written += 1
        if written > 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return pwrite(handle, piece, at)

    monkeypatch.setattr(os, "pwrite", full_after_two_pieces)
    root = tmp_path / "root"
    root.mkdir()
    with pytest.raises(StorageError, match="no space left"):
        import_package([write_tarball(tmp_path / "p.tar.gz", files("top/a", "top/b", "top/c"))], root)
    assert list(root.iterdir()) == []


def test_a_missing_directory_is_not_made(tmp_path: Path) -> None:
    package = write_tarball(tmp_path / "p.tar.gz", files("top/a"))
    for root, reason in ((tmp_path / "none", "does not exist"), (package, "not a directory")):
        with pytest.raises(StorageError, match=reason) as caught:
            import_package([package], root)
        assert str(root) in caught.value.message
    assert not (tmp_path / "none").exists()


@pytest.fixture
def read_only_disk(small_disk: Path) -> Path:
    """Return a directory on a file system that is mounted read-only."""
    mount = requires_tool("mount", package="mount")
    subprocess.run([mount, "-o", "remount,ro", small_disk], check=True)
    return small_disk


def test_a_read_only_directory_is_told(tmp_path: Path, read_only_disk: Path) -> None:
    package = write_tarball(tmp_path / "p.tar.gz", files("top/a"))
    assert plan_package([package], read_only_disk).having(
        plan_package([package], read_only_disk).files[0].state
    )
    with pytest.raises(StorageError, match="Read-only") as caught:
        import_package([package], read_only_disk)
    assert "remount" in caught.value.remedy


@contextmanager
def without_rights() -> Iterator[None]:
    """Be a user who owns nothing."""
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_missing_permission_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    here = tmp_path_factory.mktemp("permission")
    for folder in (here, *here.parents[:2]):
        folder.chmod(0o755)
    root, other = here / "root", here / "other"
    (root / "closed").mkdir(parents=True)
    other.mkdir()
    package = write_tarball(here / "p.tar.gz", [*files("top/closed/a", "top/b"), Member("top/c", b"x")])
    import_package([package], other)  # what is imported late is then imported

    with without_rights(), pytest.raises(StorageError, match="Permission denied") as caught:
        import_package([package], root)
    assert "as the owner" in caught.value.remedy

    os.chown(root, NOBODY, NOBODY)
    with without_rights(), pytest.raises(StorageError, match="closed: Permission denied"):
        import_package([package], root)
    assert list(tree_of(root)) == ["closed"]

    os.chown(root / "closed", NOBODY, NOBODY)
    with without_rights():
        import_package([package], root)
    assert tree_of(root) == tree_of(other)
    assert remove_import(root).changed == ()
    assert list(tree_of(root)) == ["closed"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "no space left"),
        (errno.EDQUOT, "no space left"),
        (errno.EROFS, "remount"),
        (errno.EIO, "kernel's log"),
        (errno.ENAMETOOLONG, "names of that length"),
        (errno.ENODEV, "run the same command again"),
    ],
)
def test_each_trouble_has_its_remedy(number: int, words: str) -> None:
    told = disk_trouble(OSError(number, os.strerror(number), "/srv/www/a"), Path("/srv/www"))
    assert words in str(told)
    assert "/srv/www" in told.message
    assert "stays valid" in told.remedy
