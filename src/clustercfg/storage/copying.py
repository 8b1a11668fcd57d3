"""The commands that bring the packages to another machine."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

__all__ = ["commands_for"]

_NAMES = ("offline-files.tar.gz", "component-tools.tar.gz")
_FOLDER = "/tmp"  # noqa: S108 - a folder on the other machine, for a person to change


def commands_for(node: str, directory: str, tarballs: Sequence[str] = ()) -> Iterator[str]:
    """Yield what to type, in order: look for the directory (it is never made), copy, import there."""
    files = tuple(tarballs) or _NAMES
    there = [f"{_FOLDER}/{file.rpartition('/')[2]}" for file in files]
    yield shlex.join(["ssh", node, shlex.join(["test", "-d", directory])])
    yield shlex.join(["scp", *files, f"{node}:{_FOLDER}/"])
    yield shlex.join(
        ["ssh", node, shlex.join(["clustercfg", "binaries", "import", "--to", directory, *there])]
    )
