"""Asks the JSON Schema and the models about the same documents, and explains where they differ."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import jsonschema
from pydantic import ValidationError

from clustercfg.models.cluster import ClusterConfig
from clustercfg.models.formats import FORMATS
from clustercfg.schema import json_schema
from schema_documents import UNIONS, any_document, python_name, union_document

__all__ = ["DIFFERENCES", "Count", "compare", "compare_unions", "models_take", "schema_takes"]


@cache
def _validator(version: str) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json_schema(version))


def schema_takes(data: Any) -> bool:
    """Ask the schema of the document's own version."""
    version = str(data.get("apiVersion", "")).rpartition("/")[2] if isinstance(data, dict) else ""
    return _validator("v1alpha4" if version == "v1alpha4" else "v1alpha3").is_valid(data)


def models_take(data: Any) -> bool:
    try:
        ClusterConfig.model_validate(data)
    except ValidationError:
        return False
    return True


def _without_whole_floats(data: Any) -> Any:
    """443.0 is an integer for JSON Schema, and a YAML file that says so is a slip that changes nothing."""
    return _changed(data, lambda each: each + 0.5 if isinstance(each, float) and each.is_integer() else each)


def _without_redis_urls(data: Any) -> Any:
    """What follows the scheme of a Redis URL depends on the scheme, beyond what one pattern says readably."""
    return _changed(
        data,
        lambda each: (
            "x" if isinstance(each, str) and "redis" in each.lower() and FORMATS["redis-url"](each) else each
        ),
    )


def _without_python_names(data: Any) -> Any:
    """The models take the names of their attributes too, for programs; a file has the names of the documents."""
    return _renamed(data, lambda key: f"not {key}" if "_" in key and python_name(key) == key else key)


DIFFERENCES: Mapping[str, Callable[[Any], Any]] = {
    "whole float": _without_whole_floats,
    "Redis URL": _without_redis_urls,
    "Python name": _without_python_names,
}
"""Each kind of difference, with what takes its cause out of a document; the reason stands at the function."""


def _changed(data: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(data, dict):
        return {key: _changed(each, change) for key, each in data.items()}
    return [_changed(each, change) for each in data] if isinstance(data, list) else change(data)


def _renamed(data: Any, change: Callable[[str], str]) -> Any:
    if isinstance(data, dict):
        return {change(key): _renamed(each, change) for key, each in data.items()}
    return [_renamed(each, change) for each in data] if isinstance(data, list) else data


@dataclass
class Count:
    """How many documents were judged, how many both take, and where the two differ."""

    documents: int = 0
    valid: int = 0
    differences: Counter[str] = field(default_factory=Counter)
    unexplained: list[Any] = field(default_factory=list)

    def add(self, data: Any) -> None:
        schema, models = schema_takes(data), models_take(data)
        self.documents += 1
        self.valid += schema and models
        if schema != models:
            kind = next(_explanations(data), None)
            if kind is None:
                self.unexplained.append(data)
            else:
                self.differences[kind] += 1

    def join(self, other: Count) -> None:
        self.documents += other.documents
        self.valid += other.valid
        self.differences += other.differences
        self.unexplained += other.unexplained


def _explanations(data: Any) -> Iterator[str]:
    """Yield the kinds of difference that are the only reason, then `several` if they are so together."""
    everything = data
    for kind, without in DIFFERENCES.items():
        everything = without(everything)
        changed = without(data)
        if schema_takes(changed) == models_take(changed):
            yield kind
    if schema_takes(everything) == models_take(everything):
        yield "several"


def compare(count: int, seed: int) -> Count:
    """Judge `count` whole documents."""
    chance, result = random.Random(seed), Count()
    for _ in range(count):
        result.add(any_document(chance))
    return result


def compare_unions(rounds: int, seed: int) -> dict[str, Count]:
    """Judge every subset of the keys of each union, `rounds` times with other values."""
    chance, results = random.Random(seed), {}
    for name, shape in UNIONS.items():
        keys = sum(1 + len(each.old_names) for key, each in shape.fields.items() if key != "type")
        results[name] = Count()
        for subset in range(rounds * 2**keys):
            results[name].add(union_document(name, subset % 2**keys, chance))
    return results
