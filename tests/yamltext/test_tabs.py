"""A tab is refused just where Go's reader refuses it, and read as what Go makes of it elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clustercfg.yamltext.document import Document
from clustercfg.yamltext.patch import Patch

if TYPE_CHECKING:
    from real_parts import GoReader

ALLOWED = {
    "behind a colon": "a:\tb\n",
    "behind a colon and a blank": "a: \tb\n",
    "before a colon": "a\t: b\n",
    "before a comment": "a: b\t# c\n",
    "before a comment behind quotes": "a: 'b'\t# c\n",
    "at the end of a value": "a: b\t\n",
    "at the end of a key": "a:\t\n  b: c\n",
    "at the end of an item": "- a\t\n- b\n",
    "at the end of a block header": "a: |\t\n  b\n",
    "inside a plain value": "a: b\tc\n",
    "inside a plain key": "a\tb: c\n",
    "inside quotes": "a: \"b\tc\"\nd: 'e\tf'\n",
    "inside a text block": "a: |\n  b\tc\n  \td\n",
    "inside a comment": "a: b #\tc\n#\td\n",
    "behind an anchor": "a: &x\tb\n",
    "in brackets on a line": "a: [b,\tc]\n",
    "in brackets over lines": "a: [b,\n\tc,\n\t]\n",
    "in JSON": '{\n\t"a": [\n\t\t1\n\t]\n}\n',
    "in quotes over lines": "a: 'b\n\tc'\n",
    "on a blank line behind a plain value": "a: b\n \t \nc: d\n",
    "on a line of comment behind a plain value": "a: b\n  \t# c\nd: e\n",
    "on the next line of a plain value": "a: b\n  \tc\n",
    "several": "a:\tb\tc\t# d\n",
}
REFUSED = {
    "before a key": ("a:\n\tb: c\n", 2, "a:\n  b: c\n"),
    "before a key behind blanks": ("a:\n  \tb: c\n", 2, "a:\n    b: c\n"),
    "before a value": ('a:\n\t"b"\n', 2, 'a:\n  "b"\n'),
    "before an item": ("a:\n\t- b\n", 2, "a:\n  - b\n"),
    "behind a dash": ("-\ta\n", 1, "- a\n"),
    "behind a dash and a blank": ("- \ta: b\n", 1, "-   a: b\n"),
    "before a comment": ("a: b\n\t# c\nd: e\n", 2, "a: b\n # c\nd: e\n"),
    "before a comment behind quotes": ("a: 'b'\n  \t# c\nd: e\n", 2, "a: 'b'\n   # c\nd: e\n"),
    "on a blank line of a deeper block": ("a:\n  b: c\n \t\n  d: e\n", 3, "a:\n  b: c\n  \n  d: e\n"),
    "on the first line": ("\t\na: b\n", 1, " \na: b\n"),
    "on the last line": ("a: b\n\t", 2, "a: b\n "),
    "before the text of a block": ("a: |\n\tb\n", 2, "a: |\n  b\n"),
    "before a line of a text block": ("a: |\n  b\n\tc\nd: e\n", 3, "a: |\n  b\n  c\nd: e\n"),
}


@pytest.mark.parametrize("text", ALLOWED.values(), ids=ALLOWED)
def test_tabs_that_separate_are_taken_for_blanks(text: str, go_reader: GoReader) -> None:
    document = Document(text)
    assert document.problems == ()
    (answer,) = go_reader.read([text])
    assert answer.error is None
    assert document.get("") == answer.value


@pytest.mark.parametrize(("text", "line", "mended"), REFUSED.values(), ids=REFUSED)
def test_tabs_that_indent_are_told(text: str, line: int, mended: str, go_reader: GoReader) -> None:
    document = Document(text)
    assert [problem.kind for problem in document.problems] == ["tab-indentation"]
    (problem,) = document.problems
    assert document.line_and_column(problem.start)[0] == line
    assert Patch(text, problem.repair).text == mended
    assert Document(mended).problems == ()
    before, after = go_reader.read([text, mended])
    assert before.error is not None
    assert after.error is None
    assert document.get("") == Document(mended).get("") == after.value


def test_all_tabs_are_one_problem() -> None:
    document = Document("a:\n\tb: c\n\td: e\t# f\nf: [\n\tg ]\n")
    (problem,) = document.problems
    assert problem.details["lines"] == 2
    assert document.get("") == {"a": {"b": "c", "d": "e"}, "f": ["g"]}
