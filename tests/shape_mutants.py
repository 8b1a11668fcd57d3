"""Documents with a few faults, made from the shape table by plain random numbers: quicker than Hypothesis by far.

A document is plain data whose scalars are `Written`: the text as it stands in the file, in quotes or not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from random import Random
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

__all__ = ["Written", "mutant", "written"]


class Written(str):
    """The text of a scalar as it stands in a file, quotes included."""

    __slots__ = ()


_FORMS: Mapping[str, tuple[str, ...]] = {
    "absolute-path": ("/root/a", "/data/offline.tar.gz"),
    "bootstrap-node": ("auto", "10.6.0.5", "boot.example.com"),
    "cidr": ("10.233.0.0/18", "fd85::/108"),
    "cluster-name": ("central", "a-1"),
    "cri-version": ("1.7.0", "1.6.14"),
    "host-or-url": ("http://es.example.com:9200", "10.6.1.3:9200"),
    "host-port": ("10.6.1.46:9092", "kafka.example.com:9092"),
    "http-url": ("http://10.5.14.30:8081", "https://minio.example.com:9000/a"),
    "ip": ("10.6.0.1", "fd00::1"),
    "kubernetes-version": ("v1.29.5",),
    "node-name": ("master-1", "w2"),
    "ntp": ("10.6.0.1 iburst", "ntp.example.com"),
    "package-repository": ("http://10.0.1.1:8080/centos", "deb http://10.0.1.1/ubuntu jammy main"),
    "port": ("22", "2222"),
    "redis-url": ("redis://:word@10.6.1.9:6379/0",),
    "ssl-name": ("10.6.0.7", "registry.example.com"),
    "taint": ("node.daocloud.io/es-only=true:NoSchedule",),
    "vip": ("10.6.2.250/32", "fd00::10/128"),
}
_TEXTS = ("teal", "root", "a b", "中文", "a: b", "x#y", "2024", "0x1f", "")
_BLOCKS = ("ntp_timezone: Asia/Shanghai", "a: 1", "")
_ODD = (
    *(
        "yes",
        "no",
        "on",
        "~",
        "null",
        "Null",
        "0123",
        "089",
        "1e5",
        "1_000",
        "12:30:45",
        "2024-01-01",
        "1.20",
    ),
    *(
        "-1",
        "0",
        "1",
        "65535",
        "65536",
        "99999999999999999999",
        ".5",
        "-.inf",
        ".nan",
        "true",
        "False",
        "0o17",
    ),
    *(
        "xx.xx.xx.xx",
        "10.5.14.XXX",
        "<ip>",
        "auto",
        "false",
        "external",
        "builtin",
        "none",
        "s3",
        "http",
        "metalLB",
    ),
    *('""', "''", '" "', '"22"', '"true"', "'0123'", '"中文"', "10.6.2.250", "10.6.2.250/33", "10.6.0.300"),
    *("http://", "ftp://a/b", "/", "relative/path", "a,b", "10.6.0.1:99999", "deb x", "key=value:NoExecute"),
    *("redis://", "v1.29", "1.7", "root@host", "-", "...", "=", "[]", "{}", '"a\\nb"', "'it''s'", "x" * 300),
)
_STRANGE_KEYS = (
    "foo",
    "Type",
    "ip_address",
    "nodename",
    "MasterNodes",
    "externalRepoUserName",
    "1",
    "a.b",
    '"q q"',
)
_INDENT = "  "


def mutant(random: Random) -> Any:
    """Return a document from which nothing, or up to three things, were changed for the worse."""
    document = _mapping(TABLE, random, 0.25)
    for _change in range(random.choice((0, 1, 1, 1, 2, 3))):
        _spoil(document, random)
    return document


# ---- documents that are right


def _value(shape: Shape, random: Random, share: float) -> Any:
    if isinstance(shape, MappingShape):
        return _mapping(shape, random, share)
    if isinstance(shape, ListShape):
        return [_value(shape.item, random, share) for _item in range(random.randint(0, 2))]
    if isinstance(shape, MapShape):
        keys = shape.keys or ("some", "other")
        return {key: _value(shape.value, random, share) for key in keys if random.random() < share}
    if isinstance(shape, ChoiceShape):
        return _value(random.choice(shape.options), random, share)
    return _scalar(shape, random)


def _scalar(shape: Shape, random: Random) -> Written:
    if isinstance(shape, StringShape):
        texts = shape.values or (_FORMS[shape.format] if shape.format else _TEXTS)
        return _text(random.choice(texts), random)
    if isinstance(shape, IntegerShape):
        least = 0 if shape.minimum is None else shape.minimum
        return Written(random.randint(least, least + 10 if shape.maximum is None else shape.maximum))
    if isinstance(shape, BooleanShape):
        return Written(random.choice(("true", "false")))
    return _text(random.choice(_BLOCKS if isinstance(shape, EmbeddedShape) else _TEXTS), random)


def _text(text: str, random: Random) -> Written:
    bare = text.isascii() and text[:1].isalnum() and ": " not in text and " #" not in text
    return Written(text if bare and random.random() < 0.5 else json.dumps(text, ensure_ascii=False))


def _mapping(shape: MappingShape, random: Random, share: float) -> dict[str, Any]:
    allowed, required = tuple(shape.fields), tuple(key for key, each in shape.fields.items() if each.required)
    extra: dict[str, Any] = {}
    if shape.variants:
        tag = random.choice(tuple(shape.variants))
        allowed, required = _keys_of_variant(shape, tag, random)
        plain = tag in ("official-service", "builtin", "none")
        extra = {"type": Written(tag if plain else "external")}
    chosen = (key for key in allowed if key in required or key == "spec" or random.random() < share)
    return extra | {key: _value(shape.fields[key].shape, random, share) for key in chosen if key not in extra}


def _keys_of_variant(
    shape: MappingShape, tag: str, random: Random
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    variant = shape.variants[tag]
    grouped = tuple(key for group in variant.together for key in group)
    if random.random() < 0.5:
        return variant.allowed, (*variant.required, *grouped)
    return tuple(key for key in variant.allowed if key not in grouped), variant.required


# ---- faults


def _spoil(document: dict[str, Any], random: Random) -> None:
    holder, step, shape = random.choice(list(_places(document, TABLE)))
    random.choice(_FAULTS)(holder, step, shape, random)


def _places(value: Any, shape: Shape | None) -> Iterator[tuple[Any, Any, Shape | None]]:
    """Yield every place as the collection that holds it, the step to it, and its shape where it is known."""
    if isinstance(value, dict):
        for key, inner in value.items():
            below = _below(shape, key)
            yield value, key, below
            yield from _places(inner, below)
    elif isinstance(value, list):
        item = shape.item if isinstance(shape, ListShape) else None
        for index, inner in enumerate(value):
            yield value, index, item
            yield from _places(inner, item)


def _below(shape: Shape | None, key: str) -> Shape | None:
    if isinstance(shape, MappingShape):
        field: FieldShape | None = shape.fields.get(key)
        return field.shape if field else None
    return shape.value if isinstance(shape, MapShape) else None


def _replace(holder: Any, step: Any, _shape: Shape | None, random: Random) -> None:
    holder[step] = Written(random.choice(_ODD))


def _collect(holder: Any, step: Any, _shape: Shape | None, random: Random) -> None:
    """Put a list or a mapping where something else is expected."""
    old = holder[step]
    holder[step] = random.choice(
        ([old], {"some": old}, [], {}, [Written("a"), Written("1")], Written("text"))
    )


def _remove(holder: Any, step: Any, _shape: Shape | None, _random: Random) -> None:
    if holder and (not isinstance(holder, list) or step < len(holder)):
        del holder[step]


def _add_key(holder: Any, step: Any, shape: Shape | None, random: Random) -> None:
    target = holder[step] if isinstance(holder[step], dict) else holder
    if isinstance(target, dict):
        known = shape.fields if isinstance(shape, MappingShape) else TABLE.fields
        key = random.choice((*known, *random.sample(_ALL_KEYS, 3), *_STRANGE_KEYS[: random.randint(0, 9)]))
        target[key] = random.choice((Written(random.choice(_ODD)), Written("a"), [Written("a")]))


def _rename(holder: Any, step: Any, _shape: Shape | None, random: Random) -> None:
    """Spell a key wrong, or as another that is known."""
    if isinstance(holder, dict):
        place = random.randrange(len(step))
        slips = (step[:place] + step[place + 1 :], step.lower(), step.capitalize(), random.choice(_ALL_KEYS))
        new = random.choice(slips) or "x"
        if new not in holder:
            holder[new] = holder.pop(step)


def _nothing(holder: Any, step: Any, _shape: Shape | None, random: Random) -> None:
    holder[step] = Written(random.choice(("", "~", "null", '""')))


def _same_kind(holder: Any, step: Any, shape: Shape | None, random: Random) -> None:
    """Put a right value of the wrong form: one of another field."""
    if shape is not None and not isinstance(shape, AnyShape):
        forms = [text for texts in _FORMS.values() for text in texts]
        holder[step] = _text(random.choice(forms), random)


def _move(holder: Any, step: Any, _shape: Shape | None, random: Random) -> None:
    """Take a key, or the first of a block, to another level."""
    if isinstance(holder, dict) and isinstance(holder[step], dict) and holder[step]:
        key = random.choice(list(holder[step]))
        if key not in holder:
            holder[key] = holder[step].pop(key)


Fault = Callable[[Any, Any, "Shape | None", Random], None]
_FAULTS: tuple[Fault, ...] = (
    *(_replace, _replace, _replace, _collect, _remove, _remove),
    *(_add_key, _rename, _nothing, _same_kind, _move),
)


def _every_key(shape: Shape) -> set[str]:
    if isinstance(shape, MappingShape):
        below = {key for each in shape.fields.values() for key in _every_key(each.shape)}
        return {*shape.fields, *below, *(name for each in shape.fields.values() for name in each.old_names)}
    inner = getattr(shape, "item", None) or getattr(shape, "value", None) or getattr(shape, "contents", None)
    return _every_key(inner) if inner is not None else set()


_ALL_KEYS = sorted(_every_key(TABLE))


# ---- to a text


def written(value: Any) -> str:
    """Return the YAML text of a mutant, in block style."""
    return "".join(f"{line}\n" for line in _lines(value))


def _lines(value: Any) -> Iterator[str]:
    entries = value.items() if isinstance(value, dict) else ((None, each) for each in value)
    for key, inner in entries:
        head = "-" if key is None else f"{key}:"
        if isinstance(inner, dict | list) and inner:
            lines = [_INDENT + line for line in _lines(inner)]
            if key is None:
                yield "- " + lines[0].removeprefix(_INDENT)
                yield from lines[1:]
            else:
                yield head
                yield from lines
        else:
            yield f"{head} {inner or ('' if isinstance(inner, str) else '[]' if isinstance(inner, list) else '{}')}".rstrip()
