"""Shapes in words, for people."""

from __future__ import annotations

from collections.abc import Mapping

from clustercfg.models.shapes import (
    AnyShape,
    BooleanShape,
    ChoiceShape,
    EmbeddedShape,
    IntegerShape,
    ListShape,
    MapShape,
    Shape,
    StringShape,
)
from clustercfg.translation import gettext as _
from clustercfg.translation import mark

__all__ = ["shape_in_words"]

_FORMATS: Mapping[str, str] = {
    "absolute-path": mark("absolute path"),
    "bootstrap-node": mark("auto, IP address or domain name"),
    "cidr": mark("network with prefix"),
    "cluster-name": mark("name (RFC 1123)"),
    "cri-version": mark("version X.Y.Z"),
    "host-or-url": mark("host:port or URL"),
    "host-port": mark("host:port"),
    "http-url": mark("URL with http:// or https://"),
    "ip": mark("IP address"),
    "kubernetes-version": mark("version vX.Y.Z"),
    "node-name": mark("name (RFC 1123)"),
    "ntp": mark("host, with options after a blank"),
    "package-repository": mark("URL, or a line for apt"),
    "port": mark("port number as text"),
    "redis-url": mark("Redis URL"),
    "ssl-name": mark("IP address or domain name"),
    "taint": mark("taint key=value:Effect"),
    "vip": mark("IP address with /32 (IPv6: /128)"),
}


def shape_in_words(shape: Shape) -> str:
    """Return the type of a value in a few words of the reader's language."""
    if isinstance(shape, ListShape):
        return _("list of: {item}").format(item=shape_in_words(shape.item))
    if isinstance(shape, MapShape) and not isinstance(shape.value, AnyShape):
        return _("mapping of names to: {value}").format(value=shape_in_words(shape.value))
    if isinstance(shape, ChoiceShape):
        return _(" or ").join(shape_in_words(option) for option in shape.options)
    if isinstance(shape, IntegerShape):
        return _integer_in_words(shape)
    if isinstance(shape, StringShape):
        return _(_FORMATS[shape.format]) if shape.format else _("string")
    return _simple_in_words(shape)


def _simple_in_words(shape: Shape) -> str:
    if isinstance(shape, EmbeddedShape):
        return _("string that holds YAML")
    if isinstance(shape, BooleanShape):
        return _("true or false")
    return _("anything") if isinstance(shape, AnyShape) else _("mapping")


def _integer_in_words(shape: IntegerShape) -> str:
    if shape.minimum is None:
        return _("whole number")
    if shape.maximum is None:
        return _("whole number from {minimum}").format(minimum=shape.minimum)
    return _("whole number from {minimum} to {maximum}").format(minimum=shape.minimum, maximum=shape.maximum)
