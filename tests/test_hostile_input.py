"""Whatever the bytes: a report, in time, and never an exception."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clustercfg.loading import loads
from hostile_runs import assert_told_within_limits
from hostile_texts import HOSTILE, at_size
from report_checks import assert_sound_report

EXAMPLES = sorted((Path(__file__).resolve().parent.parent / "examples").glob("*.yaml"))
TEXTS = [file.read_text(encoding="utf-8") for file in EXAMPLES]
BITS = (
    *(
        "\t",
        '"',
        "'",
        "：",
        "，",
        "“",
        "”",
        "*",
        "&a ",
        "!",
        "!!str ",
        "%",
        "@",
        "`",
        "{",
        "}",
        "[",
        "]",
        ":",
        ": ",
    ),
    *(
        "- ",
        "-",
        "? ",
        "|",
        ">",
        "|-\n",
        "#",
        " # ",
        "...",
        "\n...\n",
        "---\n",
        "\r",
        "\r\n",
        "\x00",
        "\u2028",
    ),
    *(
        "\ufeff",
        "\x85",
        "%YAML 1.2\n",
        "<<: *a\n",
        "*a",
        "\\$",
        "\\",
        "~",
        "null",
        "\u3000",
        "\u00a0",
        "😀",
        "|2",
    ),
    *(
        "{{",
        "}}",
        "${X}",
        "a: b: c",
        "? [a]\n: b\n",
        "# clustercfg: ignore[CC201] x",
        "redis://:a@b",
        "user:pw@",
    ),
)


def check(data: bytes) -> None:
    loaded = loads(data)
    assert_sound_report(loaded.report, loaded.document)
    assert (loaded.config is None) >= (loaded.document is None)


@given(
    st.binary(max_size=300) | st.text(st.sampled_from("".join(BITS) + "ab\n  "), max_size=120).map(str.encode)
)
@example(b"")
@example(b"\n")
@example(b"\xef\xbb\xbf")
@example(b"a: &a [*a]")
@settings(max_examples=200, deadline=None)
def test_any_bytes_yield_a_report(data: bytes) -> None:
    check(data)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Draw an example, or a part of one, after a few slips of the hand."""
    lines = draw(st.sampled_from(TEXTS)).split("\n")
    start = draw(st.integers(0, len(lines) - 1))
    lines = lines if draw(st.booleans()) else lines[start : start + draw(st.integers(1, 20))]
    for _slip in range(draw(st.integers(1, 4))):
        slip: Callable[[st.DrawFn, list[str]], None] = draw(st.sampled_from(SLIPS))
        slip(draw, lines)
    return draw(st.sampled_from(("\n", "\n", "\n", "\r\n", "\r"))).join(lines)


def _line(draw: st.DrawFn, lines: list[str]) -> int:
    return draw(st.integers(0, max(len(lines) - 1, 0)))


def _delete(draw: st.DrawFn, lines: list[str]) -> None:
    if lines:
        del lines[_line(draw, lines)]


def _copy(draw: st.DrawFn, lines: list[str]) -> None:
    if lines:
        lines.insert(_line(draw, lines), lines[_line(draw, lines)])


def _swap(draw: st.DrawFn, lines: list[str]) -> None:
    if lines:
        one, other = _line(draw, lines), _line(draw, lines)
        lines[one], lines[other] = lines[other], lines[one]


def _shift(draw: st.DrawFn, lines: list[str]) -> None:
    if lines:
        number, columns = _line(draw, lines), draw(st.integers(-3, 3))
        lines[number] = " " * columns + lines[number] if columns > 0 else lines[number][-columns:]


def _insert(draw: st.DrawFn, lines: list[str]) -> None:
    if lines:
        number = _line(draw, lines)
        column = draw(st.integers(0, len(lines[number])))
        lines[number] = lines[number][:column] + draw(st.sampled_from(BITS)) + lines[number][column:]


def _remove(draw: st.DrawFn, lines: list[str]) -> None:
    if lines:
        number = _line(draw, lines)
        column = draw(st.integers(0, len(lines[number])))
        lines[number] = lines[number][:column] + lines[number][column + draw(st.integers(1, 4)) :]


SLIPS = (_delete, _copy, _swap, _shift, _insert, _insert, _remove)


@given(damaged())
@settings(max_examples=200, deadline=None)
def test_a_damaged_file_yields_a_report(text: str) -> None:
    check(text.encode())


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are those of Linux")
def test_a_hostile_text_takes_at_most_five_seconds_and_300_megabytes_and_gets_a_diagnostic(
    tmp_path: Path,
) -> None:
    commands = {}
    for number, (name, data) in enumerate(HOSTILE.items()):
        file = tmp_path / f"{number}.yaml"
        file.write_bytes(at_size(data))
        commands[name] = ["lint", "--format", "json", str(file)]
    assert_told_within_limits(commands, codes=[0, 1], told=dict.fromkeys(commands, '"code": "CC'))
