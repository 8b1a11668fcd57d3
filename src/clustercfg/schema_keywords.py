"""From the shape table to the keywords of JSON Schema."""

from __future__ import annotations

from typing import Any

from clustercfg.models.shapes import (
    BooleanShape,
    ChoiceShape,
    EmbeddedShape,
    FieldShape,
    IntegerShape,
    ListShape,
    MappingShape,
    MapShape,
    Shape,
    StringShape,
)
from clustercfg.models.wording import shape_in_words
from clustercfg.schema_texts import item_snippet, texts
from clustercfg.schema_unions import given, union_conditions
from clustercfg.translation import gettext as _

__all__ = ["PATTERNS", "nullable", "schema_of"]

Schema = dict[str, Any]

PATTERNS = {
    "absolute-path": r"^/",
    "cidr": r"^[0-9A-Fa-f.:]+/[0-9]{1,3}$",
    "cluster-name": r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$",
    "cri-version": r"^[0-9]+\.[0-9]+",
    "host-port": r":[1-9][0-9]{0,4}$",
    "http-url": r"^[Hh][Tt][Tt][Pp][Ss]?://",
    "ip": r"^[0-9A-Fa-f.:]+$",
    "kubernetes-version": r"^v[0-9]+\.[0-9]+\.[0-9]+",
    "node-name": r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$",
    "package-repository": r"^([Hh][Tt][Tt][Pp][Ss]?://|deb(-src)?\s)",
    "port": r"^[1-9][0-9]{0,4}$",
    "redis-url": r"^[Rr][Ee][Dd][Ii][Ss]([Ss]|\+[Ss][Ee][Nn][Tt][Ii][Nn][Ee][Ll])?://",
    "taint": r":(NoSchedule|PreferNoSchedule|NoExecute)$",
    "vip": r"^[0-9A-Fa-f.:]+/(32|128)$",
}
"""What every valid value of a format matches; the linter's own check is stricter."""


def schema_of(shape: Shape, path: str, definitions: dict[str, Schema]) -> Schema:
    """Return the schema of a shape at a documented path; mappings inside lists become `definitions`."""
    if isinstance(shape, MappingShape):
        return _mapping(shape, path, definitions)
    if isinstance(shape, ListShape):
        return {"type": "array", "items": _item(shape.item, path, definitions)}
    if isinstance(shape, MapShape):
        return _map(shape, path, definitions)
    if isinstance(shape, ChoiceShape):
        merged = _choice([schema_of(option, path, definitions) for option in shape.options])
        message = _("Expected: {form}.").format(form=shape_in_words(shape))
        return merged | ({"patternErrorMessage": message} if "pattern" in merged else {})
    return _leaf(shape)


def _leaf(shape: Shape) -> Schema:
    if isinstance(shape, StringShape):
        return _string(shape)
    if isinstance(shape, IntegerShape):
        bounds = {"minimum": shape.minimum, "maximum": shape.maximum}
        return {"type": "integer"} | {key: value for key, value in bounds.items() if value is not None}
    if isinstance(shape, BooleanShape):
        return {"type": "boolean"}
    return {"type": "string"} if isinstance(shape, EmbeddedShape) else {}


def _string(shape: StringShape) -> Schema:
    if shape.values:
        return _values(list(shape.values), open_ended=shape.open)
    if shape.format in PATTERNS:
        message = _("Expected: {form}.").format(form=shape_in_words(shape))
        return {"type": "string", "pattern": PATTERNS[shape.format], "patternErrorMessage": message}
    return {"type": "string"}


def _values(values: list[str], *, open_ended: bool) -> Schema:
    if open_ended:
        return {"anyOf": [{"type": "string"}, {"enum": values}]}
    message = _("Expected one of: {values}.").format(values=", ".join(values))
    return {"type": "string", "enum": values, "errorMessage": message}


