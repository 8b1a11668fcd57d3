"""What a check says."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any

__all__ = ["CheckResult", "Status", "Verdict", "failed", "passed", "skipped", "warned"]


class Status(str, enum.Enum):
    """The outcome of one check."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    WARN = "warn"
    FAIL = "fail"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check has found out."""

    status: Status
    evidence: str
    """What was seen, in the reader's language."""
    remedy: str = ""
    """What to do about it."""
    blocks: bool = False
    """Whether checks that build on this one make no sense now; a failure always blocks."""


def passed(evidence: str) -> Verdict:
    """All is well."""
    return Verdict(Status.PASS, evidence)


def warned(evidence: str, remedy: str = "", *, blocks: bool = False) -> Verdict:
    """It may go wrong, or will be mended by the installer."""
    return Verdict(Status.WARN, evidence, remedy, blocks)


def failed(evidence: str, remedy: str = "") -> Verdict:
    """The installation would not work with this."""
    return Verdict(Status.FAIL, evidence, remedy, blocks=True)


def skipped(evidence: str, *, blocks: bool = False) -> Verdict:
    """It does not apply, or nobody asked for it; what builds on it may go on unless it `blocks`."""
    return Verdict(Status.SKIP, evidence, blocks=blocks)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One rung of a ladder, with how long it took."""

    id: str
    title: str
    status: Status
    evidence: str
    remedy: str
    seconds: float
    requires: tuple[str, ...]
    """The checks that had to go well first, by their ids."""
    assumed: bool
    """Whether it rests on addresses that were inferred and not said."""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "id": self.id,
            "title": self.title,
            "status": self.status.value,
            "evidence": self.evidence,
            "remedy": self.remedy,
            "seconds": round(self.seconds, 3),
            "requires": list(self.requires),
            "assumed": self.assumed,
        }
