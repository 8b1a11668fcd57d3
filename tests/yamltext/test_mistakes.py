"""One slip gives one problem, at its place; its repair mends the text; and what stands below is read."""

from __future__ import annotations

import pytest

from clustercfg.yamltext.document import Document
from clustercfg.yamltext.mistakes import MISTAKES
from clustercfg.yamltext.patch import Patch

HEAD = "kind: ClusterConfig\nspec:\n"
TAIL = "  network:\n    cni: calico\n"

# name: kind, line (of the slip itself), what was written, what the repair makes of it
MENDED: dict[str, tuple[str, int, str, str]] = {
    "a tab for two blanks": ("tab-indentation", 2, "  a: b\n\tc: d\n", "  a: b\n  c: d\n"),
    "tabs at two levels": ("tab-indentation", 1, "\ta:\n\t\tb: c\n", "  a:\n    b: c\n"),
    "tabs for four blanks": (
        "tab-indentation",
        3,
        "  a:\n      - b: c\n\t\td: e\n",
        "  a:\n      - b: c\n        d: e\n",
    ),
    "a tab behind a dash": (
        "tab-indentation",
        2,
        "  a:\n    -\tb: c\n      d: e\n",
        "  a:\n    - b: c\n      d: e\n",
    ),
    "a tab in front of a comment": ("tab-indentation", 1, "\t# c\n  a: b\n", " # c\n  a: b\n"),
    "a tab in a text block": ("tab-indentation", 2, "  a: |\n\tb\n  c: d\n", "  a: |\n    b\n  c: d\n"),
    "a dollar in double quotes": ("backslash-in-double-quotes", 1, '  a: ["b\\$c"]\n', "  a: ['b\\$c']\n"),
    "two of them": ("backslash-in-double-quotes", 1, '  a: "\\$b\\$c"\n', "  a: '\\$b\\$c'\n"),
    "a dollar beside an apostrophe": (
        "backslash-in-double-quotes",
        1,
        '  a: "it\'s \\$b"\n',
        '  a: "it\'s \\\\$b"\n',
    ),
    "a path of Windows": ("backslash-in-double-quotes", 1, '  a: "C:\\Windows"\n', "  a: 'C:\\Windows'\n"),
    "a dollar beside an escape": ("backslash-in-double-quotes", 1, '  a: "\\$b\\n"\n', '  a: "\\\\$b\\n"\n'),
    "a masked password": ("unknown-alias", 1, "  a: ******\n", "  a: '******'\n"),
    "a password with an asterisk": ("unknown-alias", 1, "  a: *b\n", "  a: '*b'\n"),
    "a password with an ampersand": ("reserved-character", 1, "  a: &b\n", "  a: '&b'\n"),
    "a password with an at sign": (
        "reserved-character",
        2,
        "  a:\n    - b: @c\n      d: e\n",
        "  a:\n    - b: '@c'\n      d: e\n",
    ),
    "a password with a backtick": ("reserved-character", 1, "  a: `b # c\n", "  a: '`b' # c\n"),
    "a password with a percent sign": ("reserved-character", 1, "  a: %b\n", "  a: '%b'\n"),
    "a password with a bar": ("reserved-character", 1, "  a: |bc\n", "  a: '|bc'\n"),
    "a password with an angle": ("reserved-character", 1, "  a: >bc\n", "  a: '>bc'\n"),
    "a password with a bracket": ("reserved-character", 1, "  a: ]b\n", "  a: ']b'\n"),
    "a password with a comma": ("reserved-character", 1, "  a: ,b\n", "  a: ',b'\n"),
    "a password with a dash": ("reserved-character", 1, "  a: - b\n", "  a: '- b'\n"),
    "a password with a question mark": ("reserved-character", 1, "  a: ? b\n", "  a: '? b'\n"),
    "a password in brackets and more": ("reserved-character", 1, "  a: [b]c\n", "  a: '[b]c'\n"),
    "a password with an apostrophe": ("reserved-character", 1, "  a: @it's\n", '  a: "@it\'s"\n'),
    "a password with an exclamation mark": ("tag", 1, "  a: !b\n", "  a: '!b'\n"),
    "an exclamation mark and blanks": ("tag", 1, "  a: !b c # d\n", "  a: '!b c' # d\n"),
    "a full-width colon": ("full-width-punctuation", 1, "  a：b\n", "  a: b\n"),
    "a full-width colon and a blank": ("full-width-punctuation", 1, "  a： b\n", "  a: b\n"),
    "a full-width colon above a block": (
        "full-width-punctuation",
        1,
        "  a：\n    b: c\n",
        "  a:\n    b: c\n",
    ),
    "a full-width colon in an item": (
        "full-width-punctuation",
        3,
        "  a:\n    - b: c\n      d：e\n",
        "  a:\n    - b: c\n      d: e\n",
    ),
    "a wide blank": ("full-width-punctuation", 1, "\u3000a: b\n", "  a: b\n"),
    "two wide blanks": ("full-width-punctuation", 1, "\u3000\u3000a: b\n", "  a: b\n"),
    "blanks that do not break": ("full-width-punctuation", 1, "\u00a0\u00a0a: b\n", "  a: b\n"),
    "a blank that does not break behind a colon": ("full-width-punctuation", 1, "  a:\u00a0b\n", "  a: b\n"),
    "a full-width comma in brackets": (
        "full-width-punctuation",
        1,
        "  a: [{b: c，d: e}]\n",
        "  a: [{b: c, d: e}]\n",
    ),
    "smart quotes": ("smart-quotes", 1, "  a: “b: c”\n".replace(": c", ""), '  a: "b"\n'),
    "smart single quotes": ("smart-quotes", 1, "  a: ‘b’\n", '  a: "b"\n'),
    "no blank behind a colon": ("missing-space", 1, "  a:b\n  c: d\n", "  a: b\n  c: d\n"),
    "no blank in an item": (
        "missing-space",
        2,
        "  a:\n    - b:c\n      d: e\n",
        "  a:\n    - b: c\n      d: e\n",
    ),
    "no blank between others": (
        "missing-space",
        3,
        "  a:\n    b: c\n    d:e\n    f: g\n",
        "  a:\n    b: c\n    d: e\n    f: g\n",
    ),
    "no colon above a block": ("missing-colon", 1, "  a\n    b: c\n", "  a:\n    b: c\n"),
    "no colon above a list": ("missing-colon", 1, "  a # b\n    - c: d\n", "  a: # b\n    - c: d\n"),
    "no colon before a value": ("missing-colon", 1, "  a b\n  c: d\n", "  a: b\n  c: d\n"),
    "a first line one blank too deep": (
        "wrong-indentation",
        2,
        "  a:\n     b: c\n    d: e\n",
        "  a:\n    b: c\n    d: e\n",
    ),
    "a first line one blank too little": (
        "wrong-indentation",
        2,
        "  a:\n   b: c\n    d: e\n    f: g\n",
        "  a:\n    b: c\n    d: e\n    f: g\n",
    ),
    "a key above one blank too little": (
        "wrong-indentation",
        1,
        " a:\n    b: c\n  d: e\n",
        "  a:\n    b: c\n  d: e\n",
    ),
    "a dash one column too far": (
        "wrong-indentation",
        2,
        "  a:\n     - b: c\n      d: e\n    - b: f\n",
        "  a:\n    - b: c\n      d: e\n    - b: f\n",
    ),
    "an item between others": (
        "wrong-indentation",
        3,
        "  a:\n    - b: c\n   - b: f\n     d: e\n    - b: g\n",
        "  a:\n    - b: c\n    - b: f\n      d: e\n    - b: g\n",
    ),
    "a line back at the margin": (
        "wrong-indentation",
        3,
        "  a:\n    b: c\nd: e\n    f: g\n",
        "  a:\n    b: c\n    d: e\n    f: g\n",
    ),
    "a list closed by another bracket": (
        "unclosed-bracket",
        1,
        "  a: [b, c}\n  d: e\n",
        "  a: [b, c]\n  d: e\n",
    ),
    "a quote closed by the other one": ("unclosed-quote", 1, "  a: \"b'\n  d: e\n", '  a: "b"\n  d: e\n'),
    "a sign behind a quote": ("text-after-quote", 1, '  a: "b",\n  d: e\n', '  a: "b"\n  d: e\n'),
    "two lines in one": ("colon-in-value", 1, "  a: b cD: e\n", "  a: b\n  cD: e\n"),
    "two lines in one behind a quote": ("colon-in-value", 1, '  a: "b" cD: e\n', '  a: "b"\n  cD: e\n'),
    "no blank behind a dash": (
        "missing-space",
        2,
        "  a:\n    -b: c\n      d: e\n",
        "  a:\n    - b: c\n      d: e\n",
    ),
    "another dash": (
        "full-width-punctuation",
        3,
        "  a:\n    - b: c\n    – b: d\n      e: f\n",
        "  a:\n    - b: c\n    - b: d\n      e: f\n",
    ),
    "an equals sign": ("missing-colon", 1, "  a=b\n  d: e\n", "  a: b\n  d: e\n"),
    "a semicolon": ("missing-colon", 1, "  a; b # c\n  d: e\n", "  a: b # c\n  d: e\n"),
    "a comment of another language": ("stray-line", 1, "  // a\n  d: e\n", "  # // a\n  d: e\n"),
    "a fence of Markdown": ("stray-line", 1, "```yaml\n  d: e\n", "# ```yaml\n  d: e\n"),
    "a prompt": ("stray-line", 2, "  a: b\n$ vi x.yaml\n  d: e\n", "  a: b\n# $ vi x.yaml\n  d: e\n"),
    "a command of an editor": ("stray-line", 2, "  a: b\n:wq\n  d: e\n", "  a: b\n# :wq\n  d: e\n"),
    "a remark": ("stray-line", 1, "  to be filled in\n  d: e\n", "  # to be filled in\n  d: e\n"),
    "a Chinese remark": ("stray-line", 2, "  a: b\n  主节点\n  d: e\n", "  a: b\n  # 主节点\n  d: e\n"),
    "numbers of lines": ("stray-line", 1, "     3    a: b\n     4    d: e\n", "  a: b\n  d: e\n"),
    "plus signs": ("stray-line", 1, "+  a: b\n+  d: e\n", "  a: b\n  d: e\n"),
    "a colon in a value": ("colon-in-value", 1, "  a: b: c\n", "  a: 'b: c'\n"),
    "a colon at the end of a value": ("colon-in-value", 1, "  a: b c: # d\n", "  a: 'b c:' # d\n"),
    "a quote not closed": ("unclosed-quote", 1, '  a: "b\n  c: d\n', '  a: "b"\n  c: d\n'),
    "a single quote not closed": ("unclosed-quote", 1, "  a: 'b\n  c: d\n", "  a: 'b'\n  c: d\n"),
    "a quote not closed before a comment": (
        "unclosed-quote",
        1,
        '  a: "b # c\n  d: e\n',
        '  a: "b" # c\n  d: e\n',
    ),
    "a quote not closed before others": ("unclosed-quote", 1, '  a: "b\n  c: "d"\n', '  a: "b"\n  c: "d"\n'),
    "text behind a quote": ("text-after-quote", 1, '  a: "b" c\n', "  a: '\"b\" c'\n"),
    "a bracket not closed": ("unclosed-bracket", 1, "  a: [b, c\n  d: e\n", "  a: [b, c]\n  d: e\n"),
    "a brace not closed": ("unclosed-bracket", 1, "  a: {b: c # d\n  e: f\n", "  a: {b: c} # d\n  e: f\n"),
    "a bracket not closed over lines": (
        "unclosed-bracket",
        1,
        "  a: [\n    b,\n    c\n  d: e\n",
        "  a: [\n    b,\n    c]\n  d: e\n",
    ),
    "a line of dots": ("ellipsis", 1, "  ..........\n  a: b\n", "  a: b\n"),
    "lines of dots": ("ellipsis", 1, "...\n  a: b\n  ……\n", "  a: b\n"),
    "text not indented": (
        "unindented-block",
        1,
        "  a: |-\n  b: c\n    d: e\n",
        "  a: |-\n    b: c\n    d: e\n",
    ),
    "text at the very left": (
        "unindented-block",
        1,
        "  a: |-\nb: c\nd: e\n",
        "  a: |-\n    b: c\n    d: e\n",
    ),
    "keys under the dash": (
        "misaligned-item",
        3,
        "  a:\n    - b: c\n    d: e\n    f: g\n    - b: h\n",
        "  a:\n    - b: c\n      d: e\n      f: g\n    - b: h\n",
    ),
    "a line too deep": ("wrong-indentation", 2, "  a: b\n    c: d\n", "  a: b\n  c: d\n"),
    "a block too deep": (
        "wrong-indentation",
        2,
        "  a: b\n    c:\n      d: e\n  f: g\n",
        "  a: b\n  c:\n    d: e\n  f: g\n",
    ),
    "a line too deep between others": (
        "wrong-indentation",
        3,
        "  a:\n    b: c\n      d: e\n    f: g\n",
        "  a:\n    b: c\n    d: e\n    f: g\n",
    ),
    "a line not deep enough": (
        "wrong-indentation",
        3,
        "  a:\n    b: c\n   d: e\n    f: g\n",
        "  a:\n    b: c\n    d: e\n    f: g\n",
    ),
    "an item not deep enough": (
        "wrong-indentation",
        3,
        "  a:\n    - b\n   - c\n",
        "  a:\n    - b\n    - c\n",
    ),
    "a key of an item not deep enough": (
        "wrong-indentation",
        3,
        "  a:\n    - b: c\n     d: e\n",
        "  a:\n    - b: c\n      d: e\n",
    ),
    "another version of YAML": ("yaml-version", -1, "", ""),
}


