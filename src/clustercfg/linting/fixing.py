"""Applying fixes until nothing more can be fixed.

A fix is kept only if it does no harm: the finding it mends is gone, and there are no more errors than before. Where it
lets the reader or the linter see more of the file (a broken line, a wrong `kind`), what comes to light is no harm.
"""

from __future__ import annotations

import time
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from clustercfg.linting.diagnostics import Diagnostic, Edit, Fix, Report, Severity
from clustercfg.linting.linter import Options, inspect_document
from clustercfg.linting.rules import READING_RULES
from clustercfg.records import replace
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.patch import Patch
from clustercfg.yamltext.problems import Replacement

__all__ = ["Fixed", "apply_fix", "fix"]

_MOST_PASSES = 60
"""A pass makes all fixes that do not touch each other; three are usual, many only where fixes harm each other."""
_MOST_SECONDS = 3.0
"""A long file with a slip in every line takes one; only a text that was made to be slow takes more."""
_UNREAD = frozenset(rule.code for rule in READING_RULES if rule.severity is Severity.ERROR)
_REVEALING = frozenset({"old-api-version", "unknown-api-version", "wrong-kind"})
"""Findings that keep the rest of the file from being checked, as the errors of the reader do."""

Key = tuple[str, str, str]
AnyDocument = TypeVar("AnyDocument", bound=Document)


@dataclass(frozen=True, slots=True)
class Fixed(Generic[AnyDocument]):
    """What came of fixing a document.

    `document` holds the text after all fixes, and saves to the file of the one that was given; `applied` is what was
    fixed, in that order, with places in the text of that moment; `report` is what is left.
    """

    document: AnyDocument = field(repr=False)
    applied: tuple[Diagnostic, ...]
    report: Report
    unfinished: bool = False
    """Whether it took too long, so that more of what is left might be fixed."""

    @property
    def text(self) -> str:
        """The text after all fixes."""
        return self.document.text


def apply_fix(text: str, fix: Fix) -> str:
    """Return `text` with the edits of `fix` made."""
    return _patched(text, fix.edits)


def _patched(text: str, edits: Iterable[Edit]) -> str:
    return Patch(text, (Replacement(edit.start, edit.end, edit.text) for edit in edits)).text


def fix(
    document: AnyDocument,
    *,
    path: str = "<text>",
    options: Options | None = None,
    unsafe: bool = False,
    seconds: float = _MOST_SECONDS,
) -> Fixed[AnyDocument]:
    """Apply the safe fixes (with `unsafe`, all) to a copy of `document`, over and over until no more apply.

    Args:
        document: it stays as it is.
        path: the name of the file in reports.
        options: which findings to report, and so to fix; all are looked at to tell whether a fix does harm.
        unsafe: apply fixes too that deserve a look.
        seconds: how much time of the processor this may take; what is fixed by then stays fixed.
    """
    return _Fixing(document, path, options or Options(), unsafe=unsafe, seconds=seconds).run()


