"""No tarball writes outside of the directory, or leaves anything in it once it was refused."""

from __future__ import annotations

import gzip
import tarfile
from pathlib import Path

import pytest

from clustercfg.errors import PackageRefusedError, StorageError
from clustercfg.storage.package import import_package, plan_package, read_package, tar_members
from tarballs import Member, files, tree_of, write_tarball

OUTSIDE = "outside"
BOTH = "a: it is a folder, and also a file or a link"
SYMLINK, HARD_LINK, FOLDER = tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE

HOSTILE: dict[str, tuple[list[Member], str]] = {
    "absolute": ([Member("/evil")], "/evil: its name is absolute"),
    "absolute, stripped": ([Member("//top/evil")], "//top/evil: its name is absolute"),
    "upwards": ([Member("../outside/evil")], "../outside/evil: its name leads upwards"),
    "upwards below the top": (
        [Member("top/../../outside/evil")],
        "top/../../outside/evil: its name leads upwards",
    ),
    "upwards at the end": ([Member("top/a/..", kind=FOLDER)], "top/a/..: its name leads upwards"),
    "absolute by pax": ([Member("top/a", pax={"path": "/evil"})], "/evil: its name is absolute"),
    "link upwards": (
        [Member("top/a", kind=SYMLINK, link="../outside")],
        "a: it is a link that leaves the directory (../outside)",
    ),
    "link upwards, deep": (
        [Member("top/a/b/c", kind=SYMLINK, link="../../../outside")],
        "a/b/c: it is a link that leaves the directory (../../../outside)",
    ),
    "link to an absolute path": (
        [Member("top/a", kind=SYMLINK, link="/etc")],
        "a: it is a link that leaves the directory (/etc)",
    ),
    "link by way of a name": (
        [Member("top/a", kind=SYMLINK, link="b/../../outside")],
        "a: it is a link that leaves the directory (b/../../outside)",
    ),
    "link to nothing": (
        [Member("top/a", kind=SYMLINK, link="")],
        "a: it is a link that leaves the directory ()",
    ),
    "file through a link": (
        [
            Member("top/d/", kind=FOLDER),
            Member("top/a", kind=SYMLINK, link="d"),
            Member("top/a/evil"),
        ],
        BOTH,
    ),
    "link through a link": (
        [
            *files("top/d/e/x"),
            Member("top/a", kind=SYMLINK, link="d/e"),
            Member("top/a/b", kind=SYMLINK, link="../../x"),
        ],
        BOTH,
    ),
    "folder, then link": ([*files("top/a/x"), Member("top/a", kind=SYMLINK, link="b")], BOTH),
    "hard link upwards": (
        [Member("top/a", kind=HARD_LINK, link="../outside/secret")],
        "../outside/secret: its name leads upwards",
    ),
    "hard link to an absolute path": (
        [Member("top/a", kind=HARD_LINK, link="/etc/passwd")],
        "/etc/passwd: its name is absolute",
    ),
    "hard link to what is not in the tarball": (
        [Member("top/a", kind=HARD_LINK, link="top/b")],
        "top/a: it is a hard link to top/b, which is no file",
    ),
    "hard link to a link": (
        [
            *files("top/x"),
            Member("top/a", kind=SYMLINK, link="x"),
            Member("top/b", kind=HARD_LINK, link="top/a"),
        ],
        "top/b: it is a hard link to top/a, which is no file",
    ),
    "character device": ([Member("top/a", kind=tarfile.CHRTYPE)], "top/a: it is a device"),
    "block device": ([Member("top/a", kind=tarfile.BLKTYPE)], "top/a: it is a device"),
    "pipe": ([Member("top/a", kind=tarfile.FIFOTYPE)], "top/a: it is neither a file"),
    "unknown kind": ([Member("top/a", kind=b"Z")], "top/a: it is neither a file"),
    "set-user-ID": ([Member("top/a", b"x", mode=0o4755)], "top/a: it is a set-user-ID"),
    "set-group-ID": ([Member("top/a", b"x", mode=0o2755)], "top/a: it is a set-user-ID or set-group-ID"),
    "the manifest": (
        [Member("top/.clustercfg-import.json", b"{}")],
        "top/.clustercfg-import.json: that name belongs to the import",
    ),
    "the folder of the import": (
        [Member("top/.clustercfg-import/journal.json", b"{}")],
        "top/.clustercfg-import/journal.json: that name belongs to the import",
    ),
    "file and folder": ([*files("top/a", "top/a/b")], BOTH),
    "folder and file": ([*files("top/a/b", "top/a")], BOTH),
    "sparse by pax": (
        [Member("top/a", b"x", pax={"GNU.sparse.major": "1", "GNU.sparse.realsize": "9999999"})],
        "top/a: it is stored as a sparse file",
    ),
    "size by pax is no number": ([Member("top/a", b"x", pax={"size": "-1"})], "top/a: its size is no number"),
    "name with a zero": (
        [Member("top/a", pax={"path": "top/a\0b"})],
        "top/a\\0b: no file can have that name",
    ),
    "an enormous name": (
        [Member("top/" + "a" * 2_000_000)],
        "././@PaxHeader: its name takes more than a megabyte",
    ),
}
"""Members, and what is told of them: which one is to blame, and why."""


