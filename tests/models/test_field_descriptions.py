"""What is known of each field can be asked for by its path."""

from __future__ import annotations

import pytest

from clustercfg.models.fields import describe, documented_paths
from clustercfg.models.history import MOVED, moved_key
from clustercfg.models.sources import SOURCES


@pytest.mark.parametrize("path", documented_paths())
def test_every_path_is_described(path: str) -> None:
    known = describe(path)
    assert known is not None
    assert known.path == path
    assert known.description.endswith(".")
    assert known.since.startswith("v0.")
    assert known.type
    assert known.sources
    assert set(known.sources) <= set(SOURCES.values())
    assert not (known.secret and known.default)


def test_secrets_are_exactly_these() -> None:
    secret = {path for path in documented_paths() if (known := describe(path)) and known.secret}
    nodes = {
        f"spec.{kind}Nodes[].{key}"
        for kind in ("master", "worker", "etcd")
        for key in ("ansiblePass", "ansibleExtraArgs")
    }
    assert secret == nodes | {
        "spec.osRepos.externalRepoPassword",
        "spec.imagesAndCharts.externalImageRepoPassword",
        "spec.imagesAndCharts.externalChartRepoPassword",
        "spec.binaries.externalRepoPassword",
        "spec.externalMiddlewares.database.<name>[].dataSourceName",
        "spec.externalMiddlewares.elasticsearch.insight.password",
        "spec.externalMiddlewares.redis.kpanda",
        "spec.externalMiddlewares.kafka.password",
        "spec.externalMiddlewares.S3Storage.<name>.accessKey",
        "spec.externalMiddlewares.S3Storage.<name>.secretKey",
        "spec.kubeanConfig.http_proxy",
        "spec.kubeanConfig.https_proxy",
    }


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ("spec.masterNodes[0].ip", "spec.masterNodes[].ip"),
        ("spec.masterNodes.ip", "spec.masterNodes[].ip"),
        ("masterNodes[]", "spec.masterNodes"),
        (" binaries.externalRepository ", "spec.binaries.externalRepository"),
        (
            "spec.externalMiddlewares.database.kpanda[1].driver",
            "spec.externalMiddlewares.database.<name>[].dbDriverName",
        ),
        ("externalMiddleware.S3Storage.default.bucket", "spec.externalMiddlewares.S3Storage.<name>.bucket"),
        ("kubeanConfig.extra_sysctl[0].name", "spec.kubeanConfig.extra_sysctl[].name"),
        ("imagesAndCharts.externalChartUsername", "spec.imagesAndCharts.externalChartRepoUsername"),
        ("kind", "kind"),
        ("spec", "spec"),
        ("spec.nothing", None),
        ("spec.kind.x", None),
        ("", None),
        ("spec..binaries", None),
        ("spec.binaries.type.x", None),
    ],
)
def test_paths_are_understood_as_people_write_them(asked: str, path: str | None) -> None:
    known = describe(asked)
    assert (known.path if known else None) == path


@pytest.mark.parametrize(
    ("path", "attribute", "expected"),
    [
        ("spec.binaries.type", "allowed", ("official-service", "builtin", "external")),
        ("spec.binaries.type", "default", "official-service"),
        ("spec.osRepos.type", "allowed", ("official-service", "builtin", "none", "external")),
        ("spec.osRepos.externalRepoType", "open", True),
        ("spec.loadBalancer.SourceIP", "type", "string or true or false"),
        ("spec.masterNodes[].ansibleSSHPort", "default", "22"),
        ("spec.masterNodes[].ip", "required", True),
        ("spec.network.clusterCIDR", "default", "10.233.64.0/18"),
        ("spec.loadBalancer.insightVip", "required_when", "type is metallb"),
        ("spec.workerNodes", "default", "[]"),
        ("spec.clusterName", "default", ""),
        ("spec.tinderKind", "old_names", ("bootstrap",)),
        ("spec.cri.criVersion", "example", "1.7.0"),
        ("spec.k8sVersion", "default", "the installer's own version"),
    ],
)
def test_descriptions_hold_the_documented_facts(path: str, attribute: str, expected: object) -> None:
    assert getattr(describe(path), attribute) == expected


def test_moved_keys_lead_to_keys_that_exist() -> None:
    assert len({each.path for each in MOVED}) == len(MOVED)
    for each in MOVED:
        assert each.successor is None or each.successor in documented_paths(), each.path
        assert describe(each.path) is None
        assert "{" not in each.explain()
        assert each.since <= each.until
        assert moved_key(each.path) is each
    assert moved_key("spec.registry.externalRegistryPassword") is not None
    assert moved_key("spec.binaries") is None
