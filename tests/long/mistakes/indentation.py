"""Blanks at the beginning of lines: too many, too few, lost."""

from __future__ import annotations

import textwrap
from itertools import pairwise
from random import Random

from mistakes.mistake import Mistake, change, kind, pick
from mistakes.outline import Entry, Outline

__all__: list[str] = []


def _shifted(line: str, by: int) -> str:
    """Return the line moved to the right (or to the left, as far as it has blanks)."""
    if not line.strip():
        return line
    return " " * by + line if by > 0 else line[min(-by, len(line) - len(line.lstrip())) :]


def _moved(outline: Outline, first: int, end: int, by: int) -> dict[int, list[str]]:
    return {index: [_shifted(outline.lines[index], by)] for index in range(first, end)}


def _alone(outline: Outline, rng: Random, by: int) -> Mistake | None:
    entry = pick(
        rng,
        outline.find("spec.+", lambda each: each.is_leaf and not each.dash and len(each.margin) + by >= 0),
    )
    return entry and change(outline, {entry.index: [_shifted(outline.lines[entry.index], by)]})


def _head(outline: Outline, rng: Random, pattern: str = "spec.+") -> Entry | None:
    return pick(rng, outline.find(pattern, lambda entry: entry.is_head))


@kind()
def a_blank_more(outline: Outline, rng: Random) -> Mistake | None:
    return _alone(outline, rng, 1)


@kind()
def a_blank_less(outline: Outline, rng: Random) -> Mistake | None:
    return _alone(outline, rng, -1)


@kind()
def two_blanks_more(outline: Outline, rng: Random) -> Mistake | None:
    return _alone(outline, rng, 2)


@kind()
def two_blanks_less(outline: Outline, rng: Random) -> Mistake | None:
    return _alone(outline, rng, -2)


@kind()
def line_at_the_margin(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find("spec.+", lambda each: each.is_leaf and bool(each.margin)))
    return entry and change(outline, {entry.index: [entry.line(margin="")]})


@kind()
def block_lost_its_indentation(outline: Outline, rng: Random) -> Mistake | None:
    """What stands below a key stands beside it."""
    head = pick(
        rng, outline.find(r"spec\..+", lambda entry: entry.is_head and _has_keys_below(outline, entry))
    )
    if head is None:
        return None
    below = next(entry for entry in outline.entries if entry.index > head.index)
    by = head.column - len(below.margin)
    if by >= 0:
        return None
    lines = set(range(head.index, head.end))
    return change(outline, _moved(outline, head.index + 1, head.end, by), lines)


def _has_keys_below(outline: Outline, head: Entry) -> bool:
    below = next(entry for entry in outline.entries if entry.index > head.index)
    return not below.dash and below.path[: len(head.path)] == head.path


@kind()
def key_outside_spec(outline: Outline, rng: Random) -> Mistake | None:
    """One key below spec, and all that it holds, begins at the margin."""
    entry = pick(rng, outline.find(r"spec\.\w+"))
    if entry is None:
        return None
    return change(outline, _moved(outline, entry.index, entry.end, -len(entry.margin)))


@kind()
def everything_outside_spec(outline: Outline, rng: Random) -> Mistake | None:
    del rng
    spec = outline.at("spec")
    first = next((entry for entry in outline.entries if entry.path[:1] == ("spec",) and entry != spec), None)
    if spec is None or first is None:
        return None
    lines = set(range(spec.index, spec.end))
    return change(outline, _moved(outline, spec.index + 1, spec.end, -len(first.margin)), lines)


@kind()
def block_below_its_neighbor(outline: Outline, rng: Random) -> Mistake | None:
    """A key below spec moves to the right, into the block above it."""
    keys = outline.find(r"spec\.\w+")
    pairs = [(above, entry) for above, entry in pairwise(keys) if above.is_head and entry.margin]
    chosen = pick(rng, pairs)
    if chosen is None:
        return None
    above, entry = chosen
    below = next(each for each in outline.entries if each.index > above.index)
    by = below.column - entry.column
    return change(outline, _moved(outline, entry.index, entry.end, by)) if by > 0 else None


@kind()
def rest_of_the_file_shifted(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(r"spec\.\w+")[1:])
    spec = outline.at("spec")
    if entry is None or spec is None:
        return None
    by = rng.choice((1, -1, 2))
    changes = _moved(outline, entry.index, spec.end, by)
    return change(outline, changes, set(range(entry.index, entry.end)))


@kind()
def one_item_out_of_line(outline: Outline, rng: Random) -> Mistake | None:
    """One node of several begins a column before or behind the others."""
    items = [
        span
        for name in ("masterNodes", "workerNodes", "etcdNodes")
        if len(spans := outline.items(rf"spec\.{name}")) > 1
        for span in spans
    ]
    chosen = pick(rng, items)
    if chosen is None:
        return None
    return change(outline, _moved(outline, *chosen, rng.choice((1, -1))))


@kind()
def dash_out_of_line_with_its_node(outline: Outline, rng: Random) -> Mistake | None:
    """Only the line with the dash moves, or only the lines below it."""
    chosen = pick(rng, [span for span in outline.items("spec.+") if span[1] - span[0] > 1])
    if chosen is None:
        return None
    first, end = chosen
    by = rng.choice((1, -1))
    span = (first, first + 1) if rng.random() < 0.5 else (first + 1, end)
    return change(outline, _moved(outline, *span, by), set(range(first, end)))


@kind()
def text_block_lost_its_indentation(outline: Outline, rng: Random) -> Mistake | None:
    """The text of kubeanConfig stands in the column of its key (a page of the guide prints it so)."""
    entry = pick(rng, outline.find("spec.+", lambda entry: entry.is_text and entry.end > entry.index + 1))
    if entry is None:
        return None
    below = outline.lines[entry.index + 1 : entry.end]
    text = textwrap.indent(textwrap.dedent("\n".join(below)), " " * entry.column).split("\n")
    changes = {entry.index + 1 + at: [line] for at, line in enumerate(text)}
    return change(outline, changes, set(range(entry.index, entry.end)))


@kind()
def one_line_of_a_text_block_lost_its_indentation(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find("spec.+", lambda entry: entry.is_text and entry.end > entry.index + 2))
    if entry is None:
        return None
    index = rng.randint(entry.index + 2, entry.end - 1)
    line = outline.lines[index]
    if not line.strip():
        return None
    return change(outline, {index: [" " * entry.column + line.lstrip()]})


@kind()
def two_lines_joined(outline: Outline, rng: Random) -> Mistake | None:
    pairs = [
        (one, two)
        for one, two in pairwise(outline.entries)
        if two.index == one.index + 1 and one.is_leaf and one.key and two.key and not two.dash
    ]
    chosen = pick(rng, pairs)
    if chosen is None:
        return None
    one, two = chosen
    return change(
        outline, {one.index: [f"{one.line(tail='')} {two.line(margin='')}"], two.index: []}, {one.index}
    )


@kind()
def line_broken_inside_its_value(outline: Outline, rng: Random) -> Mistake | None:
    """A mail program or a terminal broke a long line."""
    entry = pick(rng, outline.find("spec.+", lambda entry: entry.is_leaf and len(entry.plain) > 12))
    if entry is None:
        return None
    line = outline.lines[entry.index]
    at = rng.randint(len(line) - len(entry.tail) - len(entry.plain) + 2, len(line) - len(entry.tail) - 2)
    return change(outline, {entry.index: [line[:at], rng.choice(("", entry.margin)) + line[at:]]})
