from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import clustercfg
from clustercfg import Difference, compare
from clustercfg.comparing.difference import Kind
from clustercfg.errors import InvalidConfigError
from clustercfg.models.plain import document_data
from clustercfg.yamltext.document import Document
from edit_samples import SAMPLE, SECRET, SECRETS, replaced
from strategies import documents

HEAD = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\nspec:\n"


def spec(*lines: str) -> str:
    return HEAD + "".join(f"  {line}\n" for line in lines)


def told(before: str, after: str) -> list[tuple[str, str, object, object]]:
    return [(each.kind.value, each.path, each.before, each.after) for each in compare(before, after)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["loadBalancer: {type: metallb}"], ["LoadBalancer:", "  TYPE: 'metallb' # same"]),
        (["tinderKind: {registryPort: 8443}"], ["bootstrap: {registryPort: 8443}"]),
        (["clusterName: a", "bootstrapNode: b"], ["bootstrapNode: b", "clusterName: a"]),
        (["clusterName: a"], ["clusterName: a", "bootstrapNode:", "privateKeyPath: ~", "network: {}"]),
        (["masterNodes: [{nodeName: a, ansibleSSHPort: 22}]"], ["masterNodes: [{nodeName: a, ansibleSSHPort: '22'}]"]),
        (["masterNodes: [{nodeName: a, ansiblePass: ''}]"], ["masterNodes: [{nodeName: a}]"]),
        (["loadBalancer: {SourceIP: 'false'}"], ["loadBalancer: {SourceIP: no}"]),
        (["addonPackage: {path: /a}"], ["addonPackage: {path: [/a]}"]),
        (["k8sVersion: 1.30"], ["k8sVersion: '1.30'"]),
        (["kubeanConfig: |-", "  a: 1", "  b: [x]"], ['kubeanConfig: "b: [x] # c\\na: 1"']),
        (["kubeanConfig: |", "  a: 1"], ["kubeanConfig: |", "  # c", "  a: 1", ""]),
        (["cri: &a {criProvider: docker}"], ["cri: {<<: &b {criProvider: docker}}"]),
        (["binaries: {type: external, externalRepoUsername: ''}"], ["binaries: {type: external}"]),
    ],
)  # fmt: skip
def test_what_means_the_same_is_no_difference(before: list[str], after: list[str]) -> None:
    assert told(spec(*before), spec(*after)) == []
    assert told(spec(*after), spec(*before)) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (["clusterName: a"], ["clusterName: b"], [("changed", "spec.clusterName", "a", "b")]),
        (["clusterName: a"], [], [("removed", "spec.clusterName", "a", None)]),
        ([], ["zebra: {a: [1, yes]}"], [("added", "spec.zebra.a", None, [1, "yes"])]),
        ([], ["zebra: {}"], [("added", "spec.zebra", None, {})]),
        (["zebra: 1"], ["zebra: true"], [("changed", "spec.zebra", 1, True)]),
        (["network: {cni: calico}"], [], [("default", "spec.network.cni", "calico", None)]),
        ([], ["network: {cni: calico, clusterCIDR: 10.9.0.0/16}"],
         [("default", "spec.network.cni", None, "calico"), ("added", "spec.network.clusterCIDR", None, "10.9.0.0/16")]),
        ([], ["binaries: {type: official-service}"], [("default", "spec.binaries.type", None, "official-service")]),
        (["kubeanConfig: 'a: {b: 1}'"], ["kubeanConfig: 'a: {b: 2}'"], [("changed", "spec.kubeanConfig.a.b", 1, 2)]),
        (["kubeanConfig: |-", "  bin_dir: /usr/local/bin"], [],
         [("default", "spec.kubeanConfig.bin_dir", "/usr/local/bin", None)]),
        (["kubeanConfig: |-", "  a: 1"], ["kubeanConfig: 'a: ]'"],
         [("changed", "spec.kubeanConfig", {"a": 1}, "a: ]")]),
        (["ntpServer: [a, b, c]"], ["ntpServer: [b, d, c]"],
         [("removed", "spec.ntpServer[0]", "a", None), ("added", "spec.ntpServer[1]", None, "d")]),
        (["ntpServer: [a, b]"], ["ntpServer: [b, a]"], [("order", "spec.ntpServer", ["a", "b"], ["b", "a"])]),
        (["ntpServer: [a, a]"], ["ntpServer: [a]"], [("removed", "spec.ntpServer[1]", "a", None)]),
        (["workerNodes: []"], [], [("default", "spec.workerNodes", [], None)]),
        (["workerNodes: [{nodeName: a, nodeLabels: {x.y/z: q}}]"], ["workerNodes: [{nodeName: a, nodeLabels: {x.y/z: r}}]"],
         [("changed", 'spec.workerNodes[a].nodeLabels["x.y/z"]', "q", "r")]),
        (["externalMiddlewares: {kafka: x}"], ["externalMiddlewares: {kafka: {brokers: [a]}}"],
         [("changed", "spec.externalMiddlewares.kafka", "x", {"brokers": ["a"]})]),
    ],
)  # fmt: skip
def test_differences_are_told_by_path(
    before: list[str], after: list[str], expected: list[tuple[str, str, object, object]]
) -> None:
    assert told(spec(*before, "cri: {}"), spec(*after, "cri: {}")) == expected


