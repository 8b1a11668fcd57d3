"""What an editor offers while one types, and what it writes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from clustercfg.models.fields import describe
from clustercfg.translation import speaking
from language_server import LanguageServer

Page = Callable[..., str]

EXTERNAL = "  binaries:\n    type: external\n    │\n"
ENDPOINT = "  osRepos:\n    type: external\n    externalRepoEndpoint: http://h\n    │\n"
S3_KEYS = "externalRepoEndpoint externalRepoPassword externalRepoUsername"
PACKAGE_KEYS = f"{S3_KEYS} externalRepoType externalRepoURLs isoPath osPackagePath skipValidateOSPackage"
NODE_KEYS = "ansibleExtraArgs ansiblePass ansibleSSHPort ansibleUser ip nodeLabels nodeName nodeTaints"
DATABASES = (
    "amamba dowl ghippoApiserver ghippoAuditserver ghippoKeycloak gmagpie insight ipavo kcollie kpanda skoala"
)
SPEC_KEYS = (
    "addonPackage auditConfig binaries bootstrapNode clusterName cri etcdNodes externalMiddlewares fullPackagePath"
    " imagesAndCharts k8sVersion kubeanConfig loadBalancer masterNodes network ntpServer osRepos privateKeyPath"
    " renewCerts tinderKind workerNodes"
)
OFFERS: dict[str, tuple[str, str]] = {
    "below spec": ("  │\n", SPEC_KEYS),
    "in an empty union": ("  binaries:\n    │\n", f"{S3_KEYS} type"),
    "in a union with its type": (EXTERNAL, S3_KEYS),
    "in a union with an endpoint": (ENDPOINT, PACKAGE_KEYS.replace("externalRepoEndpoint ", "")),
    "the source of binaries": ("  binaries:\n    type: │\n", "builtin external official-service"),
    "the source of packages": ("  osRepos:\n    type: │\n", "builtin external none official-service"),
    "the source of images": ("  imagesAndCharts:\n    type: │\n", "builtin external official-service"),
    "a load balancer": ("  loadBalancer:\n    type: │\n", "NodePort cloudLB metallb"),
    "whether the source IP is kept": ("  loadBalancer:\n    SourceIP: │\n", "auto false"),
    "a network plugin": ("  network:\n    cni: │\n", "calico cilium"),
    "a container runtime": ("  cri:\n    criProvider: │\n", "containerd docker"),
    "a boolean": ("  cri:\n    skipProvision: │\n", "false true"),
    "a port": ("  tinderKind:\n    registryPort: │\n", "443"),
    "an address with an example": ("  bootstrapNode: │\n", "172.30.41.194 auto"),
    "a mode": ("  renewCerts:\n    mode: │\n", "cyclical onetime"),
    "the family of packages": (
        "  osRepos:\n    type: external\n    externalRepoType: │\n",
        "centos debian ubuntu",
    ),
    "in an empty list of nodes": ("  masterNodes:\n    │\n", "Node"),
    "more keys of a node": (
        "  masterNodes:\n    - nodeName: a\n      │\n",
        NODE_KEYS.replace("nodeName", "Node"),
    ),
    "the names of databases": ("  externalMiddlewares:\n    database:\n      │\n", DATABASES),
    "a driver": (
        "  externalMiddlewares:\n    database:\n      kpanda:\n        - dbDriverName: │\n",
        "kingbase mysql postgres",
    ),
    "parts of the add-ons": ("  addonPackage:\n    │\n", "path"),
}
NODE_SNIPPET = (
    "- nodeName: ${1:g-master1}\n  ip: ${2:10.6.127.231}\n  ansibleUser: ${3:root}\n  ansiblePass: ${4:}"
)
VARIANTS = ("type: external", "type: external (S3)", "type: external (HTTP)")
S3_SNIPPET = (
    "externalRepoEndpoint: ${1:https://external-repo.example.com}\n"
    "externalRepoUsername: ${2:rootuser}\nexternalRepoPassword: ${3:}"
)
HTTP_SNIPPET = (
    "type: external\nexternalRepoType: ${1:centos}\n"
    "externalRepoURLs:\n  - ${2:http://10.0.1.1:8080/centos/\\\\\\$releasever/os/\\\\\\$basearch/}"
)
DATABASE = "  externalMiddlewares:\n    database:\n      kpanda:\n"
INSERTED: dict[str, tuple[str, str, str]] = {
    "a name with an example": ("  │\n", "clusterName", "clusterName: ${1:my-cluster}"),
    "a name without": ("  loadBalancer:\n    │\n", "type", "type: "),
    "a block": ("  │\n", "loadBalancer", "loadBalancer:\n  "),
    "a union": ("  │\n", "binaries", "binaries:\n  "),
    "a list of nodes": ("  │\n", "masterNodes", "masterNodes:\n  - nodeName: $1\n    ip: $2"),
    "a list of texts": ("  │\n", "ntpServer", "ntpServer:\n  - ${1}"),
    "a text of YAML": ("  │\n", "kubeanConfig", "kubeanConfig: |-\n  ${1:ntp_timezone: Asia/Shanghai}"),
    "the first node": ("  masterNodes:\n    │\n", "Node", NODE_SNIPPET),
    "one more node": (
        "  masterNodes:\n    - nodeName: a\n      ip: 10.0.0.1\n    │\n",
        "- (array item) Node",
        "- nodeName: $1\n  ip: $2",
    ),
    "S3 in an empty union": ("  binaries:\n    │\n", "type: external (S3)", f"type: external\n{S3_SNIPPET}"),
    "S3 after its type": ("  binaries:\n    type: external\n    │\n", "type: external (S3)", S3_SNIPPET),
    "HTTP in an empty union": ("  osRepos:\n    │\n", "type: external (HTTP)", HTTP_SNIPPET),
    "a registry": (
        "  imagesAndCharts:\n    type: external\n    │\n",
        "type: external",
        "externalImageRepo: ${1:https://external-registry.example.com}",
    ),
    "a secret": (
        "  binaries:\n    type: external\n    │\n",
        "externalRepoPassword",
        "externalRepoPassword: ",
    ),
    "a key of another variant": (
        "  binaries:\n    type: builtin\n    │\n",
        "externalRepoUsername",
        "externalRepoUsername: ${1:rootuser}",
    ),
    "a value": ("  binaries:\n    type: │\n", "external", "external"),
    "a boolean": ("  cri:\n    skipProvision: │\n", "true", "true"),
    "a virtual IP": ("  loadBalancer:\n    │\n", "insightVip", "insightVip: ${1:10.6.127.252/32}"),
    "a path": ("  │\n", "fullPackagePath", "fullPackagePath: ${1:/root/offline}"),
    "brokers": ("  externalMiddlewares:\n    │\n", "kafka", "kafka:\n  brokers:\n    - ${1}"),
    "the first database": (
        DATABASE + "        │\n",
        "Database",
        "- dbDriverName: ${1:mysql}\n  dataSourceName: ${2:}",
    ),
    "a driver": (DATABASE + "        - dbDriverName: │\n", "kingbase", "kingbase"),
    "false": ("  loadBalancer:\n    SourceIP: │\n", "false", "false"),
    "a number": ("  tinderKind:\n    registryPort: │\n", "443", "443"),
}


@pytest.mark.parametrize("name", OFFERS)
def test_what_fits_is_offered_and_nothing_else(server: LanguageServer, page: Page, name: str) -> None:
    spec, labels = OFFERS[name]
    offered = {each.label for each in server.completions(page(spec))}
    assert sorted(each for each in offered if each not in VARIANTS) == sorted(labels.split())


def test_there_are_twenty_places() -> None:
    assert min(len(OFFERS), len(INSERTED)) >= 20


@pytest.mark.parametrize("name", INSERTED)
def test_what_is_chosen_is_written_whole(server: LanguageServer, page: Page, name: str) -> None:
    spec, label, inserted = INSERTED[name]
    assert [each.inserted for each in server.completions(page(spec)) if each.label == label] == [inserted]


@pytest.mark.parametrize("version", ["v1alpha3", "v1alpha4"])
def test_an_empty_file_is_begun_in_one_go(server: LanguageServer, page: Page, version: str) -> None:
    modeline = page("", version=version).partition("\n")[0]
    offered = {each.label: each.inserted for each in server.completions(f"{modeline}\n│")}
    group = f"provision.daocloud.io/{version}"
    assert offered == {
        "apiVersion": f"apiVersion: ${{1:{group}}}",
        "kind": "kind: ${1:ClusterConfig}",
        "metadata": "metadata:\n  ",
        "spec": "spec:\n  ",
        f"ClusterConfig {version}": f"apiVersion: ${{1:{group}}}\nkind: ${{2:ClusterConfig}}\nspec:\n  $3",
    }


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_each_value_comes_with_its_meaning(server: LanguageServer, page: Page, lang: str) -> None:
    with speaking(lang):
        known = describe("spec.binaries.type")
    assert known
    offered = server.completions(page("  binaries:\n    type: │\n", lang=lang))
    meanings = {each.label: each.documentation for each in offered}
    assert meanings == dict(zip(known.allowed, known.meanings, strict=True))
