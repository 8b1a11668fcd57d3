from __future__ import annotations

from typing import Any

import pytest

from clustercfg.cli.effective import settings_of
from clustercfg.cli.outline import outline
from clustercfg.cli.package_sources import install_mode, package_sources
from clustercfg.linting.reports.palette import Palette
from clustercfg.models import ClusterConfig
from clustercfg.yamltext.document import Document

NODE = {"nodeName": "m1", "ip": "10.6.1.5"}
S3 = {
    "type": "external",
    "externalRepoEndpoint": "https://10.6.1.9:9000/",
    "externalRepoUsername": "u",
    "externalRepoPassword": "p",
}


def config(**spec: Any) -> ClusterConfig:
    return ClusterConfig.model_validate(
        {"apiVersion": "provision.daocloud.io/v1alpha3", "kind": "ClusterConfig", "spec": spec}
    )


def origins(settings: ClusterConfig) -> dict[str, tuple[Any, str]]:
    shown = [setting.to_dict() for setting in settings_of(settings)]
    return {each["path"]: (each["value"], each["origin"]) for each in shown}


def test_values_of_the_file_and_defaults_are_told_apart() -> None:
    found = origins(config(masterNodes=[NODE], loadBalancer={"type": "NodePort"}, network={"cni": "cilium"}))
    assert found["spec.loadBalancer.type"] == ("NodePort", "file")
    assert found["spec.loadBalancer.SourceIP"] == ("auto", "default")
    assert found["spec.masterNodes[0].ip"] == ("10.6.1.5", "file")
    assert found["spec.masterNodes[0].ansibleSSHPort"] == (22, "default")
    assert found["spec.network.cni"] == ("cilium", "file")
    assert found["spec.network.clusterCIDR"] == ("10.233.64.0/18", "default")
    assert found["spec.binaries.type"] == ("official-service", "default")
    assert found["spec.k8sVersion"] == (None, "default")
    assert "spec.privateKeyPath" not in found
    assert "spec.etcdNodes" not in found


SECRETS = config(
    masterNodes=[{**NODE, "ansiblePass": "hunter2", "ansibleExtraArgs": "a=hunter2"}],
    binaries={**S3, "externalRepoPassword": "hunter2"},
    osRepos={
        "type": "external",
        "externalRepoType": "centos",
        "externalRepoURLs": ["http://u:hunter2@10.1.1.1/a"],
    },
    externalMiddlewares={
        "database": {"kpanda": [{"dbDriverName": "mysql", "dataSourceName": "a:hunter2@tcp(x:1)/d"}]},
        "redis": {"kpanda": "redis://:hunter2@redis:6379"},
    },
    kubeanConfig="http_proxy: http://u:hunter2@p:1\nregistry_password: 'hunter2'\n  docker_token : hunter2\n",
)


def test_no_secret_is_shown() -> None:
    text = "\n".join(outline(settings_of(SECRETS), Palette(enabled=False)))
    assert "hunter2" not in text
    assert "hunter2" not in repr(origins(SECRETS))
    assert "hunter2" not in repr(package_sources(SECRETS.spec))
    assert 'ansiblePass: "********"' in text
    assert "http_proxy: ****" in text


def test_a_secret_variable_is_masked_on_a_single_line_too() -> None:
    text = "\n".join(
        outline(settings_of(config(kubeanConfig="registry_password: hunter2")), Palette(enabled=False))
    )
    assert "hunter2" not in text
    assert "registry_password" in text


def test_the_outline_is_yaml_with_the_same_values() -> None:
    shown = config(
        clusterName="my-cluster",
        masterNodes=[
            NODE,
            {**NODE, "nodeName": "m2", "nodeTaints": ["a=b:NoSchedule"], "nodeLabels": {"a.b/c": "yes"}},
        ],
        addonPackage={"path": ["/a/b.tar.gz", "/c: d.tar.gz"]},
        kubeanConfig="bin_dir: /opt\nfoo: [1]\n",
    )
    document = Document("\n".join(outline(settings_of(shown), Palette(enabled=False))))
    assert document.problems == ()
    assert document.get("spec.masterNodes[1].nodeTaints") == ["a=b:NoSchedule"]
    assert document.get(("spec", "masterNodes", 1, "nodeLabels", "a.b/c")) == "yes"
    assert document.get("spec.addonPackage.path") == ["/a/b.tar.gz", "/c: d.tar.gz"]
    assert document.get("spec.kubeanConfig") == "bin_dir: /opt\nfoo: [1]"
    assert document.get("spec.masterNodes[0].ansibleSSHPort") == 22


@pytest.mark.parametrize(
    ("field", "block", "kind", "urls"),
    [
        ("binaries", {}, "official-service", []),
        ("binaries", {"type": "builtin"}, "builtin", ["http://10.6.1.2:9000/kubean"]),
        ("binaries", S3, "s3", ["https://10.6.1.9:9000/kubean"]),
        (
            "binaries",
            {"type": "external", "externalRepoEndpoint": "http://10.0.1.1:8080/d"},
            "http",
            ["http://10.0.1.1:8080/d"],
        ),
        (
            "binaries",
            {"type": "external", "externalRepository": "https://x:9000/kubean"},
            "repository",
            ["https://x:9000/kubean"],
        ),
        ("osRepos", {"type": "none"}, "none", []),
        ("osRepos", {"type": "builtin"}, "builtin", ["http://10.6.1.2:9000/kubean"]),
        ("osRepos", S3, "s3", ["https://10.6.1.9:9000/kubean"]),
        (
            "osRepos",
            {
                "type": "external",
                "externalRepoType": "ubuntu",
                "externalRepoURLs": ["deb http://x/ focal main"],
            },
            "http",
            ["deb http://x/ focal main"],
        ),
        ("imagesAndCharts", {"type": "builtin"}, "builtin", ["https://10.6.1.2:443", "http://10.6.1.2:8081"]),
        (
            "imagesAndCharts",
            {"type": "external", "externalImageRepo": "https://r"},
            "external",
            ["https://r"],
        ),
    ],
)
def test_the_kind_of_storage_and_its_addresses(
    field: str, block: dict[str, Any], kind: str, urls: list[str]
) -> None:
    spec = config(bootstrapNode="10.6.1.2", **{field: block}).spec
    (source,) = [each for each in package_sources(spec) if each.field == field]
    assert (source.kind, list(source.urls)) == (kind, urls)
    assert source.reason
    assert all(url["assumed"] for url in source.to_dict()["urls"])


def test_addresses_follow_the_ports_and_the_bootstrap_node() -> None:
    spec = config(
        bootstrapNode="fd00::2", binaries={"type": "builtin"}, tinderKind={"minioServerPort": 9100}
    ).spec
    assert package_sources(spec)[0].urls == ("http://[fd00::2]:9100/kubean",)
    assert package_sources(config(binaries={"type": "builtin"}).spec)[0].urls == (
        "http://<bootstrap-node>:9000/kubean",
    )


def test_the_install_mode_follows_from_the_masters() -> None:
    assert install_mode(config(masterNodes=[NODE]).spec) == (
        "cluster-create",
        "spec.masterNodes lists 1 node",
    )
    assert install_mode(config(workerNodes=[NODE]).spec)[0] == "install-app"
