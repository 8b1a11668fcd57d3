from __future__ import annotations

from typing import Any

import pytest

import clustercfg
from clustercfg import Document, EditRefusedError, Migration, migrate

HEAD = "apiVersion: provision.daocloud.io/{version}\nkind: ClusterConfig\n"
NODES = "    - nodeName: m-1\n      ip: 10.0.0.1\n      ansibleUser: root\n      ansiblePass: hunter2\n"


def document(body: str, version: str = "v1alpha2") -> Document:
    return Document(HEAD.format(version=version) + body)


def migrated(body: str, version: str = "v1alpha2", to: str = "v1alpha3") -> Migration[Document]:
    return migrate(document(body, version), to)


def told(migration: Migration[Document], kind: str) -> dict[str, str]:
    return {each.source or each.target: each.reason for each in migration.changes if each.kind.value == kind}


# ---- the contract


def test_the_given_document_stays_as_it_is() -> None:
    given = document("spec:\n  loadBalancer: NodePort\n", "v1alpha1")
    before = given.text
    assert migrate(given).text != before
    assert given.text == before


def test_the_new_document_saves_to_the_file_of_the_old_one(tmp_path: Any) -> None:
    file = tmp_path / "clusterConfig.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + document("spec:\n  loadBalancer: NodePort\n", "v1alpha1").to_bytes())
    given = clustercfg.load(file).document
    assert given is not None
    migrate(given).document.save()
    assert file.read_bytes().startswith(b"\xef\xbb\xbfapiVersion: provision.daocloud.io/v1alpha3\n")


def test_the_report_is_plain_data() -> None:
    report = migrated("spec:\n  loadBalancer: NodePort # old\n", "v1alpha1").to_dict()
    assert report == {
        "version": 1,
        "sourceVersion": "v1alpha1",
        "targetVersion": "v1alpha3",
        "changed": True,
        "changes": [
            {
                "kind": "moved",
                "source": "spec.loadBalancer",
                "target": "spec.loadBalancer.type",
                "sourceLine": 4,
                "targetLine": 5,
                "reason": "",
                "placeholder": False,
            },
            {
                "kind": "changed",
                "source": "apiVersion",
                "target": "apiVersion",
                "sourceLine": 1,
                "targetLine": 1,
                "reason": "",
                "placeholder": False,
            },
        ],
    }


@pytest.mark.parametrize("to", ["v1alpha1", "v1beta1", "", "provision.daocloud.io/v1alpha3"])
def test_an_unknown_target_is_a_mistake_of_the_caller(to: str) -> None:
    with pytest.raises(ValueError, match="v1alpha2, v1alpha3, v1alpha4"):
        migrated("spec: {}\n", to=to)


def test_one_step_after_the_other_leads_to_the_same_text() -> None:
    body = f"spec:\n  compactClusterMode: false\n  globalMasterNodes:\n{NODES}  persistentRegistryDomainName: r.example.com\n"
    at_once = migrated(body, "v1alpha1", "v1alpha4")
    slowly = document(body, "v1alpha1")
    for version in ("v1alpha2", "v1alpha3", "v1alpha4"):
        slowly = migrate(slowly, version).document
    assert slowly.text == at_once.text


# ---- what cannot be migrated

REFUSED = {
    "no YAML": (HEAD.format(version="v1alpha1") + "spec:\n  a: [1\n", "line 4 is not sound YAML"),
    "a tab": (
        HEAD.format(version="v1alpha1") + "spec:\n\tloadBalancer: metallb\n",
        "line 4 is not sound YAML",
    ),
    "a key twice": (
        HEAD.format(version="v1alpha1") + "spec:\n  mgmtMasterNodes: []\n  mgmtMasterNodes: []\n",
        "mgmtMasterNodes in line 5 stands there twice",
    ),
    "nothing": ("", "no ClusterConfig"),
    "a list": ("- 1\n", "no ClusterConfig"),
    "another kind": ("apiVersion: v1\nkind: ConfigMap\n", "no ClusterConfig"),
    "no kind": ("apiVersion: provision.daocloud.io/v1alpha1\n", "no ClusterConfig"),
    "a manifest": ("apiVersion: manifest.daocloud.io/v1alpha1\nkind: DCEManifest\n", "no ClusterConfig"),
    "another group": ("apiVersion: v1alpha1\nkind: ClusterConfig\n", "apiVersion names no version"),
    "a later version": (HEAD.format(version="v1beta1"), "apiVersion names no version"),
    "a newer one": (HEAD.format(version="v1alpha4"), "going back"),
    "lost indentation": (
        HEAD.format(version="v1alpha1") + "spec:\nLoadBalancer: metallb\n",
        "LoadBalancer in line 4 belongs under spec",
    ),
    "lost indentation, half migrated": (
        HEAD.format(version="v1alpha3") + "spec:\nrepoConfig: {}\n",
        "repoConfig in line 4 belongs under spec",
    ),
    "a list as spec": (HEAD.format(version="v1alpha1") + "spec: []\n", "spec must be a block"),
    "no block": (
        HEAD.format(version="v1alpha2") + "spec:\n  registry: built-in\n",
        "spec.registry must be a block",
    ),
    "an unclear mode": (
        HEAD.format(version="v1alpha1") + "spec:\n  compactClusterMode: maybe\n  mgmtMasterNodes: []\n",
        "spec.compactClusterMode must be true or false",
    ),
    "two answers": (
        HEAD.format(version="v1alpha1") + "spec:\n  clusterName: a\n  mgmtClusterName: b\n",
        "spec.mgmtClusterName and its successor spec.clusterName say different things",
    ),
    "shared nodes": (
        HEAD.format(version="v1alpha1")
        + f"spec:\n  compactClusterMode: false\n  mgmtMasterNodes: &nodes\n{NODES}  globalMasterNodes: *nodes\n",
        "spec.mgmtMasterNodes is shared",
    ),
    "a comment between brackets": (
        HEAD.format(version="v1alpha2") + "spec: {addons: {}, # old\n  registry: {type: online}}\n",
        "comment",
    ),
}


