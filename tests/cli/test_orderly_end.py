"""A program that is told to end does so, whatever Python is just doing."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_in_a_destructor_is_not_lost(name: str) -> None:
    """Python drops what is raised there; importing modules calls such functions all the time."""
    program = f"""
        import os, signal, time
        from clustercfg.cli.orderly_end import orderly_end

        class Leaving:
            def __del__(self):
                os.kill(os.getpid(), signal.{name})
                for _ in range(1000):
                    pass

        try:
            with orderly_end():
                leaving = Leaving()
                del leaving
                time.sleep(60)
        except KeyboardInterrupt as told:
            print(getattr(told, "number", signal.SIGINT) == signal.{name})
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        timeout=120,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\n", "")
