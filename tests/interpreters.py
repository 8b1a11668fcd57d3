"""The Pythons of this machine, in PATH and in pyenv."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

__all__ = ["VERSIONS", "interpreters"]

VERSIONS = ("3.10", "3.11", "3.12", "3.13")


def interpreters(version: str) -> Iterator[str]:
    """Yield the interpreters of `version` that answer: a shim of pyenv may not know the version.

    What is yielded is the program itself, neither a shim nor a link of a virtual environment.
    """
    in_path = (shutil.which(f"python{version}", path=folder) for folder in os.get_exec_path())
    for place in filter(None, [*in_path, *_pyenv(version)]):
        asked = (
            place,
            "-c",
            "import os, sys; print('%d.%d' % sys.version_info[:2], os.path.realpath(sys.executable))",
        )
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        found, _, executable = done.stdout.strip().partition(" ")
        if (done.returncode, found) == (0, version):
            yield executable


def _pyenv(version: str) -> Iterator[str]:
    if shutil.which("pyenv") is None:
        return
    root = subprocess.run(("pyenv", "root"), capture_output=True, text=True, check=True).stdout.strip()
    yield from map(str, Path(root, "versions").glob(f"{version}.*/bin/python{version}"))