A, B, C = ({"nodeName": name, "ip": f"10.0.0.{number}"} for number, name in enumerate("abc", 1))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([A, B], [B, A], [("order", "spec.workerNodes", ["a", "b"], ["b", "a"])]),
        (
            [A, B],
            [A, {**B, "ip": "10.9.9.9"}],
            [("changed", "spec.workerNodes[b].ip", "10.0.0.2", "10.9.9.9")],
        ),
        ([A, B, C], [A, C], [("removed", "spec.workerNodes[b]", B, None)]),
        ([A], [C, A], [("added", "spec.workerNodes[c]", None, C)]),
        ([A, B], [A, {**B, "nodeName": "x"}], [("changed", "spec.workerNodes[b].nodeName", "b", "x")]),
        ([A, {}], [A], [("removed", "spec.workerNodes[1]", {}, None)]),
        ([A, A], [A], [("removed", "spec.workerNodes[1]", A, None)]),
        ([A, {"ip": "1"}], [A, {"ip": "2"}], [("changed", "spec.workerNodes[1].ip", "1", "2")]),
        ([{**A, "ip": ["x"]}], [{**B, "ip": ["x"]}], [("changed", "spec.workerNodes[a].nodeName", "a", "b")]),
    ],
)
def test_machines_are_matched_by_name_then_by_address(
    before: list[object], after: list[object], expected: list[object]
) -> None:
    texts = (spec(f"workerNodes: {json.dumps(nodes)}") for nodes in (before, after))
    assert told(*texts) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (f"ansiblePass: {SECRET}", "ansiblePass: other", Difference("spec.masterNodes[m-1].ansiblePass", Kind.CHANGED, "********", "********", secret=True)),
        (f"      ansiblePass: {SECRET}\n", "", Difference("spec.masterNodes[m-1].ansiblePass", Kind.REMOVED, "********", None, secret=True)),
        (f"user:{SECRET}@proxy", "user:other@proxy", Difference("spec.kubeanConfig.http_proxy", Kind.CHANGED, "********", "********", secret=True)),
        ("  network:", "  fooToken: {a: b}\n  network:", Difference("spec.fooToken.a", Kind.ADDED, None, "********", secret=True)),
        ("  network:", "  foo: http://a:b@c/\n  network:", Difference("spec.foo", Kind.ADDED, None, "http://********@c/", secret=True)),
    ],
)  # fmt: skip
def test_a_secret_is_only_said_to_differ(old: str, new: str, expected: Difference) -> None:
    assert compare(SAMPLE, replaced(old, new)) == (expected,)


@pytest.mark.parametrize("other", [SAMPLE, SECRETS, HEAD])
def test_no_secret_is_in_any_form(other: str) -> None:
    for pair in ((SECRETS, other), (other, SECRETS), (SAMPLE, HEAD), (SAMPLE, SECRETS.replace(SECRET, "x"))):
        differences = compare(*pair)
        assert SECRET not in repr(differences)
        assert SECRET not in json.dumps([each.to_dict() for each in differences])


def test_texts_bytes_paths_and_documents_are_compared(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + SAMPLE.replace("\n", "\r\n").encode())
    for other in (SAMPLE, SAMPLE.encode(), file, Document(SAMPLE), clustercfg.load(file).document):
        assert other is not None
        assert compare(file, other) == ()
    with pytest.raises(FileNotFoundError):
        compare(tmp_path / "absent.yaml", SAMPLE)


@pytest.mark.parametrize(
    "text", ["", "- a\n", "plain", "a: ]\n", b"\xff\xfe", "\x00", HEAD + "  a: b\n   c: d\n  - e\n"]
)
def test_what_cannot_be_read_as_a_whole_is_refused_with_its_report(text: str | bytes) -> None:
    for pair in ((text, SAMPLE), (SAMPLE, text)):
        with pytest.raises(InvalidConfigError) as caught:
            compare(*pair)
        assert caught.value.report.errors


def test_only_a_default_does_not_matter() -> None:
    differences = compare(spec("network: {cni: calico}", "cri: {}"), spec("clusterName: a", "cri: {}"))
    assert [each.matters for each in differences] == [False, True]


@given(documents(), documents())
@settings(max_examples=40, deadline=None)
def test_a_document_does_not_differ_from_itself_and_differences_turn_around(one: Any, other: Any) -> None:
    first, second = (clustercfg.ClusterConfig.model_validate(each) for each in (one, other))
    texts = clustercfg.dumps(first), clustercfg.dumps(second)
    assert compare(texts[0], texts[0]) == ()
    there, back = compare(*texts), compare(*reversed(texts))
    turned = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED}
    assert Counter(turned.get(each.kind, each.kind) for each in there) == Counter(each.kind for each in back)
    if not any(each.matters for each in there):
        assert without_texts(first) == without_texts(second)


def without_texts(config: clustercfg.ClusterConfig) -> dict[str, Any]:
    """What a configuration says beside its texts, which hold YAML and are compared by what that says."""
    data = document_data(config)
    data["spec"].pop("kubeanConfig", None)
    data["spec"].get("auditConfig", {}).pop("policyCustomRules", None)
    return {key: value for key, value in data["spec"].items() if value != {}} | {
        "metadata": data.get("metadata")
    }
