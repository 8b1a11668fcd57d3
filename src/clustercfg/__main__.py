"""`python -m clustercfg`."""

from __future__ import annotations

import sys

__all__: list[str] = []

_INTERRUPTED = 130


def _run() -> int:
    try:
        from clustercfg.cli import main  # noqa: PLC0415 - Ctrl-C may come while it is imported

        return main()
    except KeyboardInterrupt:
        return _INTERRUPTED


if __name__ == "__main__":
    sys.exit(_run())
