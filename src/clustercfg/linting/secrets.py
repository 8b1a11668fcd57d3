"""Where secrets stand in a text, so that nothing shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from clustercfg.models.shape_table import TABLE
from clustercfg.models.shapes import (
    ChoiceShape,
    EmbeddedShape,
    ListShape,
    MappingShape,
    MapShape,
    Shape,
    StringShape,
)
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.nodes import MappingNode, Node, ScalarNode

__all__ = ["is_secret_name", "mask_lines", "mask_text", "secret_spans"]

_SECRET_WORD = re.compile(
    r"pass(?!age)|pwd|secret|token|credential|access_?key|api_?key|private_?key(?!path)|dsn|extraargs",
    re.IGNORECASE,
)
# In raw lines, comments and text that could not be read: `key: value`, `key=value`, and the user part of a URL.
_ASSIGNMENT = re.compile(
    r"""(?P<name>[\w.-]*(?:pass(?!age)|pwd|secret|token|credential|access_?key|api_?key|dataSourceName|extraargs)[\w.-]*)
        (?P<gap>["']?[ \t]*[:=：][ \t]*)(?P<value>\S.*)""",
    re.IGNORECASE | re.VERBOSE,
)
_USERINFO = re.compile(r"(?<=://)(?:[^/\s@'\"]*:[^\s'\"]*|[^/\s@'\"]+)(?=@)")
_REDIS = re.compile(r"\bredis(?:s|\+sentinel)?://(?=[^\s'\"]*@)[^\s'\"]+")
# Below `redis`, whose whole block is masked; elsewhere the same names hold no secret.
_COMPONENTS = frozenset({"kpanda"})
_MASK = "*"


@cache
def _secret_names() -> frozenset[str]:
    return frozenset(name.lower() for name in _names(TABLE)) - _COMPONENTS


def _names(shape: Shape, name: str = "") -> Iterator[str]:
    """Yield the names under which the table has secrets."""
    if isinstance(shape, StringShape) and shape.secret:
        yield name
    for spelling, inner in _children(shape, name):
        yield from _names(inner, spelling)


def _children(shape: Shape, name: str) -> Iterator[tuple[str, Shape]]:
    if isinstance(shape, MappingShape):
        for key, field in shape.fields.items():
            yield from ((spelling, field.shape) for spelling in (key, *field.old_names))
    elif isinstance(shape, MapShape):
        yield from ((key, shape.value) for key in shape.keys or (name,))
    elif isinstance(shape, ListShape):
        yield name, shape.item
    elif isinstance(shape, EmbeddedShape):
        yield name, shape.contents
    elif isinstance(shape, ChoiceShape):
        yield from ((name, option) for option in shape.options)


@lru_cache(1024)
def is_secret_name(name: str) -> bool:
    """Return whether a key of this name holds a secret, here or under a slip of its spelling."""
    return name.lower() in _secret_names() or _SECRET_WORD.search(name) is not None


def secret_spans(document: Document) -> list[tuple[int, int]]:
    """Return where the document's secrets stand. Offsets into its text."""
    spans = list(_spans_below(document.root)) if document.root is not None else []
    spans += _raw_spans(document.text)
    return sorted(spans)


def _spans_below(root: Node) -> Iterator[tuple[int, int]]:
    pending: list[tuple[Node, bool]] = [(root, False)]
    seen: set[int] = set()
    while pending:
        node, secret = pending.pop()
        if id(node) in seen and not secret:
            continue
        seen.add(id(node))
        if isinstance(node, ScalarNode):
            if secret:
                yield node.start, node.end
        elif isinstance(node, MappingNode):
            pending += [
                (entry.value, secret or is_secret_name(entry.key.text) or entry.key.text.lower() == "redis")
                for entry in node.entries
            ]
        else:
            pending += [(item.value, secret) for item in node.items]


def _raw_spans(text: str) -> Iterator[tuple[int, int]]:
    for match in _ASSIGNMENT.finditer(text):
        if match["value"][:1] not in "|>#" and is_secret_name(match["name"]):
            yield match.start("value"), match.end("value")
    for pattern in (_USERINFO, _REDIS):
        for match in pattern.finditer(text):
            yield match.start(), match.end()


def mask_text(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return `text` with every character of `spans` but white space masked; columns stay as they are."""
    parts: list[str] = []
    done = 0
    for begin, end in spans:
        start = max(begin, done)
        if end > start:
            parts += [text[done:start], re.sub(r"\S", _MASK, text[start:end])]
            done = end
    return "".join((*parts, text[done:]))


def mask_lines(document: Document, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Return the lines of the document with its secrets masked."""
    return tuple(re.split(r"\r\n|\n|\r", mask_text(document.text, spans)))
