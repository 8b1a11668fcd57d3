"""The value of what is not there."""

from __future__ import annotations

from typing import Any

__all__ = ["ABSENT"]

ABSENT: Any = object()
"""What a null reads as: the same as a key that is not there."""
