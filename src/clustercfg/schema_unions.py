"""The conditions that tell the variants of a union apart, as JSON Schema.

They say the same as the functions of `models.kinds`; a test compares both over all combinations of keys.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clustercfg.models.shapes import FieldShape, MappingShape, Variant
from clustercfg.schema_absence import Schema, forbidden, is_absent, is_given
from clustercfg.translation import gettext as _

__all__ = ["OUTDATED", "union_conditions"]

_CREDENTIALS = ("externalRepoUsername", "externalRepoPassword")
_EXTERNAL: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "binaries": (("s3", _CREDENTIALS), ("http", ())),
    "osRepos": (("s3", (*_CREDENTIALS, "externalRepoEndpoint")), ("http", ())),
    "imagesAndCharts": (("external", ()),),
}
"""For each union, the variants with `type: external`: the first of whose keys one is given, else the last."""
_OLD_URL, _NEW_URL = "externalRepository", "externalRepoEndpoint"
OUTDATED = frozenset({_OLD_URL})
"""Keys of unions that are taken as ever, but no longer offered."""


def union_conditions(shape: MappingShape) -> Schema:
    """Return the nested if/then/else of a union: one branch for each variant, none for a `type` that does not exist."""
    external = _EXTERNAL[shape.discriminator or ""]
    plain = [tag for tag in shape.variants if tag not in (*dict(external), "repository", "official-service")]
    result: Schema = {"if": _is_not_default(), "else": _branch(shape, "official-service")}
    for tag in reversed(plain):
        result = {"if": _type_is(tag), "then": _branch(shape, tag), "else": result}
    return {"if": _type_is("external"), "then": _external(shape, external), "else": result}


def _external(shape: MappingShape, chain: Sequence[tuple[str, tuple[str, ...]]]) -> Schema:
    (first, keys), *rest = chain
    result = _branch(shape, first)
    if rest:
        result = {
            "if": is_absent(**{key: shape.fields[key] for key in keys}),
            "then": _branch(shape, rest[0][0]),
            "else": result,
        }
    if "repository" not in shape.variants:
        return result
    # The old URL speaks for itself, unless the newer endpoint is given too.
    is_new: Schema = {
        "if": is_absent(**{_NEW_URL: shape.fields[_NEW_URL]}),
        "then": _branch(shape, "repository"),
        "else": result,
    }
    return {"if": is_absent(**{_OLD_URL: shape.fields[_OLD_URL]}), "then": result, "else": is_new}


def _type_is(tag: str) -> Schema:
    return {"required": ["type"], "properties": {"type": {"const": tag, "doNotSuggest": True}}}


def _is_not_default() -> Schema:
    """Holds for a `type` that does not exist: that alone is told then."""
    default: Schema = {"not": {"enum": ["official-service", "", None]}, "doNotSuggest": True}
    return {"type": "object", "required": ["type"], "properties": {"type": default}}


def _branch(shape: MappingShape, tag: str) -> Schema:
    variant = shape.variants[tag]
    properties: Schema = {}
    for key, field in shape.fields.items():
        if key not in variant.allowed:
            for name in (key, *field.old_names):
                properties[name] = forbidden(_why_not(name, tag), field)
        elif key in variant.required:
            properties[key] = is_given(_why_needed(key, tag), field)
    branch: Schema = {"properties": properties}
    if variant.required:
        branch["required"] = list(variant.required)
    rules = _groups(variant, shape.fields, tag)
    return branch | ({"allOf": rules} if rules else {})


def _why_not(key: str, tag: str) -> str:
    if tag == "s3":
        return _("{key} does not go with S3-compatible storage (endpoint, user name and password).").format(
            key=key
        )
    if tag in ("http", "repository"):
        return _("{key} does not go with the other keys here.").format(key=key)
    return _("{key} does not go with type: {type}.").format(key=key, type=tag)


def _why_needed(key: str, tag: str) -> str:
    if tag == "s3":
        return _("{key} must be given with S3-compatible storage (endpoint, user name and password).").format(
            key=key
        )
    return _("{key} must be given with type: external.").format(key=key)


def _groups(variant: Variant, fields: Mapping[str, FieldShape], tag: str) -> list[Schema]:
    """If one key of a group is given, the others must be given too."""
    return [
        {
            "if": is_absent(**{one: fields[one]}),
            "else": _all_needed([key for key in group if key != one], fields, tag),
        }
        for group in variant.together
        for one in group
    ]


def _all_needed(keys: Sequence[str], fields: Mapping[str, FieldShape], tag: str) -> Schema:
    return {
        "required": list(keys),
        "properties": {key: is_given(_why_needed(key, tag), fields[key]) for key in keys},
    }
