"""The types of the public API, as type checkers show them to somebody else's project."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).parent / "typed_sample"
Places = set[tuple[str, int]]


@pytest.fixture(scope="module")
def wrong() -> Places:
    lines = (SAMPLE / "mistakes.py").read_text(encoding="utf-8").splitlines()
    return {("mistakes.py", number) for number, line in enumerate(lines, 1) if line.endswith("  # wrong")}


def run(*words: str) -> str:
    """Return what a checker prints; it exits with 1 for the mistakes and with more for a failure of its own."""
    command = (sys.executable, "-m", *words)
    done = subprocess.run(command, cwd=SAMPLE, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


def test_mypy_sees_the_mistakes_and_no_other(wrong: Places, pytestconfig: pytest.Config) -> None:
    cache = pytestconfig.cache
    assert cache is not None
    output = run("mypy", f"--cache-dir={cache.mkdir('mypy-sample')}", "--output=json", ".")
    found: list[dict[str, Any]] = [json.loads(line) for line in output.splitlines()]
    assert {(each["file"], each["line"]) for each in found if each["severity"] == "error"} == wrong


def test_pyright_sees_the_mistakes_and_no_other(wrong: Places) -> None:
    found = json.loads(run("pyright", "--outputjson", f"--pythonpath={sys.executable}"))["generalDiagnostics"]
    places = {
        (Path(each["file"]).name, each["range"]["start"]["line"] + 1): each["severity"] for each in found
    }
    assert set(places) == wrong
    assert set(places.values()) == {"error"}
