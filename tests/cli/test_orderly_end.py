"""A program that is told to end does so, whatever Python is just doing."""

from __future__ import annotations

import subprocess
import sys

import pytest

_LEAVING = """
import os, signal, time
import clustercfg.cli
from clustercfg.cli.orderly_end import orderly_end

class Leaving:
    def __del__(self):
        os.kill(os.getpid(), signal.{name})
        for _ in range(1000):
            pass

def leave(*_words):
    leaving = Leaving()
    del leaving
    time.sleep(60)
"""
_IN_A_LASTING_COMMAND = """
try:
    with orderly_end():
        leave()
except KeyboardInterrupt as told:
    print(getattr(told, "number", signal.SIGINT) == signal.{name})
"""
_IN_ANY_COMMAND = """
clustercfg.cli._run = leave
print(clustercfg.cli.main([]) == 130)
"""


@pytest.mark.parametrize(
    ("name", "program"),
    [
        *((name, _IN_A_LASTING_COMMAND) for name in ("SIGTERM", "SIGHUP", "SIGINT")),
        ("SIGINT", _IN_ANY_COMMAND),
    ],
)
def test_a_signal_in_a_destructor_is_not_lost(name: str, program: str) -> None:
    """Python drops what is raised there; importing modules calls such functions all the time."""
    done = subprocess.run(
        [sys.executable, "-c", (_LEAVING + program).replace("{name}", name)],
        timeout=120,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\n", "")
