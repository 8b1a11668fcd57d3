"""Values that a slip spoiled, or that are of another kind than their key holds, and what their fix makes of them."""

from __future__ import annotations

import pytest

from clustercfg.linting.fixing import fix
from clustercfg.yamltext.document import Document

HEAD = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\nspec:\n  privateKeyPath: /root/keys/id\n"


def fixed(spec: str) -> str:
    return fix(Document(HEAD + spec), unsafe=True).text.removeprefix(HEAD)


@pytest.mark.parametrize(
    ("field", "wrong", "right"),
    [
        ("network.clusterCIDR", "10,233.64.0/18", "10.233.64.0/18"),
        ("network.clusterCIDR", "10..233.64.0/18", "10.233.64.0/18"),
        ("network.clusterCIDR", "10。233。64。0/18", "10.233.64.0/18"),
        ("network.clusterCIDR", "１０.233.64.0/18", "10.233.64.0/18"),
        ("network.clusterCIDR", "1O.233.64.0/l8", "10.233.64.0/18"),
        ("network.clusterCIDR", r"10.233.064.0\18", "10.233.64.0/18"),
        ("network.clusterCIDR", "10.233. 64.0/18,", "10.233.64.0/18"),
        ("network.clusterCIDR", "10.233.64.0", "10.233.64.0"),
        ("network.cni", "Calico", "calico"),
        ("network.cni", "calcio", "calico"),
        ("network.cni", "flannel", "flannel"),
        ("imagesAndCharts.type", "online", "official-service"),
        ("auditConfig.logMaxAge", "1O", "10"),
        ("auditConfig.logMaxAge", "30 days", "30"),
        ("auditConfig.logMaxAge", "30m", "30m"),
        ("auditConfig.logMaxSize", "1,000", "1000"),
        ("auditConfig.logMaxSize", "100MB", "100"),
        ("auditConfig.logMaxSize", "much", "much"),
        ("osRepos.skipValidateOSPackage", "ture", "true"),
        ("osRepos.skipValidateOSPackage", "perhaps", "perhaps"),
        ("binaries.externalRepoEndpoint", "htp://10.6.0.1:80", "http://10.6.0.1:80"),
        ("binaries.externalRepoEndpoint", r"https:\\files.example", "https://files.example"),
        ("binaries.externalRepoEndpoint", "http://http://files.example", "http://files.example"),
        ("binaries.externalRepoEndpoint", "http://files.exa mple", "http://files.example"),
        ("binaries.externalRepoEndpoint", "http://u:p@files .example", "http://u:p@files .example"),
    ],
)
def test_a_slip_in_a_value_is_taken_back_where_only_one_thing_can_be_meant(
    field: str, wrong: str, right: str
) -> None:
    block, key = field.split(".")
    extra = "    type: external\n" if block == "binaries" else ""
    text = f"  {block}:\n{extra}    {key}: "
    assert fixed(f"{text}{wrong}\n") == f"{text}{right}\n"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("  clusterName: [one]\n", "  clusterName: one\n"),
        ("  clusterName:\n    - one # note\n", "  clusterName: one # note\n"),
        ("  clusterName: [one, two]\n", "  clusterName: [one, two]\n"),
        ("  ntpServer: 'ntp.example'\n", "  ntpServer:\n    - 'ntp.example'\n"),
        ("  ntpServer: 10.6.0.1, ntp.example\n", "  ntpServer:\n    - 10.6.0.1\n    - ntp.example\n"),
        (
            "  ntpServer:\n    10.6.0.1\n    ntp.example\n",
            "  ntpServer:\n    - 10.6.0.1\n    - ntp.example\n",
        ),
        ("  network:\n    cni：calico\n", "  network:\n    cni: calico\n"),
        ("  network:\n    - cni: calico\n", "  network:\n      cni: calico\n"),
        (
            "  workerNodes:\n    nodeName: a\n\n    ip: 10.6.0.1\n",
            "  workerNodes:\n    - nodeName: a\n\n      ip: 10.6.0.1\n",
        ),
        (
            "  workerNodes:\n      nodeName: a\n      ip: 10.6.0.1\n",
            "  workerNodes:\n    - nodeName: a\n      ip: 10.6.0.1\n",
        ),
        ("  workerNodes:\n    site: a\n", "  workerNodes:\n    site: a\n"),
    ],
)
def test_a_value_of_another_kind_is_written_as_the_kind_that_belongs_there(wrong: str, right: str) -> None:
    assert fixed(wrong) == right
