"""Whatever the text: mending it ends in time."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hostile_runs import IS_FULL, SIZE, assert_told_within_limits
from hostile_texts import HOSTILE, at_size

SLOW = ("an open quote over lines", "errors of every machine", "smart quotes")


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are those of Linux")
def test_mending_a_hostile_text_takes_at_most_five_seconds_and_300_megabytes(tmp_path: Path) -> None:
    commands: dict[str, tuple[str, ...]] = {}
    for name in HOSTILE if IS_FULL else SLOW:
        file = tmp_path / f"{len(commands)}.yaml"
        file.write_bytes(at_size(HOSTILE[name], SIZE if IS_FULL else SIZE // 2))
        commands[name] = ("lint", "--fix", "--unsafe-fixes", str(file))
    assert_told_within_limits(commands, codes=(0, 1))
