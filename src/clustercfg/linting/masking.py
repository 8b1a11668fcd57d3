"""Values with their secrets masked, so that they may be shown. Where a value stands tells whether it is a secret."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from clustercfg.linting.secrets import is_secret_name, secret_spans
from clustercfg.models.shapes import (
    AnyShape,
    ChoiceShape,
    EmbeddedShape,
    FieldShape,
    ListShape,
    MappingShape,
    MapShape,
    Shape,
    StringShape,
)
from clustercfg.yamltext.document import Document

__all__ = ["MASK", "hide_spans", "mask_value", "shape_of_key"]

MASK = "********"
"""What is shown in place of a secret; it does not tell how long that is."""


def mask_value(value: Any, shape: Shape | None, name: str = "", *, secret: bool = False) -> Any:
    """Return plain data with its secrets masked; None and empty texts hold none.

    Args:
        value: dicts, lists and scalars.
        shape: what the documents say of the value, None where they do not know it: then names tell.
        name: the key under which the value stands.
        secret: the value belongs to something secret.
    """
    secret = secret or _is_secret(shape, name)
    if isinstance(value, dict):
        return {
            key: mask_value(each, shape_of_key(shape, key), str(key), secret=secret)
            for key, each in value.items()
        }
    if isinstance(value, list | tuple):
        item = _shape_of_items(shape)
        return [mask_value(each, item, name, secret=secret) for each in value]
    if value in (None, ""):
        return value
    if secret:
        return MASK
    return _mask_parts(value) if isinstance(value, str) else value


def _is_secret(shape: Shape | None, name: str) -> bool:
    if isinstance(shape, ChoiceShape):
        return any(_is_secret(option, "") for option in shape.options)
    if isinstance(shape, StringShape):
        return shape.secret
    return (shape is None or isinstance(shape, AnyShape)) and is_secret_name(name)


def shape_of_key(shape: Shape | None, key: str) -> Shape | None:
    """Return the shape of what stands under `key`, in whatever spelling, of a mapping of `shape`; None if unknown."""
    if isinstance(shape, EmbeddedShape):
        return shape_of_key(shape.contents, key)
    if isinstance(shape, MapShape):
        return shape.value
    if not isinstance(shape, MappingShape):
        return None
    found = next((field for name, field in shape.fields.items() if _means(key, name, field)), None)
    return found.shape if found else None


def _means(key: str, name: str, field: FieldShape) -> bool:
    return key.lower() == name.lower() or key in field.old_names


def _shape_of_items(shape: Shape | None) -> Shape | None:
    options = shape.options if isinstance(shape, ChoiceShape) else (shape,)
    return next((each.item for each in options if isinstance(each, ListShape)), None)


def _mask_parts(text: str) -> str:
    """Mask the user part of a URL, and the secrets of a text that itself holds YAML."""
    if ":" not in text and "=" not in text:
        return text
    return hide_spans(text, secret_spans(Document(text)))


def hide_spans(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return `text` with a mask in place of each of `spans`, line by line; quotes around a secret stay."""
    parts: list[str] = []
    done = 0
    for begin, end in sorted(spans):
        start = max(begin, done)
        if end > start:
            parts += [text[done:start], *map(_hidden, re.split(r"([\r\n]+)", text[start:end]))]
            done = end
    return "".join((*parts, text[done:]))


def _hidden(line: str) -> str:
    content = line.strip()
    if not content:
        return line
    lead = line[: len(line) - len(line.lstrip())]
    quote = content[0] if content[0] in "'\"" and content[-1] == content[0] and len(content) > 1 else ""
    return f"{lead}{quote}{MASK}{quote}"
