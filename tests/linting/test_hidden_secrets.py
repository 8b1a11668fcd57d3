"""Where secrets stand by the look of a text alone, and what masking leaves of values and texts."""

from __future__ import annotations

from typing import Any

import pytest

from clustercfg.linting.masking import MASK, hide_spans, mask_value
from clustercfg.linting.raw_secrets import raw_secret_spans
from clustercfg.linting.secret_names import is_secret_name

M = MASK
SHOWN = [
    ("password: abc\nuser: root\n", f"password: {M}\nuser: root\n"),
    ("password = 'abc'\nuser: root\n", f"password = '{M}'\nuser: root\n"),
    ("password：abc\nuser: root\n", f"password：{M}\nuser: root\n"),
    ("password abc\nuser: root\n", f"password {M}\nuser: root\n"),
    ("- password abc\nuser: root\n", f"- password {M}\nuser: root\n"),
    ('{"password": "abc", "user": "root"}\n', f'{{"password": {M}\n'),
    ("password: 'abc\n  def'\nuser: root\n", f"password: {M}\n  {M}\nuser: root\n"),
    ('password: "abc\nuser: root\nlast" x\nuser: root\n', f"password: {M}\n{M}\n{M}\nuser: root\n"),
    ("password: 'abc\nuser: root\n", f"password: {M}\nuser: root\n"),
    ("password: 'a' #'\nuser: root's\nname: b\n", f"password: '{M}'\nuser: root's\nname: b\n"),
    (
        "password: |\n  abc\n  # def\n\n  ghi\nuser: root\n",
        f"password: {M}\n  {M}\n  {M}\n\n  {M}\nuser: root\n",
    ),
    ("password: >-2 # x\n  # abc\nuser: root\n", f"password: {M}\n  {M}\nuser: root\n"),
    ("password: abc\n  # def\nuser: root\n", f"password: {M}\n  # def\nuser: root\n"),
    ("password: abc\n  def: ghi\nuser: root\n", f"password: {M}\n  {M}\nuser: root\n"),
    ("password: abc\ndef\nuser: root\n", f"password: {M}\n{M}\nuser: root\n"),
    ("password:\n- abc\n- user: root\n", "password:\n- abc\n- user: root\n"),
    ("  password: abc\n  user: root\n", f"  password: {M}\n  user: root\n"),
    ("# password: abc\nuser: root\n", f"# password{M}\nuser: root\n"),
    ("# the password is abc\n", f"# the password {M}\n"),
    ("# user: root\n", "# user: root\n"),
    ("portable: abc\n", "portable: abc\n"),
    ("a: http://u:p@host/x\n", f"a: http://{M}@host/x\n"),
    ("a: u:p@host\n", f"a: {M}@host\n"),
    ("a: u@host\n", "a: u@host\n"),
    ("a: u：p@host\n", f"a: {M}@host\n"),
    ("a: http://u:p@q@host\n", f"a: http://{M}@host\n"),
    ("a: redis://u:p@host:6379/0 b\n", f"a: redis://{M} b\n"),
    ("-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\na\n", f"{M}\n{M}\n{M}\na\n"),
    ("-----BEGIN RSA PRIVATE KEY-----\nabc\n", f"{M}\n{M}\n"),
    ("-----BEGIN CERTIFICATE-----\nabc\n", "-----BEGIN CERTIFICATE-----\nabc\n"),
]


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_what_follows_the_name_of_a_secret_is_hidden_and_nothing_else(text: str, shown: str) -> None:
    assert hide_spans(text, tuple(raw_secret_spans(text))) == shown


def test_names_whose_values_are_known_are_passed_over() -> None:
    text = "password: abc\npassword: def\n"
    assert [text[start:end] for start, end in raw_secret_spans(text, {0})] == [" def\n"]


@pytest.mark.parametrize(
    ("text", "spans", "hidden"),
    [
        ("a 'b' c", [(2, 5)], f"a '{M}' c"),
        ("a \"b' c", [(2, 5)], f"a {M} c"),
        ("a ' c", [(2, 3)], f"a {M} c"),
        ("a b c", [(4, 5), (2, 3)], f"a {M} {M}"),
        ("a b c", [(2, 5), (4, 5)], f"a {M}"),
        ("a b c", [(2, 2)], "a b c"),
        ("  b\r\n\r\n  c", [(0, 10)], f"  {M}\r\n\r\n  {M}"),
    ],
)
def test_a_mask_keeps_quotes_lines_and_indentation(
    text: str, spans: list[tuple[int, int]], hidden: str
) -> None:
    assert hide_spans(text, spans) == hidden


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        ({"password": "abc", "user": "root"}, {"password": M, "user": "root"}),
        ({"password": ["abc", "", None]}, {"password": [M, "", None]}),
        ({"password": {"a": "b", "c": 5}}, {"password": {"a": M, "c": M}}),
        ({"list": [{"password": 5}, "abc", 7]}, {"list": [{"password": M}, "abc", 7]}),
        ({"password": ("abc",)}, {"password": [M]}),
        ("http://u:p@host", f"http://{M}@host"),
        ("password: abc", f"password: {M}"),
        ("password=abc", f"password={M}"),
        ("password", "password"),
    ],
)
def test_what_is_not_documented_is_masked_by_its_names(value: Any, masked: Any) -> None:
    assert mask_value(value, None) == masked


@pytest.mark.parametrize(
    ("name", "is_secret"),
    [
        ("ansiblePass", True),
        ("ANSIBLEPASS", True),
        ("ansible_pass", True),
        ("ansible-pass", True),
        ("ansiblePas", True),
        ("ansiblPass", True),
        ("secretKey", True),
        ("secretkye", True),
        ("nodeName", False),
        ("ansibleUser", False),
        ("privateKeyPath", False),
        ("clusterName", False),
    ],
)
def test_a_secret_is_known_by_its_name_also_with_a_slip(name: str, *, is_secret: bool) -> None:
    assert is_secret_name(name) is is_secret
