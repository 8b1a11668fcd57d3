"""What is known of each path of the document: for `explain`, hover texts and the documentation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from pydantic_core import PydanticUndefined

from clustercfg.models.base import Block, document_name
from clustercfg.models.cluster import ClusterConfig
from clustercfg.models.shape_table import TABLE
from clustercfg.models.shapes import (
    ChoiceShape,
    EmbeddedShape,
    FieldShape,
    ListShape,
    MappingShape,
    MapShape,
    Shape,
    StringShape,
)
from clustercfg.models.sources import SOURCES
from clustercfg.models.types import Contents
from clustercfg.models.wording import shape_in_words
from clustercfg.translation import gettext as _

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

__all__ = ["FieldDescription", "describe", "documented_paths", "field_info", "field_shape"]

_ANY_NAME = "<name>"


@dataclass(frozen=True, slots=True)
class FieldDescription:
    """What the documents say of one path; texts are in the reader's language.

    `default` and `example` are written as in YAML; `sources` are paths in the public documentation repository;
    `open` says that a value beyond `allowed` is doubtful, not wrong; `meanings` says what each of `allowed` means, in the
    same order (empty where the names speak for themselves).
    """

    path: str
    type: str
    unit: str
    default: str
    allowed: tuple[str, ...]
    meanings: tuple[str, ...]
    open: bool
    description: str
    since: str
    sources: tuple[str, ...]
    example: str
    secret: bool
    required: bool
    required_when: str
    old_names: tuple[str, ...]


def documented_paths() -> tuple[str, ...]:
    """Return every documented path in the order of the documents, lists as `[]` and free keys as `<name>`."""
    return tuple(_shapes())


def field_shape(path: str) -> FieldShape:
    """Return the shape of a documented path, as `documented_paths` spells it."""
    return _shapes()[path]


def field_info(path: str) -> FieldInfo:
    """Return what the model says of a documented path, as `documented_paths` spells it."""
    return _infos()[path]


def describe(path: str) -> FieldDescription | None:
    """Return what is known of a path, or None.

    Indices and free keys may be written out (`spec.masterNodes[0].ip`, `spec.externalMiddlewares.database.kpanda[0]`),
    old spellings are understood, and `spec.` may be left out. Variables of `kubeanConfig` follow it after a dot.
    """
    wanted = re.sub(r"\[\d*\]", "", path.strip()).split(".")
    for parts in (wanted, ["spec", *wanted]):
        known = _generic(parts)
        if known is not None:
            return _description(known)
    return None


def _generic(parts: list[str]) -> str | None:
    """Return the documented path that `parts` (without brackets) name."""
    known = ""
    for part in parts:
        below = [each for each in _children(known) if _is_named(each, part)]
        if not below:
            return None
        known = below[0]
    return known


def _is_named(path: str, part: str) -> bool:
    key = path.rpartition(".")[2].removesuffix("[]")
    return key in (part, _ANY_NAME) or part in _shapes()[path].old_names


@cache
def _children(parent: str) -> tuple[str, ...]:
    """Return the documented paths directly below `parent`, known names before any name."""
    start = re.escape(parent) + r"(?:\[\])?\." if parent else ""
    return tuple(path for path in _shapes() if re.fullmatch(start + r"[^.]+", path))


def _description(path: str) -> FieldDescription:
    shape, info = field_shape(path), field_info(path)
    known = _extra(info)
    string = _string_in(shape.shape)
    return FieldDescription(
        path=path,
        type=shape_in_words(shape.shape),
        unit=_(known["unit"]) if known["unit"] else "",
        default=_default_in_words(info),
        allowed=string.values if string else (),
        meanings=_meanings(known["values"], string),
        open=string.open if string else False,
        description=_(info.description or ""),
        since=known["since"],
        sources=tuple(SOURCES[each] for each in known["sources"]),
        example=_in_yaml(info.examples[0]) if info.examples else "",
        secret=string.secret if string else False,
        required=shape.required,
        required_when=_(known["requiredWhen"]) if known["requiredWhen"] else "",
        old_names=shape.old_names,
    )


def _extra(info: FieldInfo) -> dict[str, Any]:
    return info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}


def _string_in(shape: Shape) -> StringShape | None:
    options = shape.options if isinstance(shape, ChoiceShape) else (shape,)
    return next((each for each in options if isinstance(each, StringShape)), None)


def _meanings(told: Mapping[str, str], string: StringShape | None) -> tuple[str, ...]:
    return tuple(_(told[value]) for value in string.values) if told and string else ()


def _default_in_words(info: FieldInfo) -> str:
    if documented := _extra(info)["documentedDefault"]:
        return _(documented)
    default = info.get_default(call_default_factory=True)
    if default in (None, PydanticUndefined, {}) or isinstance(default, Block):
        return ""
    return _in_yaml(default)


def _in_yaml(value: object) -> str:
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    is_number = re.fullmatch(r"\d*\.?\d*", value) is not None
    is_plain = "\n" in value or re.fullmatch(r"[A-Za-z0-9/](?:[\w./:@=+-]| (?! |$))*", value) is not None
    return json.dumps(value, ensure_ascii=False) if is_number or not is_plain else value


@cache
def _shapes() -> Mapping[str, FieldShape]:
    return dict(_shapes_below(TABLE, ""))


def _shapes_below(shape: Shape, path: str) -> Iterator[tuple[str, FieldShape]]:
    """Yield the documented paths below `path` with their shapes, each before its own children."""
    if isinstance(shape, ListShape):
        yield from _shapes_below(shape.item, f"{path}[]")
    elif isinstance(shape, MapShape):
        yield from _shapes_of_map(shape, path)
    elif isinstance(shape, EmbeddedShape):
        yield from _shapes_below(shape.contents, path)
    elif isinstance(shape, MappingShape):
        for key, field in shape.fields.items():
            below = f"{path}.{key}" if path else key
            yield below, field
            yield from _shapes_below(field.shape, below)


def _shapes_of_map(shape: MapShape, path: str) -> Iterator[tuple[str, FieldShape]]:
    """Free keys count as documented where there are keys below them."""
    if isinstance(shape.value, ListShape | MappingShape):
        yield f"{path}.{_ANY_NAME}", FieldShape(shape.value)
        yield from _shapes_below(shape.value, f"{path}.{_ANY_NAME}")


@cache
def _infos() -> Mapping[str, FieldInfo]:
    infos: dict[str, FieldInfo] = {}
    for path, info in _infos_below(ClusterConfig, ""):
        infos.setdefault(path, info)
    return infos


def _infos_below(model: type[Block], path: str) -> Iterator[tuple[str, FieldInfo]]:
    hints = get_type_hints(model, include_extras=True)
    for attribute, info in model.model_fields.items():
        below = f"{path}.{document_name(info)}" if path else document_name(info)
        yield below, info
        for inner, suffix in _models_in(hints[attribute], ""):
            if _ANY_NAME in suffix:
                yield below + suffix.partition("[")[0], info
            yield from _infos_below(inner, below + suffix)


def _models_in(annotation: Any, suffix: str) -> Iterator[tuple[type[Block], str]]:
    """Yield the models inside an annotation, with what the path gains on the way to them."""
    origin, arguments = getattr(annotation, "__origin__", None), get_args(annotation)
    # To Python 3.10, list[X] is a type; it has an origin.
    if origin is None and isinstance(annotation, type) and issubclass(annotation, Block):
        yield annotation, suffix
    elif hasattr(annotation, "__metadata__"):
        for marker in annotation.__metadata__:
            if isinstance(marker, Contents) and marker.model:
                yield marker.model, suffix
        yield from _models_in(annotation.__origin__, suffix)
    elif origin is dict:
        yield from _models_in(arguments[1], f"{suffix}.{_ANY_NAME}")
    else:
        for argument in arguments:
            yield from _models_in(argument, f"{suffix}[]" if origin is list else suffix)
