"""Colons, dashes, quotes and brackets that are lost, doubled or wrong."""

from __future__ import annotations

import re
from random import Random

from mistakes.mistake import Mistake, change, kind, pick
from mistakes.outline import Entry, Outline

__all__: list[str] = []


def _pairs(outline: Outline) -> list[Entry]:
    return outline.find("spec.*", lambda entry: bool(entry.key and entry.value) and not entry.is_text)


@kind()
def lost_colon(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, _pairs(outline))
    if entry is None:
        return None
    line = f"{entry.margin}{entry.dash}{entry.key} {entry.value}{entry.tail}"
    return change(outline, {entry.index: [line]})


@kind()
def lost_colon_of_a_block(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, [entry for entry in outline.entries if entry.is_head])
    if entry is None:
        return None
    line = f"{entry.margin}{entry.dash}{entry.key}{entry.gap}{entry.tail}"
    return change(outline, {entry.index: [line]})


@kind()
def missing_blank_after_colon(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, _pairs(outline))
    return entry and change(outline, {entry.index: [entry.line(gap="")]})


@kind()
def equals_sign_for_colon(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, _pairs(outline))
    if entry is None:
        return None
    sign = rng.choice(("=", " = "))
    line = f"{entry.margin}{entry.dash}{entry.key}{sign}{entry.value}{entry.tail}"
    return change(outline, {entry.index: [line]})


@kind()
def semicolon_for_colon(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, _pairs(outline))
    if entry is None:
        return None
    line = f"{entry.margin}{entry.dash}{entry.key};{entry.gap}{entry.value}{entry.tail}"
    return change(outline, {entry.index: [line]})


@kind()
def doubled_colon(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, _pairs(outline))
    return entry and change(outline, {entry.index: [entry.line(key=entry.key + ":")]})


@kind()
def lost_dash_of_a_node(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find("spec.*", lambda entry: bool(entry.dash and entry.key)))
    if entry is None:
        return None
    return change(outline, {entry.index: [entry.line(dash=" " * len(entry.dash))]})


@kind()
def lost_dash_of_a_value(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find("spec.*", lambda entry: bool(entry.dash) and not entry.key))
    if entry is None:
        return None
    return change(outline, {entry.index: [entry.line(dash=" " * len(entry.dash))]})


@kind()
def no_blank_after_dash(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find("spec.*", lambda entry: bool(entry.dash)))
    return entry and change(outline, {entry.index: [entry.line(dash="-")]})


@kind()
def a_dash_too_many(outline: Outline, rng: Random) -> Mistake | None:
    """A key inside a node gets a dash of its own, and the node falls apart."""
    entry = pick(rng, outline.find(r"spec\.\w+Nodes\.\d+\.\w+", lambda entry: not entry.dash))
    if entry is None or len(entry.margin) < 2:
        return None
    return change(outline, {entry.index: [entry.line(margin=entry.margin[:-2], dash="- ")]})


@kind()
def a_dash_before_a_key_of_a_block(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find(r"spec\.[a-zA-Z]+\.\w+", lambda entry: not entry.dash and entry.is_leaf))
    return entry and change(outline, {entry.index: [entry.line(dash="- ")]})


@kind()
def lost_closing_quote(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find("spec.*", lambda entry: bool(entry.quote)))
    return entry and change(outline, {entry.index: [entry.line(value=entry.value[:-1])]})


@kind()
def lost_opening_quote(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find("spec.*", lambda entry: bool(entry.quote)))
    return entry and change(outline, {entry.index: [entry.line(value=entry.value[1:])]})


@kind()
def quotes_that_do_not_match(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find("spec.*", lambda entry: bool(entry.quote)))
    if entry is None:
        return None
    other = "'" if entry.quote == '"' else '"'
    return change(outline, {entry.index: [entry.line(value=entry.value[:-1] + other)]})


@kind()
def quotes_inside_the_same_quotes(outline: Outline, rng: Random) -> Mistake | None:
    """`"a="b""`, as one writes arguments for Ansible in a shell."""
    entry = pick(rng, outline.find(r"spec.*", lambda entry: entry.quote == '"' and "='" in entry.value))
    if entry is None:
        return None
    return change(outline, {entry.index: [entry.line(value=f'"{entry.plain.replace(chr(39), chr(34))}"')]})


@kind()
def backslash_in_double_quotes(outline: Outline, rng: Random) -> Mistake | None:
    """`\\$releasever` is right plain and in single quotes, and breaks double ones (EO, CC-zh)."""
    entry = pick(rng, outline.find("spec.*", lambda entry: "\\$" in entry.value and entry.quote != '"'))
    if entry is None:
        return None
    if entry.value.startswith("["):
        return change(outline, {entry.index: [entry.line(value=entry.value.replace("'", '"'))]})
    return change(outline, {entry.index: [entry.line(value=f'"{entry.plain}"')]})


@kind()
def lost_bracket(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find("spec.*", lambda entry: re.fullmatch(r"\[.+\]", entry.value) is not None))
    if entry is None:
        return None
    value = entry.value[:-1] if rng.random() < 0.7 else entry.value[1:]
    return change(outline, {entry.index: [entry.line(value=value)]})


@kind()
def list_closed_by_another_bracket(outline: Outline, rng: Random) -> Mistake | None:
    entry = pick(rng, outline.find("spec.*", lambda entry: re.fullmatch(r"\[.+\]", entry.value) is not None))
    if entry is None:
        return None
    return change(outline, {entry.index: [entry.line(value=entry.value[:-1] + rng.choice(")}】"))]})


@kind()
def lost_bar_of_a_text(outline: Outline, rng: Random) -> Mistake | None:
    """`kubeanConfig:` without `|-`: the text becomes keys."""
    entry = pick(rng, outline.find(r"spec.*", lambda entry: entry.is_text))
    return entry and change(outline, {entry.index: [entry.line(gap="", value="")]})


@kind()
def comment_without_a_hash(outline: Outline, rng: Random) -> Mistake | None:
    """A comment on a line of its own lost its hash."""
    found = [
        (index, match)
        for index, line in enumerate(outline.lines)
        if (match := re.fullmatch(r"( *)# ?(\S.*)", line)) and not _is_of_text(outline, index)
    ]
    chosen = pick(rng, found)
    if chosen is None:
        return None
    index, match = chosen
    return change(outline, {index: [match[1] + match[2]]})


def _is_of_text(outline: Outline, index: int) -> bool:
    return any(entry.is_text and entry.index < index < entry.end for entry in outline.entries)


@kind()
def comment_before_the_value(outline: Outline, rng: Random) -> Mistake | None:
    """`ip: # 10.6.1.11`: the comment sign swallows the value."""
    entry = pick(rng, _pairs(outline))
    return entry and change(outline, {entry.index: [entry.line(value=f"# {entry.value}", tail="")]})


@kind()
def comment_without_a_blank(outline: Outline, rng: Random) -> Mistake | None:
    """`ip: 10.6.1.11# first`: no comment, but part of the value."""
    entry = pick(rng, _pairs(outline))
    if entry is None:
        return None
    note = entry.tail.strip() or "# " + rng.choice(("changed", "主节点", "see wiki", "new"))
    original = entry.line(tail=f" {note}")
    wrong = change(outline, {entry.index: [entry.line(value=entry.value + note, tail="")]})
    return Mistake(outline.edited({entry.index: [original]}), wrong.text, wrong.lines)
