"""New YAML for data, written so that every reader takes each value for what it is."""

from __future__ import annotations

import io
import math
import re
import sys
from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)
from ruamel.yaml.tag import Tag

from clustercfg.translation import gettext as _
from clustercfg.yamltext.scalars import plain_is_safe

__all__ = ["is_block_text", "render", "render_scalar"]

_BLOCK_TEXT = re.compile(r"(?:[^\s#-][^\n]*[^\s]|[^\s#-])(?:\n+(?:[^\n]*[^\s]))*\n?")
"""A text that a block scalar keeps as it is: no blanks at line ends, nothing odd at the start, one newline at most at the end."""


def render(value: Any, *, indent: int = 2, offset: int = 2, flow: bool = False) -> str:
    """Return `value` (dicts, lists, scalars) as YAML, without a final line break.

    Args:
        value: keys are strings.
        indent: columns by which a mapping below a key stands deeper.
        offset: columns by which the dash of a list below a key stands deeper.
        flow: write collections in brackets, on one line.

    Raises:
        TypeError: a value that JSON cannot express.
    """
    yaml = YAML(typ="safe", pure=True)
    yaml.allow_unicode = True
    yaml.width = sys.maxsize
    yaml.indent(mapping=indent, sequence=offset + 2, offset=offset)
    stream = io.StringIO()
    yaml.emit(_document(value, flow=flow), stream)
    return stream.getvalue().removesuffix("...\n").removesuffix("\n")


def render_scalar(value: Any, *, quote: str = "") -> str:
    """Return a scalar on one line; `quote` is the kind of quotes to prefer for a text, if it can bear them.

    Raises:
        TypeError: a value that JSON cannot express.
    """
    if isinstance(value, str):
        if quote == "'" and value.isprintable():
            return "'" + value.replace("'", "''") + "'"
        if quote == '"' and value.isprintable() and not set(value) & set('"\\'):
            return f'"{value}"'
        if not value.isprintable():
            return _double_quoted(value)
    return render(value, flow=True)


def _double_quoted(value: str) -> str:
    """Return a text with control characters on one line."""
    escapes = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
    return '"' + "".join(escapes.get(each) or _escaped(each) for each in value) + '"'


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    if code <= 0xFF:  # noqa: PLR2004 - two hexadecimal digits
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - four digits


def is_block_text(text: str) -> bool:
    """Return whether a literal block scalar keeps `text` as it is."""
    return text.replace("\n", "").isprintable() and _BLOCK_TEXT.fullmatch(text) is not None


def _document(data: Any, *, flow: bool) -> Iterator[Event]:
    yield StreamStartEvent()
    yield DocumentStartEvent(explicit=False)
    yield from _node(data, flow=flow)
    yield DocumentEndEvent(explicit=False)
    yield StreamEndEvent()


def _node(value: Any, *, flow: bool) -> Iterator[Event]:
    if isinstance(value, dict):
        yield MappingStartEvent(anchor=None, tag=None, implicit=True, flow_style=flow or not value)
        for key, each in value.items():
            yield _scalar(str(key), one_line=True)
            yield from _node(each, flow=flow)
        yield MappingEndEvent()
    elif isinstance(value, list | tuple):
        yield SequenceStartEvent(anchor=None, tag=None, implicit=True, flow_style=flow or not value)
        for each in value:
            yield from _node(each, flow=flow)
        yield SequenceEndEvent()
    else:
        yield _scalar(value, one_line=flow)


def _scalar(value: Any, *, one_line: bool) -> Event:
    if not isinstance(value, str):
        return _event(_literal(value), None)
    if plain_is_safe(value):
        return _event(value, None)
    if "\n" in value and not one_line and is_block_text(value):
        return _event(value, "|")
    return _event(value, "'" if value.isprintable() and ("\\" in value or '"' in value) else '"')


def _literal(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return repr(value)
    raise TypeError(_("a document cannot hold a value of the type {type}").format(type=type(value).__name__))


def _event(text: str, style: str | None) -> Event:
    # Never written, but ruamel.yaml's emitter looks into the tag of an empty text.
    tag = Tag(suffix="tag:yaml.org,2002:str")
    return ScalarEvent(anchor=None, tag=tag, implicit=(style is None, True), value=text, style=style)
