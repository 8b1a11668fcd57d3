"""Comments that silence findings: `# clustercfg: ignore[CC301] reason`, on the line or alone on the line above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from clustercfg.linting.mismatch import Mismatch
from clustercfg.yamltext.comments import Comment
from clustercfg.yamltext.document import Document

__all__ = ["Suppression", "Suppressions"]

_MARK = "clustercfg:"
_FORM = re.compile(r"#+\s*clustercfg:\s*ignore\b(?:\s*\[([^\]]*)\])?\s*(.*)")


@dataclass(slots=True)
class Suppression:
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

    def _read(self, document: Document, names: frozenset[str]) -> Iterator[Suppression]:
        for comment in document.comments:
            match = _FORM.match(comment.text)
            if match is None:
                continue
            codes = tuple(code.strip().upper() for code in (match[1] or "").split(",") if code.strip())
            unknown = next((code for code in codes if code not in names), None)
            fault = "codes" if not codes else "code" if unknown else "reason" if not match[2].strip() else ""
            if fault:
                self._unclear(comment, fault, unknown or "")
                continue
            line = document.line_and_column(comment.start)[0]
            yield Suppression(comment, _target(document, line) if comment.alone else line, codes)

    def _unclear(self, comment: Comment, fault: str, code: str) -> None:
        details = {"fault": fault, "code": code}
        self.mismatches.append(Mismatch("unclear-suppression", (), comment.start, comment.end, details))

    def silence(self, code: str, line: int) -> bool:
        """Return whether a finding of `code` on `line` is silenced, and remember that it was."""
        silenced = False
        for each in self.found:
            if each.line == line and code in each.codes:
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


def _target(document: Document, line: int) -> int:
    """The line that a comment alone on `line` speaks of: the next one that is neither blank nor a comment."""
    for number in range(line, len(document.lines)):
        text = document.lines[number].strip()
        if text and not text.startswith("#"):
            return number + 1
    return line
