"""The JSON Schema and the models judge the same documents alike; `make long-schema` asks about many more."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from clustercfg.models.formats import FORMATS
from clustercfg.schema import json_schema
from documented_values import document
from form_samples import POOL, RIGHT
from schema_verdicts import DIFFERENCES, compare, compare_unions, models_take, schema_takes


def test_random_documents_are_judged_alike_but_for_the_written_differences() -> None:
    count = compare(3_000, seed=1)
    assert count.unexplained == []
    assert set(count.differences) <= {*DIFFERENCES, "several"}
    assert count.documents // 3 < count.valid < count.documents * 2 // 3


def test_every_subset_of_the_keys_of_a_union_is_judged_alike() -> None:
    for name, count in compare_unions(rounds=1, seed=2).items():
        assert (name, count.unexplained, dict(count.differences)) == (name, [], {})
        assert count.valid


@pytest.mark.parametrize(
    ("kind", "spec", "taken_by"),
    [
        ("whole float", {"tinderKind": {"registryPort": 443.0}}, "schema"),
        ("Redis URL", {"externalMiddlewares": {"redis": {"kpanda": "redis://h:0"}}}, "schema"),
        ("Python name", {"cluster_name": "a"}, "models"),
    ],
)
def test_each_written_difference_is_one(kind: str, spec: dict[str, Any], taken_by: str) -> None:
    data = document(spec)
    assert (schema_takes(data), models_take(data)) == (taken_by == "schema", taken_by == "models")
    changed = DIFFERENCES[kind](data)
    assert schema_takes(changed) == models_take(changed)


def test_there_are_few_differences() -> None:
    assert len(DIFFERENCES) <= 10
    assert all(without.__doc__ for without in DIFFERENCES.values())


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_the_form_of_a_value_is_judged_alike(name: str) -> None:
    validator = jsonschema.Draft7Validator(json_schema() | {"$ref": f"#/definitions/{name}"})
    checked = [text for text in POOL if name != "redis-url" or not text.startswith("redis")]
    assert [text for text in checked if validator.is_valid(text) != (FORMATS[name](text) is None)] == []
    assert [text for text in RIGHT[name] if not validator.is_valid(text)] == []
