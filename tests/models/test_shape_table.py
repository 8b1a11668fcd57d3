"""The shape table is what the models say, and costs nothing to import."""

from __future__ import annotations

import subprocess
import sys

import pytest

from clustercfg.models import tabulate as tabulate_module
from clustercfg.models.cluster import ClusterConfig
from clustercfg.models.formats import FORMATS
from clustercfg.models.kinds import DISCRIMINATORS
from clustercfg.models.shape_table import TABLE
from clustercfg.models.shapes import MappingShape, Shape, StringShape
from clustercfg.models.tabulate import TABLE_PATH, render, tabulate


def test_the_committed_table_is_fresh() -> None:
    table = tabulate(ClusterConfig)
    assert table == TABLE
    assert TABLE_PATH.read_text(encoding="utf-8") == render(table)


def test_check_notices_a_stale_table(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tabulate_module.main(["--check"]) == 0
    monkeypatch.setattr(tabulate_module, "render", lambda _table: "TABLE = None\n")
    assert tabulate_module.main(["--check"]) == 1


def shapes_in(shape: Shape) -> list[Shape]:
    inner: list[Shape] = []
    if isinstance(shape, MappingShape):
        inner = [field.shape for field in shape.fields.values()]
    for name in ("item", "value", "contents"):
        inner += [getattr(shape, name)] if hasattr(shape, name) else []
    inner += getattr(shape, "options", ())
    return [shape, *(each for one in inner for each in shapes_in(one))]


def test_the_table_names_only_checks_that_exist() -> None:
    found = shapes_in(TABLE)
    formats = {each.format for each in found if isinstance(each, StringShape) and each.format}
    assert formats | {"port"} == set(FORMATS)
    unions = [each for each in found if isinstance(each, MappingShape) and each.discriminator]
    assert {each.discriminator for each in unions} == set(DISCRIMINATORS)
    for union in unions:
        for variant in union.variants.values():
            assert set(variant.required) <= set(variant.allowed) <= set(union.fields)


@pytest.mark.parametrize("module", ["shape_table", "formats", "kinds", "placeholders", "history", "shapes"])
def test_what_the_linter_needs_never_imports_pydantic(module: str) -> None:
    program = f"import sys, clustercfg.models.{module}; print('pydantic' in sys.modules, 'ipaddress' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["False", "False"]
