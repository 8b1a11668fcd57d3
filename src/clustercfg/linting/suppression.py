"""Comments that silence findings: `# clustercfg: ignore[CC301] reason`, on the line or alone on the line above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clustercfg.linting.mismatch import Mismatch
from clustercfg.records import Record, field
from clustercfg.yamltext.comments import Comment
from clustercfg.yamltext.document import Document

__all__ = ["Suppression", "Suppressions"]

_MARK = "clustercfg:"
_FORM = r"#+\s*clustercfg:\s*ignore\b(?:\s*\[([^\]]*)\])?\s*(.*)"


class Suppression(Record, frozen=False):
    """One comment: the line it speaks of, its codes, and those that found something to silence."""

    comment: Comment
    line: int
    codes: tuple[str, ...]
    used: set[str] = field(default_factory=set)


class Suppressions:
    """All silencing comments of a document; `names` are the codes that exist."""

    def __init__(self, document: Document, names: Sequence[str]) -> None:
        self.mismatches: list[Mismatch] = []
        self.found: list[Suppression] = []
        if _MARK in document.text:
            self.found = list(self._read(document, frozenset(names)))
        self._by_line: dict[int, list[Suppression]] = {}
        for each in self.found:
            self._by_line.setdefault(each.line, []).append(each)

    def _read(self, document: Document, names: frozenset[str]) -> Iterator[Suppression]:
        targets = _targets(document.lines)
        for comment in document.comments:
            match = re.match(_FORM, comment.text)
            if match is None:
                continue
            codes = tuple(code.strip().upper() for code in (match[1] or "").split(",") if code.strip())
            unknown = next((code for code in codes if code not in names), None)
            fault = "codes" if not codes else "code" if unknown else "reason" if not match[2].strip() else ""
            if fault:
                self._unclear(comment, fault, unknown or "")
                continue
            line = document.line_and_column(comment.start)[0]
            yield Suppression(comment, targets[line - 1] if comment.alone else line, codes)

    def _unclear(self, comment: Comment, fault: str, code: str) -> None:
        details = {"fault": fault, "code": code}
        self.mismatches.append(Mismatch("unclear-suppression", (), comment.start, comment.end, details))

    def silence(self, code: str, line: int) -> bool:
        """Return whether a finding of `code` on `line` is silenced, and remember that it was."""
        silenced = False
        for each in self._by_line.get(line, ()):
            if code in each.codes:
                each.used.add(code)
                silenced = True
        return silenced

    def unused(self) -> Iterator[Mismatch]:
        """Yield what silenced nothing."""
        for each in self.found:
            idle = tuple(code for code in each.codes if code not in each.used)
            if idle:
                comment = each.comment
                yield Mismatch("unused-suppression", (), comment.start, comment.end, {"codes": idle})


def _targets(lines: Sequence[str]) -> list[int]:
    """For each line, the one that a comment alone on it speaks of: the next that is neither blank nor a comment."""
    targets: list[int] = []
    target = 0
    for number in range(len(lines), 0, -1):
        text = lines[number - 1].strip()
        targets.append(target or number)
        if text and not text.startswith("#"):
            target = number
    return targets[::-1]
