"""Completion, asked for in the shells themselves."""

from __future__ import annotations

import os
import pty
import select
import shlex
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from clustercfg.cli.completing.words import read_commands
from real_parts import requires_tool

if TYPE_CHECKING:
    from command_line import Run

ONE = [
    ("lin", "lint"),
    ("lint --unsa", "--unsafe-fixes"),
    ("lint --format sar", "sarif"),
    ("lint --strict --format ju", "junit"),
    ("lint --output jun", "junit="),
    ("lint a.yaml --col", "--color"),
    ("lint --select half-cred", "half-credential"),
    ("lint clusterC", "clusterConfig.yaml"),
    ("get clusterC", "clusterConfig.yaml"),
    ("explain vip-without-p", "vip-without-prefix"),
    ("binaries loc", "locate"),
    ("binaries check --ca", "--ca-file"),
    ("binaries locate --runtime nerd", "nerdctl"),
    ("binaries import --to si", "sites/"),
    ("completion zs", "zsh"),
    ("--vers", "--version"),
]
"""What is typed, and the one word that it can become."""


@pytest.fixture
def script(run: Run, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The completion script of a shell, in a folder with a file and a folder."""
    shell = request.param
    requires_tool(shell, package=shell)
    (tmp_path / "clusterConfig.yaml").touch()
    (tmp_path / "sites").mkdir()
    file = tmp_path / f"script.{shell}"
    file.write_text(run("completion", shell).out)
    return file


def shown(script: Path, *command: str) -> list[str]:
    done = subprocess.run(command, cwd=script.parent, capture_output=True, text=True, check=True, timeout=30)
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize("script", ["fish"], indirect=True)
@pytest.mark.parametrize(("typed", "word"), ONE)
def test_fish_completes(script: Path, typed: str, word: str) -> None:
    line = shlex.quote(f"clustercfg {typed}")
    offered = shown(script, "fish", "-N", "-c", f"source {script}; complete -C {line}")
    assert [each.partition("\t")[0] for each in offered] == [word]


@pytest.mark.parametrize("script", ["fish"], indirect=True)
def test_fish_offers_no_files_where_none_belong(script: Path) -> None:
    for typed in ("doctor ", "lint --select clusterC", "generate --user "):
        assert shown(script, "fish", "-N", "-c", f"source {script}; complete -C 'clustercfg {typed}'") == []


class Terminal:
    """A shell that somebody types into."""

    def __init__(self, *command: str, folder: Path) -> None:
        self.process, self.handle = pty.fork()
        if not self.process:
            os.chdir(folder)
            os.environ.update(TERM="dumb", PS1="> ", INPUTRC="/dev/null", COLUMNS="200")
            os.execvp(command[0], command)  # noqa: S606 - the shell is what is tested

    def type(self, text: str, until: str = "") -> str:
        """Type, and return what appears until `until` does, or nothing more."""
        os.write(self.handle, text.encode())
        seen, end = "", time.monotonic() + 10
        while time.monotonic() < end and (not until or until not in seen):
            ready, _, _ = select.select([self.handle], [], [], 0.3 if not until else 1)
            if ready:
                seen += os.read(self.handle, 65536).decode("utf-8", "replace")
            elif not until:
                break
        return seen

    def close(self) -> None:
        os.close(self.handle)
        os.waitpid(self.process, 0)


PREPARED = {
    "bash": ("bash --norc --noprofile -i", "bind 'set bell-style none'"),
    "zsh": ("zsh -f -i", "unsetopt beep zle_bracketed_paste; autoload -Uz compinit; compinit -u -D"),
}


@pytest.mark.parametrize("script", PREPARED, indirect=True)
def test_bash_and_zsh_complete_what_is_typed(script: Path) -> None:
    command, preparation = PREPARED[script.suffix[1:]]
    terminal = Terminal(*command.split(), folder=script.parent)
    try:
        terminal.type(f"{preparation}; . {script}; echo rea''dy\n", until="ready")
        wrong = []
        for typed, word in ONE:
            # The Tab key; then to the line's begin and end, to make a harmless command of it.
            seen = terminal.type(f"clustercfg {typed}\t\x01: '\x05'; echo do''ne\n", until="done\r\n")
            begun = " ".join(typed.split(" ")[:-1])
            if f"{begun} {word.rstrip('/')}".strip() not in seen:
                wrong.append((typed, seen))
        assert wrong == []
    finally:
        terminal.close()


@pytest.mark.parametrize("script", ["bash", "zsh", "fish"], indirect=True)
def test_every_command_and_option_is_in_the_script(script: Path) -> None:
    text = script.read_text()
    for command in read_commands():
        assert command.name in text
        for option in command.options:
            assert max(option.names, key=len).lstrip("-") in text
    assert shown(script, script.suffix[1:], "-n", str(script)) == []


def test_another_shell_is_refused(run: Run) -> None:
    assert run("completion", "tcsh").code == 2
