"""The linter walks a table derived from the models; both must come to the same verdict on the same data."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import Phase, given, settings

from clustercfg.linting.diagnostics import Severity
from clustercfg.linting.mismatch import Mismatch
from clustercfg.linting.rules import SHAPE_RULES
from clustercfg.linting.shape.walk import Walk, Walked
from clustercfg.linting.view import View
from clustercfg.models.cluster import ClusterConfig
from clustercfg.models.shape_table import TABLE
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.rendering import render
from documented_values import DOCUMENTS, SPECS, document
from strategies import documents, faulty_documents

RULES = {rule.name: rule for rule in SHAPE_RULES}
# The walk reads such a key as the one that was meant, so the models see nothing wrong.
MEANT_KEYS = {"misspelt-key", "misplaced-key", "removed-key", "key-case", "old-key", "unknown-key"}
# The models know no placeholder in a field without a form, and do not read YAML inside a text.
LINTER_ONLY = MEANT_KEYS | {"placeholder"}
TEXTS_OF_YAML = ("kubeanConfig", "policyCustomRules")


def walked(data: Any) -> Walked:
    text = Document(render(data) + "\n")
    assert text.root is not None
    return Walk(View(text)).run(TABLE, text.root)


def errors(found: Walked) -> list[Mismatch]:
    return [
        each for each in found.mismatches if (each.severity or RULES[each.kind].severity) is Severity.ERROR
    ]


def accepted(data: Any) -> bool:
    try:
        ClusterConfig.model_validate(data)
    except ValueError:
        return False
    return True


def in_embedded_yaml(mismatch: Mismatch) -> bool:
    return any(name in mismatch.path for name in TEXTS_OF_YAML)


@pytest.mark.parametrize("data", [*DOCUMENTS, *map(document, SPECS)])
def test_documented_values_are_accepted_by_both(data: dict[str, Any]) -> None:
    found = walked(data)
    assert {each.kind for each in errors(found)} <= {"placeholder"}
    assert accepted(found.data)


@settings(max_examples=60, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(documents())
def test_right_documents_are_accepted_by_both(data: dict[str, Any]) -> None:
    found = walked(data)
    assert errors(found) == []
    assert accepted(found.data)


# Shrinking a whole document takes minutes and tells little more.
@settings(max_examples=200, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(faulty_documents().filter(lambda data: isinstance(data, dict) and bool(data)))
def test_documents_with_a_fault_are_judged_alike(data: dict[str, Any]) -> None:
    found = walked(data)
    told = errors(found)
    if not told:
        assert accepted(found.data)
    elif accepted(found.data):
        assert {each.kind for each in told if not in_embedded_yaml(each)} <= LINTER_ONLY