def _choice(options: list[Schema]) -> Schema:
    """Merge schemas of different types into one: a keyword only touches values of its own type."""
    merged: Schema = {}
    for option in options:
        merged |= {key: value for key, value in option.items() if key != "type"}
    merged["type"] = [option["type"] for option in options]
    if "enum" in merged and "boolean" in merged["type"]:
        merged["enum"] = [*merged["enum"], True, False]
    return merged


def _item(shape: Shape, path: str, definitions: dict[str, Schema]) -> Schema:
    if not isinstance(shape, MappingShape):
        return schema_of(shape, path, definitions)
    if shape.name not in definitions:
        definitions[shape.name] = schema_of(shape, f"{path}[]", definitions)
    return {"$ref": f"#/definitions/{shape.name}"}


def _map(shape: MapShape, path: str, definitions: dict[str, Schema]) -> Schema:
    below = f"{path}.<name>"
    values = nullable(schema_of(shape.value, below, definitions))
    named = dict.fromkeys(shape.keys, values)
    return {"type": "object", "additionalProperties": values} | ({"properties": named} if named else {})


def _mapping(shape: MappingShape, path: str, definitions: dict[str, Schema]) -> Schema:
    properties: Schema = {}
    for key, field in shape.fields.items():
        properties |= _property(key, field, f"{path}.{key}" if path else key, definitions)
    schema = {"type": "object", "additionalProperties": shape.open, "properties": properties}
    required = [key for key, field in shape.fields.items() if field.required and not field.old_names]
    return schema | ({"required": required} if required else {}) | _conditions(shape)


def _conditions(shape: MappingShape) -> Schema:
    conditions: list[Schema] = []
    for key, field in shape.fields.items():
        conditions += [_only_one(key, old) for old in field.old_names]
        if field.required and field.old_names:
            conditions.append({"anyOf": [given(name) for name in (key, *field.old_names)]})
    if shape.discriminator:
        conditions.append(union_conditions(shape))
    if len(conditions) == 1:
        return conditions[0]
    return {"allOf": conditions} if conditions else {}


def _only_one(key: str, old: str) -> Schema:
    message = _("{old} is an old name of {key}, which is given too.").format(old=old, key=key)
    return {"if": given(key), "then": {"properties": {old: {"type": "null", "errorMessage": message}}}}


def _property(key: str, field: FieldShape, path: str, definitions: dict[str, Schema]) -> Schema:
    """Return the key with its schema, and the same for its old names."""
    keywords = schema_of(field.shape, path, definitions)
    keywords = (
        _not_blank(keywords, field) if field.required else nullable(keywords, blank=field.blank_is_absent)
    )
    schema = {"title": key} | texts(path) | _with_snippet(keywords, field.shape, path)
    outdated = {"description": _("Outdated: use {key}.").format(key=key), "doNotSuggest": True}
    return {key: schema} | {old: keywords | {"title": old} | outdated for old in field.old_names}


def _with_snippet(keywords: Schema, shape: Shape, path: str) -> Schema:
    """Offer whole items in a list of mappings.

    yaml-language-server writes the dash of an item only where the type is nothing but `array`, so null stands beside
    it; `items` stays outside, so that a mistake in an item is reported at its own place.
    """
    if not isinstance(shape, ListShape) or not isinstance(shape.item, MappingShape):
        return keywords
    offer = {"type": "array", "defaultSnippets": [item_snippet(shape.item, path)]}
    return {"items": keywords["items"], "anyOf": [offer, {"type": "null"}]}


def _not_blank(keywords: Schema, field: FieldShape) -> Schema:
    return keywords | {"minLength": 1} if field.blank_is_absent else keywords


def nullable(schema: Schema, *, blank: bool = False) -> Schema:
    """Return a schema that takes null too, and an empty string where that means absent."""
    if "type" not in schema:
        members = [nullable(member) if "type" in member else member for member in schema.get("anyOf", [])]
        return schema | ({"anyOf": members} if members else {})
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    widened = schema | {"type": [*kinds, "null"]}
    if "enum" in schema:
        widened["enum"] = [*schema["enum"], None, *([""] if blank else [])]
    return widened
