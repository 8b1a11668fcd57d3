"""What counts as absent, said so that editors neither offer `null` nor tell two things of one mistake.

A key that is null means the same as one that is left out, and so does an empty user name or password. Written as a
type beside others, yaml-language-server would offer `null` wherever a value is typed; a double negation it leaves
alone. The alternatives bear titles because it merges the hover texts of alternatives that have none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from clustercfg.models.shapes import FieldShape

__all__ = ["ABSENCES", "Schema", "allowing_absence", "forbidden", "is_absent", "is_given"]

Schema = dict[str, Any]

_NOTHING: Mapping[str, Schema] = {"absent": {"type": "null"}, "blank": {"enum": [None, ""]}}

ABSENCES: dict[str, Schema] = {
    name: {"title": "null", "not": {"not": nothing}} for name, nothing in _NOTHING.items()
} | {
    # In conditions, without the title: there it would count as one more alternative that fits.
    f"if-{name}": {"doNotSuggest": True, "not": {"not": nothing}}
    for name, nothing in _NOTHING.items()
}
"""The definitions that the functions below refer to."""


def _absence(field: FieldShape, lead: str = "") -> Schema:
    return {"$ref": f"#/definitions/{lead}{'blank' if field.blank_is_absent else 'absent'}"}


def allowing_absence(values: Sequence[Schema], key: str, field: FieldShape) -> Schema:
    """Return a schema that takes what one of `values` takes, or nothing; `key` is the title of each."""
    title = {"title": key} if key else {}
    return {"anyOf": [*(title | value for value in values), _absence(field)]}


def is_absent(**fields: FieldShape) -> Schema:
    """Return a condition that holds when none of the keys is given."""
    return {"properties": {key: _absence(field, "if-") for key, field in fields.items()}}


def is_given(message: str, field: FieldShape) -> Schema:
    """Return a schema for a key that must be given: with `message` at null and, where that counts, at an empty text."""
    # Whatever else is wrong with the value is said where its type is.
    told: Schema = {"if": {"type": "null"}, "then": {"type": "string", "errorMessage": message}}
    filled: Schema = {"pattern": r"[\s\S]", "patternErrorMessage": message} if field.blank_is_absent else {}
    return told | filled | {"doNotSuggest": True}


def forbidden(message: str, field: FieldShape) -> Schema:
    """Return a schema for a key that does not belong here: only what counts as absent may stand there."""
    if field.blank_is_absent:
        return {"pattern": r"^(?![\s\S])", "patternErrorMessage": message, "doNotSuggest": True}
    return {"type": "null", "errorMessage": message, "doNotSuggest": True}
