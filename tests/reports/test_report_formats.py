from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path

import pytest
from report_samples import CLEAN, EVERYTHING, report_on

from clustercfg.linting.reports import FORMATS

EXPECTED = Path(__file__).parent / "expected"


@pytest.mark.parametrize(
    ("format_name", "color", "width", "file"),
    [
        ("text", False, 80, "text.txt"),
        ("text", True, 80, "text-color.txt"),
        ("text", False, 50, "text-narrow.txt"),
        ("concise", False, 80, "concise.txt"),
        ("concise", True, 80, "concise-color.txt"),
        ("json", False, 80, "report.json"),
        ("sarif", True, 80, "report.sarif"),
        ("github", True, 80, "github.txt"),
        ("junit", True, 80, "junit.xml"),
    ],
)
def test_the_whole_output_is_as_recorded(
    monkeypatch: pytest.MonkeyPatch, format_name: str, color: bool, width: int, file: str
) -> None:
    monkeypatch.setattr(metadata, "version", lambda _name: "0.1.0")
    assert FORMATS[format_name]([EVERYTHING, CLEAN], color=color, width=width) == (EXPECTED / file).read_text(
        "utf-8"
    )


@pytest.mark.parametrize(
    ("format_name", "expected"),
    [
        ("text", "Checked 1 file: no problems found.\n"),
        ("concise", ""),
        ("github", ""),
    ],
)
def test_a_clean_file_is_short(format_name: str, expected: str) -> None:
    assert FORMATS[format_name]([CLEAN], color=True, width=80) == expected


@pytest.mark.parametrize("format_name", ["text", "concise", "github"])
def test_no_file_means_no_output(format_name: str) -> None:
    assert FORMATS[format_name]([], color=False, width=80) == ""


def test_json_without_files_is_still_a_report() -> None:
    report = json.loads(FORMATS["json"]([], color=False, width=80))
    assert report == {"version": 1, "files": [], "summary": {"files": 0, "errors": 0, "warnings": 0}}


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("color", [False, True])
def test_the_text_of_a_secret_fix_is_in_no_format(format_name: str, color: bool) -> None:
    assert "hunter2" not in FORMATS[format_name]([EVERYTHING], color=color, width=80)


@pytest.mark.parametrize("format_name", ["text", "concise", "github", "junit"])
def test_control_characters_of_a_file_never_reach_the_terminal(format_name: str) -> None:
    report = report_on("a\x1b[2J: \u202eb\x9b: x", "\u202eb\x9b", "the value \x1b]0;evil\x07 is wrong")
    shown = FORMATS[format_name]([report], color=False, width=80)
    assert all(each == "\n" or each.isprintable() for each in shown)


@pytest.mark.parametrize("lines", [(), ("only one line",)])
def test_a_place_without_source_is_told_without_snippet(lines: tuple[str, ...]) -> None:
    report = report_on("one\ntwo", "two")
    shown = FORMATS["text"]([type(report)(report.path, report.diagnostics, lines)], color=False, width=80)
    assert shown.splitlines()[:3] == ["a.yaml:2:1: error CC900 sample-rule", "  It is wrong.", ""]
