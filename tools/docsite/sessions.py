"""Runs the commands of a page one after another, as a person would type them in one shell."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from clustercfg.cli import main
from clustercfg.translation import speaking

__all__ = ["Session"]

_OWN = re.compile(r"(?:python -m )?clustercfg (?P<words>[^|<>;&$`*\n]*)")
_NEEDLESS = ("CLUSTERCFG_DEBUG", "FORCE_COLOR", "LC_ALL", "LC_MESSAGES", "LANG", "PYTHONPATH")
_SECONDS = 60


class Session:
    """A shell in a folder of its own: it remembers the folder, exported variables and the last exit code."""

    def __init__(self, folder: Path, language: str) -> None:
        self.folder = self.home = folder
        self.language = language
        self.code = 0
        kept = {name: value for name, value in os.environ.items() if name not in _NEEDLESS}
        programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
        sources = os.pathsep.join(path for path in sys.path if path)
        self.environment = kept | {
            "CLUSTERCFG_LANG": language,
            "COLUMNS": "80",
            "HOME": str(folder),
            "LC_ALL": "C.UTF-8",
            "NO_COLOR": "1",
            "PATH": programs,
            "PYTHONPATH": sources,
            "PYTHONUTF8": "1",
        }

    def run(self, command: str) -> str:
        """Run one command line and return what it printed on both channels."""
        if command.strip() == "echo $?":
            return f"{self.code}\n"
        if exported := re.fullmatch(r"export (\w+)=(\S*)\s*", command):
            self.environment[exported[1]] = shlex.split(exported[2])[0] if exported[2] else ""
            return ""
        if moved := re.fullmatch(r"cd (\S+)\s*", command):
            self.folder = self.home if moved[1] == "-" else (self.folder / moved[1]).resolve(strict=True)
            return ""
        own = _OWN.fullmatch(command.replace("\\\n", " ").strip())
        return self._own(shlex.split(own["words"])) if own else self._other(command)

    def _own(self, words: list[str]) -> str:
        """Run clustercfg in this process: starting an interpreter for each command would take a minute in all."""
        shown = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
        with (
            self.inside(),
            speaking(self.language),
            contextlib.redirect_stdout(shown),
            contextlib.redirect_stderr(shown),
        ):
            self.code = main(words)
            shown.flush()
        buffer = shown.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode()

    def _other(self, command: str) -> str:
        done = subprocess.run(
            ["bash", "-c", command],  # noqa: S607 - the shell of the reader
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=_SECONDS,
        )
        self.code = done.returncode
        return done.stdout.decode()

    @contextlib.contextmanager
    def inside(self) -> Iterator[None]:
        """Stand in the session's folder with its environment."""
        folder, environment = Path.cwd(), dict(os.environ)
        os.chdir(self.folder)
        os.environ.clear()
        os.environ.update(self.environment)
        try:
            yield
        finally:
            os.chdir(folder)
            os.environ.clear()
            os.environ.update(environment)
