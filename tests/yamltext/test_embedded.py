"""Places inside a text block are places in the file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from node_checks import children
from written_documents import Written, written_documents

from clustercfg.yamltext.document import Document
from clustercfg.yamltext.embedded import read_embedded
from clustercfg.yamltext.nodes import Entry, MappingNode, ScalarNode
from clustercfg.yamltext.reading import Reading


def embedded(text: str, path: str = "spec.kubeanConfig") -> tuple[Document, Reading]:
    document = Document(text)
    assert document.problems == ()
    node = document.node(path)
    assert isinstance(node, ScalarNode)
    return document, read_embedded(text, node)


def as_text_block(content: str, header: str, indent: int) -> str:
    lines = [" " * indent + line if line else "" for line in content.splitlines()]
    return f"spec:\n  kubeanConfig: {header}\n" + "\n".join(lines) + "\n  cri: x\n"


@given(written_documents())
@settings(max_examples=60, deadline=None)
def test_every_value_in_a_literal_block_stands_where_it_was_written(written: Written) -> None:
    content = written.text.replace("\r\n", "\n")
    alone = Document(content)
    if content[:1] in (" ", "\n", "#") or alone.root is None:
        return
    text = as_text_block(content, "|", 4)
    document, reading = embedded(text)
    assert reading.problems == []
    assert isinstance(reading.root, MappingNode)
    inner, outer = list(children(alone.root)), list(children(reading.root))
    assert len(inner) == len(outer)
    for before, after in zip(inner, outer, strict=True):
        line, column = alone.line_and_column(before.value.start)
        assert document.line_and_column(after.value.start) == (line + 2, column + 4)


PLACES = {
    "a literal block": "spec:\n  kubeanConfig: |\n    a: b\n    key: value\n",
    "a stripped literal block": "spec:\n  kubeanConfig: |-\n    key: value\n  cri: x\n",
    "with blank lines": "spec:\n  kubeanConfig: |\n\n    a: b\n\n\n    key: value\n\n  cri: x\n",
    "with short blank lines": "spec:\n  kubeanConfig: |\n    a: b\n  \n    key: value\n",
    "with a comment behind the header": "spec:\n  kubeanConfig: | # c\n    key: value\n",
    "with an indicator": "spec:\n  kubeanConfig: |2\n    key: value\n",
    "with an indicator and deeper lines": "spec:\n  kubeanConfig: |1-\n    key: value\n  cri: x\n",
    "deeply indented": "spec:\n  kubeanConfig: |\n          key: value\n",
    "without a line break at the end": "spec:\n  kubeanConfig: |\n    key: value",
    "nested inside": "spec:\n  kubeanConfig: |\n    a:\n      - b: c\n    key: value\n",
    "double quotes": 'spec:\n  kubeanConfig: "key: value"\n',
    "single quotes": "spec:\n  kubeanConfig: 'key: value'\n",
    "behind an anchor": "spec:\n  kubeanConfig: &x |\n    key: value\n",
    "in brackets": "spec: {kubeanConfig: 'key: value'}\n",
    "wide characters before": "spec:\n  kubeanConfig: |\n    # 注释 😀\n    key: value\n",
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("text", PLACES.values(), ids=PLACES)
def test_a_value_inside_text_has_its_exact_place(text: str, newline: str) -> None:
    document, reading = embedded(text.replace("\n", newline))
    assert isinstance(reading.root, MappingNode)
    entry = reading.root.get("key")
    assert isinstance(entry, Entry)
    assert document.text[entry.key.start : entry.key.end] == "key"
    assert document.text[entry.colon] == ":"
    assert document.text[entry.value.start : entry.value.end] == "value"


FOLDED = {
    "a folded block": "spec:\n  kubeanConfig: >\n    key: value\n",
    "a folded block with blank lines": "spec:\n  kubeanConfig: >-\n    a: b\n\n    key: value\n",
    "escapes": 'spec:\n  kubeanConfig: "a: b\\nkey: value"\n',
    "single quotes over lines": "spec:\n  kubeanConfig: 'a: b\n\n    key: value'\n",
    "an apostrophe": "spec:\n  kubeanConfig: 'key: value # it''s'\n",
}


@pytest.mark.parametrize("text", FOLDED.values(), ids=FOLDED)
def test_where_lines_were_folded_the_place_is_that_of_the_text(text: str) -> None:
    document, reading = embedded(text)
    outer = document.node("spec.kubeanConfig")
    assert outer is not None
    assert isinstance(reading.root, MappingNode)
    entry = reading.root.get("key")
    assert isinstance(entry, Entry)
    assert isinstance(entry.value, ScalarNode)
    assert entry.value.text == "value"
    assert (entry.key.start, entry.value.end) in ((outer.start, outer.start), (outer.start, outer.end))


def test_a_slip_inside_a_literal_block_is_mended_in_the_file() -> None:
    text = "spec:\n  kubeanConfig: |\n    a: b\n    c: @d\n"
    document, reading = embedded(text)
    (problem,) = reading.problems
    assert (problem.kind, document.line_and_column(problem.start)) == ("reserved-character", (4, 8))
    assert [(each.start, each.end) for each in problem.repair] == [(40, 40), (42, 42)]
    assert text[40:42] == "@d"


@pytest.mark.parametrize(
    "text", ["spec:\n  kubeanConfig: >\n    c: @d\n", 'spec:\n  kubeanConfig: "c:\\x20@d"\n']
)
def test_a_slip_in_folded_text_has_no_repair(text: str) -> None:
    _document, reading = embedded(text)
    assert [(problem.kind, problem.repair) for problem in reading.problems] == [("reserved-character", ())]


def test_what_is_left_out_inside_is_a_place_in_the_file() -> None:
    text = "spec:\n  kubeanConfig: |\n    a: b\n    ]\n    c: d\n"
    _document, reading = embedded(text)
    assert [text[start:end] for start, end in reading.left_out] == ["]"]
