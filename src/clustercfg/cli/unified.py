"""The change of a text as a unified diff that shows no secret."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clustercfg.linting.masking import hide_spans
from clustercfg.linting.reports.characters import printable, visible
from clustercfg.linting.reports.palette import Palette
from clustercfg.linting.secrets import secret_spans
from clustercfg.yamltext.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["unified_diff"]

_CONTEXT = 3
_BREAK = re.compile(r"\r\n|\n|\r")
_TELLING = 8
"""From this length on, a secret is masked wherever it stands: shorter words may stand for something else."""


def unified_diff(before: str, after: str, name: str, *, color: bool) -> str:
    """Return the change from `before` to `after`, two states of the file `name`; empty when there is none.

    The lines are compared as they are and shown with their secrets masked: a changed password is seen, not read.
    """
    if before == after:
        return ""
    old, new = Document(before), Document(after)
    told = _secrets(old) | _secrets(new)
    lines = _diff(_lines(before), _lines(after), _shown(old, told), _shown(new, told))
    palette = Palette(color)
    head = [palette.paint(f"{sign} {printable(name)}", "bold") for sign in ("---", "+++")]
    return "".join(line + "\n" for line in (*head, *(_painted(line, palette) for line in lines)))


def _painted(line: str, palette: Palette) -> str:
    style = {"-": "red", "+": "green", "@": "cyan"}.get(line[:1])
    return palette.paint(line, style) if style else line


def _lines(text: str) -> list[str]:
    """The lines with their breaks, so that a changed line break is a change."""
    starts = [0, *(match.end() for match in _BREAK.finditer(text))]
    return [
        text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True) if start < end
    ]


def _secrets(document: Document) -> frozenset[str]:
    texts = (document.text[start:end].strip().strip("'\"") for start, end in secret_spans(document))
    return frozenset(text for text in texts if len(text) >= _TELLING)


def _shown(document: Document, told: frozenset[str]) -> list[str]:
    """The lines as they may be seen, as many as there are in the text."""
    spans = secret_spans(document)
    for secret in told:
        spans += [match.span() for match in re.finditer(re.escape(secret), document.text)]
    return _lines(hide_spans(document.text, spans))


def _diff(
    before: Sequence[str], after: Sequence[str], shown_before: Sequence[str], shown_after: Sequence[str]
) -> Iterator[str]:
    from difflib import SequenceMatcher  # noqa: PLC0415 - only who asks for a diff pays for it

    for group in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(_CONTEXT):
        (_kind, start, _end, new_start, _new_end), (_, _, end, _, new_end) = group[0], group[-1]
        yield f"@@ -{_range(start, end)} +{_range(new_start, new_end)} @@"
        for kind, i1, i2, j1, j2 in group:
            if kind == "equal":
                yield from (_line(" ", line) for line in shown_before[i1:i2])
                continue
            for sign, lines in (("-", shown_before[i1:i2]), ("+", shown_after[j1:j2])):
                for line in lines:
                    yield _line(sign, line)


def _range(start: int, end: int) -> str:
    """The line numbers of a hunk, as diff and patch write them."""
    count = end - start
    first = start + 1 if count else start
    return str(first) if count == 1 else f"{first},{count}"


def _line(sign: str, line: str) -> str:
    content = _BREAK.sub("", line)
    shown = "".join(each if each == "\t" else visible(each) for each in content)
    return sign + shown + ("" if content != line else "\n\\ No newline at end of file")
