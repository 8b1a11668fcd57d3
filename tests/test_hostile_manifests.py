"""Whatever stands in the manifest of an import directory: it is refused as damaged, or only its meaning counts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clustercfg.errors import StorageError
from clustercfg.storage.package import import_package, plan_package, remove_import, verify_import
from tarballs import files, write_tarball

VALUES = (
    *("5", "-1", "1e999", "NaN", "true", "null", '"x"', '""', "[]", "{}", "[5]", "[-1]", '["a"]', '{"a": 5}'),
    *('"/a"', '"../x"', '"a\\u0000b"', '"\\ud800"', "9" * 300, "9" * 5_000, "[" * 100_000),
)


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
    manifest = root / ".clustercfg-import.json"
    sound = manifest.read_text(encoding="utf-8")
    uses = (
        lambda: verify_import(root),
        lambda: remove_import(root, dry_run=True),
        lambda: plan_package([tarball], root),
        lambda: import_package([tarball], root),
    )
    for route in routes(json.loads(sound)):
        changed = place = json.loads(sound)
        for key in route[:-1]:
            place = place[key]
        place[route[-1]] = "@@"
        for use in uses:
            manifest.write_text(json.dumps(changed).replace('"@@"', value), encoding="utf-8")
            try:
                use()
            except StorageError as error:
                told = error.message
            else:
                told = "done"
            assert told
    assert (tmp_path / "x").read_text(encoding="utf-8") == "of others"
