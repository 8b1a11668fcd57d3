"""What is seen in the text before it is read: the bodies of text blocks, lines of dots, another version of YAML."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter

from clustercfg.records import Record
from clustercfg.yamltext.geometry import newline_of
from clustercfg.yamltext.problems import Problem, Replacement

__all__ = [
    "Body",
    "block_bodies",
    "body_at",
    "directives",
    "doubled_line_ends",
    "ellipses",
    "mixed_line_ends",
]

_DIRECTIVE = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*(%(\S*)[ \t]*([^\s#]*)[^\n]*)\n?")
_DOTS = re.compile(r"^([ \t]*)(\.{3,}|…+)[ \t]*\r?$", re.MULTILINE)
_DOUBLED = re.compile(r"\r+\r\n")
_NOT_UNIX = re.compile(r"\r\n?")
_NOT_WINDOWS = re.compile(r"(?<!\r)\n|\r(?!\n)")
_LINE_ENDS = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}
_MOST_LINE_ENDS = 20_000
_BLOCK_HEADER = re.compile(
    r"^([ ]*)(?=[^\s#])[^\n#]*?[:\-?]"
    r"(?:[ \t]+|(?:[ \t]+#[^\n]*|[ \t]*)\r?\n(?:[ ]*(?:#[^\n]*)?\r?\n)*[ ]+)(?:[&!]\S*[ \t]+)*"
    r"[|>][-+]*([1-9]?)[-+]*[ \t]*(?:#[^\n]*)?\r?$",
    re.MULTILINE,
)


def directives(text: str) -> list[Problem]:
    """Return the problems of the lines for YAML itself that stand in front of everything.

    Another version than 1.1, whose repair takes the line out, and names that Go's reader does not know.
    """
    found: list[Problem] = []
    end = 0
    while "%" in text and (match := _DIRECTIVE.match(text, end)):
        name, version, end = match[2], match[3], match.end()
        if name == "YAML" and version != "1.1":
            start, stop = match.start(1), match.end(3)
            repair = (Replacement(start, end, ""),)
            found.append(Problem("yaml-version", start, stop, {"version": version}, repair))
        elif name not in ("YAML", "TAG"):
            found.append(Problem("syntax", *match.span(1), {"message": "unknown directive"}))
    return found


def ellipses(text: str) -> Problem | None:
    """Return one problem for all lines of dots that stand for "the rest of the file"; its repair takes them out.

    A single `...` at the very end is YAML's own document end mark and no problem.
    """
    if "..." not in text and "…" not in text:
        return None
    bodies = list(block_bodies(text))
    found = [match for match in _DOTS.finditer(text) if body_at(bodies, match.start()) is None]
    if not found or _is_document_end(text, found):
        return None
    lines = _joined((match.start(), _line_end(text, match.end())) for match in found)
    repair = tuple(Replacement(start, end, "") for start, end in lines)
    first = found[0]
    return Problem("ellipsis", first.start(2), first.end(2), {"lines": len(found)}, repair)


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Make one span of those that follow on each other."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and joined[-1][1] == start:
            start = joined.pop()[0]  # noqa: PLW2901 - the span grows
        joined.append((start, end))
    return joined


def _is_document_end(text: str, found: list[re.Match[str]]) -> bool:
    only = found[0]
    return len(found) == 1 and not only[1] and only[2] == "..." and not text[only.end() :].strip()


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end + 1


def doubled_line_ends(text: str) -> list[Problem]:
    """Return one problem for all line ends with a carriage return too many."""
    found = list(islice(_DOUBLED.finditer(text), _MOST_LINE_ENDS + 1)) if "\r\r\n" in text else []
    if not found:
        return []
    repair = tuple(Replacement(each.start(), each.end() - len("\r\n"), "") for each in found)
    shown = repair if len(found) <= _MOST_LINE_ENDS else ()
    first = found[0]
    return [Problem("doubled-line-ends", first.start(), first.end(), {"lines": len(found)}, shown)]


def mixed_line_ends(text: str) -> list[Problem]:
    """Return one problem for all line ends of another kind than most; doubled ones are told of first.

    Its `details` name the kinds: LF, CRLF, CR.
    """
    usual = newline_of(text)
    if "\r" not in text or usual not in text or "\r\r\n" in text:
        return []
    others = _NOT_UNIX if usual == "\n" else _NOT_WINDOWS
    found = list(islice(others.finditer(text), _MOST_LINE_ENDS + 1))
    if not found:
        return []
    kinds = sorted({_LINE_ENDS[each[0]] for each in found}, reverse=True)
    details: dict[str, str | int] = {
        "lines": len(found),
        "others": ", ".join(kinds),
        "usual": _LINE_ENDS[usual],
    }
    repair = tuple(Replacement(each.start(), each.end(), usual) for each in found)
    end = found[0].start()
    start = max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1
    start = end - len(text[start:end].lstrip(" "))
    return [Problem("mixed-line-ends", start, end, details, repair if len(found) <= _MOST_LINE_ENDS else ())]


class Body(Record):
    """Where the lines of a text block lie, and by how much they are indented."""

    start: int
    end: int
    indent: int
    opening: int
    """Up to here blanks may only indent: where the first line with content starts, unless the header says how deep."""


def block_bodies(text: str) -> Iterator[Body]:
    """Yield where the bodies of block scalars lie, judged by indentation alone."""
    done = 0
    for header in _BLOCK_HEADER.finditer(text):
        if header.start() < done:
            continue
        opening = end = header.end() + 1
        indent = 0
        while end < len(text):
            line = text[end : _line_end(text, end)]
            depth = len(line) - len(line.lstrip(" "))
            if line.strip():
                if depth <= len(header[1]):
                    break
                opening = opening if indent else end
                indent = indent or depth
            end += len(line)
        done = end
        depth = min(indent, len(header[1]) + int(header[2] or indent))
        opening = opening if indent else end
        yield Body(header.end(), end, depth, header.end() if header[2] else opening)


def body_at(bodies: Sequence[Body], offset: int) -> Body | None:
    """Return the one of `bodies` that `offset` lies in."""
    index = bisect_right(bodies, offset, key=attrgetter("start")) - 1
    return bodies[index] if index >= 0 and offset < bodies[index].end else None