class _Fixing(Generic[AnyDocument]):
    def __init__(
        self, document: AnyDocument, path: str, options: Options, *, unsafe: bool, seconds: float
    ) -> None:
        self.document = document
        self.path = path
        self.options = options
        self.unsafe = unsafe
        self.end = time.process_time() + seconds
        self.slowest = 0.0
        self.unfinished = False
        self.applied: list[Diagnostic] = []
        self.refused: set[tuple[Key, str]] = set()
        self.reconsidered = 0
        self.seen = {document.text}
        self.whole = self._judged(document)

    def run(self) -> Fixed[AnyDocument]:
        for _pass in range(_MOST_PASSES):
            chosen = self._chosen()
            while chosen and not self._is_late() and not self._apply(chosen):
                # Together they do harm: find out which one does, half by half.
                self.refused |= {self._mark(each) for each in chosen[:1] if len(chosen) == 1}
                chosen = chosen[: len(chosen) // 2] or self._chosen()
            if self.unfinished or (not chosen and not self._reconsiders()):
                break
        return Fixed(self.document, tuple(self.applied), self._report(), self.unfinished)

    def _is_late(self) -> bool:
        """Say whether one more look at the text might end too late."""
        self.unfinished = time.process_time() + self.slowest > self.end
        return self.unfinished

    def _reconsiders(self) -> bool:
        """Give what did harm another chance if fixes were made since; say whether there is any."""
        again = bool(self.refused) and len(self.applied) > self.reconsidered
        self.refused.clear()
        self.reconsidered = len(self.applied)
        return again

    def _judged(self, document: Document) -> Report:
        everything = replace(self.options, select=(), ignore=())
        start = time.process_time()
        report = inspect_document(document, path=self.path, options=everything).report
        self.slowest = max(self.slowest, time.process_time() - start)
        return report

    def _report(self) -> Report:
        """What is reported of the present text: only the findings that were asked for."""
        if not self.options.select and not self.options.ignore:
            return self.whole
        return inspect_document(self.document, path=self.path, options=self.options).report

    def _chosen(self) -> list[Diagnostic]:
        """Those whose edits do not touch each other's places, in the order of the text; first what hides the rest."""
        chosen: list[Diagnostic] = []
        taken = _Taken()
        for each in self._report():
            spans = self._spans(each)
            if spans and not any(map(taken.touches, spans)):
                taken.add(spans)
                chosen.append(each)
        return [each for each in chosen if _hides(each)] or chosen

    def _spans(self, found: Diagnostic) -> list[tuple[int, int]]:
        """Where a fix would edit; nothing if it is not to be made."""
        fix = found.fix
        if fix is None or not (fix.safe or self.unsafe) or self._mark(found) in self.refused:
            return []
        return [(edit.start, edit.end) for edit in fix.edits]

    def _mark(self, found: Diagnostic) -> tuple[Key, str]:
        """What tells a finding from others while lines move."""
        lines = self.whole.lines
        return _key(found), lines[found.start.line - 1] if found.start.line <= len(lines) else ""

    def _apply(self, chosen: Sequence[Diagnostic]) -> bool:
        """Make the fixes of `chosen` together unless they do harm; say whether they were made."""
        edits = [edit for each in chosen if each.fix for edit in each.fix.edits]
        candidate = self.document.with_text(_patched(self.document.text, edits))
        if candidate.text in self.seen:
            return False
        after = self._judged(candidate)
        if not _helps(self.whole, after, chosen):
            return False
        self.document, self.whole = candidate, after
        self.seen.add(candidate.text)
        self.applied += chosen
        return True


class _Taken:
    """The places that are edited already. Edits of one fix do not overlap, those of two do not touch: both lists ascend."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []

    def touches(self, span: tuple[int, int]) -> bool:
        start, end = span
        next_one = bisect_left(self.ends, start)
        return next_one < len(self.ends) and self.starts[next_one] <= end

    def add(self, spans: Iterable[tuple[int, int]]) -> None:
        for start, end in spans:
            insort(self.starts, start)
            insort(self.ends, end)


def _key(found: Diagnostic) -> Key:
    return found.code, found.field, found.message


def _helps(before: Report, after: Report, chosen: Sequence[Diagnostic]) -> bool:
    """Whether `after` is better than `before` by the findings that were fixed, and no worse otherwise."""
    hiding, still_hiding = (sum(map(_hides, report)) for report in (before, after))
    if _hides(chosen[0]):
        # Only so many broken lines are told at once: behind each one that is mended another may come to light.
        return still_hiding <= hiding
    old, new = Counter(map(_key, before)), Counter(map(_key, after))
    gone = all(new[_key(each)] < old[_key(each)] for each in chosen)
    return gone and still_hiding <= hiding and len(after.errors) <= len(before.errors)


def _hides(found: Diagnostic) -> bool:
    """Whether a finding keeps something of the file from being read or checked."""
    return found.code in _UNREAD or found.rule in _REVEALING
