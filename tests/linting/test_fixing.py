from __future__ import annotations

import itertools
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import clustercfg
from clustercfg.linting.diagnostics import Diagnostic, Edit, Fix, Position, Report, Severity
from clustercfg.linting.fixing import Fixed, apply_fix, fix
from clustercfg.linting.linter import Inspection, Options, inspect_document
from clustercfg.yamltext.document import Document

HEAD = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\n"
SEVERAL_PASSES = (
    HEAD.replace("ClusterConfig", "clusterconfig")
    + "spec:\n  ClusterName: yes\n  LoadBalancer:\n    type: nodeport\n"
)
EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.yaml"))


def fixed(text: str, *, unsafe: bool = False, options: Options | None = None) -> Fixed[Document]:
    return fix(Document(text), unsafe=unsafe, options=options)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("spec:\n  LoadBalancer: {Type: nodeport}\n", "spec:\n  loadBalancer: {type: NodePort}\n"),
        ("spec:\n  cri:\n    skipProvision: 'false'\n", "spec:\n  cri:\n    skipProvision: false\n"),
        ("spec:\n  clusterName: 0123\n", "spec:\n  clusterName: '0123'\n"),
    ],
)
def test_safe_fixes_lead_to_a_fixed_point_in_several_passes(before: str, after: str) -> None:
    result = fixed(HEAD + before)
    assert result.text == HEAD + after
    assert fixed(result.text).applied == ()


def test_what_a_fix_brings_to_light_is_fixed_too() -> None:
    result = fixed(SEVERAL_PASSES)
    assert [each.rule for each in result.applied] == [
        "wrong-kind",
        "key-case",
        "unquoted-value-changes",
        "key-case",
        "invalid-value",
    ]
    assert result.report.ok


@pytest.mark.parametrize(("seconds", "done"), [(0, 0), (12, 1), (1000, 5)])
def test_fixing_ends_when_its_time_is_over_and_keeps_what_it_did(
    monkeypatch: pytest.MonkeyPatch, seconds: int, done: int
) -> None:
    ticks = itertools.count()
    monkeypatch.setattr(time, "process_time", lambda: 3.0 * next(ticks))
    document = Document(SEVERAL_PASSES)
    result = fix(document, seconds=seconds)
    assert (len(result.applied), result.unfinished) == (done, done < 5)
    assert result.report.ok is (done == 5)
    monkeypatch.undo()
    assert fix(result.document).report.ok


def test_many_broken_lines_are_mended_although_few_are_told_at_once() -> None:
    text = HEAD + "spec:\n  ntpServer:\n" + "".join(f"    - @{number}\n" for number in range(90))
    assert len(inspect_document(Document(text)).report.errors) < 60
    assert (
        fixed(text, unsafe=True).text
        == text.replace("- @", "- '@").replace("\n    -", "'\n    -").replace(":'", ":")[:-1] + "'\n"
    )


def test_only_what_is_selected_is_fixed_and_told() -> None:
    text = HEAD + "spec:\n  ClusterName: a\n  loadBalancer: {type: nodeport}\n"
    result = fixed(text, options=Options(select=("CC203",)))
    assert result.text == text.replace("ClusterName", "clusterName")
    assert list(result.report) == []
    assert fixed(text, options=Options(ignore=("CC203", "CC209"))).applied == ()


def test_the_document_stays_and_the_new_one_saves_to_its_file(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + (HEAD + "spec:\n  ClusterName: a\n").replace("\n", "\r\n").encode())
    loaded = clustercfg.load(file)
    assert loaded.document is not None
    result = clustercfg.fix(loaded.document)
    assert isinstance(result.document, clustercfg.Document)
    assert "ClusterName" in loaded.document.text
    result.document.save()
    assert (
        file.read_bytes()
        == b"\xef\xbb\xbf" + (HEAD + "spec:\n  clusterName: a\n").replace("\n", "\r\n").encode()
    )


