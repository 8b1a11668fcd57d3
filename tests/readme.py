"""The lint output that the README shows; run this file to write it anew."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

__all__ = ["README", "python_example", "with_fresh_output"]

PROJECT = Path(__file__).resolve().parent.parent
README = PROJECT / "README.md"
_CONSOLE = re.compile(r"```console\n\$ python (?P<arguments>-m clustercfg [^\n]*)\n.*?```", re.DOTALL)
_PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


def with_fresh_output(text: str) -> str:
    """Return the README's text with the present output below each command that it shows."""
    return _CONSOLE.sub(lambda shown: _block(shown["arguments"]), text)


def _block(arguments: str) -> str:
    plain = {"COLUMNS": "100", "NO_COLOR": "1", "CLUSTERCFG_LANG": "en", "PYTHONUTF8": "1"}
    command = [sys.executable, *shlex.split(arguments)]
    done = subprocess.run(
        command, cwd=PROJECT, env=os.environ | plain, capture_output=True, text=True, check=False, timeout=60
    )
    return f"```console\n$ python {arguments}\n{done.stdout.rstrip()}\n```"


def python_example(text: str) -> str:
    """Return the first Python program of the README."""
    match = _PYTHON.search(text)
    assert match is not None
    return match[1]


if __name__ == "__main__":
    README.write_text(with_fresh_output(README.read_text(encoding="utf-8")), encoding="utf-8")
