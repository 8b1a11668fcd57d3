"""A short look with each fuzzer: every input that is kept, and some slips of the hand. `make fuzz` looks for longer."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from fuzz_target import CORPUS, Target, guarded, kept, mutated
from fuzz_targets import TARGETS

SEED = 20
COUNTS = {
    "reader": 400,
    "lint": 100,
    "edits": 300,
    "nginx": 1500,
    "mounts": 200,
    "tarballs": 300,
    "arguments": 300,
}
KEPT = [path for name in TARGETS for path in sorted((CORPUS / name).glob("*"))]


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_once_was_found_stays_mended(path: Path) -> None:
    guarded(TARGETS[path.parent.name], path.read_bytes())


@pytest.mark.parametrize("name", COUNTS)
def test_slips_of_the_hand_break_nothing(name: str) -> None:
    target = TARGETS[name]
    generator = random.Random(SEED)
    pool = [*kept(name), *target.seeds()]
    for _number in range(COUNTS[name]):
        data = mutated(generator, target, pool, generator.choice(pool))
        try:
            guarded(target, data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a failure
            pytest.fail(f"{type(error).__name__}: {error} for {data!r}")


def test_every_target_has_inputs_to_begin_with() -> None:
    assert set(COUNTS) == set(TARGETS)
    for target in TARGETS.values():
        assert 10 <= len(kept(target.name)) <= 90
        assert target.seeds()


def test_what_takes_too_long_or_breaks_is_noticed() -> None:
    def hang(_data: bytes) -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        guarded(Target("hang", hang, (), lambda: ()), b"")


def test_slips_are_the_same_each_time() -> None:
    target = TARGETS["reader"]
    pool = [*target.seeds()]
    one, other = ([mutated(random.Random(seed), target, pool, pool[0]) for seed in range(50)] for _ in "ab")
    assert one == other
    assert len(set(one)) > 40