def test_no_text_is_in_the_representation() -> None:
    assert "hunter2" not in repr(fixed(HEAD + "spec:\n  masterNodes: [{ansiblePass: 0123hunter2}]\n"))


# ---- fixes that do harm: a linter that finds a word bad, with fixes made up for the test


def linter_of(*fixes: tuple[str, str]) -> object:
    """Return a linter for which each word of the first column is an error, and its fix writes the second."""

    def inspect(document: Document, *, path: str = "", options: Options | None = None) -> Inspection:
        del path, options
        found = [
            Diagnostic(
                "CC999",
                bad,
                Severity.ERROR,
                bad,
                _at(place),
                _at(place),
                fix=Fix("x", (Edit(place, place + len(bad), good),), safe=True),
            )
            for bad, good in fixes
            for place in _places(document.text, bad)
        ]
        return Inspection(Report("<text>", tuple(sorted(found, key=lambda each: each.start))), document)

    return inspect


def _at(place: int) -> Position:
    return Position(1, place + 1, place)


def _places(text: str, word: str) -> list[int]:
    return [place for place in range(len(text)) if text.startswith(word, place)]


@pytest.mark.parametrize(
    ("fixes", "before", "after"),
    [
        ([("a", "x")], "a-a", "x-x"),
        ([("a", "bb"), ("b", "c")], "a", "a"),
        ([("a", "b"), ("b", "x")], "a", "x"),
        ([("a", "b"), ("b", "a")], "a", "b"),
        ([("a", "aa")], "a", "a"),
        ([("a", "a")], "a", "a"),
        ([("a", "x"), ("b", "bb"), ("c", "y")], "a-b-c-a-b", "x-b-y-x-b"),
        ([("a", "x"), ("b", "aaa"), ("c", "y")], "c-b-a-b-c-b", "y-b-x-b-y-b"),
        ([("a", "x"), ("b", "y")], "ab", "xy"),
    ],
)
def test_a_fix_that_does_harm_is_left_out_and_the_others_are_made(
    monkeypatch: pytest.MonkeyPatch, fixes: list[tuple[str, str]], before: str, after: str
) -> None:
    monkeypatch.setattr("clustercfg.linting.fixing.inspect_document", linter_of(*fixes))
    assert fixed(before).text == after


def test_many_fixes_of_which_some_do_harm_are_settled_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clustercfg.linting.fixing.inspect_document", linter_of(("a", "x"), ("b", "bb")))
    result = fixed("a-b-" * 20)
    assert result.text == "x-b-" * 20
    assert len(result.applied) == 20


# ---- invariants


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
@given(data=st.data())
@settings(max_examples=12, deadline=None)
def test_whatever_the_slips_fixing_ends_and_leaves_no_more_errors_that_it_could_see(
    path: Path, data: st.DataObject
) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    for _slip in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(lines) - 1))
        lines[place] = data.draw(st.sampled_from(SLIPS))(lines[place])
    document = Document("\n".join(lines))
    before = inspect_document(document).report
    result = fix(document, unsafe=True)
    again = fix(result.document, unsafe=True)
    assert again.text == result.text
    assert not again.applied
    hidden = any(each.code.startswith("CC1") or each.code in ("CC216", "CC217") for each in before.errors)
    assert hidden or len(result.report.errors) <= len(before.errors)
    if not result.applied:
        assert result.text == document.text


SLIPS = (
    lambda line: line[:0],
    lambda line: line.upper(),
    lambda line: "\t" + line,
    lambda line: line.replace(":", "：", 1),
    lambda line: line.replace(": ", ":", 1),
    lambda line: line.removeprefix("  "),
    lambda line: " " + line,
    lambda line: line.replace('"', "", 1),
    lambda line: f"{line}\n{line}",
    lambda line: line + "]",
)


def test_one_fix_is_applied_as_it_says() -> None:
    text = HEAD + "spec:\n  ClusterName: a\n"
    (found,) = inspect_document(Document(text)).report.warnings
    assert found.fix is not None
    assert apply_fix(text, found.fix) == text.replace("ClusterName", "clusterName")
