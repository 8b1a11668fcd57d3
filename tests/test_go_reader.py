"""What a scalar means is checked against Go's own reader, not against our memory of it."""

from __future__ import annotations

import itertools
import math
import random
import string
import struct
from typing import TYPE_CHECKING

import pytest
from ruamel.yaml import YAML

from clustercfg.yamltext.scalars import arrives_as, plain_is_safe, resolve_go

if TYPE_CHECKING:
    from real_parts import GoAnswer, GoReader

SEED = 20
WORDS = (
    "y",
    "n",
    "yes",
    "no",
    "on",
    "off",
    "true",
    "false",
    "null",
    "none",
    ".inf",
    "-.inf",
    "+.inf",
    ".nan",
    "inf",
)
NUMBERS = """
    0 00 07 08 089 0123 022 0o22 0O22 0o8 0x1F 0X1f 0xG 0x 0b101 0B1 0b 0b2 -0b1 +0b1 +0x1F -022 +022 0_7 0_0 1_000 1__0
    -1_0 _1 1_ -_1 +_1 _ - + -- 1.20 1.25 1. .5 -.5 +.5 .5_0 1_0.5 1e3 1E3 1e+3 1.e3 1.5e+3 12e03 1e 1e+ e1 .e1 0.10 -0
    +12 -0.0 0e0 1e5 1e6 1e20 1e21 1e22 1e-4 1e-5 1e38 1e39 -1e39 1e-45 1e-46 1e-50 1e308 1e309 1e400 -1e400 4e-324 1e-400
    1234567.0 123456.7 0.1 0.000012345 3.14159265358979 16777217 16777217.0 33554433.5 100000000000000000000.0
    9223372036854775807 9223372036854775808 -9223372036854775808 -9223372036854775809 +9223372036854775808
    18446744073709551615 18446744073709551616 +18446744073709551615 -18446744073709551615 0xffffffffffffffff
    0x1ffffffffffffffff -0x8000000000000000 0777777777777777777777 01777777777777777777777 02000000000000000000000
    0b1111111111111111111111111111111111111111111111111111111111111111 -0b1111111111111111111111111111111111111111111111111111111111111111
    22:22 12:30:45 190:20:30.15 2024-01-01 2024-1-1 2024-01-01T10:00:00Z 2024-13-45 2001-12-14t21:59:43.10-05:00 2024-
    10.6.0.1 1.2.3 v1.31.6 1,000 0.1.2 12abc 0x12zz 1-2 1+2 1e3e3 nan NaN inf Infinity ~ ~x = << 0o 0_ 0x_ 0x_1 0_x1 0b_1 1_e3
""".split()
LONG = (
    "9" * 30,
    "9" * 309,
    "9" * 310,
    "9" * 5000,
    "0" * 500 + "7",
    "0" * 500 + "9",
    "0." + "0" * 500 + "1",
    "1" + "0" * 400 + ".5",
)
LONG_POWERS = (
    "1e" + "0" * 400 + "5",
    "0x" + "0" * 400 + "f",
    "0b" + "0" * 400 + "1",
    "-" + "0" * 400 + "1",
    "1_" * 400 + "1",
)
ORDINARY = """
    metallb my-cluster g-master-1 10.6.127.231 10.6.127.254/32 fe80::1 http://10.6.0.1:8080/a https://x.example:9000/kubean
    /root/os-pkgs-redhat8-v0.36.0.tar.gz node.daocloud.io/es-only=true:NoSchedule v1.31.6 host:9092 a#b p@ssw0rd k=v 中文
    root official-service true-ish nullable yesterday 1.2.3 10.233.64.0/18
""".split()


def plain_numbers() -> list[str]:
    """Return texts that look like numbers, dates or words, each a plain scalar by its characters."""
    generator = random.Random(SEED)
    alphabets = (
        "0123456789",
        "01._",
        "0123456789.eE+-",
        "0123456789_",
        "-+.01278xXoObB_",
        "0123456789:-TZ.",
        "yYnNoOeEsSfF",
        "0x9aAfF_-",
    )
    made = {
        "".join(generator.choices(alphabet, k=generator.randint(1, 8)))
        for alphabet in alphabets
        for _ in range(600)
    }
    floats = {repr(struct.unpack("<d", generator.randbytes(8))[0]) for _ in range(600)}
    singles = {repr(struct.unpack("<f", generator.randbytes(4))[0]) for _ in range(600)}
    powers = {repr(2.0**exponent) for exponent in range(-150, 129)}
    cases = {
        "".join(each) for word in WORDS for each in itertools.product(*({c.lower(), c.upper()} for c in word))
    }
    texts = made | floats | singles | powers | cases | {*NUMBERS, *LONG, *LONG_POWERS}
    return sorted(text for text in texts if not text.endswith(":") and not set(text) <= {"-", ":", "."})


