"""Applying fixes until nothing more can be fixed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clustercfg.linting.diagnostics import Diagnostic, Edit, Fix, Report
from clustercfg.linting.linter import Options, inspect_document
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.patch import Patch
from clustercfg.yamltext.problems import Replacement

__all__ = ["Fixed", "apply_fix", "fix"]

_MOST_PASSES = 10


@dataclass(frozen=True, slots=True)
class Fixed:
    """The text after all fixes, what was fixed in which order, and what is left."""

    text: str
    applied: tuple[Diagnostic, ...]
    report: Report


def apply_fix(text: str, fix: Fix) -> str:
    """Return `text` with the edits of `fix` made."""
    return _patched(text, fix.edits)


def _patched(text: str, edits: Iterable[Edit]) -> str:
    return Patch(text, (Replacement(edit.start, edit.end, edit.text) for edit in edits)).text


def fix(
    document: Document, *, path: str = "<text>", options: Options | None = None, unsafe: bool = False
) -> Fixed:
    """Apply the safe fixes (with `unsafe`, all) to a copy of the text, over and over until no more apply.

    A fix after which there would be more errors than before is left out.
    """
    text = document.text
    report = inspect_document(document, path=path, options=options).report
    applied: list[Diagnostic] = []
    refused: set[tuple[str, str]] = set()
    for _pass in range(_MOST_PASSES):
        chosen = _compatible(
            each for each in report if _wanted(each, unsafe=unsafe) and _key(each) not in refused
        )
        if not chosen:
            break
        step = _step(text, report, chosen, path, options)
        if step is None:
            refused |= {_key(each) for each in chosen[:1]}
            continue
        text, report, done = step
        applied += done
    return Fixed(text, tuple(applied), report)


def _wanted(diagnostic: Diagnostic, *, unsafe: bool) -> bool:
    return diagnostic.fix is not None and bool(diagnostic.fix.edits) and (unsafe or diagnostic.fix.safe)


def _key(diagnostic: Diagnostic) -> tuple[str, str]:
    return diagnostic.code, f"{diagnostic.field}:{diagnostic.message}"


def _compatible(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Those whose edits do not touch each other's places, in the order of the text."""
    chosen: list[Diagnostic] = []
    taken: list[tuple[int, int]] = []
    for each in diagnostics:
        spans = [(edit.start, edit.end) for edit in each.fix.edits] if each.fix else []
        if any(
            start <= end_taken and start_taken <= end
            for start, end in spans
            for start_taken, end_taken in taken
        ):
            continue
        taken += spans
        chosen.append(each)
    return chosen


def _step(
    text: str, report: Report, chosen: list[Diagnostic], path: str, options: Options | None
) -> tuple[str, Report, list[Diagnostic]] | None:
    """Apply all chosen fixes, or the first alone if together they do harm; None if it does harm too."""
    for group in (chosen, chosen[:1]):
        edits = [edit for each in group if each.fix for edit in each.fix.edits]
        candidate = _patched(text, edits)
        after = inspect_document(Document(candidate), path=path, options=options).report
        if candidate != text and len(after.errors) <= len(report.errors):
            return candidate, after, group
    return None
