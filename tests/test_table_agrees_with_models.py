"""The linter walks a table derived from the models; both must come to the same verdict on the same data."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings

from clustercfg.yamltext.rendering import render
from documented_values import DOCUMENTS, SPECS, document
from shape_mutants import mutant, written
from strategies import documents, faulty_documents
from table_agreement import LINTER_ONLY, accepted, differences, errors, in_embedded_yaml, walked

PROJECT = Path(__file__).resolve().parent.parent
FILES = sorted([*(PROJECT / "examples").glob("*.yaml"), *(PROJECT / "tests" / "cases").rglob("*.yaml")])


def text_of(data: Any) -> str:
    return render(data) + "\n"


@pytest.mark.parametrize("data", [*DOCUMENTS, *map(document, SPECS)])
def test_documented_values_are_accepted_by_both(data: dict[str, Any]) -> None:
    found = walked(text_of(data))
    assert {each.kind for each in errors(found)} <= {"placeholder"}
    assert accepted(found.data)


@settings(max_examples=60, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(documents())
def test_right_documents_are_accepted_by_both(data: dict[str, Any]) -> None:
    found = walked(text_of(data))
    assert errors(found) == []
    assert accepted(found.data)


# Shrinking a whole document takes minutes and tells little more.
@settings(max_examples=200, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(faulty_documents().filter(lambda data: isinstance(data, dict) and bool(data)))
def test_documents_with_a_fault_are_judged_alike(data: dict[str, Any]) -> None:
    found = walked(text_of(data))
    told = errors(found)
    if not told:
        assert accepted(found.data)
    elif accepted(found.data):
        assert {each.kind for each in told if not in_embedded_yaml(each)} <= LINTER_ONLY


def test_mutants_have_the_same_errors_at_the_same_places() -> None:
    for number in range(1000):
        text = written(mutant(Random(number)))
        assert not text or differences(text) == [], f"mutant {number}:\n{text}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PROJECT)))
def test_files_have_the_same_errors_at_the_same_places(file: Path) -> None:
    assert differences(file.read_text(encoding="utf-8", errors="replace")) == []
