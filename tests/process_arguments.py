"""What all processes of the machine have among their arguments while a command runs."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from command_line import Shown

__all__ = ["watched"]


def watched(words: Sequence[str]) -> tuple[Shown, set[str]]:
    """Run `clustercfg`; return what it showed, and the arguments of every process seen meanwhile."""
    seen = set[str]()
    with subprocess.Popen(
        [sys.executable, "-m", "clustercfg", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        while child.poll() is None:
            seen |= set(_running())
        out, err = child.communicate()
    return Shown(child.returncode, out, err), seen


def _running() -> Iterator[str]:
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):  # it has ended
            yield process.read_text(encoding="utf-8", errors="replace")
