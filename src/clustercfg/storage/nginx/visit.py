"""A request on its way through nginx."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clustercfg.storage.nginx.patterns import Match
from clustercfg.storage.nginx.requests import Request
from clustercfg.storage.nginx.scopes import Scope
from clustercfg.storage.nginx.servers import Server
from clustercfg.storage.nginx.tree import Directive
from clustercfg.storage.reasons import Confidence, Place, Reason

__all__ = ["Outcome", "Surroundings", "Visit"]

_MOST_REASONS = 200
"""More are of use to nobody; one of each kind of doubt is told in any case."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What holds for every request."""

    maps: Mapping[str, Directive]
    """The `map` blocks by the variable (without `$`) that they make."""
    assigned: frozenset[str]
    """Variables that `set` or a named group gives a value somewhere; empty where that has not happened."""
    prefix: str | None
    """The folder from which nginx takes relative paths; None if not known."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What nginx does in the end."""

    answer: str
    """`files`, `folder` (the path ends in a slash), `status`, `redirect`, `upstream`, `program` or `nothing`."""
    path: str | None = None
    """For `files` and `folder`: what nginx reads."""
    status: int | None = None
    """For `status` and `redirect`, if known."""


@dataclass(slots=True)
class Visit:
    """Where a request has got to, and what was learnt on the way; changed step by step."""

    surroundings: Surroundings
    request: Request
    server: Server
    scope: Scope
    uri: str
    rule: str = "none"
    captures: tuple[str, ...] = ()
    variables: dict[str, str | None] = field(default_factory=dict)
    """What `set` and named groups have given; None for a value that is not known."""
    internal: bool = False
    location_is_valid: bool = True
    """False after `rewrite … break`: then nginx refuses `alias`."""
    uri_changed: bool = False
    adds_uri_to_alias: bool = False
    jumps: int = 0
    lookups: int = 0
    """How often a map was asked."""
    reasons: dict[Reason, None] = field(default_factory=dict)
    """As a set that keeps its order."""
    assumed: list[tuple[str, Place]] = field(default_factory=list)
    """Files of which it was assumed that they will exist, because they are what will be imported."""

    def take(self, match: Match) -> None:
        """Remember what the groups of a pattern have taken; `$1` is always the last pattern's."""
        self.captures, named = match
        self.variables.update(named)

    def note(self, code: str, text: str, place: Place | None = None) -> None:
        """Remember something worth knowing that leaves the answer as certain as it was."""
        self._add(Reason(code, text, Confidence.CERTAIN, place))

    def doubt(self, code: str, text: str, place: Place | None = None) -> None:
        """Remember a condition of the answer."""
        self._add(Reason(code, text, Confidence.CONDITIONAL, place))

    def lose(self, code: str, text: str, place: Place | None = None) -> None:
        """Remember why the answer cannot be told."""
        self._add(Reason(code, text, Confidence.INDETERMINATE, place))

    def _add(self, reason: Reason) -> None:
        is_new = len(self.reasons) < _MOST_REASONS
        if is_new or not any(each.confidence is reason.confidence for each in self.reasons):
            self.reasons[reason] = None
