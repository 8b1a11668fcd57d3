"""Random documents, right and spoiled, made from the shape table: what the schema and the models are asked about."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from clustercfg.models.shape_table import TABLE
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
from documented_values import document
from form_samples import POOL, RIGHT

__all__ = ["UNIONS", "any_document", "python_name", "union_document"]

_TEXTS = ("a", "b c", "0123", "yes", "中文", "rootuser", " ")
_STRANGE: tuple[Any, ...] = (
    None,
    "",
    "a",
    0,
    1,
    -1,
    443,
    443.0,
    1.5,
    70_000,
    True,
    False,
    [],
    ["a"],
    [None],
    {},
    {"a": 1},
    {"a": None},
)
_SPEC = TABLE.fields["spec"].shape
assert isinstance(_SPEC, MappingShape)
UNIONS: Mapping[str, MappingShape] = {
    key: field.shape
    for key, field in _SPEC.fields.items()
    if isinstance(field.shape, MappingShape) and field.shape.discriminator
}


def _strange(chance: random.Random, *more: Any) -> Any:
    return copy.deepcopy(chance.choice((*_STRANGE, *more)))


def python_name(key: str) -> str:
    """Return a key as the attributes of the models spell it."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", key).lower()


def _right(shape: Shape, chance: random.Random) -> Any:
    """Return a value that both ought to take."""
    if isinstance(shape, MappingShape):
        return _variant(shape, chance) if shape.variants else _fields(shape.fields, chance)
    if isinstance(shape, ListShape):
        return [_right(shape.item, chance) for _ in range(chance.randrange(3))]
    if isinstance(shape, MapShape):
        keys = chance.sample((*shape.keys, "x", "y/z"), chance.randrange(3))
        return {key: _right(shape.value, chance) for key in keys}
    if isinstance(shape, ChoiceShape):
        return _right(chance.choice(shape.options), chance)
    return _scalar(shape, chance)


def _scalar(shape: Shape, chance: random.Random) -> Any:
    if isinstance(shape, StringShape):
        values = shape.values or (RIGHT[shape.format] if shape.format else _TEXTS)
        return chance.choice((*values, "other") if shape.open else values)
    if isinstance(shape, IntegerShape):
        ends = (shape.minimum or 0, 7, 65_535 if shape.maximum is None else shape.maximum)
        return max(chance.choice(ends), shape.minimum or 0)
    if isinstance(shape, BooleanShape):
        return chance.random() < 0.5
    return "a: 1\n" if isinstance(shape, EmbeddedShape) else _strange(chance)


def _fields(fields: Mapping[str, FieldShape], chance: random.Random) -> dict[str, Any]:
    # Few keys, so that a mistake is seldom hidden by another.
    some = [key for key, field in fields.items() if field.required or chance.random() < 0.25]
    return {_spelling(key, fields[key], chance): _right(fields[key].shape, chance) for key in some}


def _spelling(key: str, field: FieldShape, chance: random.Random) -> str:
    return chance.choice((key, key, key, *field.old_names))


def _variant(shape: MappingShape, chance: random.Random) -> dict[str, Any]:
    tag = chance.choice(tuple(shape.variants))
    variant = shape.variants[tag]
    kind = tag if tag in ("official-service", "builtin", "none") else "external"
    free = [key for key in variant.allowed if key != "type" and chance.random() < 0.4]
    keys = dict.fromkeys((*variant.required, *free))
    return {"type": kind} | {key: _right(shape.fields[key].shape, chance) for key in keys}


def any_document(chance: random.Random) -> Any:
    """Return a document with up to three mistakes; about half have none."""
    made = _fields(TABLE.fields, chance)
    if chance.random() < 0.1:
        made["metadata"] = _strange(chance)
    for _ in range(chance.choice((0, 0, 0, 1, 1, 2, 3))):
        made = chance.choice(_MISTAKES)(made, chance)
    return made


Place = tuple[dict[str, Any] | list[Any], Any]


def _places(value: Any) -> Iterator[Place]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in inner:
        yield value, step
        yield from _places(each)


def _replaced(made: Any, chance: random.Random, new: Callable[[Any], Any]) -> Any:
    places = list(_places(made))
    if places:
        holder, step = chance.choice(places)
        holder[step] = new(holder[step])
    return made


def _removed(made: Any, chance: random.Random) -> Any:
    places = list(_places(made))
    if places:
        holder, step = chance.choice(places)
        del holder[step]
    return made


def _added(made: Any, chance: random.Random) -> Any:
    mappings = [made, *(holder[step] for holder, step in _places(made) if isinstance(holder[step], dict))]
    chance.choice(mappings)[chance.choice(_KEYS)] = _strange(chance, *_TEXTS, *POOL[:40])
    return made


def _retyped(made: Any, chance: random.Random) -> Any:
    return _replaced(made, chance, lambda _old: _strange(chance))


def _wrong(made: Any, chance: random.Random) -> Any:
    texts = [(holder, step) for holder, step in _places(made) if isinstance(holder[step], str)]
    if texts:
        holder, step = chance.choice(texts)
        holder[step] = chance.choice(POOL)
    return made


def _renamed(made: Any, chance: random.Random) -> Any:
    keys = [(holder, step) for holder, step in _places(made) if isinstance(holder, dict)]
    if keys:
        holder, key = chance.choice(keys)
        ways = (key.lower(), key[:-1], key + "s", chance.choice(_KEYS), python_name(key))
        holder[chance.choice(ways)] = holder.pop(key)
    return made


def _emptied(made: Any, chance: random.Random) -> Any:
    return _replaced(made, chance, lambda _old: chance.choice((None, "")))


_MISTAKES = (_removed, _added, _retyped, _wrong, _renamed, _emptied)


def _all_keys(shape: Shape) -> Iterator[str]:
    if isinstance(shape, MappingShape):
        for key, field in shape.fields.items():
            yield from (key, *field.old_names, *_all_keys(field.shape))
    elif not isinstance(shape, AnyShape | EmbeddedShape):
        inner = getattr(shape, "item", None) or getattr(shape, "value", None)
        yield from _all_keys(inner) if inner else ()


_KEYS = (*dict.fromkeys(_all_keys(TABLE)), "unknownKey")
_KINDS = (
    "official-service",
    "builtin",
    "external",
    "external",
    "external",
    "none",
    "",
    None,
    "extern",
    1,
    ["external"],
)


def union_document(name: str, subset: int, chance: random.Random) -> dict[str, Any]:
    """Return a document with one union, whose keys are those of the bits of `subset`; the values are mostly right."""
    fields = {key: field for key, field in UNIONS[name].fields.items() if key != "type"}
    names = {old: field for key, field in fields.items() for old in (key, *field.old_names)}
    chosen = [key for bit, key in enumerate(names) if subset >> bit & 1]
    block: dict[str, Any] = {} if chance.random() < 0.1 else {"type": chance.choice(_KINDS)}
    if chance.random() < 0.05:
        block[chance.choice(("unknownKey", "Type", "kpanda"))] = _strange(chance)
    return document({name: block | {key: _near(names[key].shape, chance) for key in chosen}})


def _near(shape: Shape, chance: random.Random) -> Any:
    right = _right(shape, chance)
    if chance.random() < 0.8:
        return right
    return chance.choice((None, "", chance.choice(POOL), _strange(chance), [chance.choice(POOL)]))
