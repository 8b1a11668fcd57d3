from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercfg.linting.reports.characters import columns, printable, wrap
from clustercfg.linting.reports.excerpt import excerpt

LONG = "key: " + "a" * 200 + "TARGET" + "b" * 200


@pytest.mark.parametrize(
    ("line", "target", "shown", "offset", "length"),
    [
        ("ip: 10.6.1.1", "10.6.1.1", "ip: 10.6.1.1", 4, 8),
        ("名: 主节点 # x", "主节点", "名: 主节点 # x", 4, 6),
        ("a: 🚀🚀b", "b", "a: 🚀🚀b", 7, 1),
        ("e\u0301: x", "x", "e\u0301: x", 3, 1),
        ("\tip: x", "\t", "»   ip: x", 0, 4),
        ("\tip: x", "x", "»   ip: x", 8, 1),
        ("a:\u00a0x", "x", "a:\\xa0x", 6, 1),
        ("a:\u200bx", "x", "a:\\u200bx", 8, 1),
        ("a\x00b", "b", "a\\x00b", 5, 1),
    ],
)
def test_underline_sits_below_the_target(
    line: str, target: str, shown: str, offset: int, length: int
) -> None:
    start = line.index(target)
    found = excerpt(line, start, start + len(target), 80)
    assert (found.text, found.offset, found.length) == (shown, offset, length)


@pytest.mark.parametrize(
    ("start", "end", "offset", "length"),
    [(2, 2, 2, 1), (4, 4, 4, 1), (9, 12, 4, 1), (3, 99, 3, 1)],
)
def test_an_empty_span_or_one_past_the_end_gets_one_caret(
    start: int, end: int, offset: int, length: int
) -> None:
    found = excerpt("a: b", start, end, 80)
    assert (found.offset, found.length) == (offset, length)


@pytest.mark.parametrize("room", [20, 40, 78, 120])
def test_a_long_line_is_cut_around_the_target(room: int) -> None:
    start = LONG.index("TARGET")
    found = excerpt(LONG, start, start + 6, room)
    assert found.text[found.offset : found.offset + found.length] == "TARGET"
    assert columns(found.text) == room
    assert found.text.startswith("...")
    assert found.text.endswith("...")


@pytest.mark.parametrize("target", [LONG[:3], LONG[-3:]])
def test_a_cut_line_has_no_dots_where_it_begins_or_ends(target: str) -> None:
    start = LONG.rindex(target)
    found = excerpt(LONG, start, start + 3, 40)
    assert found.text[found.offset : found.offset + 3] == target
    assert found.text.startswith("...") is (target == LONG[-3:])
    assert found.text.endswith("...") is (target == LONG[:3])


def test_a_line_of_a_megabyte_costs_no_more_than_what_is_shown() -> None:
    line = "x" * 1_000_000
    for start in range(0, 1_000_000, 500):
        assert columns(excerpt(line, start, start + 10, 80).text) <= 80


@given(st.text(max_size=200), st.integers(0, 210), st.integers(0, 210), st.integers(20, 100))
def test_an_excerpt_always_fits_and_underlines_what_is_shown(
    line: str, start: int, length: int, room: int
) -> None:
    found = excerpt(line, start, start + length, room)
    assert columns(found.text) <= room
    assert found.length >= 1
    assert found.offset + found.length <= room + 1
    assert found.text.isprintable()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("one two three", ["one two", "three"]),
        ("节点名必须是小写", ["节点名必", "须是小写"]),
        ("节点名必，须", ["节点名", "必，须"]),
        ("/a/path/that/is/long x", ["/a/path/that/is/long", "x"]),
        ("a\nb", ["a", "b"]),
        ("用 abc 来测试", ["用 abc ", "来测试"]),
        ("名称（RFC）", ["名称", "（RFC）"]),
    ],
)
def test_wrapping_respects_words_and_wide_characters(text: str, lines: list[str]) -> None:
    assert wrap(text, 8) == [line.rstrip() for line in lines]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_printable_text_is_one_safe_line(text: str) -> None:
    assert printable(text).isprintable()
