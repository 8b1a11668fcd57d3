"""What is seen in the text before it is read: lines of dots, and tabs where blanks belong."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from clustercfg.yamltext.problems import Problem, Replacement

__all__ = ["ellipses", "tab_indentation"]

_DOTS = re.compile(r"^([ \t]*)(\.{3,}|…+)[ \t]*\r?$", re.MULTILINE)
_TABS = re.compile(r"^ *\t[ \t]*(?=[^\s])", re.MULTILINE)
_BLOCK_HEADER = re.compile(
    r"^([ ]*)(?=[^\s#])[^\n#]*?[:\-][ \t]+[|>][-+0-9]*[ \t]*(?:#[^\n]*)?\r?$", re.MULTILINE
)


def ellipses(text: str) -> Problem | None:
    """Return one problem for all lines of dots that stand for "the rest of the file"; its repair takes them out.

    A single `...` at the very end is YAML's own document end mark and no problem.
    """
    if "..." not in text and "…" not in text:
        return None
    blocks = list(_block_scalars(text))
    found = [match for match in _DOTS.finditer(text) if not _inside(match.start(), blocks)]
    if not found or _is_document_end(text, found):
        return None
    repair = tuple(Replacement(match.start(), _line_end(text, match.end()), "") for match in found)
    first = found[0]
    return Problem("ellipsis", first.start(2), first.end(2), {"lines": len(found)}, repair)


def _is_document_end(text: str, found: list[re.Match[str]]) -> bool:
    only = found[0]
    return len(found) == 1 and not only[1] and only[2] == "..." and not text[only.end() :].strip()


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end + 1


def _block_scalars(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the bodies of block scalars lie, judged by indentation alone."""
    done = 0
    for header in _BLOCK_HEADER.finditer(text):
        if header.start() < done:
            continue
        end = header.end() + 1
        while end < len(text):
            line = text[end : _line_end(text, end)]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= len(header[1]):
                break
            end += len(line)
        done = end
        yield header.end(), end


def _inside(offset: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(spans, offset, key=itemgetter(0)) - 1
    return index >= 0 and spans[index][0] <= offset < spans[index][1]


def tab_indentation(text: str, width: int) -> Problem | None:
    """Return one problem for all lines indented with tabs; its repair puts `width` blanks for each tab."""
    if "\t" not in text:
        return None
    blocks = list(_block_scalars(text))
    found = [match for match in _TABS.finditer(text) if not _in_body(text, match, blocks)]
    if not found:
        return None
    repair = tuple(
        Replacement(match.start(), match.end(), match[0].replace("\t", " " * width)) for match in found
    )
    first = found[0]
    return Problem("tab-indentation", first.start(), first.end(), {"lines": len(found)}, repair)


def _in_body(text: str, match: re.Match[str], blocks: list[tuple[int, int]]) -> bool:
    """True for a tab behind the blanks that indent a block scalar's body: it is content there."""
    return _inside(match.start(), blocks) and text[match.start()] == " "
