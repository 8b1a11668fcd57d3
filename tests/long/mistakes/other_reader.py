"""What readers other than ours see in a text: the judge of whether a changed file still says the same."""

from __future__ import annotations

import warnings
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

__all__ = ["UnreadableError", "data_of", "says_the_same"]


class UnreadableError(Exception):
    """`ruamel.yaml` does not take the text; it holds no input."""


def data_of(text: str) -> Any:
    """Return what `ruamel.yaml` reads (YAML 1.2), or raise `UnreadableError`."""
    reader = YAML(typ="safe", pure=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return reader.load(text)
    except (YAMLError, ValueError, NotImplementedError, AttributeError, TypeError):
        raise UnreadableError from None


def says_the_same(text: str, data: Any) -> bool:
    """Whether another reader takes `text` and finds `data` in it, kinds of scalars included."""
    try:
        return _alike(data_of(text), data)
    except UnreadableError:
        return False


def _alike(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_alike(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_alike, one, other))
    return bool(one == other)
