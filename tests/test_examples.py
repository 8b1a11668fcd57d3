"""The files that people start from, and what the README says of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import clustercfg
import readme
from realistic import realistic_config

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
GOOD = sorted(path.name for path in EXAMPLES.glob("*.yaml") if path.name != "broken.yaml")


@pytest.mark.parametrize("name", GOOD)
def test_a_good_example_has_no_finding_and_survives_writing(name: str) -> None:
    loaded = clustercfg.load(EXAMPLES / name)
    assert [f"{each.start.line} {each.code} {each.message}" for each in loaded.report] == []
    config = loaded.require()
    assert clustercfg.loads(clustercfg.dumps(config)).require() == config


def test_the_broken_example_shows_many_kinds_of_mistakes_in_one_run() -> None:
    report = clustercfg.load(EXAMPLES / "broken.yaml").report
    assert len({each.rule for each in report}) >= 10
    assert {each.code[:3] for each in report} >= {"CC1", "CC2", "CC3", "CC4"}


@pytest.mark.parametrize("lines", [100, 250, 1000, 4000])
def test_the_file_that_is_measured_has_no_finding(lines: int) -> None:
    text = realistic_config(lines)
    assert lines - 4 <= text.count("\n") <= lines
    assert [f"{each.start.line} {each.code} {each.message}" for each in clustercfg.lint(text)] == []


@pytest.mark.parametrize("path", readme.LANGUAGES, ids=lambda path: path.name)
def test_a_readme_shows_what_lint_says_today(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "broken.yaml:" in text
    assert readme.with_fresh_output(text, readme.LANGUAGES[path]) == text, "make generate writes it anew"


def test_the_readmes_have_the_same_parts_and_know_each_other() -> None:
    parts = []
    for path in readme.LANGUAGES:
        text = path.read_text(encoding="utf-8")
        parts.append(
            [line.split(" ")[0] for line in text.splitlines() if re.match("#+ |```|\\| `|[$] ", line)]
        )
        assert all(f"]({other.name})" in text for other in readme.LANGUAGES if other != path)
    assert parts[0] == parts[1]


@pytest.mark.parametrize("path", readme.LANGUAGES, ids=lambda path: path.name)
def test_the_python_of_a_readme_runs(path: Path, tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "full.yaml", tmp_path / "clusterConfig.yaml")
    program = readme.python_example(path.read_text(encoding="utf-8"))
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
    )
    assert "central" in done.stdout


def test_the_wheel_holds_the_schemas_and_the_marker_of_types(tmp_path: Path, project: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=project, env=os.environ, capture_output=True, check=True, timeout=120)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    schemas = {f"clustercfg/schemas/{path.name}" for path in (project / "schemas").glob("*.json")}
    assert len(schemas) == 6
    assert names >= schemas | {"clustercfg/py.typed", "clustercfg/models/shape_table.py"}
    assert any(name.endswith("licenses/LICENSE") for name in names)
