"""The examples of rules, put where they belong in a document."""

from __future__ import annotations

import re
import textwrap
from functools import cache

import clustercfg
from clustercfg.linting.rule import Rule
from clustercfg.models.fields import documented_paths

__all__ = ["document_around", "documented", "findings"]

_HEADER = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\n"
_BLOCK = re.compile(
    r"^## (?P<heading>[^\n]+)\n(?P<before>(?:(?!^## |```).)*)```yaml\n(?P<text>.*?)```",
    re.MULTILINE | re.DOTALL,
)


def documented(rule: Rule, heading: str) -> str:
    """Return the YAML below a heading of a rule's documentation; nothing where there is none."""
    return next(
        (found["text"] for found in _BLOCK.finditer(rule.documentation) if found["heading"] == heading), ""
    )


def findings(rule: Rule, text: str) -> list[clustercfg.Diagnostic]:
    """Return what a rule says of an example, in the reader's language."""
    report = clustercfg.lint(document_around(text))
    return [each for each in report if each.code == rule.code]


def document_around(text: str) -> str:
    """Return a whole document with a fragment at the place where its first key is documented."""
    if re.search(r"^(apiVersion|kind):", text, re.MULTILINE):
        return text
    if re.search(r"^spec:", text, re.MULTILINE):
        return _HEADER + text
    parents = _parents(_first_key(text))
    for parent in reversed(parents):
        text = _below(parent, text)
    return _HEADER + text


def _first_key(text: str) -> str:
    found = re.search(r"^(?:- )?['\"]?([\w.<>-]+)", text, re.MULTILINE)
    return found[1] if found else ""


@cache
def _parents(key: str) -> tuple[str, ...]:
    """Return the keys above `key`, as in `("spec", "masterNodes[]")`; those of spec where it is unknown."""
    for path in documented_paths():
        *parents, last = path.split(".")
        if last.removesuffix("[]") == key:
            return tuple(parents)
    return ("spec",)


def _below(parent: str, text: str) -> str:
    key = parent.removesuffix("[]")
    if key == "kubeanConfig":
        return f"{key}: |-\n{textwrap.indent(text, '  ')}"
    if parent.endswith("[]"):
        indented = textwrap.indent(text, "    ")
        return f"{key}:\n  - {indented[4:]}"
    return f"{key}:\n{textwrap.indent(text, '  ')}"