@pytest.mark.parametrize(("text", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_migrated_is_refused_with_the_reason(text: str, reason: str) -> None:
    given = Document(text)
    with pytest.raises(EditRefusedError, match=reason) as refusal:
        migrate(given)
    assert "hunter2" not in str(refusal.value)
    assert given.text == text


@pytest.mark.parametrize("version", ["v1alpha1", "v1alpha2"])
@pytest.mark.parametrize("spec", ["", "spec:\n", "spec: {}\n", "spec: null # later\n"])
def test_a_file_that_says_nothing_gets_its_version(version: str, spec: str) -> None:
    assert migrated(spec, version).text == HEAD.format(version="v1alpha3") + spec


# ---- decisions that the golden cases do not show


def test_the_nodes_of_the_other_cluster_are_better_than_none() -> None:
    by_default = migrated(f"spec:\n  globalMasterNodes:\n{NODES}", "v1alpha1")
    assert by_default.text.endswith(f"  masterNodes:\n{NODES}")
    assert "did not count" in told(by_default, "needs-human")["spec.globalMasterNodes"]
    other = migrated(f"spec:\n  compactClusterMode: false\n  mgmtWorkerNodes:\n{NODES}", "v1alpha1")
    assert other.text.endswith(f"  workerNodes:\n{NODES}")
    assert "management cluster" in told(other, "needs-human")["spec.mgmtWorkerNodes"]


@pytest.mark.parametrize(
    ("address", "listed", "kind"),
    [
        ("registry.example.com", True, "builtin"),
        ("registry.example.com", False, "external"),
        ("10.0.0.9:5000", False, "external"),
        ("10.0.0.9:5000", True, "external"),
    ],
)
def test_the_old_registry_was_built_in_where_nodes_are_listed(address: str, listed: bool, kind: str) -> None:
    nodes = f"  mgmtMasterNodes:\n{NODES}" if listed else ""
    migration = migrated(f"spec:\n{nodes}  persistentRegistryDomainName: {address}\n", "v1alpha1")
    assert migration.document.get("spec.imagesAndCharts.type") == kind
    doubted = "check the type" in str(migration.to_dict())
    assert doubted == (listed and kind == "external")


@pytest.mark.parametrize(
    ("registry", "images"),
    [
        ("type: online", {"type": "official-service"}),
        ("type: online, externalRegistry: r:80", {"type": "official-service"}),
        ("builtinRegistryDomainName: r", {"type": "official-service"}),
        ("type: built-in, externalRegistry: r:80, externalScheme: http", {"type": "builtin"}),
        (
            "type: external, externalRegistry: 'https://r'",
            {"type": "external", "externalImageRepo": "https://r"},
        ),
        (
            "type: external, externalScheme: http, externalRegistry: r",
            {"type": "external", "externalImageRepo": "http://r"},
        ),
        (
            "type: external, externalRegistry: ~",
            {"type": "external", "externalImageRepo": "FILL-IN-THE-URL-OF-THE-REGISTRY"},
        ),
        ("type: harbor, externalRegistry: r", {"type": "harbor", "externalImageRepo": "https://r"}),
    ],
)
def test_each_kind_of_registry_becomes_its_kind_of_source(registry: str, images: dict[str, str]) -> None:
    assert migrated(f"spec:\n  registry: {{{registry}}}\n").document.get("spec.imagesAndCharts") == images


@pytest.mark.parametrize(
    ("address", "binaries"),
    [
        ("http://10.0.0.1:9000/kubean", {"type": "builtin"}),
        ("https://bootstrap.example.com:9000/kubean/", {"type": "builtin"}),
        ("http://${IP}:9000/kubean", {"type": "builtin"}),
        (
            "http://10.0.0.1:9000/other",
            {"type": "external", "externalRepoEndpoint": "http://10.0.0.1:9000/other"},
        ),
        ("http://10.0.0.1/kubean", {"type": "external", "externalRepoEndpoint": "http://10.0.0.1/kubean"}),
        ("", None),
    ],
)
def test_the_address_of_binaries_decides_where_they_come_from(address: str, binaries: Any) -> None:
    body = f"spec:\n  imageConfig:\n    imageRepository: r\n    binaryRepository: {address}\n"
    assert migrated(body).document.get("spec.binaries") == binaries


@pytest.mark.parametrize(
    ("config", "kind"),
    [
        ("extraRepos: ['http://10.0.0.1:9000/kubean/centos/']", "builtin"),
        ("extraRepos: ['http://mirror/centos/']", "external"),
        ("extraRepos: ['http://10.0.0.1:9000/kubean/centos/', 'http://mirror/centos/']", "external"),
        ("dockerRepo: 'http://10.0.0.1:9000/kubean/centos'", "builtin"),
        ("isoPath: /root/a.iso", "builtin"),
        ("osPackagePath: /root/a.tar.gz, extraRepos: []", "builtin"),
        ("repoType: centos", "official-service"),
    ],
)
def test_the_repositories_decide_where_packages_come_from(config: str, kind: str) -> None:
    migration = migrated(f"spec:\n  repoConfig: {{{config}}}\n")
    assert migration.document.get("spec.osRepos.type") == kind
    assert migration.document.get("spec.repoConfig") is None
    assert ("replace them" in str(migration.to_dict())) == (config.count("http") == 2)


@pytest.mark.parametrize(
    "body",
    [
        "spec:\n  clusterName: a\naddonOfflinePackagePath: /a.tar.gz\n",
        "spec:\n  clusterName: a\n  addonOfflinePackagePath: /a.tar.gz\n",
        "spec:\n  clusterName: a\n  addonPackage: # here\n  addonOfflinePackagePath: /a.tar.gz\n",
        "spec:\n  clusterName: a\n  addonPackage: {}\n  addonOfflinePackagePath: /a.tar.gz\n",
        "spec:\n  clusterName: a\n  addonPackage:\n    path: /a.tar.gz\n  addonOfflinePackagePath: /a.tar.gz\n",
    ],
)
def test_the_addon_package_gets_its_block(body: str) -> None:
    migration = migrated(body)
    assert migration.document.get("spec") == {"clusterName": "a", "addonPackage": {"path": "/a.tar.gz"}}
    assert "addonOfflinePackagePath" not in migration.text


def test_a_list_of_addon_packages_keeps_its_comments() -> None:
    migration = migrated("spec:\n  addonOfflinePackagePath:\n  - /a.tar.gz # one\n  - /b.tar.gz # two\n")
    assert migration.text.endswith(
        "  addonPackage:\n    path:\n    - /a.tar.gz # one\n    - /b.tar.gz # two\n"
    )


def test_what_no_version_knows_stays() -> None:
    migration = migrated("spec:\n  ourOwn: {a: 1} # ours\n  kubeanConfig: |-\n    registry: x\n")
    assert migration.text.endswith("spec:\n  ourOwn: {a: 1} # ours\n  kubeanConfig: |-\n    registry: x\n")


def test_further_documents_stay() -> None:
    migration = migrated("spec:\n  registry:\n    type: built-in\n---\nregistry: {type: built-in}\n")
    assert migration.text.endswith("    type: builtin\n---\nregistry: {type: built-in}\n")


def test_strings_arrive_as_before() -> None:
    body = "spec:\n  registry: {type: external, externalRegistry: r, externalRegistryPassword: '0123'}\n"
    migration = migrated(body)
    assert migration.document.get("spec.imagesAndCharts.externalImageRepoPassword") == "0123"


def test_a_secret_is_nowhere_in_the_report() -> None:
    body = (
        "spec:\n  registry:\n    type: external\n    externalRegistry: admin:hunter2@r.example.com\n"
        "    externalRegistryPassword: hunter2\n  # externalRegistryPassword: hunter2\n"
    )
    migration = migrated(body)
    assert "hunter2" in migration.text
    assert "hunter2" not in str(migration.to_dict()) + repr(migration)
    assert told(migration, "commented").keys() == {"externalRegistryPassword"}
