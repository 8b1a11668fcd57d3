"""Removal takes back exactly what was imported."""

from __future__ import annotations

from pathlib import Path

import pytest

from clustercfg.storage.package import import_package, remove_import
from tarballs import Member, files, tree_of, write_tarball


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a directory with a file of somebody else's."""
    folder = tmp_path / "root"
    (folder / "dl.k8s.io").mkdir(parents=True)
    (folder / "dl.k8s.io" / "mine").write_text("mine")
    return folder


def test_everything_imported_goes_and_nothing_else(tmp_path: Path, root: Path) -> None:
    before = tree_of(root)
    members = [
        *files("top/dl.k8s.io/a", "top/github.com/x/y/b"),
        Member("top/empty/", kind=b"5", mode=0o755),
        Member("top/link", kind=b"2", link="dl.k8s.io/a"),
        Member("top/hard", kind=b"1", link="top/dl.k8s.io/a"),
    ]
    import_package([write_tarball(tmp_path / "p.tar.gz", members)], root)
    foreseen = remove_import(root, dry_run=True)
    assert tree_of(root) != before
    done = remove_import(root)
    assert sorted(done.removed) == ["dl.k8s.io/a", "github.com/x/y/b", "hard", "link"]
    assert (done.removed, done.removed_bytes) == (foreseen.removed, foreseen.removed_bytes)
    assert sorted(path.name for path in root.iterdir()) == ["dl.k8s.io"]
    assert tree_of(root) == before


def test_what_was_changed_found_or_lost_is_left_and_named(tmp_path: Path, root: Path) -> None:
    (root / "equal").write_bytes(b"the content of top/equal")
    import_package(
        [
            write_tarball(
                tmp_path / "p.tar.gz", files("top/equal", "top/new/changed", "top/lost", "top/new/rest")
            )
        ],
        root,
    )
    (root / "new" / "changed").write_text("by hand")
    (root / "lost").unlink()
    done = remove_import(root)
    assert (done.changed, done.found_before, done.missing, done.removed) == (
        ("new/changed",),
        ("equal",),
        ("lost",),
        ("new/rest",),
    )
    assert (root / "new" / "changed").read_text() == "by hand"
    assert (root / "equal").exists()
    assert done.to_dict()["removed"]["files"] == 1


def test_all_imports_are_taken_back_and_a_second_removal_finds_nothing(tmp_path: Path, root: Path) -> None:
    before = tree_of(root)
    for number in range(2):
        import_package(
            [write_tarball(tmp_path / f"{number}.tar.gz", files(f"top/{number}", "top/both"))], root
        )
    assert len(remove_import(root).removed) == 3
    assert tree_of(root) == before
    assert remove_import(root).removed == ()
    assert list(root.glob(".*")) == []


def test_a_replaced_file_is_ours_and_a_mended_one_stays(tmp_path: Path, root: Path) -> None:
    tarball = write_tarball(tmp_path / "p.tar.gz", files("top/replaced", "top/mended"))
    (root / "replaced").write_text("older")
    (root / "mended").write_bytes(b"the content of top/mended")
    import_package([tarball], root)
    (root / "mended").write_text("broken")
    import_package([tarball], root)
    done = remove_import(root)
    assert (done.removed, done.found_before) == (("replaced",), ("mended",))


def test_a_folder_that_became_a_link_leads_to_no_harm(tmp_path: Path, root: Path) -> None:
    import_package([write_tarball(tmp_path / "p.tar.gz", files("top/new/a"))], root)
    elsewhere = tmp_path / "elsewhere"
    (root / "new").rename(elsewhere)
    (root / "new").symlink_to(elsewhere)
    with pytest.raises(Exception, match="outside the directory"):
        remove_import(root)
    assert (elsewhere / "a").exists()
