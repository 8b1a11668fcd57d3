"""What a document says, whatever its spelling: the form in which two documents are compared.

Keys are spelled as the documents spell them today; nulls, and blanks that count as absent, are left out; a number in
quotes is a number where the field takes one, and a single path is a list where the field takes several; text that holds
YAML is what that YAML says. Keys that the documents do not know stay as they are.
"""

from __future__ import annotations

import re
from typing import Any

from clustercfg.linting.shape.absent import ABSENT
from clustercfg.linting.typed import options_of, typed_scalar
from clustercfg.models.shapes import (
    AnyShape,
    BooleanShape,
    EmbeddedShape,
    FieldShape,
    IntegerShape,
    ListShape,
    MappingShape,
    MapShape,
    Shape,
)
from clustercfg.yamltext.embedded import joins_lines
from clustercfg.yamltext.nodes import MappingNode, Node, ScalarNode, SequenceNode
from clustercfg.yamltext.reading import read

__all__ = ["Meaning"]

_WHOLE_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_BOOLEANS = {"true": True, "false": False}


class Meaning:
    """Reads the meaning of the nodes of one text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def of(self, node: Node, shape: Shape | None) -> Any:
        """Return the meaning of a value as plain data; ABSENT for a null."""
        if isinstance(node, ScalarNode):
            return self._scalar(node, shape)
        if isinstance(node, SequenceNode):
            item = next((each.item for each in options_of(shape) if isinstance(each, ListShape)), None)
            values = (self.of(each.value, item) for each in node.items)
            return [None if value is ABSENT else value for value in values]
        return self._mapping(node, shape)

    def _mapping(self, node: MappingNode, shape: Shape | None) -> dict[str, Any]:
        if isinstance(shape, EmbeddedShape):
            shape = shape.contents
        data: dict[str, Any] = {}
        for key, entry in node.index.items():
            name, field = _field(shape, key, node)
            value = self.of(entry.value, field.shape)
            if value is not ABSENT and not (field.blank_is_absent and value == ""):
                data[name] = value
        return data

    def _scalar(self, node: ScalarNode, shape: Shape | None) -> Any:
        if node.is_null:
            return ABSENT
        if isinstance(shape, EmbeddedShape):
            return self._contents(node, shape)
        value = typed_scalar(node, shape)
        kinds = {type(option) for option in options_of(shape)}
        if ListShape in kinds and len(kinds) > 1:
            return [value]
        if IntegerShape in kinds and _WHOLE_NUMBER.fullmatch(str(value)):
            return int(value)
        return _BOOLEANS.get(str(value), value) if BooleanShape in kinds else value

    def _contents(self, node: ScalarNode, shape: EmbeddedShape) -> Any:
        """What the YAML in a text says; the text itself where it says nothing definite."""
        reading = read(node.text)
        unclear = reading.left_out or reading.exhausted or joins_lines(self.text, node)
        if unclear or not isinstance(reading.root, MappingNode | SequenceNode):
            return node.text.strip() or ABSENT
        return Meaning(node.text).of(reading.root, shape.contents)


def _field(shape: Shape | None, key: str, node: MappingNode) -> tuple[str, FieldShape]:
    """Return the name and the field that a key of `node` means; what is spelled right counts if both are there."""
    if isinstance(shape, MapShape):
        name = next((each for each in shape.keys if each.lower() == key.lower()), key)
        return (name if name not in node.index else key), FieldShape(shape.value)
    known = shape.fields.items() if isinstance(shape, MappingShape) else ()
    for name, field in known:
        if key == name or (
            name not in node.index and (key.lower() == name.lower() or key in field.old_names)
        ):
            return name, field
    return key, FieldShape(AnyShape())
