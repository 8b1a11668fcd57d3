"""The edits that can be made to a document, as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from clustercfg.yamltext.paths import Path

__all__ = ["Insert", "Move", "Operation", "Rename", "Reorder", "Set", "Unset"]


@dataclass(frozen=True, slots=True)
class Set:
    """Give the value at `path`; missing parents are made. An index one past the end of a list appends."""

    path: Path
    value: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unset:
    """Take out the key or item at `path`, with the comments that belong to it."""

    path: Path


@dataclass(frozen=True, slots=True)
class Rename:
    """Spell the key at `path` as `key`; its value and comments stay."""

    path: Path
    key: str


@dataclass(frozen=True, slots=True)
class Move:
    """Take the key at `path` to `target` (the full new path), with its value and comments."""

    path: Path
    target: Path


@dataclass(frozen=True, slots=True)
class Insert:
    """Put an item before position `index` of the list at `path`."""

    path: Path
    index: int
    value: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reorder:
    """Put the items of the list at `path` into another order: those of today, by their positions today."""

    path: Path
    order: tuple[int, ...]


Operation = Set | Unset | Rename | Move | Insert | Reorder