def directory(tmp_path: Path) -> Path:
    """Make a directory with something in it, beside one that nobody may touch."""
    root = tmp_path / "root"
    (root / "mine").mkdir(parents=True)
    (root / "mine" / "file").write_text("mine")
    outside = tmp_path / OUTSIDE
    outside.mkdir()
    (outside / "secret").write_text("secret")
    return root


FORMS = [
    pytest.param(name, form, id=f"{name}-{title}")
    for name, (members, _words) in HOSTILE.items()
    for title, form in (("gnu", tarfile.GNU_FORMAT), ("pax", tarfile.PAX_FORMAT))
    if title == "pax" or not any(member.pax for member in members)
]


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_a_hostile_member_is_refused_by_name_and_nothing_changes(
    tmp_path: Path, name: str, form: int
) -> None:
    root = directory(tmp_path)
    tarball = write_tarball(tmp_path / "hostile.tar.gz", [*files("top/good"), *HOSTILE[name][0]], form)
    before = tree_of(tmp_path)
    for attempt in (import_package, plan_package):
        with pytest.raises(PackageRefusedError) as caught:
            attempt([tarball], root)
        assert str(tarball) in caught.value.message
        assert len(caught.value.message) < 5_000_000
        assert tree_of(tmp_path) == before
        assert sorted(path.name for path in root.iterdir()) == ["mine"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_python_without_the_filter_refuses_the_same_in_our_words(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(tarfile, "data_filter", raising=False)
    members, words = HOSTILE[name]
    tarball = write_tarball(tmp_path / "hostile.tar.gz", [*files("top/good"), *members], tarfile.PAX_FORMAT)
    with pytest.raises(PackageRefusedError) as caught:
        read_package([tarball])
    assert f"{tarball}: refused because of {words}" in caught.value.message
    assert caught.value.remedy.startswith("nothing was imported")


@pytest.mark.skipif(not hasattr(tarfile, "data_filter"), reason="this Python has no filter of its own")
@pytest.mark.parametrize("name", ["top/a", "top/b/c"])
def test_the_filter_of_python_is_asked_as_well(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(member: tarfile.TarInfo, _where: str) -> None:
        if member.name == name.removeprefix("top/"):
            raise tarfile.ExtractError

    monkeypatch.setattr(tarfile, "data_filter", refuse)
    tarball = write_tarball(tmp_path / "p.tar.gz", files("top/x", name))
    words = rf"refused because of {name}: Python's own filter refuses it \(ExtractError\)"
    with pytest.raises(PackageRefusedError, match=words):
        read_package([tarball])


def test_the_second_tarball_cannot_go_through_a_link_of_the_first(tmp_path: Path) -> None:
    root = directory(tmp_path)
    first = write_tarball(
        tmp_path / "first.tar.gz", [*files("top/d/x"), Member("top/a", kind=SYMLINK, link="d")]
    )
    second = write_tarball(tmp_path / "second.tar.gz", files("top/a/evil"))
    with pytest.raises(PackageRefusedError):
        import_package([first, second], root)
    assert list(tree_of(root)) == ["mine", "mine/file"]


@pytest.mark.parametrize("target", ["../outside", "/etc", "nowhere", "mine/file"])
def test_a_link_that_was_there_and_leaves_the_directory_stops_the_import(tmp_path: Path, target: str) -> None:
    root = directory(tmp_path)
    (root / "dl.k8s.io").symlink_to(target)
    tarball = write_tarball(tmp_path / "p.tar.gz", files("top/dl.k8s.io/secret"))
    with pytest.raises(StorageError, match=r"dl\.k8s\.io"):
        import_package([tarball], root)
    assert (tmp_path / OUTSIDE / "secret").read_text() == "secret"


def test_a_link_that_was_there_and_stays_inside_is_followed(tmp_path: Path) -> None:
    root = directory(tmp_path)
    (root / "dl.k8s.io").symlink_to("mine")
    import_package([write_tarball(tmp_path / "p.tar.gz", files("top/dl.k8s.io/kubelet"))], root)
    assert (root / "mine" / "kubelet").read_text() == "the content of top/dl.k8s.io/kubelet"
    through = [Member("top/dl.k8s.io/up", kind=SYMLINK, link="../x"), *files("top/x")]
    with pytest.raises(PackageRefusedError, match="link in a folder that is itself a link"):
        import_package([write_tarball(tmp_path / "q.tar.gz", through)], root)


def test_a_link_in_the_place_of_a_file_is_replaced_not_followed(tmp_path: Path) -> None:
    root = directory(tmp_path)
    (root / "kubelet").symlink_to(tmp_path / OUTSIDE / "secret")
    import_package([write_tarball(tmp_path / "p.tar.gz", [Member("top/kubelet", b"secret")])], root)
    assert not (root / "kubelet").is_symlink()
    assert (tmp_path / OUTSIDE / "secret").read_text() == "secret"


@pytest.mark.parametrize(
    ("there", "names"),
    [("mine/file/", ["top/mine/file/below"]), ("mine", ["top/mine"])],
    ids=["file", "folder"],
)
def test_what_is_in_the_way_is_named(tmp_path: Path, there: str, names: list[str]) -> None:
    root = directory(tmp_path)
    with pytest.raises(StorageError, match="in the way") as caught:
        import_package([write_tarball(tmp_path / "p.tar.gz", files(*names))], root)
    assert str(root / there) in caught.value.message
    assert list(tree_of(root)) == ["mine", "mine/file"]


def test_a_bomb_in_a_header_takes_no_memory(tmp_path: Path) -> None:
    header = tarfile.TarInfo("././@LongLink")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 1 << 40
    tarball = tmp_path / "bomb.tar.gz"
    tarball.write_bytes(gzip.compress(header.tobuf(tarfile.GNU_FORMAT)))
    with pytest.raises(PackageRefusedError, match="LongLink: its name takes more than a megabyte") as caught:
        read_package([tarball])
    assert str(tarball) in caught.value.message


def test_more_members_than_any_package_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tar_members, "_MOST_MEMBERS", 100)
    header = tarfile.TarInfo("top/")
    header.type = tarfile.DIRTYPE
    tarball = tmp_path / "bomb.tar.gz"
    tarball.write_bytes(gzip.compress(header.tobuf(tarfile.GNU_FORMAT) * 101))
    with pytest.raises(
        PackageRefusedError, match=f"{tarball}: refused because of top: more than 100 members"
    ):
        read_package([tarball])
    tarball.write_bytes(gzip.compress(header.tobuf(tarfile.GNU_FORMAT) * 100))
    with pytest.raises(StorageError, match="there are no files"):
        read_package([tarball])


def test_a_negative_size_is_refused(tmp_path: Path) -> None:
    header = tarfile.TarInfo("top/a")
    block = bytearray(header.tobuf(tarfile.GNU_FORMAT))
    block[124:136] = b"\xff" * 11 + b"\x00"
    block[148:156] = b"        "
    block[148:156] = f"{sum(block):06o}\0 ".encode()
    tarball = tmp_path / "negative.tar.gz"
    tarball.write_bytes(gzip.compress(bytes(block)))
    with pytest.raises(
        PackageRefusedError, match=f"{tarball}: refused because of top/a: its size is negative"
    ):
        read_package([tarball])


@pytest.mark.parametrize("at", ["nan", "inf", "-inf", "-5", "1e999999", "soon", "99999999999999999999"])
def test_a_time_may_claim_anything(tmp_path: Path, at: str) -> None:
    tarball = write_tarball(tmp_path / "p.tar.gz", [Member("top/a", pax={"mtime": at})], tarfile.PAX_FORMAT)
    root = directory(tmp_path)
    import_package([tarball], root)
    assert (root / "a").stat().st_mtime >= 0
