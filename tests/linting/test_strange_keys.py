"""Keys that are misspelt, misplaced, old or unknown: what they are called, where, and what the fix makes of them."""

from __future__ import annotations

import pytest

from clustercfg.linting.diagnostics import Diagnostic
from clustercfg.linting.fixing import apply_fix
from clustercfg.linting.linter import Options, lint_bytes
from clustercfg.loading import loads

HEAD = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\n"
SPEC = HEAD + "spec:\n  clusterName: a\n"
STRANGE = Options(select=("CC20", "CC110"), ignore=("CC207", "CC208", "CC209"))


def strange(text: str) -> list[Diagnostic]:
    return list(lint_bytes(text.encode(), options=STRANGE))


# name: the file, its one finding (severity, rule, line, column, field), and the file after the fix (None without one)
ONE: dict[str, tuple[str, str, str | None]] = {
    "another case": (
        SPEC + "  LoadBalancer:\n    type: NodePort\n",
        "warning key-case 5:3 spec.LoadBalancer",
        SPEC + "  loadBalancer:\n    type: NodePort\n",
    ),
    "another case in quotes": (
        SPEC + "  'bootstrapnode': auto\n",
        "warning key-case 5:3 spec.bootstrapnode",
        SPEC + "  bootstrapNode: auto\n",
    ),
    "two cases": (
        SPEC + "  loadBalancer: {}\n  LoadBalancer: {}\n",
        "warning key-case 6:3 spec.LoadBalancer",
        None,
    ),
    "a letter missing": (
        SPEC + "  loadBalancr:\n    type: NodePort # why\n",
        "error misspelt-key 5:3 spec.loadBalancr",
        SPEC + "  loadBalancer:\n    type: NodePort # why\n",
    ),
    "letters swapped in a list": (
        SPEC + "  masterNodes:\n    - nodeNmae: a\n",
        "error misspelt-key 6:7 spec.masterNodes[0].nodeNmae",
        SPEC + "  masterNodes:\n    - nodeName: a\n",
    ),
    "a hyphen": (
        HEAD + "spec:\n  cluster-name: b\n",
        "error misspelt-key 4:3 spec.cluster-name",
        HEAD + "spec:\n  clusterName: b\n",
    ),
    "a component misspelt": (
        SPEC + "  externalMiddlewares:\n    database:\n      kpnda: []\n",
        "error misspelt-key 7:7 spec.externalMiddlewares.database.kpnda",
        SPEC + "  externalMiddlewares:\n    database:\n      kpanda: []\n",
    ),
    "a component in another case": (
        SPEC + "  externalMiddlewares:\n    database:\n      Kpanda: []\n",
        "warning key-case 7:7 spec.externalMiddlewares.database.Kpanda",
        SPEC + "  externalMiddlewares:\n    database:\n      kpanda: []\n",
    ),
    "an unknown component": (
        SPEC + "  externalMiddlewares:\n    database:\n      elsewhere: []\n",
        "warning unknown-key 7:7 spec.externalMiddlewares.database.elsewhere",
        None,
    ),
    "an unknown key": (SPEC + "  colour: blue\n", "warning unknown-key 5:3 spec.colour", None),
    "a key that stands in several blocks": (
        SPEC + "  type: metallb\n",
        "warning unknown-key 5:3 spec.type",
        None,
    ),
    "an old name": (
        SPEC + "  externalMiddleware: {}\n",
        "warning old-key 5:3 spec.externalMiddleware",
        SPEC + "  externalMiddlewares: {}\n",
    ),
    "an old name beside the new one": (
        SPEC + "  externalMiddleware: {}\n  externalMiddlewares: {}\n",
        "warning old-key 5:3 spec.externalMiddleware",
        None,
    ),
    "an old name of a block": (
        SPEC + "  bootstrap:\n    registryPort: 443\n",
        "warning old-key 5:3 spec.bootstrap",
        SPEC + "  tinderKind:\n    registryPort: 443\n",
    ),
    "a block of an older version": (
        SPEC + "  compactClusterMode: false\n",
        "error removed-key 5:3 spec.compactClusterMode",
        None,
    ),
    "a block below spec": (
        SPEC + "loadBalancer:\n  type: NodePort\n",
        "error misplaced-key 5:1 loadBalancer",
        SPEC + "  loadBalancer:\n    type: NodePort\n",
    ),
    "a block above spec": (
        HEAD + "# why\nloadBalancer:\n  type: NodePort\nspec:\n  clusterName: a\n",
        "error misplaced-key 4:1 loadBalancer",
        SPEC + "  # why\n  loadBalancer:\n    type: NodePort\n",
    ),
    "several blocks": (
        SPEC + "loadBalancer:\n  type: NodePort\n\n# why\nbinaries:\n  type: builtin\n",
        "error misplaced-key 5:1 loadBalancer",
        SPEC + "  loadBalancer:\n    type: NodePort\n\n  # why\n  binaries:\n    type: builtin\n",
    ),
    "blocks on both sides": (
        HEAD + "binaries:\n  type: builtin\nspec:\n  clusterName: a\nloadBalancer:\n  type: NodePort\n",
        "error misplaced-key 3:1 binaries",
        SPEC + "  binaries:\n    type: builtin\n  loadBalancer:\n    type: NodePort\n",
    ),
    "all of spec": (
        HEAD + "spec:\nclusterName: a\ncri:\n  criProvider: docker\n",
        "error misplaced-key 4:1 clusterName",
        SPEC + "  cri:\n    criProvider: docker\n",
    ),
    "everything without spec": (
        HEAD + "clusterName: a\ncri:\n  criProvider: docker\n",
        "error misplaced-key 3:1 clusterName",
        SPEC + "  cri:\n    criProvider: docker\n",
    ),
    "with four blanks": (
        HEAD + "spec:\n    clusterName: a\ncri:\n    criProvider: docker\n",
        "error misplaced-key 5:1 cri",
        HEAD + "spec:\n    clusterName: a\n    cri:\n        criProvider: docker\n",
    ),
    "outside spec in another case": (
        SPEC + "LoadBalancer:\n  type: NodePort\n",
        "error misplaced-key 5:1 LoadBalancer",
        SPEC + "  LoadBalancer:\n    type: NodePort\n",
    ),
    "outside spec and misspelt": (
        SPEC + "loadBalancr: {}\n",
        "error misplaced-key 5:1 loadBalancr",
        SPEC + "  loadBalancr: {}\n",
    ),
    "outside spec and old": (
        SPEC + "registry: {}\n",
        "error misplaced-key 5:1 registry",
        SPEC + "  registry: {}\n",
    ),
    "inside and outside spec": (
        SPEC + "  cri: {}\ncri: {}\n",
        "error misplaced-key 6:1 cri",
        None,
    ),
    "outside a spec in braces": (
        HEAD + "spec: {clusterName: a}\ncri: {}\n",
        "error misplaced-key 4:1 cri",
        None,
    ),
    "all in braces": (
        "{apiVersion: provision.daocloud.io/v1alpha3, kind: ClusterConfig, spec: {}, cri: {}}\n",
        "error misplaced-key 1:77 cri",
        None,
    ),
    "one block in another": (
        SPEC + "  loadBalancer:\n    type: NodePort\n    k8sVersion: v1.29.5\n  cri: {}\n",
        "error misplaced-key 7:5 spec.loadBalancer.k8sVersion",
        SPEC + "  loadBalancer:\n    type: NodePort\n  cri: {}\n  k8sVersion: v1.29.5\n",
    ),
    "a key of a block outside it": (
        SPEC + "  osRepos:\n    type: builtin\n  isoPath: /a.iso\n",
        "error misplaced-key 7:3 spec.isoPath",
        SPEC + "  osRepos:\n    type: builtin\n    isoPath: /a.iso\n",
    ),
    "a key of a machine outside it": (
        SPEC + "  nodeName: a\n",
        "error misplaced-key 5:3 spec.nodeName",
        None,
    ),
    "a variable outside its text": (
        SPEC + "  kubeanConfig: |-\n    bin_dir: /opt\n  ntp_timezone: Asia/Shanghai\n",
        "error misplaced-key 7:3 spec.ntp_timezone",
        SPEC + "  kubeanConfig: |-\n    bin_dir: /opt\n    ntp_timezone: Asia/Shanghai\n",
    ),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("text", "expected", "meant"), ONE.values(), ids=ONE)
