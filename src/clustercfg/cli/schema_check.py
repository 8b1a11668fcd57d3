"""What an editor would say about a file: the JSON Schema's verdict, with places.

Neither jsonschema's own messages nor the values they quote are shown: a value may be a password.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from jsonschema import Draft7Validator

from clustercfg.linting.diagnostics import Diagnostic, Position, Report, Severity
from clustercfg.loading import loads
from clustercfg.schema import json_schema
from clustercfg.translation import gettext as _
from clustercfg.yamltext.nodes import Entry, ScalarNode, SequenceNode
from clustercfg.yamltext.paths import Path, format_path
from clustercfg.yamltext.scalars import resolve_core

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema.exceptions import ValidationError

    from clustercfg.yamltext.document import Document
    from clustercfg.yamltext.nodes import Node

__all__ = ["check"]

_CODE = "schema"


def check(data: bytes, path: str, api_version: str | None, lang: str) -> Report:
    """Return the findings of the schema of `api_version` (default: the file's own) as a report.

    What is wrong with the file as YAML comes first: an editor shows that too.
    """
    loaded = loads(data, path=path)
    broken = [
        each for each in loaded.report if each.code.startswith("CC1") and each.severity is Severity.ERROR
    ]
    document = loaded.document
    found = (
        []
        if document is None or document.root is None
        else list(_findings(document, path, api_version, lang))
    )
    everything = sorted(dict.fromkeys((*broken, *found)), key=lambda each: (each.start, each.message))
    return Report(path, tuple(everything), loaded.report.lines, loaded.report.line_starts)


def _findings(document: Document, path: str, api_version: str | None, lang: str) -> Iterator[Diagnostic]:
    data = None if document.root is None else _data(document.root)
    version = api_version or _version_of(data)
    told: set[tuple[int, str]] = set()
    for error in Draft7Validator(json_schema(version, lang)).iter_errors(data):
        for leaf in _leaves(error):
            for place, message in _told(leaf):
                start, end = _span(document, *place)
                if (start, message) not in told:
                    told.add((start, message))
                    yield _diagnostic(document, leaf, place[0], (start, end), message, path)


def _diagnostic(
    document: Document, error: ValidationError, field: Path, span: tuple[int, int], message: str, path: str
) -> Diagnostic:
    rule = "forbidden" if error.schema is False else str(error.validator)
    start, end = (Position(*document.line_and_column(offset), offset) for offset in span)
    return Diagnostic(_CODE, rule, Severity.ERROR, message, start, end, field=format_path(field), path=path)


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """Go down the one alternative that fits by its type; an error stands for itself where none or several do."""
    alternatives: dict[object, list[ValidationError]] = {}
    for each in error.context or ():
        alternatives.setdefault(each.relative_schema_path[0], []).append(each)
    # Whether a value counts as absent is said by a negation.
    told = [errors for errors in alternatives.values() if not any(each.validator == "not" for each in errors)]
    fitting = [errors for errors in told if not any(map(_is_wrong_type, errors))]
    if len(told) == 1 or len(fitting) == 1:
        for each in (fitting or told)[0]:
            yield from _leaves(each)
    else:
        yield error


def _is_wrong_type(error: ValidationError) -> bool:
    return error.validator == "type" and not error.relative_path


def _version_of(data: Any) -> str:
    version = str(data.get("apiVersion", "")) if isinstance(data, dict) else ""
    return "v1alpha4" if version.endswith("/v1alpha4") else "v1alpha3"


def _data(node: Node) -> Any:
    """Return plain data as YAML 1.2 reads it, which is how editors do. The reader has bounded depth and aliases."""
    if isinstance(node, ScalarNode):
        return node.text if node.style else resolve_core(node.text)
    if isinstance(node, SequenceNode):
        return [_data(item.value) for item in node.items]
    return {key: _data(entry.value) for key, entry in node.index.items()}


def _told(error: ValidationError) -> Iterator[tuple[tuple[Path, bool], str]]:
    """Yield (path, whether its key is meant) and the message for each thing that one error is about."""
    path: Path = tuple(error.absolute_path)
    keyword, instance, schema = error.validator, cast("Any", error.instance), cast("Any", error.schema)
    if keyword == "required":
        missing = [key for key in schema["required"] if key not in instance]
        yield from (((path, True), _("the key {key} is missing").format(key=key)) for key in missing)
    elif keyword == "additionalProperties":
        unknown = [key for key in instance if key not in schema.get("properties", {})]
        yield from ((((*path, key), True), _("there is no key {key}").format(key=key)) for key in unknown)
    else:
        yield (path, schema is False), _message(str(keyword), cast("Any", error.validator_value), schema)


def _message(keyword: str, wanted: Any, schema: Any) -> str:
    if schema is False:
        return _("this key does not belong here")
    # What yaml-language-server shows in place of its own words.
    told = schema.get("patternErrorMessage" if keyword == "pattern" else "errorMessage")
    several = [
        str(each) for each in (wanted if isinstance(wanted, list) else [wanted]) if each not in (None, "")
    ]
    if told:
        return str(told)
    if keyword in ("anyOf", "oneOf"):
        keyword, several = "type", [str(each["type"]) for each in wanted if "type" in each]
    if keyword == "type" and several:
        return _("the value must be of type {names}").format(names=_(" or ").join(several))
    if keyword in ("enum", "const"):
        return _("the value must be one of: {values}").format(values=", ".join(several))
    if keyword in ("minimum", "maximum"):
        return _("the value is beyond the limit of {limit}").format(limit=wanted)
    return _("the value does not have the required form ({keyword})").format(keyword=keyword)


def _span(document: Document, path: Path, key_is_meant: bool) -> tuple[int, int]:
    """Return the place of a scalar, of the key of anything else, or of the nearest parent that is there."""
    while path:
        found = document.find(path)
        value = found.value if found else None
        if isinstance(value, ScalarNode) and value.end > value.start and not key_is_meant:
            return value.start, value.end
        if isinstance(found, Entry):
            return found.key.start, found.key.end
        if found is not None:
            return found.start, found.start + 1
        path = path[:-1]
    return 0, min(1, len(document.text))
