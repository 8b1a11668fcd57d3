"""Runs commands on hostile input within the limits that no input may break."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from clustercfg.yamltext.decoding import MAXIMUM_BYTES

__all__ = ["IS_FULL", "MEGABYTES", "SIZE", "assert_told_within_limits", "judged"]

IS_FULL = "CLUSTERCFG_HOSTILE_BYTES" in os.environ
"""Whether all that is hostile is wanted, and not one of each kind."""
SIZE = int(os.environ.get("CLUSTERCFG_HOSTILE_BYTES", str(MAXIMUM_BYTES // 32)))
"""Of a hostile text, for many in a row; `make hostile` takes the largest that are read."""
MEGABYTES = 300


def judged(commands: Sequence[Sequence[str]]) -> list[tuple[int, int, str]]:
    """Run commands within 5 seconds of one processor; return exit codes, megabytes and output."""
    worker = Path(__file__).with_name("hostile_worker.py")
    done = subprocess.run(
        [sys.executable, worker],
        input="".join(json.dumps(each) + "\n" for each in commands),
        capture_output=True,
        text=True,
        check=True,
        timeout=60 * len(commands),
    )
    return [(code, memory, said) for code, memory, said in map(json.loads, done.stdout.splitlines())]


def assert_told_within_limits(
    commands: Mapping[str, Sequence[str]],
    codes: Iterable[int] = (1, 3),
    told: Mapping[str, str] | None = None,
) -> None:
    """Run the command of each name; `told` has a part of what some must say, the others must say anything."""
    allowed = set(codes)
    wrong = []
    for name, (code, memory, said) in zip(commands, judged(list(commands.values())), strict=True):
        is_told = said.strip() and (told or {}).get(name, "") in " ".join(said.split())
        if code not in allowed or memory > MEGABYTES or not is_told or "Traceback" in said:
            wrong.append((name, code, memory, said[-300:]))
    assert not wrong, wrong
