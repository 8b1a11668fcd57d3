"""Every documented field takes its documented values, and a value of another kind is told at its very place."""

from __future__ import annotations

import copy
import textwrap
from collections.abc import Iterator
from typing import Any

import pytest

from clustercfg.linting.diagnostics import Diagnostic
from clustercfg.loading import loads
from clustercfg.models.fields import documented_paths, field_shape
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
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.embedded import read_embedded
from clustercfg.yamltext.nodes import Entry, Item, MappingNode, ScalarNode
from clustercfg.yamltext.paths import format_path
from clustercfg.yamltext.rendering import render
from documented_values import DOCUMENTS, KUBESPRAY, SPECS, document

Place = tuple[str | int, ...]

EXAMPLES = (*DOCUMENTS, *map(document, SPECS))
TEXT = "spec.kubeanConfig."
VARIABLES = [path for path in documented_paths() if path.startswith(TEXT)]
PATHS = [path for path in documented_paths() if path not in VARIABLES]
WRONG: dict[type[Shape], tuple[Any, ...]] = {
    StringShape: (["a"], {"a": "b"}),
    EmbeddedShape: (["a"], {"a": "b"}),
    IntegerShape: (["a"], {"a": "b"}, "a", "1", True, 1.5),
    BooleanShape: (["a"], {"a": "b"}, "a", "true", 1),
    ListShape: ("a", {"a": "b"}, 1),
    MapShape: ("a", ["a"], 1),
    MappingShape: ("a", ["a"], 1),
    ChoiceShape: ({"a": "b"},),
    AnyShape: (),
}
# Whether a block is a mapping of free names, which the paths write as <name>.
FREE = (".database", ".S3Storage", ".nodeLabels")


def places(value: Any, path: str = "", place: Place = ()) -> Iterator[tuple[str, Place]]:
    """Yield each documented path inside `value`, and how to get there."""
    if isinstance(value, dict):
        for key, each in value.items():
            below = f"{path}.{'<name>' if path.endswith(FREE) else key}".lstrip(".")
            yield below, (*place, key)
            yield from places(each, below, (*place, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield f"{path}[]", (*place, index)
            yield from places(each, f"{path}[]", (*place, index))


def first_example(path: str, examples: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], Place]:
    for example in examples:
        for found, place in places(example):
            if found == path:
                return example, place
    raise AssertionError(f"no documented value is kept for {path}")


def replaced(example: Any, place: Place, value: Any) -> Any:
    result = copy.deepcopy(example)
    inner = result
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    return result


def refused(text: str, field: str) -> list[Diagnostic]:
    report = loads(text).report
    return [each for each in report.errors if (each.rule, each.field) == ("wrong-type", field)]


def shown_place(entry: Entry) -> tuple[int, int]:
    """Where a value of another kind is told: at a single value itself, at the key of a list or block."""
    shown = entry.value if isinstance(entry.value, ScalarNode) else entry.key
    return shown.start, shown.end


def as_text(data: Any) -> str:
    return render(data) + "\n"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: str(each.get("spec") or each)[:60])
def test_documented_values_have_the_right_shape(example: dict[str, Any]) -> None:
    loaded = loads(as_text(example))
    assert loaded.config is not None
    assert [each for each in loaded.report.errors if each.code < "CC3" and each.rule != "placeholder"] == []


@pytest.mark.parametrize("path", PATHS)
def test_a_value_of_another_kind_is_told_at_its_place(path: str) -> None:
    example, place = first_example(path, EXAMPLES)
    for wrong in WRONG[type(field_shape(path).shape)]:
        text = as_text(replaced(example, place, wrong))
        (found,) = refused(text, format_path(place))
        entry = Document(text).find(place)
        assert isinstance(entry, Entry)
        assert (found.start.offset, found.end.offset) == shown_place(entry), wrong
        assert loads(text).config is None


@pytest.mark.parametrize("path", VARIABLES)
def test_a_variable_of_another_kind_is_told_at_its_place_inside_the_text(path: str) -> None:
    _example, place = first_example(path.removeprefix(TEXT), (KUBESPRAY,))
    for wrong in WRONG[type(field_shape(path).shape)]:
        content = textwrap.indent(as_text(replaced(KUBESPRAY, place, wrong)), "    ")
        text = (
            as_text(document({})).replace("spec: {}", f"spec:\n  kubeanConfig: |\n{content}").rstrip() + "\n"
        )
        (found,) = refused(text, format_path(("spec", "kubeanConfig", *place)))
        node = Document(text).node("spec.kubeanConfig")
        assert isinstance(node, ScalarNode)
        root = read_embedded(text, node).root
        assert isinstance(root, MappingNode)
        entry = Document(text).step(root, place[0])
        for step in place[1:]:
            assert entry is not None
            entry = Document(text).step(entry.value, step)
        assert isinstance(entry, Entry)
        assert (found.start.offset, found.end.offset) == shown_place(entry), wrong


@pytest.mark.parametrize("path", [each for each in PATHS if isinstance(field_shape(each).shape, ListShape)])
def test_an_item_of_another_kind_is_told_at_its_place(path: str) -> None:
    shape = field_shape(path).shape
    assert isinstance(shape, ListShape)
    example, place = first_example(f"{path}[]", EXAMPLES)
    for wrong in WRONG[type(shape.item)]:
        text = as_text(replaced(example, place, wrong))
        (found,) = refused(text, format_path(place))
        item = Document(text).find(place)
        assert isinstance(item, Item)
        start = item.value.start if isinstance(item.value, ScalarNode) else item.start
        assert found.start.offset == start