def test_a_strange_key_is_one_finding(text: str, expected: str, meant: str | None, newline: str) -> None:
    text = text.replace("\n", newline)
    (found,) = strange(text)
    place = f"{found.start.line}:{found.start.column}"
    assert f"{found.severity.value} {found.rule} {place} {found.field}" == expected
    if meant is None:
        assert found.fix is None
    else:
        assert found.fix is not None
        assert apply_fix(text, found.fix) == meant.replace("\n", newline)
        assert found.fix.safe == (found.rule == "key-case")


def test_each_misplaced_block_is_shown() -> None:
    (found,) = strange(SPEC + "loadBalancer: {}\nbinaries: {}\ncri: {}\n")
    assert [(each.start.line, each.start.column) for each in found.related] == [(6, 1), (7, 1)]
    assert all(name in found.message for name in ("loadBalancer", "binaries", "cri", "spec"))


def test_misplaced_blocks_are_checked_where_they_are_meant_to_stand() -> None:
    report = lint_bytes((SPEC + "loadBalancer:\n  type: MetalLB\ncri:\n  criProvder: docker\n").encode())
    assert [(each.rule, each.field) for each in report.errors] == [
        ("misplaced-key", "loadBalancer"),
        ("invalid-value", "spec.loadBalancer.type"),
        ("misspelt-key", "spec.cri.criProvder"),
    ]


def test_a_key_in_another_spelling_is_taken_for_what_it_means() -> None:
    loaded = loads(SPEC + "  LOADBALANCER:\n    tpye: NodePort\n  externalMiddleware: {}\n  colour: blue\n")
    assert loaded.config is not None
    spec = loaded.config.spec
    assert spec.load_balancer is not None
    assert spec.load_balancer.type == "NodePort"
    assert spec.external_middlewares is not None


def test_a_file_of_strange_keys_is_told_without_guesses_in_the_end() -> None:
    lines = "".join(f"  loadBalance{number}: x\n" for number in range(600))
    rules = [each.rule for each in strange(SPEC + lines)]
    assert rules == ["misspelt-key"] * 500 + ["unknown-key"] * 100
