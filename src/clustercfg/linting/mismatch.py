"""A place where the text and the shape table disagree, before a rule puts it into words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clustercfg.linting.diagnostics import Fix, Severity
from clustercfg.linting.rule import Second
from clustercfg.records import Record, field
from clustercfg.yamltext.paths import Path

__all__ = ["Mismatch"]


class Mismatch(Record):
    """`kind` is the name of the rule that reports it; `details` is what its message needs, never a secret."""

    kind: str
    path: Path
    start: int
    end: int
    details: Mapping[str, Any] = field(default_factory=dict)
    fix: Fix | None = None
    related: tuple[Second, ...] = ()
    severity: Severity | None = None
