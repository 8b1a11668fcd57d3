"""`lint --output`: reports in further forms, beside the one that is printed."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from command_line import Run

ERROR = """\
apiVersion: provision.daocloud.io/v1alpha3
kind: ClusterConfig
spec:
  loadBalancer:
    type: nodeport
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.yaml").write_text(ERROR)
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "b.yaml").write_text(ERROR)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_files_are_written_beside_the_printed_report(run: Run, folder: Path) -> None:
    alone = run("lint", "a.yaml")
    both = run("lint", "a.yaml", "--output", "sarif=a.sarif", "--output=json=a.json", "--color", "always")
    assert (both.code, both.err) == (1, "")
    assert "\x1b[" in both.out
    assert len(both.out) > len(alone.out)
    assert json.loads((folder / "a.sarif").read_text())["runs"][0]["results"][0]["ruleId"] == "CC209"
    assert (folder / "a.json").read_text() == run("lint", "a.yaml", "--format", "json").out


def test_a_file_shows_no_color_and_replaces_the_old_one_whole(run: Run, folder: Path) -> None:
    report = folder / "report.txt"
    report.write_text("old " * 5000)
    report.chmod(0o640)
    run("lint", "a.yaml", "--color", "always", "--output", "text=report.txt")
    assert report.read_text() == run("lint", "a.yaml").out
    assert stat.S_IMODE(report.stat().st_mode) == 0o640
    assert sorted(each.name for each in folder.iterdir()) == ["a.yaml", "report.txt", "sites"]


def test_standard_output_can_be_given_to_another_form(run: Run) -> None:
    shown = run("lint", "a.yaml", "--output", "json=-", "--color", "always")
    assert json.loads(shown.out)["summary"]["errors"] == 1
    assert "CC209" in shown.err
    assert "\x1b[" not in shown.err


def test_the_report_after_fix_tells_what_is_left(run: Run, folder: Path) -> None:
    assert run("lint", "a.yaml", "--fix", "--unsafe-fixes", "--output", "json=left.json").code == 0
    assert json.loads((folder / "left.json").read_text())["summary"] == {
        "files": 1,
        "errors": 0,
        "warnings": 0,
    }


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--output", "sarf=x"], "did you mean sarif?"),
        (["--output", "x.sarif"], "there is no such format"),
        (["--output", "sarif"], "write FORMAT=FILE"),
        (["--output", "sarif="], "write FORMAT=FILE"),
        (["--output", "sarif=-", "--output", "json=-"], "--output json=-: that file is taken already"),
        (["--output", "sarif=x", "--output", "json=./x"], "--output json=./x: that file is taken already"),
        (["--output", "json=a.yaml"], "that file is taken already"),
        (["--output", "json=sites/../a.yaml"], "that file is taken already"),
        (["--output", "json=x", "--diff"], "--output goes without --diff"),
        (["--output", "json=-", "--fix", "-"], "standard output is for the mended text"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_done(
    run: Run, folder: Path, words: list[str], told: str
) -> None:
    shown = run("lint", "a.yaml", *words)
    assert (shown.code, shown.out) == (2, "")
    assert told in shown.err
    assert (folder / "a.yaml").read_text() == ERROR
    assert not (folder / "x").exists()


def test_a_file_found_below_a_directory_is_not_overwritten_either(run: Run, folder: Path) -> None:
    shown = run("lint", "sites", "--output", "json=sites/b.yaml")
    assert shown.code == 2
    assert "that file is taken already" in shown.err
    assert (folder / "sites" / "b.yaml").read_text() == ERROR


def test_a_place_that_cannot_be_written_is_told_after_the_report(run: Run, folder: Path) -> None:
    shown = run("lint", "a.yaml", "--output", f"json=none{os.sep}x.json", "--output", "junit=x.xml")
    assert shown.code == 3
    assert "CC209" in shown.out
    assert "cannot write" in shown.err
    assert (folder / "x.xml").exists()
