"""Which keys hold secrets: those the shape table knows, those whose names say so, and slips of either."""

from __future__ import annotations

import re
from collections.abc import Iterator
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

__all__ = ["holds_secrets", "is_secret_name"]

_SECRET_WORD = re.compile(
    r"pass(?!age)|pwd|secret|token|credential|(?:access|api)[_-]?key|private[_-]?key(?!path)|dsn|extraargs"
    r"|(?<![a-z])pw(?![a-z])|密码|口令|密钥|凭据|凭证",
    re.IGNORECASE,
)
# Below `redis`, whose whole block is masked; elsewhere the same names hold no secret.
_COMPONENTS = frozenset({"kpanda"})
_LONGEST = 40
"""No key is longer; one that is can be no slip of it."""


def is_secret_name(name: str) -> bool:
    """Return whether a key of this name holds a secret, here or under a slip of its spelling."""
    if len(name) > _LONGEST:
        return _SECRET_WORD.search(name) is not None
    return _is_secret(name)


@lru_cache(maxsize=1024)
def _is_secret(name: str) -> bool:
    folded = name.lower()
    if folded in _secret_names() or _SECRET_WORD.search(name) is not None:
        return True
    return folded not in _open_names() and not _slips(folded).isdisjoint(_near())


def holds_secrets(shape: Shape) -> bool:
    """Return whether values of `shape` are secrets themselves (not whether secrets stand somewhere below)."""
    if isinstance(shape, ChoiceShape):
        return any(map(holds_secrets, shape.options))
    return isinstance(shape, StringShape) and shape.secret


@cache
def _secret_names() -> frozenset[str]:
    return frozenset(name.lower() for name, is_secret in _documented() if is_secret) - _COMPONENTS


@cache
def _open_names() -> frozenset[str]:
    """The documented keys that hold no secret."""
    return frozenset(name.lower() for name, _is_secret in _documented()) - _secret_names()


@cache
def _documented() -> frozenset[tuple[str, bool]]:
    """Every name of the table, and whether a secret stands under it."""
    return frozenset((name, holds_secrets(shape)) for name, shape in _names(TABLE))


@cache
def _near() -> frozenset[str]:
    return frozenset(slip for name in _secret_names() for slip in _slips(name))


def _slips(name: str) -> set[str]:
    """The name without one of its letters: two names that share such a form differ by about one slip."""
    letters = name.replace("-", "").replace("_", "")
    return {letters, *(letters[:index] + letters[index + 1 :] for index in range(len(letters)))}


def _names(shape: Shape, name: str = "") -> Iterator[tuple[str, Shape]]:
    """Yield every name of the table with the shape that stands under it."""
    yield name, shape
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
