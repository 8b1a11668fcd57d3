"""Slips of keyboards, input methods, editors and clipboards."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from mistakes.mistake import Mistake, change, kind, pick
from mistakes.outline import Entry, Outline

__all__: list[str] = []

_FULL_WIDTH = {ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}


def _indented(outline: Outline) -> list[Entry]:
    return [entry for entry in outline.entries if entry.margin]


def _leaf(outline: Outline, rng: Random) -> Entry | None:
    return pick(rng, outline.find("spec.*", lambda entry: entry.is_leaf))


@kind()
def tab_for_indentation(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, _indented(outline))
    if entry is None:
        return None
    return change(outline, {entry.index: [entry.line(margin="\t" * max(1, len(entry.margin) // 4))]})


@kind()
def block_indented_with_tabs(outline: Outline, rng: Random) -> Mistake | None:
    head = pick(rng, outline.find("spec.*", lambda entry: entry.is_head))
    if head is None:
        return None
    below = [entry for entry in outline.entries if head.index < entry.index < head.end]
    return change(
        outline,
        {entry.index: [entry.line(margin="\t" * max(1, len(entry.margin) // 2))] for entry in below},
    )


@kind()
def tab_after_blanks(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, _indented(outline))
    if entry is None:
        return None
    return change(outline, {entry.index: [entry.line(margin=entry.margin[:-1] + "\t")]})


@kind()
def full_width_colon(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find("spec.*", lambda entry: bool(entry.key)))
    if entry is None:
        return None
    gap = rng.choice(("", " ")) if entry.value else ""
    line = f"{entry.margin}{entry.dash}{entry.key}：{gap}{entry.value}{entry.tail}"
    return change(outline, {entry.index: [line]})


@kind()
def full_width_colon_in_value(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find("spec.*", lambda entry: entry.is_leaf and "://" in entry.value))
    if entry is None:
        return None
    return change(outline, {entry.index: [entry.line(value=entry.value.replace(":", "：", 1))]})


@kind()
def full_width_comma_in_list(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find("spec.*", lambda each: each.value[:1] == "[" and "," in each.value))
    if entry is None:
        return None
    return change(outline, {entry.index: [entry.line(value=entry.value.replace(",", "，"))]})


@kind()
def full_width_quotes(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find("spec.*", lambda entry: entry.quote == '"'))
    if entry is None:
        return None
    return change(outline, {entry.index: [entry.line(value=f"＂{entry.plain}＂")]})


@kind()
def smart_quotes(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find("spec.*", lambda entry: bool(entry.quote)))
    if entry is None:
        return None
    left, right = ("“", "”") if entry.quote == '"' else ("‘", "’")
    if rng.random() < 0.3:
        left = right
    return change(outline, {entry.index: [entry.line(value=f"{left}{entry.plain}{right}")]})


@kind()
def full_width_digits(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(r"spec.*(?:ip|Port|Vip|CIDR|logMax\w+)", lambda entry: entry.is_leaf))
    if entry is None:
        return None
    return change(outline, {entry.index: [entry.line(value=entry.value.translate(_FULL_WIDTH))]})


@kind()
def full_stop_for_dot(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(r"spec.*(?:ip|Vip|CIDR)", lambda entry: entry.value.count(".") > 2))
    if entry is None:
        return None
    return change(
        outline, {entry.index: [entry.line(value=entry.value.replace(".", "。", rng.randint(1, 3)))]}
    )


@kind()
def full_width_blank_for_indentation(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, _indented(outline))
    if entry is None:
        return None
    return change(outline, {entry.index: [entry.line(margin="\u3000" * (len(entry.margin) // 2 or 1))]})


@kind()
def no_break_spaces_from_a_web_page(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, _indented(outline))
    if entry is None:
        return None
    where = rng.choice(("margin", "gap")) if entry.gap else "margin"
    new = getattr(entry, where).replace(" ", "\u00a0")
    return change(outline, {entry.index: [entry.line(**{where: new})]})


@kind()
def zero_width_space(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find("spec.*", lambda entry: entry.is_leaf and bool(entry.key)))
    if entry is None:
        return None
    where = rng.choice(("key", "value"))
    old = getattr(entry, where)
    at = rng.choice((0, len(old))) if where == "value" else rng.randint(0, len(old))
    return change(outline, {entry.index: [entry.line(**{where: f"{old[:at]}\u200b{old[at:]}"})]})


@kind()
def another_dash_before_an_item(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find("spec.*", lambda entry: bool(entry.dash)))
    if entry is None:
        return None
    return change(outline, {entry.index: [entry.line(dash=entry.dash.replace("-", rng.choice("–—－")))]})


@kind()
def line_ends_of_two_kinds(outline: Outline, rng: Random) -> Mistake | None:
    """A few lines were typed or pasted on Windows: YAML takes both, other tools for lines do not."""
    entry = pick(rng, outline.entries)
    if entry is None:
        return None
    lines = outline.lines[entry.index : entry.index + rng.randint(1, 5)]
    changes = {entry.index + at: [line + "\r"] for at, line in enumerate(lines)}
    return replace(change(outline, changes), of_form=True)


@kind()
def block_pasted_from_windows(outline: Outline, rng: Random) -> Mistake | None:
    head = pick(rng, outline.find("spec.+", lambda entry: entry.is_head or entry.is_text))
    if head is None or 2 * (head.end - head.index) >= len(outline.lines):
        return None  # nobody could tell which of the two the file had before
    changes = {index: [outline.lines[index] + "\r"] for index in range(head.index, head.end)}
    return replace(change(outline, changes), of_form=True)


@kind()
def line_of_unix_in_a_file_of_windows(outline: Outline, rng: Random) -> Mistake | None:
    """Changed with `sed` or a script: one line, or a new one, has no carriage return."""
    entry = pick(rng, outline.find("spec.+", lambda entry: entry.is_leaf))
    if entry is None:
        return None
    original = outline.text.replace("\n", "\r\n")
    lines = [line + "\r" for line in outline.lines]
    lines[entry.index] = outline.lines[entry.index]
    return Mistake(original, "\n".join(lines) + "\n", frozenset({entry.index + 1}), of_form=True)


@kind()
def doubled_carriage_returns(outline: Outline, rng: Random) -> Mistake | None:
    """A file of Windows that was converted once more: every line ends in `\\r\\r\\n`."""
    del rng
    text = outline.text.replace("\n", "\r\r\n")
    return Mistake(outline.text, text, frozenset(range(1, 2 * len(outline.lines) + 1)))


@kind()
def trailing_backslash(outline: Outline, rng: Random) -> Mistake | None:
    entry = _leaf(outline, rng)
    if entry is None:
        return None
    return change(outline, {entry.index: [entry.line(value=entry.value + " \\", tail="")]})


@kind()
def trailing_comma(outline: Outline, rng: Random) -> Mistake | None:
    entry = _leaf(outline, rng)
    if entry is None:
        return None
    return change(outline, {entry.index: [entry.line(value=entry.value + ",")]})


@kind()
def trailing_semicolon(outline: Outline, rng: Random) -> Mistake | None:
    entry = _leaf(outline, rng)
    if entry is None:
        return None
    return change(outline, {entry.index: [entry.line(value=entry.value + ";")]})


@kind()
def escapes_of_a_web_page(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(
        rng, outline.find("spec.*", lambda entry: entry.is_leaf and bool(set(entry.value) & set("&\"'<")))
    )
    if entry is None:
        return None
    value = entry.value.replace("&", "&amp;").replace('"', "&quot;").replace("'", "&#39;")
    return change(outline, {entry.index: [entry.line(value=value)]})


@kind()
def letter_o_for_zero(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(r"spec.*(?:ip|Port|Vip|CIDR|logMax\w+)", lambda each: "0" in each.value))
    if entry is None:
        return None
    return change(outline, {entry.index: [entry.line(value=entry.value.replace("0", rng.choice("Oo"), 1))]})


@kind()
def letter_l_for_one(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(r"spec.*(?:ip|Vip|CIDR)", lambda entry: "1" in entry.value))
    if entry is None:
        return None
    return change(outline, {entry.index: [entry.line(value=entry.value.replace("1", "l", 1))]})
