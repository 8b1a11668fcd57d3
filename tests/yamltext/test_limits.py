"""Limits are exact, told in one problem, and what stands before them is read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from clustercfg.yamltext import limits, reader
from clustercfg.yamltext.document import Document, plain_value
from clustercfg.yamltext.embedded import read_embedded
from clustercfg.yamltext.nodes import ScalarNode


def kinds(document: Document) -> list[str]:
    return [problem.kind for problem in document.problems]


def nested_blocks(depth: int) -> str:
    return "".join("  " * level + "a:\n" for level in range(depth - 1)) + "  " * (depth - 1) + "a: b\n"


NESTED: dict[str, Callable[[int], str]] = {
    "block mappings": nested_blocks,
    "block lists": lambda depth: "- " * depth + "a\n",
    "flow lists": lambda depth: "[" * depth + "]" * depth + "\n",
    "flow mappings": lambda depth: "{a: " * depth + "b" + "}" * depth + "\n",
}


@pytest.mark.parametrize("shape", NESTED)
def test_depth_is_limited(shape: str) -> None:
    write = NESTED[shape]
    assert kinds(Document(write(limits.MAXIMUM_DEPTH))) == []
    document = Document(write(limits.MAXIMUM_DEPTH + 1))
    assert kinds(document) == ["too-deep"]
    assert document.reading.exhausted
    (problem,) = document.problems
    assert problem.details["limit"] == limits.MAXIMUM_DEPTH
    line, column = document.line_and_column(problem.start)
    expected = {"block mappings": (limits.MAXIMUM_DEPTH + 1, 2 * limits.MAXIMUM_DEPTH + 1)}
    step = {"block lists": 2, "flow lists": 1, "flow mappings": 4}.get(shape, 0)
    assert (line, column) == expected.get(shape, (1, step * limits.MAXIMUM_DEPTH + 1))


def test_the_number_of_events_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAXIMUM_EVENTS", 50)
    document = Document("spec: &a\n" + "".join(f"  k{index}: v\n" for index in range(100)))
    assert kinds(document) == ["too-many-nodes"]
    assert document.reading.exhausted
    assert document.get("spec.k0") == "v"
    assert document.get("spec.k99") is None


@pytest.mark.parametrize("more", [0, 1])
def test_the_number_of_lines_is_limited(more: int) -> None:
    document = Document("'" + "a\n" * (limits.MAXIMUM_LINES + more))
    assert ("too-many-nodes" in kinds(document)) == bool(more)
    if more:
        (problem,) = document.problems
        assert document.line_and_column(problem.start) == (limits.MAXIMUM_LINES + 1, 1)


def test_the_number_of_aliases_is_limited() -> None:
    text = "a: &a b\nc:\n" + "- *a\n" * limits.MAXIMUM_ALIASES
    assert kinds(Document(text)) == []
    assert kinds(Document(text + "- *a\n")) == ["too-many-aliases"]


def laughs(levels: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, levels)]
    return "".join(lines)


def test_what_aliases_stand_for_is_limited() -> None:
    assert kinds(Document(laughs(4))) == []
    document = Document(laughs(9))
    assert kinds(document) == ["too-many-aliases"]
    assert document.problems[0].details["limit"] == limits.MAXIMUM_EXPANSION
    root = document.root
    assert root is not None
    assert isinstance(plain_value(root), dict)


def test_merge_keys_count_as_aliases() -> None:
    text = "a: &a {x: y}\n" + "".join(f"m{index}: {{<<: [{', '.join(['*a'] * 50)}]}}\n" for index in range(6))
    assert kinds(Document(text)) == ["too-many-aliases"]


@pytest.mark.parametrize("text", ["a: &x [*x]\n", "a: &x {b: *x}\n", "&x a: *x\n", "a: *x\nb: &x c\n"])
def test_an_alias_to_itself_or_to_what_follows_is_an_alias_to_nothing(text: str) -> None:
    document = Document(text)
    assert "unknown-alias" in kinds(document) or text.startswith("&")
    assert document.root is not None
    plain_value(document.root)


def test_yaml_inside_text_has_the_same_limits() -> None:
    node = ScalarNode(0, 200, "[" * 100, "'")
    assert [problem.kind for problem in read_embedded("'" + "[" * 100 + "'", node).problems] == ["too-deep"]


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("%YAML 1.2\n---\na: b\n", "yaml-version", (1, 1)),
        ("# c\n%YAML 1.3\n---\na: b\n", "yaml-version", (2, 1)),
        ("a: b\n---\nc: d\n", "second-document", (2, 1)),
        ("---\na: b\n---\n", "second-document", (3, 1)),
        ("a: b\nc: [\n---\n", "unclosed-bracket", (2, 4)),
        ("%YAML 1.2\na: b\n", "yaml-version", (1, 1)),
    ],
)
def test_documents_and_directives_are_told(text: str, kind: str, place: tuple[int, int]) -> None:
    document = Document(text)
    assert kinds(document)[:1] == [kind]
    assert document.line_and_column(document.problems[0].start) == place
    assert document.get("a") == "b"


@pytest.mark.parametrize("text", ["%YAML 1.1\n---\na: b\n", "---\na: b\n", "a: b\n...\n", "---\na: b\n...\n"])
def test_one_document_is_all_right(text: str) -> None:
    assert Document(text).problems == ()


def test_keys_that_stand_twice_show_both_places() -> None:
    document = Document("a:\n  b: 1\n  c: 2\n  b: 3\n  'b': 4\n")
    first, second = document.problems
    places = [document.line_and_column(problem.start) for problem in (first, second)]
    assert (first.kind, second.kind, places) == ("duplicate-key", "duplicate-key", [(4, 3), (5, 3)])
    assert [problem.first for problem in (first, second)] == [(5, 6), (19, 20)]
    assert document.get("a.b") == 4
    assert document.get("a.c") == 2
