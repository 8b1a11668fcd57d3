"""How sure an answer is, and why."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

__all__ = ["Confidence", "Place", "Reason", "confidence_of"]


class Confidence(enum.Enum):
    """How sure an answer is."""

    CERTAIN = "certain"
    """nginx does this, whoever asks."""
    CONDITIONAL = "conditional"
    """nginx does this if what the reasons name holds."""
    INDETERMINATE = "indeterminate"
    """The configuration alone does not say what nginx does."""

    @property
    def doubt(self) -> int:
        """0 for certain, more for less."""
        return list(Confidence).index(self)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file; lines start at 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an answer is not plain, or something worth knowing about it."""

    code: str
    """Stable, for programs: such as `access`, `variable`, `fallback`."""
    text: str
    """For people, in their language; it never quotes values that may be secret."""
    confidence: Confidence = Confidence.CERTAIN
    """How sure the answer can be at most; CERTAIN for a mere note."""
    place: Place | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "code": self.code,
            "message": self.text,
            "confidence": self.confidence.value,
            "place": str(self.place) if self.place else None,
        }


def confidence_of(reasons: Iterable[Reason]) -> Confidence:
    """Return the confidence that all `reasons` together leave."""
    return max(
        (reason.confidence for reason in reasons), key=lambda each: each.doubt, default=Confidence.CERTAIN
    )
