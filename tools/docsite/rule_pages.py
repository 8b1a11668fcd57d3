"""The reference of rules: an index, and a page for each."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from clustercfg.cli.rule_page import fix_of
from clustercfg.linting.diagnostics import Report
from clustercfg.linting.linter import Options, lint_bytes
from clustercfg.linting.passages import translated
from clustercfg.linting.reports.text import render
from clustercfg.linting.rule import Rule
from clustercfg.linting.rules import RULES
from clustercfg.translation import speaking
from docsite.markdown import code, facts, fenced, table
from docsite.pages import Page
from docsite.words import word

__all__ = ["rule_pages"]

FOLDER = "reference/rules"
_CASES = Path(__file__).resolve().parents[2] / "tests" / "cases"


def rule_pages(language: str) -> Iterator[Page]:
    """Yield the index and the page of each rule."""
    yield Page(f"{FOLDER}/index.md", word("rules", language), _index(language))
    for rule in RULES:
        yield Page(f"{FOLDER}/{rule.code}.md", f"{rule.code} {rule.name}", _page(rule, language))


def _index(language: str) -> str:
    parts = [f"# {word('rules', language)}", word("rules-intro", language), word("severities", language)]
    for family, rules in groupby(RULES, lambda rule: rule.family):
        head = [word(key, language) for key in ("code", "name", "severity", "fix", "finds")]
        rows = [_row(rule, language) for rule in rules]
        parts += [f"## {word(family, language)} {{ #{family.lower()} }}", table(head, rows)]
    return "\n\n".join(parts)


def _row(rule: Rule, language: str) -> list[str]:
    with speaking(language):
        summary = translated(rule.documentation).partition("\n")[0]
    severity = word(rule.severity.value, language)
    return [f"[{rule.code}]({rule.code}.md)", code(rule.name), severity, _fix(rule, language), summary]


def _fix(rule: Rule, language: str) -> str:
    with speaking("en"):
        return word(fix_of(rule), language)


def _page(rule: Rule, language: str) -> str:
    with speaking(language):
        text = translated(rule.documentation).replace("\n## ", "\n\n## ").replace("\n```", "\n\n```")
    about = facts(
        [
            (word("severity", language), word(rule.severity.value, language)),
            (word("fix", language), _fix(rule, language)),
            (word("since", language), f"clustercfg {rule.since}"),
        ]
    )
    said = _said(rule, language)
    shown = [f"## {word('says', language)} {{ #says }}", fenced(said, "text")] if said else []
    return "\n\n".join([f"# {rule.code} {rule.name}", about, text, *shown])


def _said(rule: Rule, language: str) -> str:
    """Return what the text report tells of the rule's first case; nothing while a rule is too new to have one."""
    folder = next((each for each in sorted(_CASES.glob(f"{rule.code}-*")) if each.is_dir()), None)
    if folder is None:
        return ""
    packed, mode = folder / "bad.yaml.gz", folder / "mode.txt"
    data = gzip.decompress(packed.read_bytes()) if packed.exists() else (folder / "bad.yaml").read_bytes()
    options = Options(mode=mode.read_text(encoding="utf-8").strip() if mode.exists() else "auto")
    with speaking(language):
        report = lint_bytes(data, path="clusterConfig.yaml", options=options)
        first = next(each for each in report if each.code == rule.code)
        shown = Report(report.path, (first,), report.lines, report.line_starts)
        return render([shown], color=False, width=80).rpartition("\n\n")[0]
