"""Whether a mistake is found, where, and whether the fixes undo it."""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from clustercfg.linting.diagnostics import Diagnostic, Severity
from clustercfg.linting.fixing import fix
from clustercfg.linting.linter import lint_bytes
from clustercfg.yamltext.document import Document
from mistakes.mistake import Mistake
from mistakes.other_reader import data_of, says_the_same

__all__ = ["Judgement", "detected", "false_errors", "is_a_mistake", "judge"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of one mistake. `mended` is None where nobody could know the original."""

    detected: bool
    refused: bool
    """Whether a finding at error level tells of it."""
    placed: bool
    mended: bool | None
    codes: tuple[str, ...] = ()
    """Of the findings that the original does not have."""


def is_a_mistake(mistake: Mistake) -> bool:
    """Whether another reader refuses the changed text, or finds other data in it than in the original; one of form always is."""
    return mistake.of_form or not says_the_same(mistake.text, _data(mistake.original))


def judge(mistake: Mistake) -> Judgement:
    """Lint and fix the changed text. A finding of any level counts if the original does not have it."""
    new = _new(mistake)
    placed = _is_placed(mistake, new)
    mended = _is_mended(mistake) if mistake.known else None
    refused = any(found.severity is Severity.ERROR for found in new)
    return Judgement(bool(new), refused, placed, mended, tuple(found.code for found in new))


def detected(mistake: Mistake) -> tuple[bool, bool]:
    """Return whether a mistake is found, and whether at its line."""
    new = _new(mistake)
    return bool(new), _is_placed(mistake, new)


def _is_placed(mistake: Mistake, new: list[Diagnostic]) -> bool:
    return any(line in mistake.lines for found in new for line in range(found.start.line, found.end.line + 1))


def false_errors(text: str) -> list[Diagnostic]:
    """Return the findings at error level in a text that is legal."""
    return [found for found in _findings(text) if found.severity is Severity.ERROR]


def _new(mistake: Mistake) -> list[Diagnostic]:
    """Return the findings beyond those of the original; the same message once more is a new one."""
    left = Counter((found.code, found.message) for found in _findings(mistake.original))
    new = []
    for found in _lint(mistake.text):
        key = (found.code, found.message)
        if left[key]:
            left[key] -= 1
        else:
            new.append(found)
    return new


def _lint(text: str) -> tuple[Diagnostic, ...]:
    return lint_bytes(text.encode("utf-8")).diagnostics


@lru_cache(maxsize=400)
def _findings(text: str) -> tuple[Diagnostic, ...]:
    return _lint(text)


@lru_cache(maxsize=400)
def _data(text: str) -> Any:
    return data_of(text)


def _is_mended(mistake: Mistake) -> bool:
    document, _trouble = Document.from_bytes(mistake.text.encode("utf-8"))
    if document is None:
        return False
    fixed = fix(document, unsafe=True).text
    if mistake.of_form:
        return fixed == _fixed(mistake.original)
    return _keeps_the_rest(mistake, fixed) and says_the_same(fixed, _data(mistake.original))


def _fixed(text: str) -> str:
    """Return a legal text with what there is to be fixed in it: advice has fixes too."""
    document, _trouble = Document.from_bytes(text.encode("utf-8"))
    assert document is not None
    return fix(document, unsafe=True).text


def _keeps_the_rest(mistake: Mistake, fixed: str) -> bool:
    """Whether every line that the mistake left alone is still there, in order, byte for byte."""
    before, after = mistake.original.split("\n"), mistake.text.split("\n")
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    same = [line for at, _there, size in matcher.get_matching_blocks() for line in before[at : at + size]]
    lines = iter(fixed.split("\n"))
    return all(line in lines for line in same)
