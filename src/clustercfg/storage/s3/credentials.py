"""Who asks."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Credentials"]


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user of S3-compatible storage."""

    user: str = field(repr=False)
    secret: str = field(repr=False)
