"""The page that documents a rule, passage by passage, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from clustercfg.translation import gettext as _

__all__ = ["Passage", "passages", "section", "translated"]

_FENCE = "```"
_HEADING = "## "


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading (without its mark), a paragraph on one line, or a block of code with its fences."""

    text: str
    kind: str
    """`heading`, `paragraph` or `code`."""

    @property
    def message(self) -> str:
        """What the catalogs hold of the passage: nothing of code, which is never translated."""
        return "" if self.kind == "code" else self.text

    def in_markdown(self) -> str:
        """Return the passage in the reader's language."""
        text = _(self.text) if self.message else self.text
        return f"{_HEADING}{text}" if self.kind == "heading" else text


def passages(page: str) -> Iterator[Passage]:
    """Split the Markdown of a page (without indentation) into passages: for the extraction and for every display."""
    lines: list[str] = []
    in_code = False
    for line in [*page.split("\n"), ""]:
        if line.startswith(_FENCE) and in_code:
            yield Passage("\n".join([*lines, line]), "code")
            lines, in_code = [], False
        elif in_code:
            lines.append(line)
        elif line and not line.startswith((_FENCE, _HEADING)):
            lines.append(line.strip())
        else:
            if lines:
                yield Passage(" ".join(lines), "paragraph")
            in_code = line.startswith(_FENCE)
            lines = [line] if in_code else []
            if line.startswith(_HEADING):
                yield Passage(line.removeprefix(_HEADING).strip(), "heading")


def translated(page: str) -> str:
    """Return a page in the reader's language, each paragraph on one line."""
    return _joined(passages(page))


def section(page: str, heading: str) -> str:
    """Return what stands below a heading, given in English, in the reader's language."""
    inside = False
    found: list[Passage] = []
    for passage in passages(page):
        if passage.kind == "heading":
            inside = passage.text == heading
        elif inside:
            found.append(passage)
    return _joined(found)


def _joined(found: Iterable[Passage]) -> str:
    """Put a blank line between passages, but none below a heading."""
    parts: list[str] = []
    for before, passage in pairwise([None, *found]):
        if passage is not None:
            gap = "" if before is None else "\n" if before.kind == "heading" else "\n\n"
            parts.append(gap + passage.in_markdown())
    return "".join(parts)
