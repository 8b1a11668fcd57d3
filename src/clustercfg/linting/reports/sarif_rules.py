"""What a SARIF log tells of the rules behind its results: their documentation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from clustercfg.linting.diagnostics import Severity
from clustercfg.linting.passages import section, translated
from clustercfg.linting.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clustercfg.linting.diagnostics import Diagnostic
    from clustercfg.linting.rule import Rule

__all__ = ["describe_rules"]

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_FENCE = re.compile(r"^```\w*\n", re.MULTILINE)


def describe_rules(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Return a descriptor for each rule that found something, by its code."""
    rules = {rule.code: rule for rule in RULES}
    names = dict(sorted({each.code: each.rule for each in diagnostics}.items()))
    return [
        _descriptor(rules[code]) if code in rules else {"id": code, "name": name}
        for code, name in names.items()
    ]


def _descriptor(rule: Rule) -> dict[str, Any]:
    documentation = translated(rule.documentation)
    summary = documentation.partition("\n\n")[0]
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": section(rule.documentation, "Why it matters") or summary},
        "help": {"text": _FENCE.sub("", documentation), "markdown": documentation},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"since": rule.since},
    }
