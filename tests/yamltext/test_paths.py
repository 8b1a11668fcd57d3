"""Paths as text and as steps are two forms of one thing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercfg.yamltext.paths import format_path, parse_path

STEPS = st.integers(0, 10**6) | st.text(st.characters(codec="utf-8"), max_size=12)


@given(st.lists(STEPS, max_size=6).map(tuple))
def test_a_formatted_path_is_parsed_to_the_same_steps(steps: tuple[str | int, ...]) -> None:
    assert parse_path(format_path(steps)) == steps


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("", ()),
        ("spec", ("spec",)),
        (".spec.cri", ("spec", "cri")),
        ("spec.masterNodes[0].ip", ("spec", "masterNodes", 0, "ip")),
        ("[1][2].a", (1, 2, "a")),
        ('spec.workerNodes[0].nodeLabels["a.b/c"]', ("spec", "workerNodes", 0, "nodeLabels", "a.b/c")),
        ('["a b"]["]"].c', ("a b", "]", "c")),
        ('[""]', ("",)),
        ('["\\u4e2d\\""]', ('中"',)),
        ("a-b_c.中文", ("a-b_c", "中文")),
    ],
)
def test_a_path_is_parsed(text: str, steps: tuple[str | int, ...]) -> None:
    assert parse_path(text) == steps


@pytest.mark.parametrize(
    "text",
    [".", "a.", "a..b", "a[", "a[]", "a[x]", "a[-1]", "a]", 'a["b]', 'a["b"', '["\\x"]', "[1]b", 'a"b'],
)
def test_what_is_no_path_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        parse_path(text)
