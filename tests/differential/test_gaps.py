"""What Go's reader refuses or takes for something else is told, and mended where what was meant is plain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from clustercfg.yamltext.document import Document, plain_value
from clustercfg.yamltext.patch import Patch
from clustercfg.yamltext.problems import Problem

if TYPE_CHECKING:
    from real_parts import GoReader

REFUSED = {
    "%FOO bar\n---\na: b\n": "syntax",
    "# c\n\n%TAG ! x:\n%FOO bar\n---\na: b\n": "syntax",
    "%YAML 1.2\n---\na: b\n": "yaml-version",
    "a: |\n\tb\n": "tab-indentation",
    "a: |\n \tb\n": "tab-indentation",
    "a: |-\n\n \t\n": "tab-indentation",
    "a: |\n  b\n \tc\n": "tab-indentation",
    "?\ta\n": "tab-indentation",
    "? a\n:\tb\n": "tab-indentation",
    "- [b\n\t, c]\n": "tab-indentation",
    "a: {b: c\n\t}\n": "tab-indentation",
    " - a\r\t\n": "tab-indentation",
    "null: a\n": "key-is-no-text",
    "~: a\n": "key-is-no-text",
    ": a\n": "key-is-no-text",
    "{~: a}\n": "key-is-no-text",
    "? [a]\n: b\n": "key-is-no-text",
    "? {a: b}\n: c\n": "key-is-no-text",
    "?": "key-is-no-text",
    "<<: a\n": "syntax",
    "<<: [a]\n": "syntax",
    "a: &x b\n<<: *x\n": "syntax",
    "a: &x.y b\n": "reserved-character",
    "a: &x.y\nb: *x.y\n": "reserved-character",
    "&: b\n": "reserved-character",
    "[&a{b: c}]\n": "reserved-character",
    "a: *x\n": "unknown-alias",
    "a: !!int b\n": "tag",
    "a: !!int &x b\n": "tag",
    "a: [b?c]\n": "unportable-value",
    "a: {b: c?}\n": "unportable-value",
    "a: [:x]\n": "unportable-value",
    "{b: :x}\n": "unportable-value",
    'a: "b\\/c"\n': "unportable-value",
    '"a\\/b": c\n': "unportable-value",
    'a: "\\ud800"\n': "unportable-value",
    'a: "\\U0000DFFF"\n': "unportable-value",
    "a: .inf\n": "unportable-value",
    "a: [-.Inf, .NaN]\n": "unportable-value",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_go_refuses_is_told(go_reader: GoReader, text: str) -> None:
    assert {problem.kind for problem in Document(text).problems} == {REFUSED[text]}
    (answer,) = go_reader.read([text])
    assert answer.error is not None


MENDED = {
    'a: "b\\/c"\n': {"a": "b/c"},
    'a: "\\\\/\\/"\n': {"a": "\\//"},
    "a: [b?c, d]\n": {"a": ["b?c", "d"]},
    "a: [:x]\n": {"a": [":x"]},
    "a: .inf\n": {"a": ".inf"},
    "yes: a\n": {"yes": "a"},
    "0123: a\n1e3: b\n": {"0123": "a", "1e3": "b"},
    "{off: a}\n": {"off": "a"},
    "a: !secret\n": {"a": "!secret"},
    "a: !x y\n": {"a": "!x y"},
    "a: *x\n": {"a": "*x"},
    "a: &x.y\n": {"a": "&x.y"},
    "%YAML 1.2\n---\na: b\n": {"a": "b"},
}


@pytest.mark.parametrize("text", MENDED)
def test_the_repair_gives_go_what_was_meant(go_reader: GoReader, text: str) -> None:
    mended = Patch(text, repairs(Document(text).problems)).text
    (answer,) = go_reader.read([mended])
    assert (answer.error, answer.value) == (None, MENDED[text])
    assert Document(mended).problems == ()


def repairs(problems: tuple[Problem, ...]) -> list[Any]:
    assert all(problem.repair for problem in problems)
    return [edit for problem in problems for edit in problem.repair]


READ_ALIKE = (
    "a: b\tc\n",
    "T\ta: b\n",
    "a: T\tb\n  c\td\n\n  e\n",
    'a: "b\n \t c \t "\n',
    "{~\t b}\n",
    "a: |2\n  \tb\n",
    "a: # c\n  |-\n  b\t\nd: e\n",
    "a:\n  # c\n\n  |-\n  b\t\n",
    "8080: a\n10.6: b\nv1: c\n.inf: d\n",
    "a: &x {b: c}\nd: {<<: *x, b: e}\n",
    "a: &x {b: c}\nd:\n  <<: [*x, {f: g}]\n",
    "'<<': a\n",
    "'null': a\n",
    "%YAML 1.1\n%TAG ! tag:x,2000:\n---\na: b\n",
    'a: "\\u00e9\\U0001F600"\n',
    "'yes': a\n\"on\": b\n",
)


@pytest.mark.parametrize("text", READ_ALIKE)
def test_what_only_looks_odd_is_read_as_go_reads_it(go_reader: GoReader, text: str) -> None:
    document = Document(text)
    assert document.problems == ()
    assert document.root is not None
    (answer,) = go_reader.read([text])
    assert answer.value == plain_value(document.root)


@pytest.mark.parametrize(
    "text", ["a: x\n<<: {a: b}\n", "a: x\n<<: [{c: d}, {a: b}]\n", "a: &x {a: b}\nd:\n  a: x\n  <<: *x\n"]
)
def test_a_merge_key_behind_what_it_brings_in_is_told(go_reader: GoReader, text: str) -> None:
    (answer,) = go_reader.read([text])
    document = Document(text)
    assert document.root is not None
    assert plain_value(document.root) != answer.value
    assert [each.kind for each in document.problems] == ["unportable-value"]


@pytest.mark.parametrize("text", ["<<: {a: b}\na: x\n", "a: x\n<<: {c: b}\n", "<<: {a: b}\n<<: {a: c}\n"])
def test_a_merge_key_in_front_is_read_as_go_reads_it(go_reader: GoReader, text: str) -> None:
    (answer,) = go_reader.read([text])
    document = Document(text)
    assert document.root is not None
    assert plain_value(document.root) == answer.value
    assert document.problems == ()


@pytest.mark.parametrize("text", ["a:\n  |-\n  b\n\tc\n", "? |\n \tx\n: b\n", "a: &x |\n  b\n\tc\n"])
def test_tabs_in_any_text_block_are_told(text: str) -> None:
    assert "tab-indentation" in {each.kind for each in Document(text).problems}


def test_half_a_character_is_shown_as_none() -> None:
    assert Document('a: "x\\ud800"\n').get("a") == "x\ufffd"
