"""The conditions that tell the variants of a union apart, as JSON Schema.

They say the same as the functions of `models.kinds`; a test compares both over all combinations of keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clustercfg.models.shapes import FieldShape, ListShape, MappingShape, Variant
from clustercfg.translation import gettext as _

__all__ = ["given", "union_conditions"]

Schema = dict[str, Any]


def given(key: str, *, blank: bool = False) -> Schema:
    """Return a schema that holds when `key` is there and not null (and not empty, where that means absent)."""
    absent: Schema = {"enum": [None, ""]} if blank else {"type": "null"}
    # Without `type` the condition would hold for every null block.
    return {"type": "object", "required": [key], "properties": {key: {"not": absent}}}


_CREDENTIALS: Schema = {
    "anyOf": [given("externalRepoUsername", blank=True), given("externalRepoPassword", blank=True)]
}
_ONLY_OLD_URL: Schema = {"allOf": [given("externalRepository"), {"not": given("externalRepoEndpoint")}]}
_EXTERNAL: Mapping[str, tuple[tuple[str, Schema], ...]] = {
    "binaries": (("repository", _ONLY_OLD_URL), ("s3", _CREDENTIALS), ("http", {})),
    "osRepos": (("s3", {"anyOf": [*_CREDENTIALS["anyOf"], given("externalRepoEndpoint")]}), ("http", {})),
    "imagesAndCharts": (("external", {}),),
}
"""For each union, the variants with `type: external` and what tells each from those after it."""


def union_conditions(shape: MappingShape) -> Schema:
    """Return the nested if/then/else of a union: one branch for each variant, none for a `type` that does not exist."""
    external = _EXTERNAL[shape.discriminator or ""]
    chain = _external_chain(shape, external)
    result: Schema = {"if": _type_is("external"), "then": chain}
    plain = [tag for tag in shape.variants if tag not in dict(external)]
    for tag in reversed(plain):
        result = {"if": _type_is(tag), "then": _branch(shape, tag), "else": result}
    return result


def _external_chain(shape: MappingShape, external: tuple[tuple[str, Schema], ...]) -> Schema:
    *earlier, (last, _anything) = external
    chain = _branch(shape, last)
    for tag, condition in reversed(earlier):
        chain = {"if": condition, "then": _branch(shape, tag), "else": chain}
    return chain


def _type_is(tag: str) -> Schema:
    if tag == "official-service":
        return {"properties": {"type": {"enum": [tag, "", None]}}}
    return {"required": ["type"], "properties": {"type": {"const": tag}}}


def _branch(shape: MappingShape, tag: str) -> Schema:
    variant = shape.variants[tag]
    properties: Schema = {}
    for key, field in shape.fields.items():
        if key not in variant.allowed:
            properties[key] = _forbidden(key, field, tag)
        elif key in variant.required:
            properties[key] = {
                "type": "array" if isinstance(field.shape, ListShape) else "string",
                **({"minLength": 1} if field.blank_is_absent else {}),
            }
    branch: Schema = {"properties": properties}
    if variant.required:
        branch["required"] = list(variant.required)
    rules = [*_groups(variant), *_no_old_names(shape, variant)]
    return branch | ({"allOf": rules} if rules else {})


def _no_old_names(shape: MappingShape, variant: Variant) -> list[Schema]:
    """Refuse the old names of keys that do not belong here, without an editor offering them."""
    forbidden = [field for key, field in shape.fields.items() if key not in variant.allowed]
    return [
        {"not": given(old, blank=field.blank_is_absent)} for field in forbidden for old in field.old_names
    ]


def _forbidden(key: str, field: FieldShape, tag: str) -> Schema:
    """Only what counts as absent may stand there."""
    absent: Schema = {"enum": [None, ""]} if field.blank_is_absent else {"type": "null"}
    return absent | {"errorMessage": _why_not(key, tag)}


def _why_not(key: str, tag: str) -> str:
    if tag == "s3":
        return _("{key} does not go with S3-compatible storage (endpoint, user name and password).").format(
            key=key
        )
    if tag in ("http", "repository"):
        return _("{key} does not go with the other keys here.").format(key=key)
    return _("{key} does not go with type: {type}.").format(key=key, type=tag)


def _groups(variant: Variant) -> list[Schema]:
    """If one key of a group is given, the others must be given too."""
    return [
        {"if": given(one, blank=True), "then": _all_needed(tuple(key for key in group if key != one))}
        for group in variant.together
        for one in group
    ]


def _all_needed(keys: tuple[str, ...]) -> Schema:
    return {"required": list(keys), "properties": {key: {"type": "string", "minLength": 1} for key in keys}}
