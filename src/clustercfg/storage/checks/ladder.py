"""A ladder: checks of one server, each of which builds on earlier ones."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from clustercfg.storage.checks.result import CheckResult, Status, Verdict
from clustercfg.translation import gettext as _

__all__ = ["Ladder", "LadderReport", "Step", "TimeLimit", "because"]


@dataclass(frozen=True, slots=True)
class Step:
    """One check, before it is run."""

    id: str
    title: str
    """Already in the reader's language."""
    run: Callable[[], Verdict]
    """May raise a StorageError, which is a failure."""
    requires: tuple[str, ...] = ()
    assumed: bool = False

    def result(self, verdict: Verdict, seconds: float = 0.0) -> CheckResult:
        """Return the result that a verdict makes."""
        return CheckResult(
            self.id,
            self.title,
            verdict.status,
            verdict.evidence,
            verdict.remedy,
            seconds,
            self.requires,
            self.assumed,
        )


class Ladder(Protocol):
    """What can be climbed."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The blocks of the configuration that name this server."""

    @property
    def kind(self) -> str:
        """`s3` or `http`."""

    @property
    def shown(self) -> str:
        """The server's address, without secrets."""

    @property
    def files_repo(self) -> str:
        """The address that nodes read from, without secrets; empty where nodes read nothing."""

    @property
    def steps(self) -> Sequence[Step]:
        """The checks, lowest rung first."""

    def clean(self) -> None:
        """Take away what a check has left because it was interrupted; may take some seconds, never raises."""

    def left(self) -> tuple[str, ...]:
        """Name what could not be taken away."""


@dataclass(frozen=True, slots=True)
class LadderReport:
    """How far the checks of one server came."""

    fields: tuple[str, ...]
    kind: str
    address: str
    files_repo: str
    files_repo_is_assumed: bool
    results: tuple[CheckResult, ...]
    left: tuple[str, ...] = ()
    """What the checks wrote and could not take away again."""

    @property
    def ok(self) -> bool:
        """True when no check failed."""
        return all(each.status is not Status.FAIL for each in self.results)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "fields": list(self.fields),
            "kind": self.kind,
            "address": self.address,
            "filesRepo": {"url": self.files_repo, "assumed": self.files_repo_is_assumed},
            "checks": [each.to_dict() for each in self.results],
            "left": list(self.left),
        }


class TimeLimit:
    """When to give up on a ladder; whoever makes progress may ask for as much time again."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._deadline = time.monotonic() + seconds

    def renew(self) -> None:
        """Start the time anew."""
        self._deadline = time.monotonic() + self.seconds

    @property
    def left(self) -> float:
        """Seconds until the end, 0 when it has come."""
        return max(0.0, self._deadline - time.monotonic())


def because(title: str) -> str:
    """Return the evidence of a check that makes no sense after what the check called `title` has shown."""
    return _("because of “{title}”").format(title=title)
