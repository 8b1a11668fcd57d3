"""What a look at something showed."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any

__all__ = ["Finding", "Verdict"]


class Verdict(enum.Enum):
    """How something was found."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    id: str
    """Stable, for programs."""
    verdict: Verdict
    text: str
    """What was seen, for people."""
    remedy: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {"id": self.id, "status": self.verdict.value, "evidence": self.text, "remedy": self.remedy}
