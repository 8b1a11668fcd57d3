"""Runs `clustercfg` on hostile input within limits: each command line of standard input (JSON) in a process of its own.

Prints, for each, its exit code (below 0 the signal that ended it), the most memory it had in megabytes, and its output.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from clustercfg.cli import main as clustercfg

__all__ = ["main"]

_SECONDS = 5
_ADDRESS_SPACE = 600 << 20
"""More than the memory that may be used: libraries and stacks take part of it without being touched."""
_OUTPUT = 100_000


def main() -> int:
    """Run all."""
    for line in sys.stdin:
        with tempfile.TemporaryFile() as output:
            process = os.fork()
            if not process:
                _run(json.loads(line), output.fileno())
            _process, status, usage = os.wait4(process, 0)
            output.seek(0)
            said = output.read(_OUTPUT).decode("utf-8", "replace")
        answer = [os.waitstatus_to_exitcode(status), usage.ru_maxrss // 1024, said]
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    return 0


def _run(words: Sequence[str], output: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
    os.dup2(output, 1)
    os.dup2(output, 2)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget the parent's peak
    code = 70
    try:
        code = clustercfg(words)
    finally:
        os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
