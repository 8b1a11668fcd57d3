"""Texts with slips: those of the test suite, of the examples and of the linter's cases, changed at random."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from differences import suite

__all__ = ["mutants"]

_TESTS = Path(__file__).resolve().parents[1]
_LONGEST = 1200
_BITS = (
    *(
        "\t",
        " ",
        "  ",
        "\n",
        "\n  ",
        "\n\n",
        "\r\n",
        "\r",
        ": ",
        ":",
        "- ",
        "-",
        "? ",
        "?",
        ", ",
        ",",
        "[",
        "]",
        "{",
        "}",
    ),
    *(
        "#",
        " #",
        "&a ",
        "*a",
        "&a",
        "!x ",
        "!!str ",
        "!!int ",
        "!",
        "|",
        ">",
        "|-\n  ",
        ">+\n ",
        "|1\n",
        "'",
        '"',
        "''",
    ),
    *(
        "\\",
        "\\n",
        "\\/",
        "\\x41",
        "\\u00e9",
        "\\ud800",
        "\\\n",
        "%",
        "%YAML 1.1\n",
        "%TAG ! x\n",
        "%X y\n",
        "@",
        "`",
    ),
    *(
        "---",
        "---\n",
        "\n--- ",
        "\n...\n",
        "~",
        "null",
        "yes",
        "on",
        "0123",
        "0x1f",
        "1e3",
        "1_0",
        ".inf",
        ".5",
        "-0",
    ),
    *(
        "<<: *a\n",
        "<<: ",
        "<<: {a: b}",
        "=",
        "a: b",
        "\na: b",
        "\n  a: b",
        "- a\n",
        "é",
        "中",
        "😀",
        "\x85",
        "\u2028",
        "\ufeff",
    ),
    *(
        "\0",
        "\x7f",
        "\xa0",
        "a",
        "b c",
        "1",
        "::",
        "?a",
        "-a",
        "[a, b]",
        "{a: b}",
        "[a: b]",
        '"a":b',
        "12:30:45",
        "true",
    ),
)


@cache
def _sources() -> tuple[str, ...]:
    files = [
        *sorted((_TESTS.parent / "examples").glob("*.yaml")),
        *sorted((_TESTS / "cases").glob("*/bad.yaml")),
    ]
    texts = [file.read_bytes().decode("utf-8", "replace") for file in files]
    return (*(case.text for case in suite()), *texts)


def mutants(seed: int, count: int) -> Iterator[str]:
    """Yield `count` texts, the same for the same seed."""
    generator = random.Random(seed)
    for _number in range(count):
        text = _part(generator, generator.choice(_sources()))
        for _slip in range(generator.randint(1, 4)):
            text = generator.choice(_SLIPS)(generator, text)
        yield text


def _part(generator: random.Random, text: str) -> str:
    if len(text) < _LONGEST and generator.random() < 0.8:
        return text
    lines = text.splitlines(keepends=True) or [""]
    start = generator.randrange(len(lines))
    return "".join(lines[start : start + generator.randint(1, 12)])


def _insert(generator: random.Random, text: str) -> str:
    place = generator.randint(0, len(text))
    return text[:place] + generator.choice(_BITS) + text[place:]


def _replace(generator: random.Random, text: str) -> str:
    place = generator.randint(0, len(text))
    return text[:place] + generator.choice(_BITS) + text[place + generator.randint(1, 4) :]


def _remove(generator: random.Random, text: str) -> str:
    place = generator.randint(0, len(text))
    return text[:place] + text[place + generator.randint(1, 4) :]


def _shift(generator: random.Random, text: str) -> str:
    lines = text.split("\n")
    place, columns = generator.randrange(len(lines)), generator.randint(-3, 3)
    lines[place] = " " * columns + lines[place] if columns > 0 else lines[place][-columns:]
    return "\n".join(lines)


def _swap(generator: random.Random, text: str) -> str:
    lines = text.split("\n")
    one, other = generator.randrange(len(lines)), generator.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _copy(generator: random.Random, text: str) -> str:
    lines = text.split("\n")
    lines.insert(generator.randint(0, len(lines)), generator.choice(lines))
    return "\n".join(lines)


def _splice(generator: random.Random, text: str) -> str:
    mine, theirs = text.split("\n"), generator.choice(_sources()).split("\n")
    start, place = generator.randrange(len(theirs)), generator.randint(0, len(mine))
    return "\n".join([*mine[:place], *theirs[start : start + generator.randint(1, 4)], *mine[place:]])


_SLIPS = (_insert, _insert, _insert, _replace, _replace, _remove, _remove, _shift, _swap, _copy, _splice)