def awkward_strings() -> list[str]:
    """Return strings with everything that YAML gives a meaning to."""
    generator = random.Random(SEED)
    alphabets = (
        "0123456789.eExXob_+-:yYnN~#'\" ,[]{}!&*|>%@`?=\\/中",
        "ab-:#?,[] ",
        "a \t\n\r\x07\x7f\x85\xa0\u2028\ufeff\u200b é🚀\U0010ffff",
        string.printable,
    )
    made = {
        "".join(generator.choices(alphabet, k=generator.randint(0, 6)))
        for alphabet in alphabets
        for _ in range(1200)
    }
    marks = {
        "---",
        "...",
        "--- a",
        "... a",
        "---a",
        "...a",
        "-",
        "?",
        "? a",
        "-a",
        "?a",
        ":a",
        "a:",
        "a #b",
        "a# b",
        "%a",
        "@a",
        "<<",
        "=",
    }
    return sorted(made | marks | set(plain_numbers()) | set(ORDINARY))


def same(ours: object, answer: GoAnswer) -> bool:
    """Return whether Go's JSON holds our value; JSON has one kind of number and no infinite one."""
    if isinstance(ours, float) and not math.isfinite(ours):
        return answer.error is not None and "unsupported value" in answer.error
    theirs = None if answer.error else answer.value["s"]
    if isinstance(ours, float):
        return type(theirs) in {int, float} and theirs is not None and float(theirs) == ours
    return answer.error is None and type(ours) is type(theirs) and ours == theirs


def test_an_untyped_scalar_is_what_go_makes_of_it(go_reader: GoReader) -> None:
    texts = plain_numbers()
    assert len(texts) > 5000
    answers = go_reader.read([f"s: {text}\n" for text in texts], {"s": "any"})
    pairs = zip(texts, answers, strict=True)
    assert [(text, resolve_go(text), each) for text, each in pairs if not same(resolve_go(text), each)] == []


def test_a_string_field_receives_what_go_puts_there(go_reader: GoReader) -> None:
    texts = plain_numbers()
    answers = go_reader.read([f"s: {text}\n" for text in texts], {"s": "string"})
    wrong = [
        (text, arrives_as(text), answer)
        for text, answer in zip(texts, answers, strict=True)
        if answer.error or answer.value["s"] != (arrives_as(text) or "")
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("form", "as_type", "path"),
    [
        ("s: {}\n", {"s": "string"}, ("s",)),
        ("s: {} # comment\n", {"s": "string"}, ("s",)),
        ("s:\n  - {}\n", {"s": ["string"]}, ("s", 0)),
        ("s: [{}]\n", {"s": ["string"]}, ("s", 0)),
        ("s: [{}, b]\n", {"s": ["string"]}, ("s", 0)),
        ("s: {{k: {}}}\n", {"s": {"k": "string"}}, ("s", "k")),
        ("s: {{k: {}, b: c}}\n", {"s": {"k": "string"}}, ("s", "k")),
    ],
)
def test_a_string_that_may_be_plain_arrives_unchanged(
    go_reader: GoReader, form: str, as_type: dict[str, object], path: tuple[str | int, ...]
) -> None:
    texts = [text for text in awkward_strings() if plain_is_safe(text)]
    assert len(texts) > 500
    wrong = []
    for text, answer in zip(
        texts, go_reader.read([form.format(text) for text in texts], as_type), strict=True
    ):
        value = answer.value
        for step in path if answer.error is None else ():
            value = value[step]
        if answer.error or value != text:
            wrong.append((text, answer))
    assert wrong == []


def test_a_key_that_may_be_plain_arrives_unchanged(go_reader: GoReader) -> None:
    texts = [text for text in awkward_strings() if plain_is_safe(text)]
    answers = go_reader.read([f"{text}: x\n" for text in texts], {"*": "string"})
    assert [
        (text, each) for text, each in zip(texts, answers, strict=True) if each.value != {text: "x"}
    ] == []


@pytest.mark.parametrize("version", [(1, 1), (1, 2)])
def test_a_string_that_may_be_plain_is_the_same_in_both_versions_of_yaml(version: tuple[int, int]) -> None:
    reader = YAML(typ="safe", pure=True)
    reader.version = version
    texts = [text for text in awkward_strings() if plain_is_safe(text)]
    read = reader.load("".join(f"- {text}\n" for text in texts))
    assert [(text, value) for text, value in zip(texts, read, strict=True) if value != text] == []


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_values_need_no_quotes(text: str) -> None:
    assert plain_is_safe(text)
