from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from clustercfg.cli.rule_page import fix_of
from clustercfg.linting.rules import RULES
from clustercfg.models.fields import documented_paths

if TYPE_CHECKING:
    from clustercfg.linting.rule import Rule
    from command_line import Run


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_explained_by_code_and_by_name(run: Run, rule: Rule) -> None:
    shown = run("explain", rule.code)
    assert shown.code == 0
    assert shown.out.startswith(
        f"{rule.code} {rule.name}\n  severity: {rule.severity.value}, fix: {fix_of(rule)}, since: "
    )
    assert "\nWhy it matters\n" in shown.out
    assert run("explain", rule.name.upper()).out == shown.out


@pytest.mark.parametrize("path", documented_paths())
def test_every_field_is_explained(run: Run, path: str) -> None:
    shown = run("explain", path)
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith(path + "\n")
    assert "  type " in shown.out
    assert json.loads(run("explain", "--format", "json", path).out)["path"] == path


def test_a_field_page_holds_what_is_known(run: Run) -> None:
    assert (
        run("explain", "spec.masterNodes[0].ansibleSSHPort").out
        == """\
spec.masterNodes[].ansibleSSHPort
  Port of the SSH server.

  type      port number as text or whole number from 1 to 65535
  default   22
  required  never
  since     installer v0.8.0
  sources   docs/zh/docs/install/commercial/cluster-config.md
            docs/zh/docs/install/release-notes.md
            (in https://github.com/DaoCloud/DaoCloud-docs)

An example
    spec:
      masterNodes:
        - ansibleSSHPort: 22
"""
    )


def test_the_example_of_a_variable_stands_in_the_text_of_kubean_config(run: Run) -> None:
    shown = run("explain", "kubeanConfig.bin_dir")
    assert shown.out.endswith("    spec:\n      kubeanConfig: |-\n        bin_dir: /usr/local/bin\n")


def test_a_mapping_lists_its_fields(run: Run) -> None:
    assert "\nFields\n  spec.loadBalancer.type\n" in run("explain", "spec.loadBalancer").out


@pytest.mark.parametrize(
    ("subject", "first"),
    [
        ("insightVip", "spec.loadBalancer.insightVip"),
        ("INSIGHTVIP", "spec.loadBalancer.insightVip"),
        ("loadBalancer.insightVip", "spec.loadBalancer.insightVip"),
        ("externalRepoEndpoint", "spec.osRepos.externalRepoEndpoint"),
    ],
)
def test_a_field_may_be_named_by_its_end(run: Run, subject: str, first: str) -> None:
    assert run("explain", subject).out.splitlines()[0] == first


def test_without_a_subject_all_rules_are_listed(run: Run) -> None:
    shown = run("explain")
    heads = [line.split() for line in shown.out.splitlines() if line.startswith("CC")]
    assert [head[0] for head in heads] == [rule.code for rule in RULES]
    assert [rule["code"] for rule in json.loads(run("explain", "--format", "json").out)] == [
        rule.code for rule in RULES
    ]


def test_a_family_is_listed_by_the_beginning_of_its_codes(run: Run) -> None:
    codes = [line.split()[0] for line in run("explain", "cc2").out.splitlines() if line.startswith("CC")]
    assert codes == [rule.code for rule in RULES if rule.code.startswith("CC2")]


@pytest.mark.parametrize(
    ("subject", "hint"),
    [
        ("CC2O1", "did you mean CC2"),
        ("mispelt-key", "did you mean misspelt-key"),
        ("spec.binaries.externalRepoEndpont", "did you mean spec.binaries.externalRepoEndpoint"),
        ("istioGatewayVp", "did you mean istioGatewayVip"),
        ("0000", "`clustercfg explain` lists the rules"),
    ],
)
def test_an_unknown_subject_is_wrong_usage_with_a_near_match(run: Run, subject: str, hint: str) -> None:
    shown = run("explain", subject)
    assert (shown.code, shown.out) == (2, "")
    assert subject in shown.err
    assert hint in shown.err


@pytest.mark.parametrize("width", [40, 80, 120])
def test_pages_keep_to_the_width(run: Run, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for rule in RULES:
        # Code and words that must be copied whole are not broken.
        prose = [line for line in run("explain", rule.code).out.splitlines() if not line.startswith("    ")]
        assert all(len(line) <= width or " " not in line.strip() for line in prose), rule.code
