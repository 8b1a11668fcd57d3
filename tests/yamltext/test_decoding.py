"""Bytes become text, or one problem that says where and why not."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercfg.linting.linter import lint_bytes
from clustercfg.yamltext.decoding import MAXIMUM_BYTES, control_characters, decode
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.patch import Patch

BOM = codecs.BOM_UTF8


@given(st.text(st.characters(codec="utf-8")), st.booleans())
def test_utf_8_is_read_and_stored_again_byte_by_byte(text: str, bom: bool) -> None:
    data = BOM * bom + text.removeprefix("\ufeff").encode()
    decoded = decode(data)
    if decoded.text is not None:
        assert (decoded.text, decoded.bom) == (text.removeprefix("\ufeff"), bom)
        assert Document(decoded.text, bom=decoded.bom).to_bytes() == data
    else:
        assert decoded.problem is not None
        assert decoded.problem.kind == "wide-encoding", "text with a NUL among its first characters"


@pytest.mark.parametrize(
    ("data", "line", "column", "byte"),
    [
        (b"\xff", 1, 1, "0xFF"),
        (b"a: b\nc: \xe9\n", 2, 4, "0xE9"),
        (b"a: b\r\nc: \xe9\r\n", 2, 4, "0xE9"),
        (b"a: b\rc: \xe9\r", 2, 4, "0xE9"),
        (b"a: b\n\r\n\n\xe9", 4, 1, "0xE9"),
        (BOM + b"a: \xe9\n", 1, 4, "0xE9"),
        (BOM + b"a: b\nc: \xe9\n", 2, 4, "0xE9"),
        ("名: 值 ".encode() + b"\xe9", 1, 6, "0xE9"),
        ("😀: ".encode() + b"\xe9 a", 1, 4, "0xE9"),
        (b"a: \xe4\xb8", 1, 4, "0xE4"),
        (b"a: \xc0\x80", 1, 4, "0xC0"),
        (b"a: \xed\xa0\x80", 1, 4, "0xED"),
        (b"a: \xf5\x80\x80\x80", 1, 4, "0xF5"),
    ],
)
def test_the_first_bad_byte_is_shown(data: bytes, line: int, column: int, byte: str) -> None:
    problem = decode(data).problem
    assert problem is not None
    assert problem.kind == "not-utf8"
    shown = problem.details
    assert (shown["line"], shown["column"], shown["byte"]) == (line, column, byte)
    assert data[int(shown["offset"]) : int(shown["offset"]) + 1] == bytes.fromhex(byte[2:])
    (found,) = lint_bytes(data)
    assert (found.code, found.start.line, found.start.column) == ("CC101", line, column)


@pytest.mark.parametrize("text", ["clusterName: 名字\n", "# 注释\na: b\n"])
@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_gbk_is_named(text: str, encoding: str) -> None:
    problem = decode(text.encode(encoding)).problem
    assert problem is not None
    assert problem.details["likely"] == "GBK"
    (found,) = lint_bytes(text.encode(encoding))
    assert "GBK" in found.message + found.help


@pytest.mark.parametrize("data", ["a: é\n".encode("latin-1"), "a: “\n".encode("cp1252"), b"\xff\xff\xff"])
def test_nothing_else_is_taken_for_gbk(data: bytes) -> None:
    problem = decode(data).problem
    assert problem is not None
    assert problem.details["likely"] == ""


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("utf-32-le", "UTF-32"),
        ("utf-32-be", "UTF-32"),
    ],
)
@pytest.mark.parametrize("text", ["apiVersion: a\n", "#\n", "a: 中文"])
def test_wide_encodings_are_named(text: str, codec: str, name: str) -> None:
    problem = decode(text.encode(codec)).problem
    assert problem is not None
    assert (problem.kind, problem.details["encoding"]) == ("wide-encoding", name)
    (found,) = lint_bytes(text.encode(codec))
    assert found.code == "CC102"
    assert name in found.message


def test_the_limit_of_size_is_exact() -> None:
    full = b"#" * MAXIMUM_BYTES
    assert decode(full).problem is None
    problem = decode(full + b"#").problem
    assert problem is not None
    assert problem.kind == "too-large"
    assert [each.code for each in lint_bytes(full + b"#")] == ["CC103"]


@pytest.mark.parametrize(
    "character", [0x00, 0x01, 0x08, 0x0B, 0x1B, 0x7F, 0x85, 0x9F, 0x2028, 0xFEFF, 0xFFFE]
)
def test_a_forbidden_character_is_named_and_can_be_taken_out(character: int) -> None:
    text = f"a: b{chr(character)}c\nd: e\n"
    (problem,) = control_characters(text)
    assert (problem.start, problem.end) == (4, 5)
    assert problem.details["character"] == f"U+{character:04X}"
    assert Patch(text, problem.repair).text == "a: bc\nd: e\n"
    found = next(each for each in lint_bytes(text.encode()) if each.code == "CC107")
    assert (found.start.line, found.start.column) == (1, 5)


@pytest.mark.parametrize("character", ["\t", "\n", "\r", "\xa0", "\u200b", "\u3000", "\ue000", "\U0010ffff"])
def test_other_characters_are_allowed(character: str) -> None:
    assert control_characters(f"a{character}b") == []


def test_of_very_many_forbidden_characters_fifty_are_told_and_all_are_taken_out() -> None:
    text = "a\x01b\x02\x02" * 1000
    problems = control_characters(text)
    assert len(problems) == 50
    assert [each.details["more"] for each in problems] == [0] * 49 + [3 * 975]
    assert Patch(text, [each for problem in problems for each in problem.repair]).text == "ab" * 1000
