"""Plain data from nodes, each scalar as a field of its shape takes it."""

from __future__ import annotations

from typing import Any

from clustercfg.linting.masking import shape_of_key
from clustercfg.models.shapes import AnyShape, BooleanShape, ChoiceShape, IntegerShape, ListShape, Shape
from clustercfg.yamltext.nodes import MappingNode, Node, ScalarNode
from clustercfg.yamltext.scalars import resolve_core, resolve_go

__all__ = ["is_free", "options_of", "typed_scalar", "typed_value"]


def options_of(shape: Shape | None) -> tuple[Shape | None, ...]:
    """Return the shapes among which a value may choose: mostly one."""
    return shape.options if isinstance(shape, ChoiceShape) else (shape,)


def is_free(shape: Shape | None) -> bool:
    """Return whether the documents say nothing of a value of this shape."""
    return shape is None or isinstance(shape, AnyShape)


def typed_value(node: Node, shape: Shape | None) -> Any:
    """Return the data of `node`; keys stay as they are spelled, nulls are None."""
    if isinstance(node, ScalarNode):
        return typed_scalar(node, shape)
    if isinstance(node, MappingNode):
        return {key: typed_value(entry.value, shape_of_key(shape, key)) for key, entry in node.index.items()}
    item = next((each.item for each in options_of(shape) if isinstance(each, ListShape)), None)
    return [typed_value(each.value, item) for each in node.items]


def typed_scalar(node: ScalarNode, shape: Shape | None) -> Any:
    """Return a scalar as its field takes it: the text as it is written, unless the field takes a number or boolean.

    Where nothing is known of the field, it is what YAML says, if YAML 1.1 and 1.2 say the same.
    """
    if node.is_null:
        return None
    read = node.text if node.style else resolve_go(node.text)
    if is_free(shape):
        return read if node.style or read == resolve_core(node.text) else node.text
    kinds = {type(option) for option in options_of(shape)}
    if isinstance(read, bool):
        return read if BooleanShape in kinds else node.text
    return read if isinstance(read, int) and IntegerShape in kinds else node.text