def whole(middle: str) -> str:
    return HEAD + middle + TAIL


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("name", MENDED)
def test_a_slip_is_told_once_and_mended(name: str, newline: str) -> None:
    kind, line, written, meant = MENDED[name]
    before = "%YAML 1.2\n---\n" * (line < 0)
    text = (before + whole(written)).replace("\n", newline)
    document = Document(text)
    assert [problem.kind for problem in document.problems] == [kind]
    (problem,) = document.problems
    assert document.line_and_column(problem.start)[0] == (line + 2 if line > 0 else 1)
    assert problem.start < problem.end
    assert document.get("spec.network.cni") == "calico"
    mended = Patch(text, problem.repair).text
    assert mended == ("---\n" * (line < 0) + whole(meant)).replace("\n", newline)
    assert Document(mended).problems == ()
    if kind not in ("smart-quotes", "tag", "unknown-alias", "reserved-character"):
        assert Document(mended).get("") == document.get("")


# name: line, what was written, and the path of something behind it that is read all the same
LEFT_OUT: dict[str, tuple[int, str, str | None]] = {
    "a bracket too many": (1, "  a: [b, c]]\n  d: e\n", "spec.d"),
    "a stray bracket": (2, "  a: b\n  c: ]\n  d: e\n", "spec.d"),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_a_line_that_nothing_explains_is_left_out(name: str) -> None:
    line, written, path = LEFT_OUT[name]
    document = Document(whole(written))
    (problem,) = document.problems
    assert problem.kind == "syntax"
    assert document.line_and_column(problem.start)[0] == line + 2
    assert document.reading.left_out
    assert document.get("spec.network.cni") == "calico"
    assert path is None or document.get(path) == "e"


def test_slips_on_many_lines_are_told_one_by_one() -> None:
    middle = "".join(f"  k{index}:v\n  l{index}: @v\n" for index in range(5))
    document = Document(whole(middle))
    kinds = [problem.kind for problem in document.problems]
    assert kinds == ["missing-space", "reserved-character"] * 5
    lines = [document.line_and_column(problem.start)[0] for problem in document.problems]
    assert lines == list(range(3, 13))
    assert document.get("spec.network.cni") == "calico"
    repair = [each for problem in document.problems for each in problem.repair]
    assert Patch(document.text, repair).text == whole(middle.replace(":v", ": v").replace("@v", "'@v'"))


def test_reading_stops_at_the_fourth_line_that_nothing_explains() -> None:
    document = Document(whole("".join(f"  a{index}: b\n  ]\n" for index in range(6))))
    assert [problem.kind for problem in document.problems] == ["syntax"] * 4
    assert [problem.details.get("stopped", 0) for problem in document.problems] == [0, 0, 0, 1]
    assert document.reading.exhausted
    assert document.get("spec.a0") == "b"


def test_reading_stops_after_forty_slips() -> None:
    document = Document(whole("".join(f"  a{index}: @b\n" for index in range(60))))
    kinds = [problem.kind for problem in document.problems]
    assert kinds == ["reserved-character"] * 40 + ["syntax"]
    assert document.reading.exhausted


def test_every_known_mistake_is_among_the_examples() -> None:
    told = {kind for kind, *_ in MENDED.values()} | {"line-numbers", "diff-marks", "remark", "odd-line"}
    assert {mistake.__name__.replace("_", "-") for mistake in MISTAKES} <= told
