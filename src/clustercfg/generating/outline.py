"""What a generated file consists of, before it is text: keys with values, some of them only shown in comments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

__all__ = ["Block", "Entry", "Scalar", "Value", "block", "placeholder"]

Scalar: TypeAlias = str | int | bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping."""

    key: str
    value: Value = field(repr=False)
    title: str | None = None
    """None for a key that is written; else the key is only shown, as comment below these words."""


Block: TypeAlias = tuple[Entry, ...]
Value: TypeAlias = Scalar | Block | list[Scalar] | list[Block]


def block(values: Mapping[str, Value | None]) -> Block:
    """Return the entries of a mapping, without those that are None."""
    return tuple(Entry(key, value) for key, value in values.items() if value is not None)


def placeholder(key: str) -> str:
    """Return what stands for the unknown value of `key` (`FILL-IN-THE-ISO-PATH`): the linter names it."""
    words = re.findall(r"[A-Z]{2,}s?(?![a-z])|[A-Z]?[a-z0-9]+", key)
    return "-".join(("FILL", "IN", "THE", *words)).upper()
