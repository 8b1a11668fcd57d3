"""Every comment is found, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from written_documents import Written, written_documents

from clustercfg.yamltext.document import Document

TEXTS: dict[str, tuple[str, list[tuple[str, bool]]]] = {
    "alone": ("# a\nb: c\n", [("# a", True)]),
    "behind a value": ("a: b # c\n", [("# c", False)]),
    "behind a key": ("a: # b\n  c: d\n", [("# b", False)]),
    "behind a dash": ("- # a\n  b\n", [("# a", False)]),
    "indented": ("a:\n  # b\n  c: d\n", [("# b", True)]),
    "not without a blank": ("a: b#c\nd#e: f\n", []),
    "not inside quotes": ("a: 'b # c'\nd: \"e # f\" # g\n", [("# g", False)]),
    "not inside a text block": ("a: |\n  # b\n  c\nd: e\n", []),
    "behind a block header": ("a: | # b\n  # c\n", [("# b", False)]),
    "behind a text block": ("a: |\n  b\n# c\nd: e\n", [("# c", True)]),
    "between lines of brackets": ("a: [b, # c\n  # d\n  e]\n", [("# c", False), ("# d", True)]),
    "behind brackets": ("a: [b] # c\n", [("# c", False)]),
    "behind quotes at once": ('a: "b"# c\n', []),
    "at the end": ("a: b\n# c", [("# c", True)]),
    "without text": ("#\na: b #\n", [("#", True), ("#", False)]),
    "several marks": ("### a # b\nc: d\n", [("### a # b", True)]),
    "only comments": ("# a\n\n# b\n", [("# a", True), ("# b", True)]),
    "behind an anchor": ("a: &x # b\n  c: d\n", [("# b", False)]),
    "behind an alias": ("a: &x b\nc: *x # d\n", [("# d", False)]),
    "behind the document start": ("--- # a\nb: c\n", [("# a", False)]),
    "in folded text": ("a: >\n  b\n  # c\n", []),
    "in plain text over lines": ("a: b\n  c # d\n", [("# d", False)]),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("text", "found"), TEXTS.values(), ids=TEXTS)
def test_comments_are_found(text: str, found: list[tuple[str, bool]], newline: str) -> None:
    document = Document(text.replace("\n", newline))
    assert [(each.text, each.alone) for each in document.comments] == found
    for each in document.comments:
        assert document.text[each.start : each.end] == each.text


def test_comments_are_found_by_line() -> None:
    document = Document("# a\nb: c # d\n\ne: f\n")
    assert [[each.text for each in document.comments_on(line)] for line in range(1, 5)] == [
        ["# a"],
        ["# d"],
        [],
        [],
    ]


@given(written_documents())
@settings(max_examples=60, deadline=None)
def test_a_comment_never_overlaps_a_value(written: Written) -> None:
    document = Document(written.text)
    for comment in document.comments:
        assert comment.text.startswith("#")
        for place in written.places.values():
            if place.text is not None and not written.text[place.value[0] : place.value[1]].startswith("|"):
                assert comment.end <= place.value[0] or place.value[1] <= comment.start
