"""Hypothesis strategies for whole documents, made from the shape table, and for documents with one fault."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import strategies as st

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

__all__ = ["FORMAT_VALUES", "awkward_text", "documents", "faulty_documents", "json_values", "values_of"]

Values = st.SearchStrategy[Any]

_AWKWARD = (
    *("yes", "no", "0123", "1e5", "1_000", "12:30:45", "2024-01-01", "~", "null", "<<", "=", "?", "中文"),
    *("- a", "a: b", "a #b", "'", '"', "\\$releasever", "*a", "&a", "!a", "%a", "@a", "`a`", "{a", "[a"),
    *("a\nb", " a", "a ", "\t"),
)
awkward_text: st.SearchStrategy[str] = st.one_of(
    st.sampled_from(_AWKWARD), st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
)
"""Strings that are easily written so that a YAML reader takes them for something else."""

_label = st.from_regex(r"[a-w][a-w0-9]{1,8}", fullmatch=True)
_ipv4 = st.ip_addresses(v=4).map(str)
_ip = st.ip_addresses().map(str)
_port = st.integers(1, 65535)
_host = st.one_of(_ipv4, st.builds("{}.example.com".format, _label))
_url = st.builds("http{}://{}:{}/{}".format, st.sampled_from(["", "s"]), _host, _port, _label)
_path = st.builds("/root/{}".format, _label)
_name = st.builds("{}-{}".format, _label, st.integers(0, 99))
FORMAT_VALUES: Mapping[str, st.SearchStrategy[str]] = {
    "absolute-path": _path,
    "bootstrap-node": st.one_of(st.just("auto"), _ip, _host),
    "cidr": st.builds("{}/{}".format, _ipv4, st.integers(0, 32)),
    "cluster-name": _name,
    "cri-version": st.builds("{}.{}.{}".format, *[st.integers(0, 30)] * 3),
    "host-or-url": st.one_of(_url, _host, st.builds("{}:{}".format, _host, _port)),
    "host-port": st.builds("{}:{}".format, _host, _port),
    "http-url": _url,
    "ip": _ip,
    "kubernetes-version": st.builds("v{}.{}.{}".format, *[st.integers(0, 30)] * 3),
    "node-name": _name,
    "ntp": st.builds("{}{}".format, _host, st.sampled_from(["", " iburst", " iburst prefer"])),
    "package-repository": st.one_of(_url, st.builds("deb {} jammy main".format, _url)),
    "port": _port.map(str),
    "redis-url": st.builds("redis://:{}@{}:{}/0".format, _label, _host, _port),
    "ssl-name": st.one_of(_ip, _host),
    "taint": st.builds("{}={}:NoSchedule".format, _label, _label),
    "vip": st.one_of(_ipv4.map("{}/32".format), st.ip_addresses(v=6).map("{}/128".format)),
}
# A number beyond 64 bits is none for Go.
_INT64 = range(-(2**63), 2**63)
_BLOCKS = (
    *(
        "ntp_timezone: Asia/Shanghai\n",
        "a: 1\nb:\n  - c",
        "# nothing but a comment\n",
        "",
        "node_sysctl_tuning: true\n\n\nx: y",
    ),
    *("extra_sysctl: [{name: net.ipv4.ip_forward, value: 1}]", '{"bin_dir": "/opt/bin"}', "---\na: 1\n"),
)
_LISTS = ("- level: None\n  users: []\n", "[]", "- 1\n- a: b", "")
json_values: Values = st.recursive(
    st.none() | st.booleans() | st.integers(_INT64.start, _INT64.stop - 1) | awkward_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_label, inner, max_size=3),
    max_leaves=6,
)


def values_of(shape: Shape) -> Values:
    """Return values that the models take for a shape."""
    if isinstance(shape, MappingShape):
        return _mappings(shape)
    if isinstance(shape, ListShape):
        return st.lists(values_of(shape.item), max_size=3)
    if isinstance(shape, MapShape):
        keys = st.sampled_from(shape.keys) if shape.keys else _label
        return st.dictionaries(keys, values_of(shape.value), max_size=2)
    if isinstance(shape, ChoiceShape):
        return st.one_of(*map(values_of, shape.options))
    return _scalars(shape)


def _scalars(shape: Shape) -> Values:
    if isinstance(shape, StringShape):
        return _strings(shape)
    if isinstance(shape, IntegerShape):
        least = _INT64.start if shape.minimum is None else shape.minimum
        return st.integers(least, _INT64.stop - 1 if shape.maximum is None else shape.maximum)
    if isinstance(shape, EmbeddedShape):
        return st.sampled_from(_BLOCKS if isinstance(shape.contents, MappingShape) else _LISTS)
    return st.booleans() if isinstance(shape, BooleanShape) else json_values


def _strings(shape: StringShape) -> Values:
    if shape.values:
        return st.one_of(st.sampled_from(shape.values), *([awkward_text] if shape.open else []))
    return FORMAT_VALUES[shape.format] if shape.format else awkward_text


def _mappings(shape: MappingShape) -> Values:
    if shape.discriminator is None:
        required = tuple(key for key, field in shape.fields.items() if field.required)
        return _of_fields(shape.fields, tuple(shape.fields), required)
    return st.one_of(*(_variants(shape, tag) for tag in shape.variants))


def _variants(shape: MappingShape, tag: str) -> Values:
    """Return mappings of one variant, with its `type`; groups of keys are given whole or not at all."""
    variant = shape.variants[tag]
    external = tag not in ("official-service", "builtin", "none")
    grouped = {key for group in variant.together for key in group}
    free = tuple(key for key in variant.allowed if key not in grouped and key != "type")
    kinds = st.just("external" if external else tag)
    whole = _of_fields(shape.fields, (*free, *grouped), (*variant.required, *grouped))
    plain = st.one_of(_of_fields(shape.fields, free, variant.required), *([whole] if grouped else []))
    return st.builds(lambda kind, rest: {"type": kind} | rest, kinds, plain)


def _of_fields(
    fields: Mapping[str, FieldShape], allowed: tuple[str, ...], required: tuple[str, ...]
) -> Values:
    return st.fixed_dictionaries(
        {key: values_of(fields[key].shape) for key in required},
        optional={key: values_of(fields[key].shape) | st.none() for key in allowed if key not in required},
    )


def documents() -> st.SearchStrategy[dict[str, Any]]:
    """Return the data of whole documents that are right."""
    return _mappings(TABLE)


def _places(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield place
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in inner:
        yield from _places(each, (*place, step))


@st.composite
def faulty_documents(draw: st.DrawFn) -> Any:
    """Draw the data of a document after one change: a value replaced, a key removed, or a key added."""
    document: Any = copy.deepcopy(draw(documents()))
    place = draw(st.sampled_from(list(_places(document))))
    if not place:
        return draw(json_values)
    inner: Any = document
    for step in place[:-1]:
        inner = inner[step]
    change = draw(st.sampled_from(["replace", "remove", "add"]))
    if change == "add" and isinstance(inner, dict):
        inner[draw(st.sampled_from(_known_keys(TABLE)) | _label)] = draw(json_values)
    elif change == "remove":
        del inner[place[-1]]
    else:
        inner[place[-1]] = draw(json_values)
    return document


def _known_keys(shape: Shape) -> list[str]:
    """Return every key that stands somewhere in the table."""
    if isinstance(shape, MappingShape):
        below = [key for field in shape.fields.values() for key in _known_keys(field.shape)]
        old = [name for field in shape.fields.values() for name in field.old_names]
        return sorted({*shape.fields, *old, *below})
    inner = getattr(shape, "item", None) or getattr(shape, "value", None)
    return _known_keys(inner) if inner and not isinstance(shape, AnyShape) else []
