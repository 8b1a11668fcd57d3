"""Which leading folders are taken away, and when that is refused."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from clustercfg.errors import PackageRefusedError
from clustercfg.storage.package import import_package, plan_package
from tarballs import Member, files, tree_of, write_tarball

MIRROR = "offline-files/files.m.daocloud.io"

PLACED = {
    "one folder": (["offline-files/dl.k8s.io/a"], "offline-files/", False, ["dl.k8s.io/a"]),
    "dot and folder": (["./offline-files/dl.k8s.io/a"], "offline-files/", False, ["dl.k8s.io/a"]),
    "mixed spelling": (["offline-files/x/a", "./offline-files/x/b"], "offline-files/", False, ["x/a", "x/b"]),
    "only dots": (["./dl.k8s.io/a", "./github.com/b"], "./", False, ["dl.k8s.io/a", "github.com/b"]),
    "dots and a lonely file": (["./tools/a", "./VERSION"], "./", False, ["VERSION", "tools/a"]),
    "dot and one host": (["./dl.k8s.io/a"], "./", False, ["dl.k8s.io/a"]),
    "mirror": ([f"{MIRROR}/dl.k8s.io/a"], "offline-files/", True, ["dl.k8s.io/a"]),
    "mirror, dotted": ([f"./{MIRROR}/dl.k8s.io/a"], "offline-files/", True, ["dl.k8s.io/a"]),
    "partly mirror": (
        ["offline-files/get.helm.sh/b", f"{MIRROR}/dl.k8s.io/a"],
        "offline-files/",
        True,
        ["dl.k8s.io/a", "get.helm.sh/b"],
    ),
    "mirror is the top": (
        ["files.m.daocloud.io/dl.k8s.io/a"],
        "files.m.daocloud.io/",
        False,
        ["dl.k8s.io/a"],
    ),
    "mirror further down": ([f"top/x/{MIRROR}/a"], "top/", False, [f"x/{MIRROR}/a"]),
}


@pytest.mark.parametrize("name", PLACED)
def test_leading_folders_are_taken_away(tmp_path: Path, name: str) -> None:
    names, stripped, lifted, placed = PLACED[name]
    tarball = write_tarball(tmp_path / "p.tar.gz", files(*names))
    root = tmp_path / "root"
    root.mkdir()
    part = import_package([tarball], root).plan.tarballs[0]
    assert (part.stripped, part.lifted) == (stripped, lifted)
    assert sorted(path for path, (kind, _, _) in tree_of(root).items() if kind == "file") == placed


def test_the_level_of_the_mirror_leaves_no_empty_folder(tmp_path: Path) -> None:
    members = [Member(f"{MIRROR}/", kind=tarfile.DIRTYPE, mode=0o755), *files(f"{MIRROR}/dl.k8s.io/a")]
    root = tmp_path / "root"
    root.mkdir()
    import_package([write_tarball(tmp_path / "p.tar.gz", members)], root)
    assert [path.name for path in root.iterdir() if not path.name.startswith(".")] == ["dl.k8s.io"]


REFUSED = {
    "two tops": (files("a/x", "b/y"), "b/y"),
    "a file at the top": (files("a/x", "README"), "README"),
    "a file first": (files("README", "a/x"), "README"),
    "a host at the top": (files("dl.k8s.io/release/kubelet"), "dl.k8s.io/release/kubelet"),
    "dots given up": (files("./a/x", "./b/y", "c/z"), "c/z"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_without_one_common_folder_the_import_stops_and_says_why(tmp_path: Path, name: str) -> None:
    members, culprit = REFUSED[name]
    root = tmp_path / "root"
    root.mkdir()
    with pytest.raises(PackageRefusedError) as caught:
        import_package([write_tarball(tmp_path / "p.tar.gz", members)], root)
    assert culprit in caught.value.message
    assert "--strip" in caught.value.remedy
    assert list(root.iterdir()) == []


@pytest.mark.parametrize(
    ("names", "strip", "placed"),
    [
        (["dl.k8s.io/a", "github.com/b"], 0, ["dl.k8s.io/a", "github.com/b"]),
        (["x/y/dl.k8s.io/a", "x/z/github.com/b"], 2, ["dl.k8s.io/a", "github.com/b"]),
        (["x/short", "x/y/long"], 2, ["long"]),
    ],
)
def test_the_number_of_folders_can_be_given(
    tmp_path: Path, names: list[str], strip: int, placed: list[str]
) -> None:
    tarball = write_tarball(tmp_path / "p.tar.gz", files(*names))
    plan = plan_package([tarball], tmp_path, strip=strip)
    assert [file.path for file in plan.files] == placed
    assert plan.tarballs[0].stripped == "*/" * strip
