"""`python -m clustercfg`, and the script `clustercfg`."""

from __future__ import annotations

import sys

__all__ = ["run"]

_INTERRUPTED = 130


def run() -> int:
    """Run the command line of this process and return its exit code; Ctrl-C is quiet at any moment."""
    try:
        from clustercfg.cli import main  # noqa: PLC0415 - Ctrl-C may come while it is imported

        return main()
    except KeyboardInterrupt:
        return _INTERRUPTED


if __name__ == "__main__":
    sys.exit(run())
