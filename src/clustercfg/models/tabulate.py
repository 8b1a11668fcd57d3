"""Derive the shape table from the models, so that the linter need not import Pydantic.

`python -m clustercfg.models.tabulate` writes `shape_table.py`; with `--check` it only says whether it is up to date.
"""

from __future__ import annotations

import re
import sys
import types
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import BaseModel, SecretStr

from clustercfg.models import shapes
from clustercfg.models.base import Block, document_name
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
    Variant,
)
from clustercfg.models.types import Contents, Format, Keys, Shaped, Suggested
from clustercfg.models.unions import Union
from clustercfg.records import Record, chosen

__all__ = ["TABLE_PATH", "main", "render", "shape_of", "tabulate"]

_HEAD = '''"""The shape table: generated from the models by `python -m clustercfg.models.tabulate`, never edited by hand."""

from __future__ import annotations

from clustercfg.models.shapes import {names}

__all__ = ["TABLE"]
'''

TABLE_PATH = Path(__file__).with_name("shape_table.py")


def tabulate(model: type[BaseModel]) -> MappingShape:
    """Return the shape of one model and of everything below it."""
    known = {
        document_name(field): _field_shape(model, key, field) for key, field in model.model_fields.items()
    }
    return MappingShape(model.__name__, known, open=model.model_config.get("extra") == "allow")


def _field_shape(model: type[BaseModel], attribute: str, field: Any) -> FieldShape:
    extra = field.json_schema_extra
    return FieldShape(
        shape_of(typing.get_type_hints(model, include_extras=True)[attribute]),
        required=field.is_required(),
        old_names=tuple(extra["oldNames"]),
        blank_is_absent=extra["blankIsAbsent"],
    )


def shape_of(annotation: Any, markers: tuple[Any, ...] = ()) -> Shape:
    """Return the shape of a type as it stands in an annotation, with the markers of `types`."""
    if get_origin(annotation) is Annotated:
        inner, *outer = get_args(annotation)
        return shape_of(inner, (*outer, *markers))
    shaped: Shaped | None = _marker(markers, Shaped)
    if shaped:
        return shaped.shape
    if contents := _marker(markers, Contents):
        return EmbeddedShape(tabulate(contents.model) if contents.model else ListShape(AnyShape()))
    if get_origin(annotation) in (types.UnionType, typing.Union):
        return _union_shape(get_args(annotation), markers)
    if get_origin(annotation) is Literal:
        return StringShape(values=get_args(annotation))
    if get_origin(annotation) in (list, dict):
        return _collection_shape(annotation, markers)
    return _plain_shape(annotation, markers)


def _union_shape(members: tuple[Any, ...], markers: tuple[Any, ...]) -> Shape:
    if union := _marker(markers, Union):
        return _mapping_of_variants(union, members)
    present = tuple(each for each in members if each is not type(None))
    if len(present) == 1:
        return shape_of(present[0], markers)
    return ChoiceShape(tuple(shape_of(each, markers) for each in present))


def _mapping_of_variants(union: Union, members: tuple[Any, ...]) -> MappingShape:
    known: dict[str, FieldShape] = {}
    variants: dict[str, Variant] = {}
    for member in members:
        model, tag = get_args(member)
        table = tabulate(model)
        for key, field in table.fields.items():
            known[key] = _merged(known.get(key), field)
        variants[tag.tag] = _variant(model, table)
    return MappingShape(union.name, known, discriminator=union.discriminator, variants=variants)


def _variant(model: type[Block], table: MappingShape) -> Variant:
    required = tuple(key for key, field in table.fields.items() if field.required)
    return Variant(tuple(table.fields), required, model.together)


def _merged(earlier: FieldShape | None, field: FieldShape) -> FieldShape:
    shape = field.shape
    if earlier is not None and isinstance(shape, StringShape) and isinstance(earlier.shape, StringShape):
        values = tuple(dict.fromkeys((*earlier.shape.values, *shape.values)))
        shape = StringShape(shape.format, values, shape.open, shape.secret)
    return FieldShape(shape, old_names=field.old_names, blank_is_absent=field.blank_is_absent)


def _collection_shape(annotation: Any, markers: tuple[Any, ...]) -> Shape:
    if get_origin(annotation) is list:
        return ListShape(shape_of(get_args(annotation)[0]))
    keys = _marker(markers, Keys)
    return MapShape(shape_of(get_args(annotation)[1]), keys.names if keys else ())


def _plain_shape(annotation: Any, markers: tuple[Any, ...]) -> Shape:
    if annotation is bool:
        return BooleanShape()
    if annotation is int:
        least, most = _marker(markers, Ge), _marker(markers, Le)
        return IntegerShape(least.ge if least else None, most.le if most else None)
    if annotation in (str, SecretStr):
        return _string_shape(annotation is SecretStr, markers)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return tabulate(annotation)
    return AnyShape()


def _string_shape(secret: bool, markers: tuple[Any, ...]) -> StringShape:
    form, suggested = _marker(markers, Format), _marker(markers, Suggested)
    return StringShape(
        format=form.name if form else None,
        values=suggested.values if suggested else (),
        open=suggested is not None,
        secret=secret,
    )


def _marker(markers: tuple[Any, ...], kind: type[Any]) -> Any:
    return next((each for each in markers if isinstance(each, kind)), None)


def render(table: MappingShape) -> str:
    """Return the source of the module `shape_table`; each mapping is a constant of its own."""
    constants: dict[str, str] = {}
    root = _source(table, constants)
    body = "".join(f"\n{name} = {source}\n" for name, source in constants.items())
    used = [name for name in shapes.__all__ if re.search(rf"\b{name}\(", body)]
    return _HEAD.format(names=", ".join(used)) + body + f"\nTABLE = {root}\n"


def _source(value: Any, constants: dict[str, str]) -> str:
    if isinstance(value, MappingShape):
        name = "_" + re.sub(r"(?<=[a-z])(?=[A-Z])", "_", value.name).upper()
        source = _call(value, constants)
        if constants.setdefault(name, source) != source:
            raise ValueError(f"two different mappings are named {value.name}")
        return name
    if isinstance(value, tuple):
        return f"({', '.join(_source(each, constants) for each in value)}{',' if len(value) == 1 else ''})"
    if isinstance(value, Mapping):
        return (
            "{"
            + "".join(f"\n    {key!r}: {_source(each, constants)}," for key, each in value.items())
            + "\n}"
        )
    return _call(value, constants) if isinstance(value, Record) else repr(value)


def _call(shape: Record, constants: dict[str, str]) -> str:
    values = chosen(shape).items()
    return f"{type(shape).__name__}({', '.join(f'{name}={_source(value, constants)}' for name, value in values)})"


def main(arguments: list[str] | None = None) -> int:
    """Write the table, or with `--check` only compare it; returns the exit code."""
    from clustercfg.models.cluster import ClusterConfig  # noqa: PLC0415 - the table of any other model needs none of it

    source = render(tabulate(ClusterConfig))
    if "--check" in (sys.argv[1:] if arguments is None else arguments):
        return 0 if TABLE_PATH.read_text(encoding="utf-8") == source else 1
    TABLE_PATH.write_text(source, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
