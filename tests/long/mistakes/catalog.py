"""Every kind of mistake: importing the areas registers them."""

from __future__ import annotations

from mistakes import (
    addresses,
    characters,
    indentation,
    keys,
    nodes,
    partners,
    pasted,
    paths,
    punctuation,
    scalars,
    values,
)
from mistakes.mistake import Kind, kinds

__all__ = ["KINDS"]

_AREAS = (
    indentation,
    punctuation,
    characters,
    scalars,
    keys,
    values,
    paths,
    addresses,
    nodes,
    partners,
    pasted,
)
KINDS: tuple[Kind, ...] = tuple(
    kind for area in _AREAS for kind in kinds() if kind.make.__module__ == area.__name__
)
"""All of them, in the order of the table."""
