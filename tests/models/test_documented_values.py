"""Every documented field takes its documented values and nothing of another kind."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from clustercfg.models.cluster import ClusterConfig
from clustercfg.models.fields import documented_paths, field_shape
from clustercfg.models.kubespray import KubesprayVariables
from clustercfg.models.shapes import (
    AnyShape,
    BooleanShape,
    ChoiceShape,
    EmbeddedShape,
    IntegerShape,
    ListShape,
    MappingShape,
    MapShape,
    Shape,
    StringShape,
)
from documented_values import DOCUMENTS, KUBESPRAY, SPECS, document

EXAMPLES = (*DOCUMENTS, *map(document, SPECS))
KUBESPRAY_PATHS = [path for path in documented_paths() if path.startswith("spec.kubeanConfig.")]
PATHS = [path for path in documented_paths() if path not in KUBESPRAY_PATHS]
# A union that does not know its `type` has nothing to say about its keys: the error stands at the block.
UNION_TYPES = ("spec.osRepos.type", "spec.imagesAndCharts.type", "spec.binaries.type")

Place = tuple[str | int, ...]
WRONG: dict[type, tuple[Any, ...]] = {
    StringShape: (["a"], {"a": "b"}, 1, True),
    EmbeddedShape: (["a"], {"a": "b"}, 1),
    IntegerShape: (["a"], {"a": "b"}, "1", True, 1.5),
    BooleanShape: (["a"], {"a": "b"}, "true", 1),
    ListShape: ("a", {"a": "b"}, 1),
    MapShape: ("a", ["a"], 1),
    MappingShape: ("a", ["a"], 1),
    ChoiceShape: ({"a": "b"}, 1.5),
    AnyShape: (),
}


def places(value: Any, path: str = "", place: Place = ()) -> Iterator[tuple[str, Place]]:
    """Yield each documented path inside `value`, and how to get there."""
    if isinstance(value, dict):
        free = path.endswith((".database", ".S3Storage", ".nodeLabels"))
        for key, each in value.items():
            below = f"{path}.{'<name>' if free else key}".lstrip(".")
            yield below, (*place, key)
            yield from places(each, below, (*place, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from places(each, f"{path}[]", (*place, index))


def replaced(example: Any, place: Place, value: Any) -> Any:
    result = copy.deepcopy(example)
    inner = result
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    return result


def removed(example: Any, place: Place) -> Any:
    result = copy.deepcopy(example)
    inner = result
    for step in place[:-1]:
        inner = inner[step]
    del inner[place[-1]]
    return result


def first_example(path: str) -> tuple[Any, Place]:
    for example in (*EXAMPLES, {"spec": {"kubeanConfig": KUBESPRAY}}):
        for found, place in places(example):
            if found == path:
                return example, place
    raise AssertionError(f"no documented value is kept for {path}")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: str(each.get("spec") or each)[:60])
def test_documented_values_are_accepted(example: dict[str, Any]) -> None:
    assert ClusterConfig.model_validate(example).kind == "ClusterConfig"


def test_documented_variables_are_accepted_and_others_are_welcome() -> None:
    variables = KubesprayVariables.model_validate(KUBESPRAY | {"kube_proxy_mode": "ipvs"})
    assert variables.bin_dir == "/usr/local/bin"
    assert variables.model_extra == {"kube_proxy_mode": "ipvs"}


def wrong_values(shape: Shape) -> tuple[Any, ...]:
    return WRONG[type(shape)]


@pytest.mark.parametrize("path", PATHS)
def test_values_of_another_kind_are_refused(path: str) -> None:
    example, place = first_example(path)
    for wrong in wrong_values(field_shape(path).shape):
        with pytest.raises(ValidationError) as caught:
            ClusterConfig.model_validate(replaced(example, place, wrong))
        keys = [step for step in place if isinstance(step, str)]
        if path in UNION_TYPES:
            keys.pop()
        found = [[step for step in error["loc"] if step in keys] for error in caught.value.errors()]
        assert keys in found, wrong


@pytest.mark.parametrize("path", KUBESPRAY_PATHS)
def test_variables_of_another_kind_are_refused(path: str) -> None:
    _, place = first_example(path)
    for wrong in wrong_values(field_shape(path).shape):
        with pytest.raises(ValidationError):
            KubesprayVariables.model_validate(replaced(KUBESPRAY, place[2:], wrong))


def verdict(data: Any) -> ClusterConfig | list[str]:
    """Return the model, or the kinds of the errors."""
    try:
        return ClusterConfig.model_validate(data)
    except ValidationError as error:
        return [each["type"] for each in error.errors()]


@pytest.mark.parametrize("path", [path for path in PATHS if not field_shape(path).required])
def test_null_counts_as_absent(path: str) -> None:
    example, place = first_example(path)
    assert verdict(replaced(example, place, None)) == verdict(removed(example, place))
