"""A second import: nothing is done twice, nothing wrong is trusted."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import clustercfg.storage.package.tarball_reader as reader
from clustercfg.errors import StorageError
from clustercfg.storage.package import State, import_package, plan_package, verify_import
from tarballs import Member, files, tree_of, write_tarball

MANIFEST = ".clustercfg-import.json"


@pytest.fixture
def tarball(tmp_path: Path) -> Path:
    members = [
        *files("top/a", "top/b/c"),
        Member("top/program", b"x", mode=0o755),
        Member("top/link", kind=b"2", link="a"),
    ]
    return write_tarball(tmp_path / "p.tar.gz", members)


@pytest.fixture
def root(tmp_path: Path, tarball: Path) -> Path:
    """Return a directory that the tarball was imported into."""
    folder = tmp_path / "root"
    folder.mkdir()
    import_package([tarball], folder)
    return folder


def states(root: Path, *tarballs: Path, verify: bool = False) -> dict[str, str]:
    return {file.path: file.state.value for file in plan_package(tarballs, root, verify=verify).files}


ALL_EQUAL = dict.fromkeys(("a", "b/c", "link", "program"), "equal")


def forbid_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> None:
        raise AssertionError("the tarball was read")

    monkeypatch.setattr(reader, "GzipStream", read)


def test_a_rerun_with_nothing_to_do_does_not_read_the_tarball(
    root: Path, tarball: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forbid_reading(monkeypatch)
    before = {path: path.lstat() for path in root.rglob("*")}
    plan = import_package([tarball], root).plan
    assert plan.to_write == ()
    assert {file.path: file.state.value for file in plan.files} == ALL_EQUAL
    assert plan.tarballs == plan_package([tarball], root).tarballs
    assert (plan.tarballs[0].files, plan.tarballs[0].stripped) == (4, "top/")
    assert {path: path.lstat() for path in root.rglob("*")} == before


def rewrite_keeping_size_and_time(path: Path) -> None:
    found = path.stat()
    path.write_bytes(b"X" * found.st_size)
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def link_to_program(root: Path) -> None:
    (root / "a").unlink()
    (root / "a").symlink_to("program")


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "gone": (lambda root: (root / "a").unlink(), "new"),
    "shorter": (lambda root: (root / "a").write_bytes(b"the"), "changed"),
    "same size, other content": (
        lambda root: (root / "a").write_bytes(b"X" * len("the content of top/a")),
        "changed",
    ),
    "a link instead": (link_to_program, "changed"),
    "other time, same content": (lambda root: os.utime(root / "a", (1, 1)), "equal"),
    "other permissions": (lambda root: (root / "a").chmod(0o600), "equal"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_what_happened_to_a_file_is_seen_and_mended(root: Path, tarball: Path, name: str) -> None:
    damage, state = DAMAGES[name]
    before = tree_of(root)
    damage(root)
    assert states(root, tarball) == {**ALL_EQUAL, "a": state}
    import_package([tarball], root)
    assert tree_of(root) == before
    assert (root / "a").stat().st_mode & 0o777 == 0o644
    assert states(root, tarball) == ALL_EQUAL
    assert verify_import(root).ok


def test_a_folder_or_link_that_is_gone_is_made_again(root: Path, tarball: Path) -> None:
    (root / "link").unlink()
    shutil.rmtree(root / "b")
    assert states(root, tarball) == {**ALL_EQUAL, "link": "new", "b/c": "new"}
    import_package([tarball], root)
    (root / "link").unlink()
    (root / "link").symlink_to("program")
    assert states(root, tarball) == {**ALL_EQUAL, "link": "changed"}


def test_a_hard_link_is_equal_while_it_is_one(tmp_path: Path, root: Path) -> None:
    members = [
        *files("top/one"),
        *(Member(f"top/{name}", kind=b"1", link="top/one") for name in ("same", "two")),
    ]
    tarball = write_tarball(tmp_path / "links.tar.gz", members)
    import_package([tarball], root)
    equal = dict.fromkeys(("one", "same", "two"), "equal")
    assert states(root, tarball) == states(root, tarball, verify=True) == equal
    (root / "two").unlink()
    assert states(root, tarball, verify=True) == {**equal, "two": "new"}
    shutil.copy2(root / "one", root / "two")
    assert states(root, tarball, verify=True) == {**equal, "two": "changed"}
    import_package([tarball], root, verify=True)
    assert (root / "two").samefile(root / "one")


def test_verify_trusts_neither_size_nor_time(root: Path, tarball: Path) -> None:
    rewrite_keeping_size_and_time(root / "a")
    assert states(root, tarball) == ALL_EQUAL
    assert verify_import(root).changed == ("a",)
    assert states(root, tarball, verify=True) == {**ALL_EQUAL, "a": "changed"}
    import_package([tarball], root, verify=True)
    assert verify_import(root).ok


def test_verify_names_what_is_missing(root: Path) -> None:
    (root / "a").unlink()
    shutil.rmtree(root / "b")
    (root / "program").unlink()
    (root / "program").mkdir()
    found = verify_import(root)
    assert (found.missing, found.changed, found.ok) == (("a", "b/c"), ("program",), False)
    assert found.to_dict()["missing"] == ["a", "b/c"]


def test_only_files_that_the_same_tarball_brought_are_trusted(
    tmp_path: Path, root: Path, tarball: Path
) -> None:
    # Reproducible builds give every version the same time; sizes can agree as well.
    other = write_tarball(tmp_path / "other.tar.gz", [Member("top/a", b"X" * len("the content of top/a"))])
    assert states(root, other) == {"a": "changed"}
    import_package([other], root)
    assert (root / "a").read_bytes().startswith(b"XXX")
    assert states(root, tarball) == {**ALL_EQUAL, "a": "changed"}
    import_package([tarball], root)
    assert states(root, tarball) == ALL_EQUAL
    assert states(root, other) == {"a": "changed"}


def test_a_copy_of_the_tarball_is_compared_once_and_then_known(
    tmp_path: Path, root: Path, tarball: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy.tar.gz"
    shutil.copyfile(tarball, copy)
    os.utime(copy, (5, 5))
    assert import_package([copy], root).plan.to_write == ()
    forbid_reading(monkeypatch)
    assert import_package([copy], root).plan.to_write == ()
    assert len(json.loads((root / MANIFEST).read_text())["sources"]) == 1


def test_files_that_were_there_before_are_found_equal_and_not_touched(tmp_path: Path, tarball: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "a").write_bytes(b"the content of top/a")
    before = (root / "a").stat()
    plan = import_package([tarball], root).plan
    assert [file.path for file in plan.having(State.EQUAL)] == ["a"]
    assert (root / "a").stat().st_mtime_ns == before.st_mtime_ns
    assert (root / "a").stat().st_ino == before.st_ino


def test_the_same_path_in_both_tarballs_with_different_content_is_reported(tmp_path: Path) -> None:
    first = write_tarball(tmp_path / "1.tar.gz", [Member("top/same", b"x"), Member("top/differs", b"1")])
    second = write_tarball(tmp_path / "2.tar.gz", [Member("other/same", b"x"), Member("other/differs", b"2")])
    root = tmp_path / "root"
    root.mkdir()
    for plan in (plan_package([first, second], root), import_package([first, second], root).plan):
        assert plan.conflicts == ("differs",)
    assert (root / "differs").read_bytes() == b"2"
    again = import_package([first, second], root).plan
    assert (again.to_write, again.conflicts) == ((), ("differs",))
    assert states(root, first) == {"same": "equal", "differs": "changed"}


def test_one_of_two_tarballs_is_enough_to_know_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tarballs = [write_tarball(tmp_path / f"{n}.tar.gz", files(f"top/{n}", "top/both")) for n in range(2)]
    root = tmp_path / "root"
    root.mkdir()
    import_package(tarballs, root)
    forbid_reading(monkeypatch)
    assert states(root, tarballs[1]) == {"1": "equal", "both": "equal"}
    (root / "0").unlink()
    assert states(root, tarballs[1]) == {"1": "equal", "both": "equal"}
    with pytest.raises(AssertionError, match="was read"):
        plan_package(tarballs, root)


def test_another_number_of_folders_is_another_import(root: Path, tarball: Path) -> None:
    assert plan_package([tarball], root, strip=1).to_write == ()
    below = [file.path for file in plan_package([tarball], root, strip=0).to_write]
    assert below == ["top/a", "top/b/c", "top/link", "top/program"]
    import_package([tarball], root, strip=0)
    assert plan_package([tarball], root, strip=0).to_write == plan_package([tarball], root).to_write == ()
    (root / "top" / "a").unlink()
    assert [file.path for file in plan_package([tarball], root, strip=0).to_write] == ["top/a"]
    assert plan_package([tarball], root).to_write == ()


BROKEN: dict[str, tuple[Callable[[str], str], str]] = {
    "cut": (lambda text: text[:-5], "it is damaged"),
    "not JSON": (lambda _: "hello", "it is damaged"),
    "a list": (lambda _: "[]", "it is damaged"),
    "another version": (
        lambda text: text.replace('"version":1', '"version":2'),
        "it was written by another version of clustercfg",
    ),
    "a field missing": (lambda text: text.replace('"sha256"', '"sha"'), "it is damaged"),
    "leads out": (lambda text: text.replace('"a":', '"../a":'), "it names files outside the directory"),
    "absolute": (lambda text: text.replace('"a":', '"/etc/a":'), "it names files outside the directory"),
    "no name": (lambda text: text.replace('"a":', '"":'), "it names files outside the directory"),
    "a folder leads out": (
        lambda text: text.replace('["b"]', '["b/../.."]'),
        "it names files outside the directory",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_manifest_is_told_and_nothing_is_done(root: Path, tarball: Path, name: str) -> None:
    manifest = root / MANIFEST
    damage, reason = BROKEN[name]
    manifest.write_text(damage(manifest.read_text()))
    for attempt in (plan_package, import_package):
        with pytest.raises(StorageError) as caught:
            attempt([tarball], root)
        assert caught.value.message == f"{manifest}: {reason}"
        assert "move it away" in caught.value.remedy
    manifest.unlink()
    assert import_package([tarball], root).plan.to_write == ()


def test_the_manifest_says_what_when_and_whence(root: Path, tarball: Path) -> None:
    data = json.loads((root / MANIFEST).read_text())
    assert (data["version"], data["folders"]) == (1, ["b"])
    (source,) = data["sources"]
    assert source == {
        "path": str(tarball),
        "size": tarball.stat().st_size,
        "modified": tarball.stat().st_mtime_ns,
        "sha256": hashlib.sha256(tarball.read_bytes()).hexdigest(),
        "strip": None,
        "stripped": "top/",
        "lifted": False,
        "complete": True,
    }
    link = data["files"]["link"]
    assert (link["link"], link["size"], link["executable"]) == ("a", 0, False)
    assert link["sha256"] == hashlib.sha256(b"a").hexdigest()
    entry = data["files"]["program"]
    assert entry["size"] == 1
    assert entry["sha256"] == "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    assert entry["modified"] == (root / "program").stat().st_mtime_ns
    assert (entry["sources"], entry["imported"], entry["executable"]) == ([0], True, True)
    assert entry["link"] is None
    assert entry["time"].endswith("+00:00")


def test_the_manifest_knows_what_was_there_and_what_was_replaced(tmp_path: Path, tarball: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "a").write_bytes(b"the content of top/a")
    import_package([tarball], root)
    other = write_tarball(tmp_path / "other.tar.gz", [Member("top/program", b"y"), *files("top/a")])
    import_package([other], root)
    data = json.loads((root / MANIFEST).read_text())
    assert [(source["path"], source["complete"]) for source in data["sources"]] == [
        (str(tarball), False),
        (str(other), True),
    ]
    assert {path: (entry["sources"], entry["imported"]) for path, entry in data["files"].items()} == {
        "a": ([0, 1], False),
        "b/c": ([0], True),
        "link": ([0], True),
        "program": ([1], True),
    }


def test_the_time_of_the_import_stays_while_the_file_is_equal(root: Path, tarball: Path) -> None:
    manifest = root / MANIFEST
    data = json.loads(manifest.read_text())
    for entry in data["files"].values():
        entry["time"] = "2020-01-01T00:00:00+00:00"
    manifest.write_text(json.dumps(data))
    (root / "a").unlink()
    import_package([tarball], root, verify=True)
    times = {path: entry["time"][:4] for path, entry in json.loads(manifest.read_text())["files"].items()}
    assert times.pop("a") > "2020"
    assert set(times.values()) == {"2020"}


def test_nothing_imported_is_nothing_to_verify(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="nothing was imported"):
        verify_import(tmp_path)
