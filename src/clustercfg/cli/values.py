"""From a word of the command line to a value, typed by what the documents say of its field."""

from __future__ import annotations

import re
from typing import Any

from clustercfg.linting.typed import is_free, options_of, typed_value
from clustercfg.models.shapes import (
    BooleanShape,
    IntegerShape,
    ListShape,
    MappingShape,
    MapShape,
    Shape,
    StringShape,
)
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.nodes import MappingNode, Node, ScalarNode
from clustercfg.yamltext.scalars import resolve_go

__all__ = ["value_of_text"]

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")


def value_of_text(text: str, shape: Shape | None, node: Node | None = None) -> Any:
    """Return what `text` says for a field of `shape` that `node` stands for now.

    A list or a block is written as YAML or JSON. A text that does not fit stays a text, for the linter to refuse; so
    does one that may be a text where the file has put quotes around the present value.
    """
    options = options_of(shape)
    quoted = isinstance(node, ScalarNode) and node.style and StringShape in map(type, options)
    for option in options:
        if isinstance(option, BooleanShape) and not quoted and isinstance(resolve_go(text), bool):
            return resolve_go(text)
        if isinstance(option, IntegerShape) and not quoted and _INTEGER.fullmatch(text):
            return int(text)
        if isinstance(option, ListShape | MappingShape | MapShape) or is_free(option):
            value = _structured(text, shape)
            if isinstance(value, dict | list) or is_free(option):
                return value
    return text


def _structured(text: str, shape: Shape | None) -> Any:
    document = Document(text)
    if document.root is None or document.problems:
        return text
    if isinstance(document.root, MappingNode) and is_free(shape) and not document.root.flow:
        return text  # `a: b` is a text for a field that nobody knows
    value = typed_value(document.root, shape)
    is_other_number = isinstance(value, int | float) and not isinstance(value, bool) and str(value) != text
    return text if is_other_number else value  # 007 and 1.20 are names and versions
