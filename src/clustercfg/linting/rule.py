"""What a rule is: a small function whose docstring is its documentation."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from clustercfg.linting.diagnostics import Fix, Severity

__all__ = ["Finding", "Rule", "Second"]


@dataclass(frozen=True, slots=True)
class Second:
    """Another place that belongs to a finding; offsets into the text."""

    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, before the linter adds code, positions and path. Offsets into the text."""

    start: int
    end: int
    message: str
    help: str = ""
    field: str = ""
    related: tuple[Second, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None
    """Overrides the rule's own severity for this one finding."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the rule table.

    `check` is a generator function; what it is called with depends on the family of the code
    (CC1xx: a problem of the reader, CC2xx: a disagreement with the shape table, CC3xx and CC4xx: the view).
    """

    code: str
    severity: Severity
    check: Callable[..., Any]
    since: str = "0.1.0"

    @property
    def name(self) -> str:
        """The kebab-case name of the problem, for example `vip-without-prefix`."""
        return self.check.__name__.replace("_", "-")

    @property
    def documentation(self) -> str:
        """The rule's docstring, without indentation."""
        return inspect.cleandoc(self.check.__doc__ or "")
