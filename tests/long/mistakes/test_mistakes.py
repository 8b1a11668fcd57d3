"""Every kind of mistake that the table claims to be found is found, at its line, and most are undone by the fixes."""

from __future__ import annotations

from functools import cache, partial

import pytest

from mistakes.catalog import KINDS
from mistakes.judging import detected, false_errors, is_a_mistake, judge
from mistakes.legal_files import bundled_texts
from mistakes.making import Groups, made, outlines
from mistakes.measuring import carried_on, filled
from mistakes.mistake import Kind, Mistake

# Nothing in the file betrays these, or only where the rest of the file happens to.
NOT_CLAIMED = {
    "passwords of two machines swapped",
    "another free address",
    "neighboring values swapped",
    "virtual address in another network",
    "versions cut short",
    "lost dash of a value",
    "file cut off",
    "half a login",
}
CLAIMED = [kind for kind in KINDS if kind.name not in NOT_CLAIMED]
LEAST_FIXED = 0.7
SEED = 3


@cache
def groups() -> Groups:
    """A part of the legal files is enough here; without the cases of rules, so that a new case leaves the sample alone."""
    written, generated, _cases = bundled_texts()
    return outlines([written, generated[::4]])


def mistakes(kind: Kind, count: int) -> list[Mistake]:
    found = (made(kind, number, SEED, groups()) for number in range(3 * count))
    return [each for each in found if each is not None][:count]


@pytest.mark.parametrize("kind", CLAIMED, ids=lambda kind: kind.name)
def test_a_mistake_is_found_at_its_line(kind: Kind) -> None:
    samples = mistakes(kind, 2)
    assert samples
    for mistake in samples:
        found, placed = detected(mistake)
        assert (found and placed) or not is_a_mistake(mistake), mistake.text


def test_most_mistakes_are_undone_by_the_fixes() -> None:
    samples = [mistake for kind in CLAIMED[::3] for mistake in mistakes(kind, 1) if mistake.known]
    judged = [judge(mistake).mended for mistake in samples if is_a_mistake(mistake)]
    assert len(judged) > 30
    assert judged.count(True) / len(judged) >= LEAST_FIXED


def test_no_legal_file_has_an_error() -> None:
    for text in (text for group in bundled_texts() for text in group):
        assert false_errors(text) == []


def test_other_kinds_make_up_for_one_with_few_places() -> None:
    kinds = [kind for kind in KINDS if kind.name in ("skip provision without docker", "octet missing")]
    runs = [filled(kinds, 12, partial(map, partial(carried_on, SEED, groups()))) for _run in range(2)]
    counts = {each.kind.name: each.tally.made for each in runs[0]}
    assert sum(counts.values()) == 12
    assert 0 < counts["skip provision without docker"] < 6 < counts["octet missing"]
    assert [each.tally for each in runs[0]] == [each.tally for each in runs[1]]


def test_kinds_are_many_and_have_names_of_their_own() -> None:
    names = [kind.name for kind in KINDS]
    assert len(names) == len(set(names))
    assert len(names) >= 50
    assert set(names) >= NOT_CLAIMED
