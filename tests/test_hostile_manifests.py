"""Whatever stands in the manifest of an import directory: it is refused as damaged, or only its meaning counts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clustercfg.errors import StorageError
from clustercfg.storage.package import import_package, manifest, plan_package, remove_import, verify_import
from hostile_runs import IS_FULL
from tarballs import files, write_tarball

REPRESENTATIVES = ("5", "-1", "1e999", "null", "[]", "{}", "[5]", '"../x"', '"\\ud800"', "[" * 100_000)
MORE = (
    *("NaN", "true", '"x"', '""', "[-1]", '["a"]', '{"a": 5}', '"/a"', '"a\\u0000b"', "9" * 300, "9" * 5_000),
)
"""Like one of the others; `make hostile` takes them as well."""
VALUES = REPRESENTATIVES + MORE if IS_FULL else REPRESENTATIVES


def routes(value: Any, route: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield (*route, key)
        yield from routes(value[key], (*route, key))


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value[:9])
def test_no_manifest_breaks_anything(tmp_path: Path, value: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "x").write_text("of others", encoding="utf-8")
    tarball = write_tarball(tmp_path / "a.tar.gz", files("top/a", "top/b/c"))
    import_package([tarball], root)
    place = root / manifest.NAME
    sound = place.read_text(encoding="utf-8")
    uses = (
        lambda: verify_import(root),
        lambda: remove_import(root, dry_run=True),
        lambda: plan_package([tarball], root),
        lambda: import_package([tarball], root),
    )
    for route in routes(json.loads(sound)):
        changed = within = json.loads(sound)
        for key in route[:-1]:
            within = within[key]
        within[route[-1]] = "@@"
        for use in uses:
            place.write_text(json.dumps(changed).replace('"@@"', value), encoding="utf-8")
            try:
                use()
            except StorageError as error:
                told = error.message
            else:
                told = "done"
            assert told
    assert (tmp_path / "x").read_text(encoding="utf-8") == "of others"


def test_the_manifest_of_100_000_files_in_as_many_folders_is_small_enough(tmp_path: Path) -> None:
    source = manifest.Source("/p.tar.gz", 10**9, 10**18, "a" * 64, None, "top/", lifted=False, complete=True)
    entry = manifest.Entry(
        10**9,
        10**18,
        "a" * 64,
        executable=False,
        sources=(0,),
        time="2024-01-01T00:00:00+00:00",
        imported=True,
    )
    paths = tuple(f"{number:06}".ljust(170, "a") for number in range(1_000))
    manifest.write_manifest(
        manifest.Manifest((source,), paths, dict.fromkeys(paths, entry)), tmp_path / manifest.NAME
    )
    assert 100 * (tmp_path / manifest.NAME).stat().st_size < 64 << 20


def test_a_manifest_is_read_up_to_a_limit_and_then_refused(tmp_path: Path) -> None:
    place = tmp_path / manifest.NAME
    with place.open("wb") as file:
        file.truncate((64 << 20) + 1)
    for use in (verify_import, remove_import, lambda root: plan_package([], root)):
        with pytest.raises(StorageError) as raised:
            use(tmp_path)
        assert raised.value.message == f"{place}: more than 67,108,864 bytes of a manifest are not kept"
    assert place.stat().st_size == (64 << 20) + 1


def test_an_import_whose_manifest_could_not_be_read_again_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "root"
    root.mkdir()
    tarball = write_tarball(tmp_path / "a.tar.gz", files("top/a"))
    import_package([tarball], root)
    place = root / manifest.NAME
    size = place.stat().st_size
    larger = write_tarball(tmp_path / "b.tar.gz", files("top/b"))
    monkeypatch.setattr(manifest, "_MOST_BYTES", size)
    with pytest.raises(StorageError, match=f"more than {size} bytes of a manifest are not kept"):
        import_package([larger], root)
    assert sorted(path.name for path in root.iterdir()) == [manifest.NAME, "a"]
    assert [each.path for each in import_package([tarball], root).plan.files] == ["a"]
