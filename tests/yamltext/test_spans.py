"""Every key, colon, dash and value stands where the nodes say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path as FilePath

import pytest
from hypothesis import given, settings
from node_checks import assert_sound, children, outline
from written_documents import Written, written_documents

from clustercfg.yamltext.document import Document
from clustercfg.yamltext.lines import read_lines
from clustercfg.yamltext.nodes import Entry, Item, Node, ScalarNode
from clustercfg.yamltext.reader import compose, compose_events
from clustercfg.yamltext.reading import read

EXAMPLES = [
    file
    for file in sorted((FilePath(__file__).resolve().parents[2] / "examples").glob("*.yaml"))
    if file.name != "broken.yaml"
]


@given(written_documents())
@settings(max_examples=150, deadline=None)
def test_everything_stands_where_it_was_written(written: Written) -> None:
    document = Document(written.text)
    assert document.problems == ()
    root = document.root
    assert root is not None
    for path, place in written.places.items():
        found = document.find(path)
        node = found.value if found else root
        assert (node.start, node.end) == place.value, path
        assert (node.text if isinstance(node, ScalarNode) else None) == place.text, path
        if isinstance(found, Entry):
            assert ((found.key.start, found.key.end), found.colon) == (place.key, place.indicator), path
        elif isinstance(found, Item):
            assert found.dash == place.indicator, path
    assert len(list(children(root))) == len(written.places) - 1


@given(written_documents())
@settings(max_examples=100, deadline=None)
def test_both_readers_build_the_same_nodes(written: Written) -> None:
    composition = compose_events(written.text)
    assert composition.fault is None
    assert composition.root is not None
    quick = read_lines(written.text, lambda text: compose_events(text).root)
    assert quick is None or outline(quick) == outline(composition.root)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_the_quick_reader_reads_the_examples_as_the_event_reader_does(file: FilePath) -> None:
    text = file.read_text(encoding="utf-8")
    quick, slow = compose(text).root, compose_events(text).root
    assert quick is not None
    assert slow is not None
    assert outline(quick) == outline(slow)


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("final", [True, False], ids=["ended", "open"])
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_the_nodes_of_the_examples_are_sound(file: FilePath, newline: str, final: bool) -> None:
    text = file.read_text(encoding="utf-8").replace("\n", newline)
    text = text if final else text.rstrip()
    reading = read(text)
    assert reading.root is not None
    assert_sound(text, reading.root)


HAND_WRITTEN = {
    "a plain scalar": ("a: b c  # d\n", "a", "b c"),
    "a plain scalar over lines": ("a: b\n  c\nd: e\n", "a", "b\n  c"),
    "single quotes over lines": ("a: 'b\n\n  c' # d\n", "a", "'b\n\n  c'"),
    "double quotes with escapes": ('a: "b\\"\\u0041"\n', "a", '"b\\"\\u0041"'),
    "double quotes over lines": ('a: "b \\\n  c"\n', "a", '"b \\\n  c"'),
    "a literal": ("a: |\n  b\n  c\nd: e\n", "a", "|\n  b\n  c"),
    "a literal kept": ("a: |+\n  b\n\n\nd: e\n", "a", "|+\n  b"),
    "a literal with an indicator": ("a: |2\n    b\n  c\n", "a", "|2\n    b\n  c"),
    "a literal with a comment": ("a: |- # d\n  b\n", "a", "|- # d\n  b"),
    "a folded": ("a: >-\n  b\n  c\n\nd: e\n", "a", ">-\n  b\n  c"),
    "an empty literal": ("a: |\nd: e\n", "a", "|"),
    "a literal at the end": ("a: |\n  b", "a", "|\n  b"),
    "a flow list": ("a: [b, {c: d}] # e\n", "a", "[b, {c: d}]"),
    "a flow list over lines": ("a: [b,\n  c\n  ]\n", "a", "[b,\n  c\n  ]"),
    "inside a flow list": ("a: [b, {c: d}]\n", "a[1].c", "d"),
    "a block mapping": ("a:\n  b: c\n  d: e # f\n\ng: h\n", "a", "b: c\n  d: e"),
    "a block list": ("a:\n- b\n- c\nd: e\n", "a", "- b\n- c"),
    "a list of lists": ("a:\n  - - b\n    - c\n", "a[0]", "- b\n    - c"),
    "behind an anchor": ("a: &x b\n", "a", "b"),
    "behind an anchor and a comment": ("a: &x # c\n  b: d\n", "a", "b: d"),
    "behind a tag": ("a: !!str b\n", "a", "b"),
    "behind a tag and an anchor": ("a: !!str &x b\n", "a", "b"),
    "an anchored list": ("a: &x\n- b\n", "a", "- b"),
    "an anchored literal": ("a: &x |\n  b\n", "a", "|\n  b"),
    "an alias": ("a: &x b\nc: *x\n", "c", "b"),
    "below a merge key": ("a: &x {b: c}\nd:\n  <<: *x\n", "d.b", "c"),
    "a mapping that ends in nothing": ("a:\n  b: c\n  d:\ne: f\n", "a", "b: c\n  d:"),
    "an explicit key": ("? a\n: b\n", "a", "b"),
    "a key in quotes": ("'a b': c\n", '["a b"]', "c"),
    "behind a document start": ("--- # d\na: b\n", "a", "b"),
    "on the line of the document start": ("--- {a: b}\n", "a", "b"),
    "before a document end": ("a: b\n...\n", "a", "b"),
    "wide characters": ("名: 值 # 注\nb: 😀c\n", "b", "😀c"),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("text", "path", "source"), HAND_WRITTEN.values(), ids=HAND_WRITTEN)
def test_a_value_covers_its_source(text: str, path: str, source: str, newline: str) -> None:
    document = Document(text.replace("\n", newline))
    node = document.node(path)
    assert node is not None
    assert document.text[node.start : node.end] == source.replace("\n", newline)
    assert document.root is not None
    assert_sound(document.text, document.root)


@pytest.mark.parametrize(
    "text", ["a:\n", "a: # b\n", "a:", "- a:\n  b: c\n", "{a: , b: c}", "a: &x\nb: *x\n"]
)
def test_a_value_that_is_not_there_stands_behind_its_colon(text: str) -> None:
    document = Document(text)
    path = "[0].a" if text.startswith("-") else "a"
    found = document.find(path)
    assert isinstance(found, Entry)
    assert isinstance(found.value, ScalarNode)
    assert found.value.is_null
    assert found.end == found.colon + 1 or found.value.anchor


def alias_spans(document: Document) -> list[str]:
    assert document.root is not None
    spans = [child.alias for child in children(document.root) if child.alias]
    return [document.text[start:end] for start, end in spans]


def test_an_alias_is_marked_where_it_stands_and_shares_the_node() -> None:
    document = Document("a: &x {b: c}\nd: [*x, e]\nf: *x\n")
    assert alias_spans(document) == ["*x", "*x"]
    assert document.node("f") is document.node("a") is document.node("d[0]")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("<<: {a: 1}\na: 2\n", 2),
        ("a: 2\n<<: {a: 1}\n", 2),
        ("<<: [{a: 1}, {a: 3}]\n", 1),
        ("'<<': {a: 1}\na: 2\n", 2),
        ("a: 1\na: 2\n", 2),
    ],
)
def test_the_key_that_counts_is_found(text: str, value: int) -> None:
    assert Document(text).get("a") == value


Reader = Callable[[str], Node | None]


@pytest.mark.parametrize(
    "reader", [lambda text: compose_events(text).root, lambda text: read_lines(text, lambda _text: None)]
)
def test_a_byte_order_mark_takes_no_column(reader: Reader) -> None:
    document, _problem = Document.from_bytes(b"\xef\xbb\xbfa: b\n")
    assert document is not None
    assert document.bom
    assert document.to_bytes() == b"\xef\xbb\xbfa: b\n"
    node = reader(document.text)
    assert node is not None
    assert document.line_and_column(node.start) == (1, 1)
