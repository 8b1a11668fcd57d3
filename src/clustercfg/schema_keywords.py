"""From the shape table to the keywords of JSON Schema."""

from __future__ import annotations

from clustercfg.models.shapes import (
    AnyShape,
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
from clustercfg.schema_absence import Schema, allowing_absence, forbidden, is_absent, is_given
from clustercfg.schema_formats import format_reference
from clustercfg.schema_texts import (
    block_snippet,
    item_snippet,
    name_texts,
    old_texts,
    texts,
    value_texts,
    variant_snippets,
)
from clustercfg.schema_unions import OUTDATED, union_conditions
from clustercfg.translation import gettext as _

__all__ = ["schema_of"]

_INNER = ("items", "properties", "additionalProperties", "if", "then", "else", "allOf", "required")
"""Keywords that only touch lists and mappings; editors look for them beside the title."""


def schema_of(shape: Shape, path: str, definitions: dict[str, Schema]) -> Schema:
    """Return the schema of a shape at a documented path; mappings inside lists become `definitions`."""
    if isinstance(shape, MappingShape):
        return _mapping(shape, path, definitions)
    if isinstance(shape, ListShape):
        return _list(shape, path, definitions)
    if isinstance(shape, MapShape):
        return _map(shape, path, definitions)
    if isinstance(shape, ChoiceShape):
        return _choice(shape, path, definitions)
    return _scalar(shape, path)


def _scalar(shape: Shape, path: str) -> Schema:
    if isinstance(shape, AnyShape):
        return {}
    if isinstance(shape, StringShape):
        return _string(shape, path)
    if isinstance(shape, IntegerShape):
        bounds = {"minimum": shape.minimum, "maximum": shape.maximum}
        return _typed("integer", shape) | {key: value for key, value in bounds.items() if value is not None}
    if isinstance(shape, EmbeddedShape):
        return _typed("string", shape) | {"defaultSnippets": [block_snippet(path)]}
    return _typed("boolean", shape)


def _typed(name: str, shape: Shape) -> Schema:
    return {"type": name, "errorMessage": _expected(shape)}


def _expected(shape: Shape) -> str:
    if isinstance(shape, StringShape | EmbeddedShape) and not getattr(shape, "format", None):
        return _("Expected: text; numbers, true and false need quotes.")
    return _("Expected: {form}.").format(form=shape_in_words(shape))


def _string(shape: StringShape, path: str) -> Schema:
    if shape.values:
        return _values(shape, path)
    return _typed("string", shape) | ({"allOf": [format_reference(shape.format)]} if shape.format else {})


def _values(shape: StringShape, path: str) -> Schema:
    message = _("Expected one of: {values}.").format(values=", ".join(shape.values))
    known = {"enum": list(shape.values), "errorMessage": message} | value_texts(path, shape.values)
    if not shape.open:
        return known
    # Exactly one alternative fits: yaml-language-server mixes up the texts of several.
    return {"anyOf": [known, _typed("string", shape) | {"not": {"enum": known["enum"]}}]}


def _list(shape: ListShape, path: str, definitions: dict[str, Schema]) -> Schema:
    snippets = [item_snippet(shape.item, path)] if isinstance(shape.item, MappingShape) else []
    return (
        _typed("array", shape)
        | ({"defaultSnippets": snippets} if snippets else {})
        | {"items": _item(shape.item, path, definitions)}
    )


def _item(shape: Shape, path: str, definitions: dict[str, Schema]) -> Schema:
    if not isinstance(shape, MappingShape):
        return schema_of(shape, path, definitions)
    if shape.name not in definitions:
        definitions[shape.name] = schema_of(shape, f"{path}[]", definitions)
    return {"$ref": f"#/definitions/{shape.name}"}


def _choice(shape: ChoiceShape, path: str, definitions: dict[str, Schema]) -> Schema:
    """Merge schemas of different types into one: a keyword only touches values of its own type."""
    valued = [each for each in shape.options if isinstance(each, StringShape) and each.values]
    if valued and BooleanShape() in shape.options:
        return _values_or_booleans(valued[0], path)
    options = [schema_of(option, path, definitions) for option in shape.options]
    merged: Schema = {}
    for option in options:
        merged |= option
    return merged | {"type": [option["type"] for option in options], "errorMessage": _expected(shape)}


def _values_or_booleans(shape: StringShape, path: str) -> Schema:
    """Offer a boolean where the documents name its text, and take either for it."""
    spelled = {"true": True, "false": False}
    offered = [spelled.get(each, each) for each in shape.values]
    message = _("Expected one of: {values}.").format(values=", ".join(shape.values))
    taken = [*spelled.values(), *shape.values]
    hidden = [each for each in taken if not any(each is other for other in offered)]
    known = {"enum": offered, "errorMessage": message} | value_texts(path, shape.values)
    return {"anyOf": [known, {"not": {"not": {"enum": hidden}}}]}


def _map(shape: MapShape, path: str, definitions: dict[str, Schema]) -> Schema:
    field = FieldShape(shape.value)
    below = f"{path}.<name>"
    values = name_texts(below) | _nullable(schema_of(shape.value, below, definitions), "", field)
    named = {key: {"title": key} | values for key in shape.keys}
    return (
        _typed("object", shape) | {"additionalProperties": values} | ({"properties": named} if named else {})
    )


def _mapping(shape: MappingShape, path: str, definitions: dict[str, Schema]) -> Schema:
    properties: Schema = {}
    for key, field in shape.fields.items():
        properties |= _property(key, field, f"{path}.{key}" if path else key, definitions)
    required = [key for key, field in shape.fields.items() if field.required and not field.old_names]
    return (
        {"type": "object", "additionalProperties": shape.open, "properties": properties}
        | ({"required": required} if required else {})
        | ({"defaultSnippets": variant_snippets(shape, path)} if shape.variants else {})
        | _conditions(shape)
    )


def _conditions(shape: MappingShape) -> Schema:
    conditions: list[Schema] = []
    for key, field in shape.fields.items():
        conditions += [_only_one(key, old, field) for old in field.old_names]
        if field.required and field.old_names:
            olds = dict.fromkeys(field.old_names, field)
            conditions.append({"if": is_absent(**olds), "then": _needed(key, field)})
    if shape.discriminator:
        conditions.append(union_conditions(shape))
    if len(conditions) == 1:
        return conditions[0]
    return {"allOf": conditions} if conditions else {}


def _needed(key: str, field: FieldShape) -> Schema:
    return {"required": [key], "properties": {key: is_given(_must_not_be_empty(key), field)}}


def _must_not_be_empty(key: str) -> str:
    return _("{key} must not be empty.").format(key=key)


def _only_one(key: str, old: str, field: FieldShape) -> Schema:
    message = _("{old} is an old name of {key}, which is given too.").format(old=old, key=key)
    return {"if": is_absent(**{key: field}), "else": {"properties": {old: forbidden(message, field)}}}


def _property(key: str, field: FieldShape, path: str, definitions: dict[str, Schema]) -> Schema:
    """Return the key with its schema, and the same for its old names."""
    keywords = schema_of(field.shape, path, definitions)
    names = (key, *field.old_names)
    if field.required and not field.old_names:
        values = {key: _filled(keywords, key, field)}
    else:
        values = {name: _nullable(keywords, name, field) for name in names}
    told = {key: texts(path)} | {old: old_texts(path, key) for old in field.old_names}
    hidden = {"doNotSuggest": True} if key in OUTDATED else {}
    return {name: {"title": name} | told[name] | values[name] | hidden for name in names}


def _filled(keywords: Schema, key: str, field: FieldShape) -> Schema:
    if not field.blank_is_absent:
        return keywords
    return keywords | {"pattern": r"[\s\S]", "patternErrorMessage": _must_not_be_empty(key)}


def _nullable(keywords: Schema, key: str, field: FieldShape) -> Schema:
    """Return a schema that takes null too, and an empty text where that means absent."""
    if not keywords:
        return {}
    if "anyOf" in keywords:
        return allowing_absence(keywords["anyOf"], key, field)
    # A snippet belongs to the key, but for a list: there only the list itself knows about dashes.
    outer = _INNER if "items" in keywords else ("defaultSnippets",)
    outer = (*outer, *_INNER) if keywords.get("type") == "object" else outer
    inner = {name: keywords[name] for name in outer if name in keywords}
    value = {name: each for name, each in keywords.items() if name not in inner}
    if value == {"type": "object"}:
        value["errorMessage"] = _("Expected: {form}.").format(form=_("mapping"))
    return allowing_absence([value], key, field) | inner
