"""What is told of rarer mistakes, word by word, and what their fix writes."""

from __future__ import annotations

import pytest

from clustercfg.linting.fixing import fix
from clustercfg.linting.linter import lint_bytes
from clustercfg.linting.reports import FORMATS
from clustercfg.yamltext.document import Document

HEAD = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\n"
BINARIES = "spec:\n  binaries:\n    type: external\n    externalRepoEndpoint: http://10.6.0.5:9000\n"
WORKERS = "spec:\n  workerNodes:\n    - nodeName: a\n      ip: 10.6.0.1\n"
TOLD = [
    (
        "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConf\n",
        "CC216",
        ["The kind is spelled ClusterConfig. / Write ClusterConfig"],
    ),
    (
        "apiVersion: provision.daocloud.io/v1alpha3\nkind: DCEManifest\n",
        "CC216",
        [
            "This is a DCEManifest, the list of products; ClusterConfig is expected. / The manifest is the file for the installer's option -m; clusterConfig.yaml is for -c."
        ],
    ),
    (
        "apiVersion: provision.daocloud.io/v1alpha3\nkind: Secret\n",
        "CC216",
        ["The kind must be ClusterConfig; nothing else in this file is checked."],
    ),
    (
        f"{HEAD}{BINARIES}    externalRepository: http://10.6.0.5:9000/kubean\n",
        "CC212",
        [
            "externalRepository is the outdated form of externalRepoEndpoint, which is given too. / Remove externalRepository. / Remove externalRepository"
        ],
    ),
    (
        HEAD + "spec:\n  binaries:\n    externalRepoEndpoint: http://10.6.0.5\n",
        "CC212",
        [
            "externalRepoEndpoint has no effect without type: external. / Add type: external. / Add type: external"
        ],
    ),
    (
        HEAD + "spec:\n  binaries:\n    type: official-service\n    externalRepoEndpoint: http://10.6.0.5\n",
        "CC212",
        [
            "externalRepoEndpoint has no effect with type: official-service. / Remove it, or set type: external. / Remove externalRepoEndpoint"
        ],
    ),
    (
        HEAD
        + "spec:\n  osRepos:\n    type: external\n    externalRepoType: centos\n    externalRepoUsername: a\n    externalRepoPassword: b\n    externalRepoEndpoint: http://10.6.0.5\n",
        "CC212",
        [
            "externalRepoType is for a plain HTTP server, but the other keys say S3-compatible storage. / Keep either the endpoint with its credentials, or the repository keys. / Remove externalRepoType"
        ],
    ),
    (
        HEAD + "spec:\n  clusterName: {a: .inf}\n",
        "CC132",
        [
            "Kubernetes' YAML reader refuses .inf: JSON has no such number. / Put quotes around the value. / Put quotes around the value"
        ],
    ),
    (
        HEAD + "spec:\n  network:\n    cni: a\n    <<: {cni: b}\n",
        "CC132",
        [
            "Readers disagree on whether cni counts or what this merge key brings in. / Put the merge key first."
        ],
    ),
    (
        HEAD + "spec:\n  masterNodes:\n    - nodeName: a\n    - ip: 10.6.0.1\n      ansibleUser: root\n",
        "CC207",
        [
            "ip is missing. / Add ip to this block.",
            "nodeName is missing. / Add nodeName to this block. / Take the dash away",
        ],
    ),
    (
        f"{HEAD}{WORKERS}      ansiblePass: b\n",
        "CC316",
        ["a has a password, but no ansibleUser. / Add ansibleUser: root"],
    ),
    (
        f"{HEAD}{WORKERS}      ansibleUser: b\n",
        "CC315",
        [
            "a has no ansiblePass, and privateKeyPath is missing. / Add ansiblePass to the node, or privateKeyPath for all nodes."
        ],
    ),
    (HEAD + "spec: [b]\n", "CC208", ["A block of keys is expected here, not a list."]),
    (HEAD + "clusterName: a\nspec: [b]\n", "CC208", ["A block of keys is expected here, not a list."]),
]


def told(text: str, code: str) -> list[str]:
    """What is said of the findings with `code`, with the help and the fix's title behind it."""
    found = [each for each in lint_bytes(text.encode()) if each.code == code]
    parts = ((each.message, each.help, each.fix.title if each.fix else "") for each in found)
    return [" / ".join(filter(None, each)) for each in parts]


@pytest.mark.parametrize(("text", "code", "expected"), TOLD)
def test_a_rare_mistake_is_told_in_its_own_words(text: str, code: str, expected: list[str]) -> None:
    assert told(text, code) == expected


MENDED = [
    ("apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConf\n", HEAD),
    (
        HEAD + "spec:\n  auditConfig:\n    logMaxAge: 010\n",
        HEAD + "spec:\n  auditConfig:\n    logMaxAge: 10\n",
    ),
    (
        f"{HEAD}{WORKERS}      nodeTaints:\n        - node.daocloud.io/es-only=true: NoSchedule\n",
        f"{HEAD}{WORKERS}      nodeTaints:\n        - node.daocloud.io/es-only=true:NoSchedule\n",
    ),
    (
        HEAD + "spec:\n  masterNodes:\n    - nodeName: a\n    - ip: 10.6.0.1\n      ansibleUser: root\n",
        HEAD + "spec:\n  masterNodes:\n    - nodeName: a\n      ip: 10.6.0.1\n      ansibleUser: root\n",
    ),
    (
        f"{HEAD}{WORKERS}      ansiblePass: b\n",
        f"{HEAD}{WORKERS}      ansiblePass: b\n      ansibleUser: root\n",
    ),
]


@pytest.mark.parametrize(("wrong", "right"), MENDED)
def test_a_rare_mistake_is_mended(wrong: str, right: str) -> None:
    assert fix(Document(wrong), unsafe=True).text == right


def test_signs_of_workflow_commands_are_escaped() -> None:
    report = lint_bytes(f"{HEAD}spec:\n  '50%,a:b': c\n".encode(), path="a,b:50%.yaml")
    line = next(
        each
        for each in FORMATS["github"]([report], color=False, width=80).splitlines()
        if "50%25,a:b" in each
    )
    assert "file=a%2Cb%3A50%25.yaml,line=4,endLine=4,col=3,endColumn=12,title=CC201 unknown-key::" in line
    assert "%0A" in line
