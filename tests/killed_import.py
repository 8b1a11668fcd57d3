"""Runs `clustercfg` and kills itself, without any warning, at the Nth thing it does to a file.

python tests/killed_import.py N binaries import ...
With N = 0 it counts and writes how many there were as the last line of standard error.
"""

from __future__ import annotations

import os
import signal
import sys

__all__ = ["main"]

_WATCHED = {
    "open",
    "os.chmod",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.symlink",
    "os.truncate",
    "os.utime",
}


class _Executioner:
    """Counts what the interpreter's audit hooks tell of files below one directory, and kills at a number."""

    def __init__(self, number: int) -> None:
        self._number = number
        self.count = 0

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event not in _WATCHED or str(arguments[0]).endswith((".py", ".pyc", ".so")):
            return
        self.count += 1
        if self.count == self._number:
            os.kill(os.getpid(), signal.SIGKILL)


def main() -> int:
    """Run the command line after N."""
    from clustercfg.cli import main as clustercfg  # noqa: PLC0415 - its imports are not to be counted

    executioner = _Executioner(int(sys.argv[1]))
    sys.addaudithook(executioner)
    code = clustercfg(sys.argv[2:])
    sys.stderr.write(f"{executioner.count}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
