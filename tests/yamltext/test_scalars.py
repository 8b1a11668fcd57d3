"""What plain scalars mean, by hand; `test_go_reader.py` compares thousands with Go itself."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercfg.yamltext.document import Document
from clustercfg.yamltext.scalars import Value, arrives_as, plain_is_safe, resolve_core, resolve_go

# text, what Go reads untyped, what YAML 1.2 reads, what a string field of Go receives
TABLE: tuple[tuple[str, Value, Value, str | None], ...] = (
    ("yes", True, "yes", "true"),
    ("On", True, "On", "true"),
    ("y", True, "y", "true"),
    ("no", False, "no", "false"),
    ("off", False, "off", "false"),
    ("n", False, "n", "false"),
    ("true", True, True, "true"),
    ("FALSE", False, False, "false"),
    ("yEs", "yEs", "yEs", "yEs"),
    ("null", None, None, None),
    ("~", None, None, None),
    ("", None, None, None),
    ("022", 18, 22, "18"),
    ("0123", 83, 123, "83"),
    ("0o22", 18, 18, "18"),
    ("089", 89.0, 89, "89"),
    ("0x1F", 31, 31, "31"),
    ("0b101", 5, "0b101", "5"),
    ("1_000", 1000, "1_000", "1000"),
    ("-0x1F", -31, "-0x1F", "-31"),
    ("+12", 12, 12, "12"),
    ("1.20", 1.2, 1.2, "1.2"),
    ("1.10", 1.1, 1.1, "1.1"),
    ("1e3", 1000.0, 1000.0, "1000"),
    ("1e5", 100000.0, 100000.0, "100000"),
    ("1e21", 1e21, 1e21, "1e+21"),
    ("1234567.0", 1234567.0, 1234567.0, "1.234567e+06"),
    (".5", 0.5, 0.5, "0.5"),
    ("12:30:45", "12:30:45", "12:30:45", "12:30:45"),
    ("22:22", "22:22", "22:22", "22:22"),
    ("2024-01-01", "2024-01-01", "2024-01-01", "2024-01-01"),
    ("10.6.0.1", "10.6.0.1", "10.6.0.1", "10.6.0.1"),
    ("v1.31.6", "v1.31.6", "v1.31.6", "v1.31.6"),
    ("1.2.3", "1.2.3", "1.2.3", "1.2.3"),
    ("-", "-", "-", "-"),
    ("123456", 123456, 123456, "123456"),
    ("18446744073709551615", 2**64 - 1, 2**64 - 1, "18446744073709551615"),
    ("18446744073709551616", 2.0**64, 2**64, "1.8446744e+19"),
    ("1200000.0", 1200000.0, 1200000.0, "1.2e+06"),
    ("300000000.0", 300000000.0, 300000000.0, "3e+08"),
    ("1e39", 1e39, 1e39, "+Inf"),
    ("-1e39", -1e39, -1e39, "-Inf"),
)


@pytest.mark.parametrize(("text", "go", "core", "arrives"), TABLE, ids=[row[0] or "empty" for row in TABLE])
def test_a_plain_scalar_is_read_in_two_ways(text: str, go: Value, core: Value, arrives: str | None) -> None:
    assert (resolve_go(text), type(resolve_go(text))) == (go, type(go))
    assert (resolve_core(text), type(resolve_core(text))) == (core, type(core))
    assert arrives_as(text) == arrives


@pytest.mark.parametrize("text", [".inf", "-.INF", "+.Inf"])
def test_infinite_numbers_are_read(text: str) -> None:
    value = resolve_go(text)
    assert isinstance(value, float)
    assert math.isinf(value)
    assert arrives_as(text) == ("-Inf" if text.startswith("-") else "+Inf")


@pytest.mark.parametrize(
    ("text", "value"), [("0123", 83), ("'0123'", "0123"), ('"yes"', "yes"), ("|-\n  1e3", "1e3")]
)
def test_quotes_keep_text_as_it_is(text: str, value: Value) -> None:
    assert Document(f"a: {text}\n").get("a") == value


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=12))
def test_every_text_is_read_without_an_exception(text: str) -> None:
    for reader in (resolve_go, resolve_core, arrives_as, plain_is_safe):
        reader(text)


FORMS = {"a": "a: {}\n", "[0]": "- {}\n", "a[0]": "a: [{}, b]\n", "a.b": "a: {{b: {}}}\n"}


@pytest.mark.parametrize("path", FORMS)
@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(plain_is_safe))
def test_a_text_that_may_be_plain_is_read_back(path: str, text: str) -> None:
    document = Document(FORMS[path].format(text))
    assert document.problems == ()
    assert document.get(path) == text


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(plain_is_safe))
def test_a_key_that_may_be_plain_is_read_back(text: str) -> None:
    document = Document(f"{text}: a\n")
    assert document.problems == ()
    assert document.get((text,)) == "a"
