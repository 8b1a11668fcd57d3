"""Keys that are unknown, misspelt, misplaced or outdated: what is said, where, and what the fix makes of the text."""

from __future__ import annotations

import pytest

from clustercfg.linting.diagnostics import Diagnostic, Severity
from clustercfg.linting.fixing import apply_fix
from clustercfg.linting.linter import lint_bytes

HEAD = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\n"


def only(text: str, rule: str) -> Diagnostic:
    found = [each for each in lint_bytes(text.encode()) if each.rule == rule]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("rule", "before", "after", "safe"),
    [
        (
            "key-case",
            "spec:\n  LoadBalancer:\n    type: NodePort\n",
            "spec:\n  loadBalancer:\n    type: NodePort\n",
            True,
        ),
        ("misspelt-key", "spec:\n  clustrName: a\n", "spec:\n  clusterName: a\n", False),
        (
            "old-key",
            "spec:\n  externalMiddleware:\n    kafka:\n      brokers: [a:1]\n",
            "spec:\n  externalMiddlewares:\n    kafka:\n      brokers: [a:1]\n",
            False,
        ),
        (
            "misplaced-key",
            "spec:\nloadBalancer:\n  type: NodePort # c\n# end\n",
            "spec:\n  loadBalancer:\n    type: NodePort # c\n# end\n",
            False,
        ),
        (
            "misplaced-key",
            "spec:\n    clusterName: a\nloadBalancer:\n  type: NodePort\nntpServer: [ntp1.example.com]\n",
            "spec:\n    clusterName: a\n    loadBalancer:\n      type: NodePort\n    ntpServer: [ntp1.example.com]\n",
            False,
        ),
        (
            "misplaced-key",
            "clusterName: a\nloadBalancer:\n  type: NodePort\n",
            "spec:\n  clusterName: a\n  loadBalancer:\n    type: NodePort\n",
            False,
        ),
        (
            "misplaced-key",
            "# why\nloadBalancer:\n  type: NodePort\nspec:\n  clusterName: a\n",
            "spec:\n  clusterName: a\n  # why\n  loadBalancer:\n    type: NodePort\n",
            False,
        ),
        (
            "removed-key",
            "spec:\n  addonOfflinePackagePath: /data/addon.tar.gz\n",
            "spec:\n  addonPackage:\n    path: /data/addon.tar.gz\n",
            False,
        ),
        (
            "key-not-for-type",
            "spec:\n  binaries:\n    type: builtin\n    externalRepoEndpoint: http://10.6.1.1\n",
            "spec:\n  binaries:\n    type: builtin\n",
            False,
        ),
    ],
)
def test_a_fix_mends_just_the_key(rule: str, before: str, after: str, *, safe: bool) -> None:
    found = only(HEAD + before, rule)
    assert found.fix is not None
    assert found.fix.safe is safe
    assert apply_fix(HEAD + before, found.fix) == HEAD + after


def test_blocks_outside_spec_are_one_finding_with_every_place() -> None:
    text = HEAD + "spec:\nloadBalancer:\n  type: NodePort\nclusterName: a\nntpServer: [ntp1.example.com]\n"
    found = only(text, "misplaced-key")
    assert "loadBalancer, clusterName, ntpServer" in found.message
    assert [text[place.start.offset : place.end.offset] for place in found.related] == [
        "clusterName",
        "ntpServer",
    ]


def test_what_stands_outside_spec_is_checked_all_the_same() -> None:
    report = lint_bytes((HEAD + "spec:\nloadBalancer:\n  type: nodeport\n").encode())
    assert {each.field for each in report} >= {"spec.loadBalancer.type"}


def test_a_missing_key_points_at_its_parent_and_an_empty_one_at_itself() -> None:
    text = HEAD + "spec:\n  masterNodes:\n    - nodeName: g-master1\n      ansiblePass: a-Long-1\n"
    missing = only(text, "missing-key")
    assert (missing.field, missing.start.line) == ("spec.masterNodes[0].ip", 5)
    empty = only(text + "      ip:\n", "missing-key")
    assert (empty.field, empty.start.line, empty.start.column) == ("spec.masterNodes[0].ip", 7, 7)


def test_findings_come_in_the_order_of_the_text_and_only_once() -> None:
    text = HEAD + "spec:\n  colour: 1\n  clustrName: a\n  masterNodes:\n    - ip: 10.6.1.300\n"
    report = lint_bytes(text.encode())
    places = [each.start.offset for each in report]
    assert places == sorted(places)
    assert len(set(report)) == len(report)
    assert all(each.severity in Severity for each in report)


def test_the_json_form_is_the_contract() -> None:
    text = HEAD + "spec:\n  LoadBalancer: {type: NodePort}\n"
    (found,) = lint_bytes(text.encode(), path="a.yaml").to_dict()["diagnostics"]
    start = {"line": 4, "column": 3, "offset": len(HEAD) + 8}
    end = {"line": 4, "column": 15, "offset": len(HEAD) + 20}
    assert found == {
        "code": "CC203",
        "rule": "key-case",
        "severity": "warning",
        "message": "The documents spell LoadBalancer loadBalancer.",
        "help": "",
        "field": "spec.LoadBalancer",
        "start": start,
        "end": end,
        "related": [],
        "fix": {
            "title": "Write loadBalancer",
            "safety": "safe",
            "edits": [{"start": start["offset"], "end": end["offset"], "text": "loadBalancer"}],
        },
    }


def test_a_fix_that_would_repeat_a_secret_is_withheld() -> None:
    text = (
        HEAD
        + "masterNodes:\n  - nodeName: a\n    ip: 10.6.1.1\n    ansiblePass: Marked-77\nspec:\n  clusterName: a\n"
    )
    found = only(text, "misplaced-key")
    assert found.fix is not None
    shown = found.fix.to_dict()
    assert (shown["edits"], shown["redacted"]) == (None, True)
    assert "Marked-77" not in str(lint_bytes(text.encode()).to_dict())
    assert "Marked-77" in apply_fix(text, found.fix)
