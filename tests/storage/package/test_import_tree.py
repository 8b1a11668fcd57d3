"""The tree that an import makes is the one that tar makes."""

from __future__ import annotations

import os
import tarfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clustercfg.storage.package import import_package, plan_package, read_package
from synthetic_package import make_package
from tarballs import AT, Member, files, tree_of, unpack_as_documented, write_tarball

FORMATS = {"gnu": tarfile.GNU_FORMAT, "pax": tarfile.PAX_FORMAT, "ustar": tarfile.USTAR_FORMAT}
LONG = "/".join(["folder-with-quite-a-long-name"] * 5)
HONEST = {
    "hosts": [*files("top/dl.k8s.io/kubelet", "top/github.com/etcd.tar.gz")],
    "with folders": [Member("top/", kind=tarfile.DIRTYPE, mode=0o755), *files("top/a/b")],
    "empty folder": [Member("top/empty/", kind=tarfile.DIRTYPE, mode=0o700), *files("top/a")],
    "empty file": [Member("top/empty")],
    "executable": [Member("top/kubelet", b"x", mode=0o750), Member("top/text", b"x", mode=0o600)],
    "long name": files(f"top/{LONG}/kubelet"),
    "other letters": [Member("top/文件/ü b?c=d", "内容".encode())],
    "fraction of a second": [Member("top/a", b"1", at=AT + 0.123456789)],
    "links": [*files("top/a/b"), Member("top/c", kind=tarfile.SYMTYPE, link="a/./b")],
    "links up": [*files("top/a"), Member("top/b/c", kind=tarfile.SYMTYPE, link="../a")],
    "hard links": [*files("top/a/b"), Member("top/c", kind=tarfile.LNKTYPE, link="top/a/b")],
    "twice": [Member("top/a", b"first"), Member("top/a", b"second")],
    "not UTF-8": [Member("top/\udcff", b"x")],
    "dots inside": files("top/./a//b"),
    "dots before": [
        Member("./", kind=tarfile.DIRTYPE, mode=0o755),
        *files("./dl.k8s.io/a", "./github.com/b"),
    ],
    "dots before one host": files("./dl.k8s.io/a"),
    "a block exactly": [Member("top/a", b"x" * 512), *files("top/b")],
    "several blocks": [Member("top/a", os.urandom(3_000_001)), *files("top/b")],
}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", HONEST)
def test_the_tree_equals_the_one_that_tar_makes(tmp_path: Path, name: str, form: str) -> None:
    tarball = write_tarball(tmp_path / "package.tar.gz", HONEST[name], FORMATS[form])
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.mkdir()
    theirs.mkdir()
    import_package([tarball], ours)
    unpack_as_documented([tarball], theirs)
    assert tree_of(ours) == tree_of(theirs)
    for path, (kind, _content, _executable) in tree_of(ours).items():
        if kind == "file":
            assert (ours / path).stat().st_mtime_ns == (theirs / path).stat().st_mtime_ns


def test_a_synthetic_package_equals_what_tar_makes(tmp_path: Path) -> None:
    tarballs = make_package(tmp_path / "package", size=3_000_000, small_files=200)
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.mkdir()
    theirs.mkdir()
    plan = import_package(tarballs, ours).plan
    unpack_as_documented(tarballs, theirs)
    assert tree_of(ours) == tree_of(theirs)
    assert len(plan.files) == sum(kind == "file" for kind, _, _ in tree_of(theirs).values())
    assert read_package(tarballs) == plan.files


NAMES = st.text(st.sampled_from("ab.é*\n "), min_size=1, max_size=4).filter(lambda name: name.strip("."))
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    contents=st.dictionaries(PATHS, st.binary(max_size=1500), min_size=1, max_size=8),
    form=st.sampled_from(sorted(FORMATS)),
)
def test_any_honest_tree_equals_the_one_that_tar_makes(
    tmp_path_factory: pytest.TempPathFactory, contents: dict[str, bytes], form: str
) -> None:
    folders = {path[:at] for path in contents for at, letter in enumerate(path) if letter == "/"}
    members = [Member(f"top/{path}", content) for path, content in contents.items() if path not in folders]
    here = tmp_path_factory.mktemp("any")
    tarball = write_tarball(here / "package.tar.gz", members, FORMATS[form])
    ours, theirs = here / "ours", here / "theirs"
    ours.mkdir()
    theirs.mkdir()
    import_package([tarball], ours)
    unpack_as_documented([tarball], theirs)
    assert tree_of(ours) == tree_of(theirs)


def test_permissions_are_what_a_web_server_needs(tmp_path: Path) -> None:
    members = [
        Member("top/closed/", kind=tarfile.DIRTYPE, mode=0o700),
        Member("top/closed/program", b"x", mode=0o500),
        Member("top/closed/text", b"y", mode=0o400),
    ]
    root = tmp_path / "root"
    root.mkdir()
    before = os.umask(0o077)
    try:
        import_package([write_tarball(tmp_path / "package.tar.gz", members)], root)
    finally:
        os.umask(before)
    modes = {
        path: (root / path).stat().st_mode & 0o7777 for path in ("closed", "closed/program", "closed/text")
    }
    assert modes == {"closed": 0o755, "closed/program": 0o755, "closed/text": 0o644}
    assert (root / ".clustercfg-import.json").stat().st_mode & 0o777 == 0o600


def test_a_plan_changes_nothing(tmp_path: Path) -> None:
    tarballs = make_package(tmp_path / "package", size=300_000, small_files=20)
    root = tmp_path / "root"
    root.mkdir()
    plan = plan_package(tarballs, root)
    assert list(root.iterdir()) == []
    done = import_package(tarballs, root).plan
    assert (plan.files, plan.tarballs, plan.bytes_needed) == (done.files, done.tarballs, done.bytes_needed)
