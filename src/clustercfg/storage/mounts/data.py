"""Reads what a tool printed without trusting its shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = ["items", "mapping", "number", "text", "texts"]

_MOST_DIGITS = 9
"""Of a number that may be a port; Python itself refuses some thousands of digits."""


def mapping(value: Any, *keys: str) -> dict[str, Any]:
    """Return the mapping below `keys`, or an empty one."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def items(value: Any, *keys: str) -> Iterator[dict[str, Any]]:
    """Yield the mappings in the list below `keys`."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    yield from (each for each in value if isinstance(each, dict)) if isinstance(value, list) else ()


def texts(value: Any, *keys: str) -> Iterator[str]:
    """Yield the texts in the list below `keys`."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    yield from (each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def text(value: Any, *keys: str) -> str:
    """Return the text below `keys`, or an empty one."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""


def number(value: Any) -> int | None:
    """Return a whole number, also one in quotes."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if 0 <= value < 10**_MOST_DIGITS else None
    if isinstance(value, str) and value.isdecimal() and len(value) <= _MOST_DIGITS:
        return int(value)
    return None
