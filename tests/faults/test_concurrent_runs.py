"""Several runs at a time: nothing is lost, and whoever comes too late is told."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from writing_commands import COMMANDS, ENVIRONMENT, content_of, finish

from clustercfg.storage.package import verify_import
from clustercfg.yamltext.document import Document
from tarballs import tree_of

_RUNS = 6


def at_once(lines: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """Run all of these command lines together; return their exit codes and what they said."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "clustercfg", *words],
            env=ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for words in lines
    ]
    return [(each.wait(300), told) for each in started for told in [each.communicate(timeout=300)[1]]]


def test_of_many_changes_of_one_file_those_that_were_confirmed_are_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "place"
    COMMANDS["set"].prepare(folder)
    file = folder / "c.yaml"
    ended = at_once(
        [["set", str(file), f"spec.kubeanConfig.key{number}={number}"] for number in range(_RUNS)]
    )
    document = Document(file.read_text(encoding="utf-8"))
    written = Document(str(document.get("spec.kubeanConfig")))
    for number, (code, told) in enumerate(ended):
        assert (written.get(f"key{number}") == number) == (code == 0), told
        assert code == 0 or (code == 3 and ("has changed on disk" in told or "another run" in told)), told
    assert any(code == 0 for code, _told in ended)
    assert list(content_of(folder)) == ["c.yaml"]


def test_of_many_that_make_one_file_one_does(tmp_path: Path) -> None:
    file = tmp_path / "place" / "new.yaml"
    file.parent.mkdir()
    ended = at_once([["generate", "-o", str(file)]] * _RUNS)
    assert sorted(code for code, _told in ended) == [0] + [1] * (_RUNS - 1)
    assert all("exists" in told for code, told in ended if code)
    assert list(content_of(file.parent)) == ["new.yaml"]


def test_many_imports_into_one_directory_leave_it_whole(tmp_path: Path) -> None:
    command = COMMANDS["binaries import"]
    alone, together = tmp_path / "alone", tmp_path / "together"
    for folder in (alone, together):
        command.prepare(folder)
    assert finish(command.line(alone)).returncode == 0
    remove = COMMANDS["binaries import --remove"].line(together)
    ended = at_once([command.line(together), command.line(together), remove, command.line(together)])
    for code, told in ended:
        assert code == 0 or (code == 3 and "another import is at work in this directory" in told), told
    assert finish(command.line(together)).returncode == 0
    assert {path: what for path, what in tree_of(together).items() if path != "z"} == {
        path: what for path, what in tree_of(alone).items() if path != "z"
    }
    assert verify_import(together).ok
    assert not (together / ".clustercfg-import").exists()
