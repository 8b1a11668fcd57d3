from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercfg.cli.unified import unified_diff

SECRET = "plum-Otter-7731"  # noqa: S105 - it stands for one


def diff(before: str, after: str, *, color: bool = False) -> str:
    return unified_diff(before, after, "a.yaml", color=color)


def test_equal_texts_have_no_diff() -> None:
    assert diff("a: 1\n", "a: 1\n") == ""


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("a: 1\n", "a: 2\n", "@@ -1 +1 @@\n-a: 1\n+a: 2\n"),
        ("", "a: 2\n", "@@ -0,0 +1 @@\n+a: 2\n"),
        ("a: 1\n", "", "@@ -1 +0,0 @@\n-a: 1\n"),
        ("a: 1", "a: 1\n", "@@ -1 +1 @@\n-a: 1\n\\ No newline at end of file\n+a: 1\n"),
        ("a: 1\r\n", "a: 1\n", "@@ -1 +1 @@\n-a: 1\n+a: 1\n"),
        ("a:\t1\x1b\n", "", "@@ -1 +0,0 @@\n-a:\t1\\x1b\n"),
        ("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n",
         "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n"),
    ],
)  # fmt: skip
def test_hunks_are_written_as_diff_does(before: str, after: str, shown: str) -> None:
    assert diff(before, after) == f"--- a.yaml\n+++ a.yaml\n{shown}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("password: plum-Otter-7731\n", "password: other-Secret-22\n"),
        ("password: plum-Otter-7731\n", "password: 'plum-Otter-7731'\n"),
        ("a: 1\npassword: plum-Otter-7731\n", "a: 2\npassword: plum-Otter-7731\n"),
        ("a: http://u:plum-Otter-7731@h/\n", "a: http://h/\n"),
        ("password: |-\n  plum-Otter-7731\n  other-Secret-22\n", "password: other-Secret-22\n"),
        ("pw: &p plum-Otter-7731\npassword: *p\n", "password: plum-Otter-7731\n"),
        ("password: [plum-Otter-7731\n", "password: [plum-Otter-7731]\n"),
        ("x:\n  - plum-Otter-7731\npassword: plum-Otter-7731\n", "# was plum-Otter-7731\n"),
        ("password: plum-Otter-7731\n", "\tpassword: plum-Otter-7731\n"),
    ],
)
def test_a_changed_secret_is_seen_and_not_read(before: str, after: str) -> None:
    shown = diff(before, after) + diff(after, before)
    assert "\n-" in shown
    assert "\n+" in shown
    assert SECRET not in shown
    assert "other-Secret-22" not in shown
    assert "********" in shown


def test_quotes_around_a_secret_are_shown() -> None:
    assert "-password: ********\n+password: '********'\n" in diff(
        f"password: {SECRET}\n", f"password: '{SECRET}'\n"
    )


def test_color_marks_what_goes_and_comes() -> None:
    shown = diff("a: 1\n", "a: 2\n", color=True)
    assert "\x1b[31m-a: 1\x1b[0m\n\x1b[32m+a: 2\x1b[0m\n" in shown


LINES = st.lists(st.sampled_from(["a: 1", "b: 2", "  c: x", "", "# d", "e:"]), max_size=12).map(
    lambda lines: "".join(f"{line}\n" for line in lines)
)


@given(LINES, LINES)
def test_what_holds_no_secret_can_be_applied(before: str, after: str) -> None:
    assert applied(before, diff(before, after)) == after


def applied(text: str, patch: str) -> str:
    lines, result, position = text.splitlines(), [], 0
    for line in patch.splitlines()[2:]:
        if line.startswith("@@"):
            start, _, count = line.split()[1].removeprefix("-").partition(",")
            first = int(start) - (count != "0")
            result += lines[position:first]
            position = first
        elif line.startswith("+"):
            result.append(line[1:])
        else:
            assert lines[position] == line[1:]
            result += [] if line.startswith("-") else [line[1:]]
            position += 1
    return "".join(f"{line}\n" for line in [*result, *lines[position:]])
