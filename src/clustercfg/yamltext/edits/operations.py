"""The edits that can be made to a document, as data."""

from __future__ import annotations

from typing import Any

from clustercfg.records import Record, field
from clustercfg.yamltext.paths import Path

__all__ = ["Insert", "Move", "Operation", "Rename", "Reorder", "Set", "Unset"]


class Set(Record):
    """Give the value at `path`; missing parents are made. An index one past the end of a list appends."""

    path: Path
    value: Any = field(repr=False)


class Unset(Record):
    """Take out the key or item at `path`, with the comments that belong to it."""

    path: Path


class Rename(Record):
    """Spell the key at `path` as `key`; its value and comments stay."""

    path: Path
    key: str


class Move(Record):
    """Take the key at `path` to `target` (the full new path), with its value and comments."""

    path: Path
    target: Path


class Insert(Record):
    """Put an item before position `index` of the list at `path`."""

    path: Path
    index: int
    value: Any = field(repr=False)


class Reorder(Record):
    """Put the items of the list at `path` into another order: those of today, by their positions today."""

    path: Path
    order: tuple[int, ...]


Operation = Set | Unset | Rename | Move | Insert | Reorder
