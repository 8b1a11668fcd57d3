"""What is fuzzed: a check that any bytes must pass, and slips of the hand that make new bytes of old ones."""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CORPUS", "MOST_SECONDS", "Target", "guarded", "kept", "mutated", "told"]

CORPUS = Path(__file__).parent / "corpus"
MOST_SECONDS = 5.0
MOST_MEMORY = 300 * 2**20


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that must withstand any input."""

    name: str
    check: Callable[[bytes], None]
    """Fails by an AssertionError, or by any exception that is not documented."""
    tokens: tuple[bytes, ...]
    """What a mutation likes to insert."""
    seeds: Callable[[], Sequence[bytes]]
    """Inputs to begin with, besides those that are kept in the repository."""
    most_bytes: int = 4096
    most_seconds: float = MOST_SECONDS
    """How long one check may take; more than the default only where it does the work many times."""


def kept(name: str) -> list[bytes]:
    """Return the inputs in the repository for the target `name`, in the order of their names."""
    return [path.read_bytes() for path in sorted((CORPUS / name).glob("*"))]


def guarded(target: Target, data: bytes) -> None:
    """Run the check of `target` and fail too if it takes more time or memory than any input may."""
    memory, start = _peak(), time.process_time()
    target.check(data)
    seconds, more = time.process_time() - start, _peak() - memory
    assert seconds < target.most_seconds, f"took {seconds:.1f} seconds"
    assert more < MOST_MEMORY, f"took {more >> 20} MiB"


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def told(message: str) -> None:
    """Fail unless an error that was raised on purpose says something."""
    assert message, "an error without a word"


# ---- slips of the hand


def mutated(generator: random.Random, target: Target, pool: Sequence[bytes], data: bytes) -> bytes:
    """Return `data` after one to five slips; some bring in lines of an input of `pool`."""
    for _slip in range(generator.randint(1, 5)):
        slip = generator.choice(_SLIPS)
        data = slip(generator, target, pool, data)
    return data[: target.most_bytes]


def _lines(data: bytes) -> list[bytes]:
    return data.split(b"\n")


def _delete_lines(generator: random.Random, _target: Target, _pool: Sequence[bytes], data: bytes) -> bytes:
    lines = _lines(data)
    start = generator.randrange(len(lines))
    del lines[start : start + generator.choice((1, 1, 1, 2, 5))]
    return b"\n".join(lines)


def _copy_line(generator: random.Random, _target: Target, _pool: Sequence[bytes], data: bytes) -> bytes:
    lines = _lines(data)
    lines.insert(generator.randrange(len(lines) + 1), generator.choice(lines))
    return b"\n".join(lines)


def _swap_lines(generator: random.Random, _target: Target, _pool: Sequence[bytes], data: bytes) -> bytes:
    lines = _lines(data)
    one, other = generator.randrange(len(lines)), generator.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _shift_line(generator: random.Random, _target: Target, _pool: Sequence[bytes], data: bytes) -> bytes:
    lines = _lines(data)
    place, columns = generator.randrange(len(lines)), generator.choice((-3, -2, -1, 1, 2, 3))
    lines[place] = b" " * columns + lines[place] if columns > 0 else lines[place][-columns:]
    return b"\n".join(lines)


def _insert_token(generator: random.Random, target: Target, _pool: Sequence[bytes], data: bytes) -> bytes:
    place = generator.randint(0, len(data))
    return data[:place] + generator.choice(target.tokens) + data[place:]


def _replace_by_token(generator: random.Random, target: Target, _pool: Sequence[bytes], data: bytes) -> bytes:
    place = generator.randint(0, len(data))
    return data[:place] + generator.choice(target.tokens) + data[place + generator.randint(1, 8) :]


def _remove_some(generator: random.Random, _target: Target, _pool: Sequence[bytes], data: bytes) -> bytes:
    place = generator.randint(0, len(data))
    return data[:place] + data[place + generator.choice((1, 1, 2, 4, 20)) :]


def _change_byte(generator: random.Random, _target: Target, _pool: Sequence[bytes], data: bytes) -> bytes:
    place = generator.randint(0, len(data))
    return data[:place] + bytes([generator.randrange(256)]) + data[place + 1 :]


def _repeat_some(generator: random.Random, _target: Target, _pool: Sequence[bytes], data: bytes) -> bytes:
    start = generator.randint(0, len(data))
    end = start + generator.choice((1, 2, 5, 20))
    return data[:end] + data[start:end] * generator.choice((1, 2, 10)) + data[end:]


def _splice(generator: random.Random, _target: Target, pool: Sequence[bytes], data: bytes) -> bytes:
    if not pool:
        return data
    mine, theirs = _lines(data), _lines(generator.choice(pool))
    start, place = generator.randrange(len(theirs)), generator.randint(0, len(mine))
    taken = theirs[start : start + generator.choice((1, 1, 2, 5, 10))]
    return b"\n".join([*mine[:place], *taken, *mine[place + generator.choice((0, 0, len(taken))) :]])


def _keep_part(generator: random.Random, _target: Target, _pool: Sequence[bytes], data: bytes) -> bytes:
    lines = _lines(data)
    start = generator.randrange(len(lines))
    return b"\n".join(lines[start : start + generator.randint(1, 20)])


_SLIPS = (
    *(_delete_lines, _copy_line, _swap_lines, _shift_line, _shift_line, _remove_some, _change_byte),
    *(_insert_token, _insert_token, _insert_token, _replace_by_token, _replace_by_token),
    *(_repeat_some, _splice, _splice, _keep_part),
)
