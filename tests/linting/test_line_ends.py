"""CC141: line ends of several kinds in one text."""

from __future__ import annotations

import pytest

from clustercfg.linting.diagnostics import Diagnostic
from clustercfg.linting.fixing import fix
from clustercfg.linting.linter import Options, lint_bytes
from clustercfg.yamltext.document import Document

ONLY = Options(select=("CC141",))
HEAD = "apiVersion: provision.daocloud.io/v1alpha3\n"


def findings(text: str) -> list[Diagnostic]:
    return list(lint_bytes(text.encode(), options=ONLY).diagnostics)


@pytest.mark.parametrize(
    "text",
    [
        "a: b\n",
        "a: b\r\n\r\nc: |\r\n  d\r\n",
        "a: b\rc: d\r",
        "a: b\r\n",
        "a: b",
        "",
        'a: "b\\r\\n"\n',
        "a: b\r\r\nc: d\n",  # told by CC140
    ],
)
def test_one_kind_of_line_ends_is_nothing_to_tell(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "line", "message", "fixed"),
    [
        ("a: b\r\nc: d\n", 1, "A line ends with CRLF, the other lines with LF.", "a: b\nc: d\n"),
        ("a: 1\r\nb: 2\nc: 3\r\n", 2, "A line ends with LF, the other lines with CRLF.", "a: 1\r\nb: 2\r\nc: 3\r\n"),
        ("a: 1\nb: 2\n\r\nc: |\n  x\r\n", 3, "2 lines end with CRLF, ", "a: 1\nb: 2\n\nc: |\n  x\n"),
        ("a: 1\rb: 2\r\nc: 3\n\n", 1, "2 lines end with CRLF, CR, ", "a: 1\nb: 2\nc: 3\n\n"),
        ("a: 1\rb: 2\r\nc: 3\r\n", 1, "A line ends with CR, ", "a: 1\r\nb: 2\r\nc: 3\r\n"),
        ("a: 'b\r\n  c'\nd:\n", 1, "A line ends with CRLF, ", "a: 'b\n  c'\nd:\n"),
        ("a: [\r\nb: c\nd:\n", 1, "A line ends with CRLF, ", "a: [\nb: c\nd:\n"),  # also where it is no YAML
    ],
)  # fmt: skip
def test_the_first_line_that_ends_unlike_most_is_named(
    text: str, line: int, message: str, fixed: str
) -> None:
    (found,) = findings(text)
    assert found.start.line == line
    assert found.message.startswith(message)
    document, _problem = Document.from_bytes(text.encode())
    assert document is not None
    assert fix(document, options=ONLY).text == fixed


def test_the_line_can_be_excused() -> None:
    assert findings(HEAD + "# clustercfg: ignore[CC141] as the vendor sent it\nkind: ClusterConfig\r\n") == []


def test_so_many_are_told_and_left_alone() -> None:
    (found,) = findings("\n" * 30_000 + "a: b\r\n" * 20_001)
    assert found.fix is None
    (found,) = findings("\n" * 30_000 + "\r\n" * 20_000)
    assert found.fix is not None
    assert len(found.fix.edits) == 20_000
