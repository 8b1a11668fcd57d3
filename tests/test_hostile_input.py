"""Whatever the bytes: a report, in time, and never an exception."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clustercfg.loading import loads
from clustercfg.yamltext.decoding import MAXIMUM_BYTES
from hostile_runs import judged
from report_checks import assert_sound_report

EXAMPLES = sorted((Path(__file__).resolve().parent.parent / "examples").glob("*.yaml"))
TEXTS = [file.read_text(encoding="utf-8") for file in EXAMPLES]
HEAD = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\nspec:\n"
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
@settings(max_examples=300, deadline=None)
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
@settings(max_examples=300, deadline=None)
def test_a_damaged_file_yields_a_report(text: str) -> None:
    check(text.encode())


def filled(unit: str, head: str = "", size: int = MAXIMUM_BYTES // 8) -> bytes:
    text = head + unit * (size // len(unit.encode()))
    return text.encode()[:size].decode("utf-8", "ignore").encode()


def numbered(form: str, count: int, head: str = "") -> bytes:
    return (head + "".join(form.format(number) for number in range(count))).encode()


NODES = HEAD + "  masterNodes:\n"
HOSTILE: dict[str, bytes] = {
    "brackets": filled("["),
    "braces": filled("{a: "),
    "dashes": filled("- "),
    "question marks": filled("? "),
    "colons": filled(": "),
    "dots": filled("."),
    "lines of dots": filled("...\n"),
    "dots among text blocks": filled("a: |\n  b\n...\n"),
    "tabs": filled("\t"),
    "lines with tabs": filled("\ta: b\n"),
    "blank lines with tabs": filled(" \t\n"),
    "dashes below a tab": filled("- ", "\ta: b\n"),
    "line breaks": filled("\n"),
    "carriage returns": filled("a: b\r"),
    "comments": filled("# a\n"),
    "an open quote": filled("a", '"'),
    "an open quote over lines": filled("a\n", "'"),
    "quotes": filled('"'),
    "backslashes": filled("\\", '"'),
    "one word": filled("a"),
    "one key": filled("a") + b": b",
    "dotted words": filled("a."),
    "one number": filled("9", "a: "),
    "one line of brackets": filled("a, ", "["),
    "nearly URLs": filled("://"),
    "users of URLs": filled("http://a:b@"),
    "nearly Redis": filled("redis://@"),
    "nearly passwords": filled("password"),
    "passwords": filled("password:"),
    "passwords without a colon": filled("  ansiblePass x\n", HEAD),
    "open quotes of passwords": filled('  - ansiblePass: "x\n', NODES),
    "placeholders": filled("{{", HEAD + "  clusterName: a"),
    "nearly placeholders": filled("your-", HEAD + "  clusterName: "),
    "addresses": filled("1.", HEAD + "  bootstrapNode: "),
    "options of apt": filled("[", HEAD + "  osRepos:\n    externalRepoURLs:\n      - deb "),
    "pairs of a connection string": filled(
        "a=b ",
        HEAD + "  externalMiddlewares: {database: {kpanda: [{dbDriverName: postgres, dataSourceName: '",
    )
    + b"!'}]}}",
    "control characters": filled("\x01"),
    "control characters apart": filled("a\x7f"),
    "smart quotes": filled("  - a: “b”\n", NODES),
    "tags": filled("- !!str a\n"),
    "aliases": filled("- &a b\n- *a\n"),
    "merge keys": filled("<<: *a\n", "a: &a {x: y}\n"),
    "documents": filled("---\n"),
    "silencing comments": filled("# clustercfg: ignore[CC301] x\n"),
    "lines without colons": filled("  abc\n", HEAD),
    "lines that are broken": filled("  a: @b\n", HEAD),
    "lines that nothing explains": filled("  a: b\n  ]\n", HEAD),
    "a broken line at the end": filled("  - b: c\n", NODES) + b"\n  x: y: z\n" * 60,
    "a text block not indented": filled("  a: b\n", HEAD + "  kubeanConfig: |-\n") + b"  c ]\n  x: y: z\n",
    "a text block": filled("    a: b\n", HEAD + "  kubeanConfig: |\n"),
    "a text block with tabs": filled("    \ta: b\n", HEAD + "  kubeanConfig: |\n"),
    "equal machines": filled("  - {nodeName: a, ip: 10.0.0.1, ansiblePass: x}\n", NODES),
    "unknown keys": numbered("  loadBalance{0}: x\n", 10_000, HEAD),
    "unknown keys outside spec": numbered("loadBalance{0}: x\n", 10_000),
    "unknown components": numbered(
        "      kpandx{0}: []\n", 10_000, HEAD + "  externalMiddlewares:\n    database:\n"
    ),
    "a staircase": b"".join(b" " * depth + b"a:\n" for depth in range(700)),
}


# `make hostile` takes the largest texts that are read.
SIZE = int(os.environ.get("CLUSTERCFG_HOSTILE_BYTES", str(MAXIMUM_BYTES // 8)))


def at_size(data: bytes) -> bytes:
    """Return a text of the size that was asked for, made of the same."""
    whole = data[:200] + data[200:] * (SIZE // max(len(data) - 200, 1) + 1)
    return whole[:SIZE].decode("utf-8", "ignore").encode()


MORE: dict[str, bytes] = {
    "enormous numbers": filled("9", HEAD + "  clusterName: ") + b"\n",
    "many duplicate keys": filled("  clusterName: a\n", HEAD),
    "YAML in kubeanConfig": filled("    {a: [", HEAD + "  kubeanConfig: |\n"),
    "aliases in kubeanConfig": filled("    - &a [*a, *a]\n", HEAD + "  kubeanConfig: |\n"),
    "duplicate keys in kubeanConfig": filled("    a: b\n", HEAD + "  kubeanConfig: |\n"),
    "bidirectional marks": filled("  a\u202eb\u2066: \u200bc\n", HEAD),
    "combining marks": filled("a\u0301\u0323", HEAD + "  clusterName: "),
    "full-width keys": filled("  ｃｌｕｓｔｅｒ：ａ\n", HEAD),
    "keys that only look alike": filled("  сlustеrName: a\n", HEAD),
    "long keys": filled("  " + "k" * 2_000 + ": a\n", HEAD),
    "passwords in comments": filled("# password a password\n"),
    "errors of every machine": filled(
        "  - {nodeName: A_, ip: 1.2.3, ansibleUser: [a], ansiblePass: 012}\n", NODES
    ),
}
HARD = HOSTILE | MORE


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are those of Linux")
@pytest.mark.parametrize("name", HARD)
def test_a_hostile_text_takes_at_most_five_seconds_and_300_megabytes_and_gets_a_diagnostic(
    tmp_path: Path, name: str
) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(at_size(HARD[name]))
    ((code, memory, said),) = judged([["lint", "--format", "json", str(file)]])
    assert (code, memory <= 300) == (1 if name != "documents" else 0, True), (memory, said[-300:])
    assert '"code": "CC' in said
