"""The pieces of Markdown that generated pages are made of."""

from __future__ import annotations

import pytest

from docsite.markdown import facts, inline, table


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("a | b", r"a \| b"),
        ("`a | b`", "`a | b`"),
        ("`a` | `b | c`", r"`a` \| `b | c`"),
        ("one\ntwo", "one two"),
    ],
)
def test_bars_divide_no_cell(cell: str, shown: str) -> None:
    assert table(["Head"], [[cell]]) == f"| Head |\n| --- |\n| {shown} |\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("`<name>` & more", "<code>&lt;name&gt;</code> &amp; more"),
        ("**all** of [it](page.md)", '<strong>all</strong> of <a href="page.md">it</a>'),
        ("one\ntwo", "one<br>two"),
    ],
)
def test_inline_markdown_becomes_html(text: str, shown: str) -> None:
    assert inline(text) == shown


def test_a_fact_without_a_text_is_left_out() -> None:
    assert facts([("Type", "text"), ("Default", "")]).count("<dt>") == 1
