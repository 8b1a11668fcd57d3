"""What `explain` shows of rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from clustercfg.cli.markdown import render_markdown
from clustercfg.linting.passages import passages, translated
from clustercfg.linting.reports.characters import columns, wrap
from clustercfg.linting.reports.text import severity_in_words
from clustercfg.translation import gettext as _
from clustercfg.translation import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clustercfg.linting.reports.palette import Palette
    from clustercfg.linting.rule import Rule

__all__ = ["fix_of", "rule_data", "rule_list", "rule_page", "summary_of"]

_SEVERITY_COLUMNS = len("warning")
_FIXES = {
    "safe": mark("safe"),
    "unsafe": mark("unsafe"),
    "safe or unsafe": mark("safe or unsafe"),
    "none": mark("none"),
}


def summary_of(rule: Rule) -> str:
    """Return the first paragraph of a rule's documentation in the reader's language."""
    return next(passages(rule.documentation)).in_markdown()


def fix_of(rule: Rule) -> str:
    """Return which fixes a rule offers, as its documentation says under "Fix": safe, unsafe, both or none."""
    section = re.search(r"^## Fix\n(.*?)(?=^## |\Z)", rule.documentation, re.MULTILINE | re.DOTALL)
    words = set(re.findall(r"\b(?:un)?safe\b", section[1].lower())) if section else set()
    return " or ".join(sorted(words)) or "none"


def rule_data(rule: Rule) -> dict[str, Any]:
    """Return a rule as plain data."""
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "since": rule.since,
        "fix": fix_of(rule),
        "summary": summary_of(rule),
        "documentation": translated(rule.documentation),
    }


def rule_page(rule: Rule, palette: Palette, width: int) -> str:
    """Return all there is to know about one rule."""
    title = f"{palette.severity(rule.code, rule.severity)} {palette.paint(rule.name, 'bold')}"
    facts = _("severity: {severity}, fix: {fix}, since: {since}").format(
        severity=severity_in_words(rule.severity), fix=_(_FIXES[fix_of(rule)]), since=rule.since
    )
    lines = "\n".join("  " + line for line in wrap(facts, width - 2))
    return f"{title}\n{lines}\n\n{render_markdown(translated(rule.documentation), palette, width)}\n"


def rule_list(rules: Sequence[Rule], palette: Palette, width: int) -> str:
    """Return one entry per rule: code, name and what it finds."""
    return "".join(line + "\n" for rule in rules for line in _entry(rule, palette, width))


def _entry(rule: Rule, palette: Palette, width: int) -> Iterator[str]:
    word = severity_in_words(rule.severity)
    severity = palette.severity(word + " " * (_SEVERITY_COLUMNS - columns(word)), rule.severity)
    yield f"{palette.paint(rule.code, 'bold')}  {severity}  {palette.paint(rule.name, 'bold')}"
    indent = " " * (columns(rule.code) + 2)
    yield from (indent + line for line in wrap(summary_of(rule), width - len(indent)))
