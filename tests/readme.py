"""The lint output that the READMEs show; run this file to write it anew."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

__all__ = ["LANGUAGES", "python_example", "with_fresh_output"]

PROJECT = Path(__file__).resolve().parent.parent
LANGUAGES = {PROJECT / "README.md": "en", PROJECT / "README.zh-CN.md": "zh"}
"""Each README and the language of the output in it."""

_CONSOLE = re.compile(r"```console\n\$ python (?P<arguments>-m clustercfg [^\n]*)\n.*?```", re.DOTALL)
_PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


def with_fresh_output(text: str, language: str) -> str:
    """Return a README's text with the present output, in its language, below each command that it shows."""
    return _CONSOLE.sub(lambda shown: _block(shown["arguments"], language), text)


def _block(arguments: str, language: str) -> str:
    plain = {"COLUMNS": "100", "NO_COLOR": "1", "CLUSTERCFG_LANG": language, "PYTHONUTF8": "1"}
    command = [sys.executable, *shlex.split(arguments)]
    done = subprocess.run(
        command,
        cwd=PROJECT,
        env=os.environ | plain,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    return f"```console\n$ python {arguments}\n{done.stdout.rstrip()}\n```"


def python_example(text: str) -> str:
    """Return the first Python program of the README."""
    match = _PYTHON.search(text)
    assert match is not None
    return match[1]


if __name__ == "__main__":
    for readme, spoken in LANGUAGES.items():
        shown = with_fresh_output(readme.read_text(encoding="utf-8"), spoken)
        readme.write_text(shown, encoding="utf-8")
