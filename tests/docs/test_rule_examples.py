"""The examples in the documentation of rules show what they are meant to show."""

from __future__ import annotations

import pytest

from clustercfg.linting.rule import Rule
from clustercfg.linting.rules import RULES
from docsite.rule_examples import documented, findings

WITHOUT_EXAMPLE = set("CC101 CC102 CC103 CC104 CC105 CC106 CC107 CC131 CC136 CC140 CC141".split())
"""What no few lines can show: bytes, sizes, what nobody sees, and nothing at all."""
NEEDS_MORE = {
    "CC112": "the page draws the TAB as an arrow",
    "CC115": "the line is no mapping without others around it",
    "CC116": "the same",
    "CC128": "the text block must stand where it does",
    "CC309": "an offline installation",
    "CC320": "masters and the Elasticsearch of the platform",
    "CC322": "masters",
    "CC325": "an installation into an existing cluster",
    "CC355": "the component, and the database above it",
    "CC403": "masters",
    "CC404": "the other sources",
    "CC414": "osRepos of type external",
    "CC425": "type: external above it",
    "CC431": "type: external above it",
    "CC432": "type: external above it",
}
"""Rules whose example needs more of a file around it; `tests/cases` holds whole files."""
SHOWN = [rule for rule in RULES if rule.code not in WITHOUT_EXAMPLE]


@pytest.mark.parametrize(
    "rule", [rule for rule in SHOWN if rule.code not in NEEDS_MORE], ids=lambda rule: rule.code
)
def test_the_bad_example_of_a_rule_is_found(rule: Rule) -> None:
    assert findings(rule, documented(rule, "Example"))


@pytest.mark.parametrize(
    "rule", [rule for rule in SHOWN if documented(rule, "Use instead")], ids=lambda rule: rule.code
)
def test_the_good_example_of_a_rule_is_not_found(rule: Rule) -> None:
    assert findings(rule, documented(rule, "Use instead")) == []


def test_no_rule_is_excused_without_need() -> None:
    assert {rule.code for rule in RULES if not documented(rule, "Example")} == WITHOUT_EXAMPLE
    excused = [rule for rule in RULES if rule.code in NEEDS_MORE]
    assert [rule.code for rule in excused if findings(rule, documented(rule, "Example"))] == []
