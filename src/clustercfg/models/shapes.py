"""The vocabulary of the shape table: what the models say, in plain data that needs no Pydantic.

The table itself (`shape_table`) is generated from the models and kept fresh by a test. The linter walks it so that
checking a file does not have to build the models first.
"""

from __future__ import annotations

from collections.abc import Mapping

from clustercfg.records import Record, field

__all__ = [
    "AnyShape",
    "BooleanShape",
    "ChoiceShape",
    "EmbeddedShape",
    "FieldShape",
    "IntegerShape",
    "ListShape",
    "MapShape",
    "MappingShape",
    "Shape",
    "StringShape",
    "Variant",
]


class StringShape(Record):
    """A string; a number or boolean written without quotes is taken by its text."""

    format: str | None = None
    """Name of a check in `formats.FORMATS`."""
    values: tuple[str, ...] = ()
    """The documented values; empty when any string is allowed."""
    open: bool = False
    """True when a value outside `values` is doubtful, not wrong."""
    secret: bool = False


class IntegerShape(Record):
    """A whole number within `minimum` and `maximum` (inclusive)."""

    minimum: int | None = None
    maximum: int | None = None


class BooleanShape(Record):
    """True or false."""


class AnyShape(Record):
    """Anything at all (for example `metadata`)."""


class ListShape(Record):
    """A list whose items all have one shape."""

    item: Shape


class MapShape(Record):
    """A mapping with free keys; `keys` are the documented ones."""

    value: Shape
    keys: tuple[str, ...] = ()


class ChoiceShape(Record):
    """One of several shapes, told apart by the kind of the value (string, list, integer, boolean)."""

    options: tuple[Shape, ...]


class EmbeddedShape(Record):
    """A string that itself holds YAML of the shape `contents`."""

    contents: Shape


class FieldShape(Record):
    """One key of a mapping."""

    shape: Shape
    required: bool = False
    old_names: tuple[str, ...] = ()
    """Spellings that the documents still print for the same key; accepted with a warning."""
    blank_is_absent: bool = False
    """True when an empty string means the same as leaving the key out (credentials, `type`)."""


class Variant(Record):
    """One way to fill a mapping that is a union: the keys it allows and those it needs."""

    allowed: tuple[str, ...]
    required: tuple[str, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    """Groups of optional keys of which all or none must be given."""


class MappingShape(Record):
    """A mapping with known keys.

    For a union of models, `fields` holds the keys of all of them, `discriminator` names the function in
    `kinds.DISCRIMINATORS` that tells which of `variants` applies, and `FieldShape.required` is false.
    """

    name: str
    fields: Mapping[str, FieldShape] = field(default_factory=dict)
    discriminator: str | None = None
    variants: Mapping[str, Variant] = field(default_factory=dict)
    open: bool = False
    """True when keys beyond `fields` are welcome (Kubespray variables)."""


Shape = (
    StringShape
    | IntegerShape
    | BooleanShape
    | AnyShape
    | ListShape
    | MapShape
    | ChoiceShape
    | EmbeddedShape
    | MappingShape
)
