"""A Go program that answers one question after the other, for checks that look at one text at a time."""

from __future__ import annotations

import atexit
import base64
import json
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from real_parts import build_go_reader

__all__ = ["GoDialogue", "go_dialogue"]


class GoDialogue:
    """Go's reader behind a pair of pipes."""

    def __init__(self, program: Path) -> None:
        self._process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        atexit.register(self._process.kill)

    def ask(self, document: str) -> dict[str, Any]:
        """Return Go's value or error for one document."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        question = {"document": base64.b64encode(document.encode()).decode(), "type": "any", "strict": False}
        self._process.stdin.write(json.dumps(question).encode() + b"\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


@cache
def go_dialogue() -> GoDialogue | None:
    """Return the one dialogue of this process; None where Go is not installed."""
    folder = Path(tempfile.gettempdir()) / "clustercfg-go-reader"
    folder.mkdir(exist_ok=True)
    try:
        return GoDialogue(build_go_reader(folder).program)
    except pytest.skip.Exception:
        return None
