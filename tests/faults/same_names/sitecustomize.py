"""Gives a command the same random names at every run, so that strace can be told of them; Python itself imports this."""

from __future__ import annotations

import itertools
import os

__all__: list[str] = []

_numbers = itertools.count()


def _same_bytes(size: int) -> bytes:
    return bytes(next(_numbers) >> 8 * place & 255 for place in range(size))


os.urandom = _same_bytes
