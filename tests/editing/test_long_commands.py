"""The commands of the long checks run, and tell a miss by their exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def run(script: str, *words: str) -> subprocess.CompletedProcess[str]:
    folders = os.pathsep.join(str(PROJECT / name) for name in ("tests", "tests/editing"))
    command = [sys.executable, str(PROJECT / "tests" / "long" / script), *words]
    return subprocess.run(
        command,
        env=os.environ | {"PYTHONPATH": folders},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_random_edits_by_us_and_by_peers_make_one_table() -> None:
    done = run("random_edits.py", "examples", "--count", "60", "--generated", "4", "--without-go")
    rows = [line for line in done.stdout.splitlines() if line.startswith("| ")]
    assert (done.returncode, done.stderr) == (0, "")
    assert rows[0].startswith("| editor | edits | minimal |")
    assert rows[1].startswith("| clustercfg | ")
    assert "| 100.00 % | 0 | 0 | 0 | 0 |" in rows[1]
    assert [row.split(" |")[0] for row in rows[2:4]] == [
        "| ruamel.yaml round trip",
        "| ruamel.yaml round trip, tuned",
    ]


def test_too_few_edits_are_a_miss() -> None:
    done = run("random_edits.py", "--count", "1000", "--generated", "0", "--without-go", "--without-peers")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "MISSED")


def test_a_folder_without_a_changed_byte_is_fine_and_an_empty_one_is_not(tmp_path: Path) -> None:
    done = run("no_op.py", "examples", "tests/cases")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("files read and saved, 0 changed\n")
    assert run("no_op.py", str(tmp_path)).returncode == 1
