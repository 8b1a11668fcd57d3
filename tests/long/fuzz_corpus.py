"""Choose a few of the inputs that fuzzing has found, so that together they reach all lines that the many reach.

    make fuzz-corpus TARGET=reader

Writes them into `tests/fuzz/corpus/TARGET`, named by their content; what stands there under a telling name stays.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from types import FrameType
from typing import Any

from fuzz_target import CORPUS, Target, kept
from fuzz_targets import TARGETS

__all__ = ["main"]

_ROOM = Path(__file__).resolve().parents[2] / ".fuzz"
_BY_CONTENT = re.compile(r"[0-9a-f]{12}\Z")
_LARGEST = 1000

Line = tuple[str, int]


def _reached(target: Target, data: bytes) -> frozenset[Line]:
    """Return the lines of this project that a check of `data` runs through."""
    lines: set[Line] = set()

    def trace(frame: FrameType, _event: str, _argument: Any) -> Any:
        if "clustercfg" not in frame.f_code.co_filename:
            return None
        lines.add((frame.f_code.co_filename, frame.f_lineno))
        return trace

    sys.settrace(trace)
    try:
        with contextlib.suppress(Exception):
            target.check(data)
    finally:
        sys.settrace(None)
    return frozenset(lines)


def _chosen(reached: dict[bytes, frozenset[Line]], known: Iterable[Line], most: int) -> list[bytes]:
    """Return inputs that each bring the most new lines; of equals the smallest."""
    seen = set(known)
    chosen: list[bytes] = []
    while len(chosen) < most:
        best = max(reached, key=lambda data: (len(reached[data] - seen), -len(data)), default=b"")
        if not reached.get(best, frozenset()) - seen:
            break
        chosen.append(best)
        seen |= reached[best]
    return chosen


def main() -> None:
    """Write the chosen inputs of one target."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--most", type=int, default=40)
    chosen = parser.parse_args()
    target, folder = TARGETS[chosen.target], CORPUS / chosen.target
    folder.mkdir(parents=True, exist_ok=True)
    for old in [path for path in folder.glob("*") if _BY_CONTENT.match(path.name)]:
        old.unlink()
    found = (path.read_bytes() for path in sorted((_ROOM / target.name / "corpus").iterdir()))
    for data in [*target.seeds(), *kept(target.name)]:
        target.check(data)  # What is done once in a process must count for no input.
    known = {line for data in [*target.seeds(), *kept(target.name)] for line in _reached(target, data)}
    reached = {data: _reached(target, data) for data in found if len(data) <= _LARGEST}
    for data in _chosen(reached, known, chosen.most):
        (folder / hashlib.sha256(data).hexdigest()[:12]).write_bytes(data)
    print(f"{target.name}: {len(list(folder.glob('*')))} of {len(reached)} inputs are kept")


if __name__ == "__main__":
    main()
