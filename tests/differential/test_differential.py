"""Our reader, libyaml and Go's: what we are silent about, the others read alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from differences import differences, suite
from mutants import mutants

from clustercfg.yamltext.document import Document

if TYPE_CHECKING:
    from real_parts import GoReader

SEED = 20
MUTANTS = 3000


def test_the_official_test_suite_is_whole() -> None:
    assert len(suite()) == 402
    assert sum(not case.valid for case in suite()) == 94


def test_no_case_of_the_official_test_suite_is_read_otherwise_in_silence(go_reader: GoReader) -> None:
    texts = [case.text for case in suite()]
    assert [each for each in differences(texts, go_reader) if each] == []


def test_most_valid_cases_that_go_takes_are_found_sound(go_reader: GoReader) -> None:
    """So that the silence above is not bought with false alarms."""
    valid = [case for case in suite() if case.valid]
    taken = [
        case
        for case, answer in zip(valid, go_reader.read([case.text for case in valid]), strict=True)
        if answer.error is None
    ]
    sound = [case for case in taken if not Document(case.text).problems]
    assert len(taken) > 120
    assert 2 * len(sound) > len(taken)


def test_no_mutant_is_read_otherwise_in_silence(go_reader: GoReader) -> None:
    texts = list(mutants(SEED, MUTANTS))
    assert [each for each in differences(texts, go_reader) if each] == []
    sound = sum(not Document(text).problems for text in texts[:500])
    assert sum(bool(Document(text).problems) for text in texts[:500]) > 50
    assert sound > 50
