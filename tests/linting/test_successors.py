"""What the fixes of old keys leave alone, and texts on which they are awkward."""

from __future__ import annotations

import pytest

from clustercfg.linting.fixing import fix
from clustercfg.linting.linter import Options, lint_bytes
from clustercfg.yamltext.document import Document

HEAD = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\n"
REMOVED = Options(select=("CC206",))


def fixed(text: str) -> str:
    document, _problem = Document.from_bytes(text.encode())
    assert document is not None
    return fix(document, options=REMOVED, unsafe=True).text


def spec(*lines: str) -> str:
    return HEAD + "spec:\n" + "".join(f"  {line}\n" for line in lines)


@pytest.mark.parametrize(
    "lines",
    [
        ("addonOfflinePackagePath: /data/a.tar.gz", "addonPackage:", "  path: /data/b.tar.gz"),
        ("addonOfflinePackagePath: /data/a.tar.gz", "addonPackage: null"),
        ("insightVip: 10.6.0.8/32", "loadBalancer:", "  type: metallb", "  insightVip: 10.6.0.9/32"),
        ("insightVip: 10.6.0.8/32", "loadBalancer: {type: metallb}"),
        ("insightVip: 10.6.0.8/32", "clusterName: a"),
        ("registry:", "  type: online", "imagesAndCharts:", "  type: builtin"),
        ("registry:", "  type: built-in", "  builtinRegistryDomainName: registry.example.com"),
        ("registry: {type: external, externalScheme: http, externalRegistry: 10.6.0.5}",),
        ("registry: external",),
        ("globalClusterName: a", "clusterName: b"),
        ("globalMasterNodes: []", "mgmtMasterNodes: []"),
        ("imageConfig:", "  binaryRepository: http://10.6.0.5:9000/kubean"),
        ("repoConfig:", "  repoType: centos"),
        ("compactClusterMode: false",),
        ("externalMiddlewares:", "  kafka:", "    insight: {brokers: [10.6.0.6:9092]}"),
    ],
)
def test_what_needs_a_decision_is_left_to_people(lines: tuple[str, ...]) -> None:
    text = spec(*lines)
    assert [each.code for each in lint_bytes(text.encode(), options=REMOVED)]
    assert fixed(text) == text


@pytest.mark.parametrize(
    "text", [HEAD + "spec: {registry: {type: online}, addonOfflinePackagePath: /data/a.tar.gz}\n"]
)
def test_a_spec_in_braces_is_left_alone(text: str) -> None:
    assert fixed(text) == text


AWKWARD = {
    "in quotes": (
        spec("registry:", "  externalRegistry: '10.6.0.5:5000'"),
        spec("imagesAndCharts:", "  externalImageRepo: 'https://10.6.0.5:5000'"),
    ),
    "with its scheme": (
        spec("registry:", "  externalRegistry: http://10.6.0.5:5000", "  externalScheme: https"),
        spec("imagesAndCharts:", "  externalImageRepo: http://10.6.0.5:5000"),
    ),
    "without a value": (
        spec("registry:", "  type: online", "  externalRegistry:"),
        spec("imagesAndCharts:", "  type: official-service", "  externalImageRepo:"),
    ),
    "with an unknown type": (
        spec("registry:", "  type: harbor # ours"),
        spec("imagesAndCharts:", "  type: harbor # ours"),
    ),
    "behind the empty block": (
        spec("addonPackage: # later", "addonOfflinePackagePath: /data/a.tar.gz"),
        spec("addonPackage: # later", "  path: /data/a.tar.gz"),
    ),
    "before the empty block": (
        spec("addonOfflinePackagePath:", "- /data/a.tar.gz", "addonPackage:", "clusterName: a"),
        spec("addonPackage:", "  path:", "  - /data/a.tar.gz", "clusterName: a"),
    ),
    "without a line break at the end": (
        spec("clusterName: a", "addonOfflinePackagePath: /data/a.tar.gz").rstrip("\n"),
        spec("clusterName: a", "addonPackage:", "  path: /data/a.tar.gz"),
    ),
    "at the top": (
        f"addonOfflinePackagePath: /data/a.tar.gz\n{spec('clusterName: a')}",
        spec("clusterName: a", "addonPackage:", "  path: /data/a.tar.gz"),
    ),
    "without use": (
        spec("clusterName: a", "registryVip: 10.6.0.9/32", "addons:", "  dns: {}"),
        spec("clusterName: a"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), AWKWARD.values(), ids=AWKWARD)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_the_fix_writes_what_is_meant(text: str, expected: str, newline: str) -> None:
    assert fixed(text.replace("\n", newline)) == expected.replace("\n", newline)
