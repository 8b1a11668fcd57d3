"""New YAML for data, written so that every reader takes each value for what it is."""

from __future__ import annotations

import io
import math
import re
import sys
from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.emitter import Emitter
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

__all__ = [
    "is_block_text",
    "last_text",
    "may_stand_in_block",
    "needs_break_behind",
    "render",
    "render_scalar",
]


# What YAML 1.1 or 1.2 does not take as it is (YAML 1.2.2, section 5.1), and line breaks of other kinds.
_NOT_IN_BLOCK = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


class _KeysBesideColons(Emitter):
    """Writes no `? key` unless it must: a key may have 1,024 characters before its colon (YAML 1.2.2, section 7.4.2)."""

    MAX_SIMPLE_KEY_LENGTH = 1000


def render(value: Any, *, indent: int = 2, offset: int = 2, flow: bool = False) -> str:
    """Return `value` (dicts, lists, scalars) as YAML from column 0, without a final line break.

    Args:
        value: keys are strings.
        indent: columns by which a mapping below a key stands deeper.
        offset: columns by which the dash of a list below a key stands deeper.
        flow: write collections in brackets, on one line.

    Raises:
        TypeError: a value that JSON cannot express.
    """
    if not isinstance(value, dict | list | tuple) and (flow or not is_block_text(value)):
        return render_scalar(value)
    yaml = YAML(typ="safe", pure=True)
    yaml.Emitter = _KeysBesideColons
    yaml.allow_unicode = True
    yaml.width = sys.maxsize
    yaml.indent(mapping=indent, sequence=offset + 2, offset=offset)
    stream = io.StringIO()
    yaml.emit(_document(value, flow=flow), stream)
    written = stream.getvalue().removesuffix("...\n").removesuffix("\n")
    if isinstance(value, list | tuple) and not flow and written.startswith(" " * offset + "-"):
        # A list that is the whole of it stands below no key.
        return "\n".join(line[offset:] for line in written.split("\n"))
    return written


def render_scalar(value: Any, *, quote: str = "") -> str:
    """Return a scalar on one line; `quote` is the kind of quotes to prefer for a text, if it can bear them.

    Raises:
        TypeError: a value that JSON cannot express.
    """
    if not isinstance(value, str):
        return _literal(value)
    if quote == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if quote != '"' and plain_is_safe(value):
        return value
    if quote != '"' and value.isprintable() and ("\\" in value or '"' in value):
        return "'" + value.replace("'", "''") + "'"
    return '"' + "".join(_ESCAPES.get(each) or _shown(each) for each in value) + '"'


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    if code <= 0xFF:  # noqa: PLR2004 - two hexadecimal digits
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - four digits


def is_block_text(value: object) -> bool:
    """Return whether `value` is a text of whole lines that is best written as a literal block scalar."""
    return (
        isinstance(value, str)
        and "\n" in value
        and not value.startswith((" ", "\n"))
        and not value.endswith(("\n\n", " ", " \n"))
        and may_stand_in_block(value)
    )


def may_stand_in_block(text: str) -> bool:
    """Return whether a literal block scalar can hold `text`, whatever its indentation and end: no odd characters."""
    # Go's reader takes a tab at the start of the first line for indentation.
    return not _NOT_IN_BLOCK.search(text) and not text.lstrip("\n ").startswith("\t")


def last_text(value: Any) -> str | None:
    """Return the text of the block scalar that is the last thing written for `value`; None when it is none."""
    while isinstance(value, dict | list | tuple) and value:
        value = list(value.values() if isinstance(value, dict) else value)[-1]
    return value if isinstance(value, str) and is_block_text(value) else None


def needs_break_behind(value: Any) -> bool:
    """Return whether the last thing written for `value` is a block scalar that needs a line break at its end."""
    return (last_text(value) or "").endswith("\n")


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
    if not one_line and is_block_text(value):
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
