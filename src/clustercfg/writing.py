"""New YAML from a ClusterConfig, written so that every reader takes each value for what it is."""

from __future__ import annotations

import io
import math
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

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

from clustercfg.models.plain import document_data
from clustercfg.translation import gettext as _
from clustercfg.yamltext.scalars import plain_is_safe

if TYPE_CHECKING:
    from clustercfg.models.cluster import ClusterConfig

__all__ = ["dumps"]

_BLOCK_TEXT = re.compile(r"(?:[^\s#-][^\n]*[^\s]|[^\s#-])(?:\n+(?:[^\n]*[^\s]))*\n?")
"""A text that a block scalar keeps as it is: no blanks at line ends, nothing odd at the start, one newline at most at the end."""


def dumps(config: ClusterConfig) -> str:
    """Return new YAML for `config`: keys as the documents spell and order them, defaults left out, secrets written.

    YAML 1.1 and YAML 1.2 readers get the same strings from it, and it reads back to an equal `ClusterConfig`.

    Raises:
        TypeError: `metadata` holds a value that JSON cannot express.
    """
    yaml = YAML(typ="safe", pure=True)
    yaml.allow_unicode = True
    yaml.width = sys.maxsize
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    yaml.emit(_document(document_data(config)), stream)
    return stream.getvalue()


def _document(data: dict[str, Any]) -> Iterator[Event]:
    yield StreamStartEvent()
    yield DocumentStartEvent(explicit=False)
    yield from _node(data)
    yield DocumentEndEvent(explicit=False)
    yield StreamEndEvent()


def _node(value: Any) -> Iterator[Event]:
    if isinstance(value, dict):
        yield MappingStartEvent(anchor=None, tag=None, implicit=True, flow_style=not value)
        for key, each in value.items():
            yield _scalar(str(key), is_key=True)
            yield from _node(each)
        yield MappingEndEvent()
    elif isinstance(value, list):
        yield SequenceStartEvent(anchor=None, tag=None, implicit=True, flow_style=not value)
        for each in value:
            yield from _node(each)
        yield SequenceEndEvent()
    else:
        yield _scalar(value)


def _scalar(value: Any, *, is_key: bool = False) -> Event:
    if not isinstance(value, str):
        return _event(_literal(value), None)
    if plain_is_safe(value):
        return _event(value, None)
    if "\n" in value and not is_key and _keeps_as_block(value):
        return _event(value, "|")
    return _event(value, "'" if value.isprintable() and ("\\" in value or '"' in value) else '"')


def _keeps_as_block(text: str) -> bool:
    return text.replace("\n", "").isprintable() and _BLOCK_TEXT.fullmatch(text) is not None


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
