"""The comment in a YAML file that names its schema to yaml-language-server."""

from __future__ import annotations

import re

from clustercfg.yamltext.document import Document
from clustercfg.yamltext.geometry import newline_of

__all__ = ["with_modeline"]

_MODELINE = re.compile(r"#\s+yaml-language-server\s*:(?P<settings>.*)")
_SCHEMA = re.compile(r"(?<!\S)\$schema=(\S*)")


def with_modeline(document: Document, schema: str) -> str:
    """Return the text of `document` with a modeline that names `schema`, a path relative to the file.

    A modeline that is there names it from now on; otherwise one becomes the first line. All else stays as it is.
    """
    text = document.text
    for comment in document.comments:
        if comment.alone and (modeline := _MODELINE.match(comment.text)):
            start, end, written = _place(modeline, schema)
            return text[: comment.start + start] + written + text[comment.start + end :]
    return f"# yaml-language-server: $schema={schema}{newline_of(text)}{text}"


def _place(modeline: re.Match[str], schema: str) -> tuple[int, int, str]:
    """Return what to replace in a modeline, and by what; offsets from the start of the comment."""
    named = _SCHEMA.search(modeline["settings"])
    if named is None:
        return modeline.start("settings"), modeline.start("settings"), f" $schema={schema}"
    offset = modeline.start("settings")
    return offset + named.start(1), offset + named.end(1), schema
