"""What a problem of the text says about itself: kind, place and details, from which rules make their words."""

from __future__ import annotations

from typing import Any

import pytest

from clustercfg.yamltext.document import Document

TOLD: list[tuple[str, list[tuple[str, str, dict[str, Any]]]]] = [
    ("a: &b c\nd: *e\n", [("unknown-alias", "*e", {"name": "e"})]),
    ("a: .inf\n", [("unportable-value", ".inf", {"sign": ".inf"})]),
    ("a: [:b]\n", [("unportable-value", ":b", {"sign": ":"})]),
    ('a: "b\\/c"\n', [("unportable-value", "\\/", {"sign": "\\/"})]),
    ('a: "\\d"\n', [("backslash-in-double-quotes", "\\d", {"escape": "\\d"})]),
    ("a: b\n  c: d\n", [("wrong-indentation", "  ", {"found": 2, "expected": 0})]),
    ("a:\n    b: c\n   d: e\n", [("wrong-indentation", "   ", {"found": 3, "expected": 4})]),
    ("a:\n  b: c\n d: e\n", [("wrong-indentation", " ", {"found": 1, "expected": 2})]),
    ("a:\n  - b: c\n d: e\n", [("wrong-indentation", " ", {"found": 1, "expected": 0})]),
    ("a: b\n$ cat x\nc: d\n", [("stray-line", "$ cat x", {"sign": "line", "lines": 1})]),
    (
        "a: b\nsome words that stand here\nc: d\n",
        [("stray-line", "some words that stand here", {"sign": "line", "lines": 1})],
    ),
    ("%FOO bar\n---\na: b\n", [("syntax", "%FOO bar", {"message": "unknown directive"})]),
    ("%YAML 1.3\n---\na: b\n", [("yaml-version", "%YAML 1.3", {"version": "1.3"})]),
    ("a: b\n---\nc: d\n", [("second-document", "---", {})]),
    ("a: b\na: c\n", [("duplicate-key", "a", {"key": "a", "dash": 0})]),
    ("a: @b\n", [("reserved-character", "@b", {"character": "@"})]),
    ("a: `b\n", [("reserved-character", "`b", {"character": "`"})]),
    ("a: %b\n", [("reserved-character", "%b", {"character": "%"})]),
    ("a: 'b\nc: d\n", [("unclosed-quote", "'", {"character": "'"})]),
    ("a: [b\nc: d\n", [("unclosed-bracket", "[", {"character": "["})]),
    ("a：b\nc: d\n", [("full-width-punctuation", "：", {})]),
    ("a:b\nc: d\n", [("missing-space", ":", {"key": "a"})]),
    ("a = b\nc: d\n", [("missing-colon", "a = ", {"key": "a"})]),
    ("a\nb: c\n", [("missing-colon", "a", {"key": "a"})]),
    ("a: b\n<<: {a: c}\n", [("unportable-value", "<<", {"sign": "<<", "key": "a"})]),
    ("\ta: b\n", [("tab-indentation", "\t", {"lines": 1})]),
    ("a:\n\t- b\n", [("tab-indentation", "\t", {"lines": 1})]),
    ("a: 'b' c\nd: e\n", [("text-after-quote", "c", {})]),
    ("a: ‘b’\n", [("smart-quotes", "‘b’", {})]),
    ("a: !!str b\n", [("tag", "!!str", {"tag": "!!str"})]),
    ("? [a]\n: b\n", [("key-is-no-text", "[", {})]),
    ("a: *b\n", [("unknown-alias", "*b", {"name": "b"})]),
    (
        "a:\n  - b\n c\n",
        [
            (
                "syntax",
                "c",
                {"message": "while parsing a block mapping: expected <block end>, but found '<scalar>'"},
            )
        ],
    ),
    ("yes: a\n", [("unportable-value", "yes", {"sign": "yes", "arrives": "true"})]),
    ("...\na: b\n", [("ellipsis", "...", {"lines": 1})]),
    ("a: \x08\n", [("control-character", "\x08", {"character": "U+0008", "more": 0})]),
    (
        "- a\nb: c\n",
        [
            (
                "syntax",
                "- a",
                {"message": "while parsing a block collection: expected <block end>, but found '?'"},
            )
        ],
    ),
    ("a: &x b\nc: *x\n<<: *x\n", [("syntax", "*x", {"message": "map merge requires a mapping"})]),
    ("a:\n  b\n  c: d\n", [("missing-colon", "b", {"key": "b"})]),
    ("a: {b: c\n", [("unclosed-bracket", "{", {"character": "{"})]),
    ('a: "\\uDC00x\\n"\n', [("unportable-value", "\\uDC00", {"sign": "\\uDC00"})]),
    ("a: &b c\nd: &\n", [("reserved-character", "&", {"character": "&"})]),
    ('a: "\\x9z"\n', [("backslash-in-double-quotes", "\\x", {"escape": "\\x"})]),
]


def told(text: str) -> list[tuple[str, str, dict[str, Any]]]:
    return [(each.kind, text[each.start : each.end], dict(each.details)) for each in Document(text).problems]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_a_problem_says_what_it_is_about(text: str, expected: list[tuple[str, str, dict[str, Any]]]) -> None:
    assert told(text) == expected
