"""ClusterConfig as plain Pydantic: reading, assignment, messages, secrets."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import SecretStr, ValidationError

from clustercfg import models
from clustercfg.models.base import Block
from clustercfg.models.binaries import BuiltinBinaries, HttpBinaries, RepositoryBinaries, S3Binaries
from clustercfg.models.cluster import ClusterConfig, Spec
from clustercfg.models.middlewares import ExternalMiddlewares
from clustercfg.models.nodes import Node
from clustercfg.models.plain import document_data
from documented_values import document
from strategies import documents, faulty_documents

SECRET = "hunter2-Zebra"  # noqa: S105 - made up, and looked for in every text below
FULL_OF_SECRETS: dict[str, Any] = {
    "masterNodes": [
        {"nodeName": "m1", "ip": "10.0.0.1", "ansiblePass": SECRET, "ansibleExtraArgs": f"p='{SECRET}'"}
    ],
    "binaries": {
        "type": "external",
        "externalRepoEndpoint": f"http://u:{SECRET}@h",
        "externalRepoUsername": "u",
        "externalRepoPassword": SECRET,
    },
    "osRepos": {
        "type": "external",
        "externalRepoType": "centos",
        "externalRepoURLs": [f"http://u:{SECRET}@h/a", f"deb http://u:{SECRET}@h/a b c"],
    },
    "imagesAndCharts": {
        "type": "external",
        "externalImageRepo": f"http://u:{SECRET}@h",
        "externalImageRepoPassword": SECRET,
        "externalChartMuseumPassword": SECRET,
    },
    "externalMiddlewares": {
        "database": {"kpanda": [{"dbDriverName": "mysql", "dataSourceName": f"u:{SECRET}@tcp(h:1)/d"}]},
        "elasticsearch": {"insight": {"endpoint": f"http://u:{SECRET}@h:9200", "password": SECRET}},
        "redis": {"kpanda": f"redis://:{SECRET}@h:6379"},
        "kafka": {"brokers": ["h:1"], "password": SECRET},
        "S3Storage": {
            "default": {"endpoint": "h:1", "bucket": "b", "accessKey": SECRET, "secretKey": SECRET}
        },
    },
    "kubeanConfig": f"http_proxy: http://u:{SECRET}@h\nregistry_password: {SECRET}\n",
}


def errors_of(spec: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        ClusterConfig.model_validate(document(spec))
    return str(caught.value)


def test_absent_blocks_have_their_documented_defaults() -> None:
    spec = ClusterConfig.model_validate(document({})).spec
    assert spec.binaries.type == spec.os_repos.type == spec.images_and_charts.type == "official-service"
    assert (spec.load_balancer.type, spec.load_balancer.source_ip) == ("NodePort", "auto")
    assert (spec.tinder_kind.registry_port, spec.network.cni, spec.cri.cri_provider) == (
        443,
        "calico",
        "containerd",
    )
    assert [spec.master_nodes, spec.worker_nodes, spec.etcd_nodes, spec.ntp_server] == [[]] * 4
    assert [spec.addon_package, spec.external_middlewares, spec.renew_certs] == [None] * 3


def test_models_are_made_by_attribute_name_too() -> None:
    node = Node(node_name="m1", ip="10.0.0.1", ansible_pass=SecretStr("p"), ansible_ssh_port=2222)
    config = ClusterConfig(
        api_version="provision.daocloud.io/v1alpha4",
        kind="ClusterConfig",
        spec=Spec(master_nodes=[node], binaries=HttpBinaries(external_repo_endpoint="http://10.0.1.1:8080")),
    )
    assert config.spec.master_nodes[0].ansible_ssh_port == 2222
    assert config.spec.binaries == HttpBinaries(
        type="external", external_repo_endpoint="http://10.0.1.1:8080"
    )


@pytest.mark.parametrize(
    ("block", "model"),
    [
        ({"type": "builtin", "externalRepoPassword": ""}, BuiltinBinaries),
        ({"type": "external", "externalRepoEndpoint": "http://h"}, HttpBinaries),
        ({"type": "external", "externalRepoEndpoint": "http://h", "externalRepoUsername": ""}, HttpBinaries),
        (
            {
                "type": "external",
                "externalRepoEndpoint": "http://h",
                "externalRepoUsername": "u",
                "externalRepoPassword": "p",
            },
            S3Binaries,
        ),
        ({"type": "external", "externalRepository": "http://h/kubean"}, RepositoryBinaries),
    ],
)
def test_the_kind_of_binaries_follows_from_their_keys(block: dict[str, Any], model: type) -> None:
    spec = Spec.model_validate({"binaries": block})
    assert type(spec.binaries) is model


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ({"clusterNam": "a"}, ["spec.clusterNam", "Extra inputs"]),
        ({"masterNodes": [{"ip": "10.0.0.1"}]}, ["spec.masterNodes.0.nodeName", "Field required"]),
        (
            {"masterNodes": [{"nodeName": "m1", "ip": "xx.xx.xx.xx"}]},
            ["spec.masterNodes.0.ip", "placeholder"],
        ),
        (
            {"loadBalancer": {"istioGatewayVip": "10.0.0.1"}},
            ["istioGatewayVip", "write /32 after the address"],
        ),
        ({"loadBalancer": {"SourceIP": "on"}}, ["SourceIP is auto or false"]),
        ({"binaries": {"type": "extern"}}, ["spec.binaries", "official-service, builtin or external"]),
        (
            {"binaries": {"type": "external", "externalRepoUsername": "u"}},
            ["externalRepoEndpoint", "externalRepoPassword"],
        ),
        (
            {"binaries": {"type": "external", "externalRepository": "http://h", "externalRepoUsername": "u"}},
            ["externalRepoUsername, externalRepoPassword belong together"],
        ),
        ({"externalMiddlewares": {}, "externalMiddleware": {}}, ["externalMiddleware", "Extra inputs"]),
        ({"ntpServer": [None]}, ["spec.ntpServer.0"]),
    ],
)
def test_errors_name_the_place_and_the_remedy(spec: dict[str, Any], words: list[str]) -> None:
    message = errors_of(spec)
    assert [word for word in words if word not in message] == []


def test_no_text_of_a_model_holds_a_secret() -> None:
    config = ClusterConfig.model_validate(document(FULL_OF_SECRETS))
    blocks = [config, config.spec, config.spec.binaries, config.spec.os_repos, config.spec.master_nodes[0]]
    texts = [render(each) for each in blocks for render in (str, repr, "{}".format)]
    assert [text for text in texts if SECRET in text] == []
    assert config.spec.master_nodes[0].ansible_pass == SecretStr(SECRET)


def test_no_error_message_holds_a_secret() -> None:
    wrong = {
        "masterNodes": [
            {"nodeName": "m1", "ansiblePass": [SECRET], "ansibleExtraArgs": {"a": SECRET}, "x": SECRET}
        ],
        "binaries": {"type": "builtin", "externalRepoPassword": SECRET},
        "osRepos": {"type": "external", "externalRepoEndpoint": f"ftp://u:{SECRET}@h"},
        "externalMiddlewares": {"redis": {"kpanda": f"http://:{SECRET}@h"}, "kafka": {"password": SECRET}},
    }
    message = errors_of(wrong)
    assert "Redis URL" in message
    assert SECRET not in message


def test_assignments_are_checked_and_a_refused_one_changes_nothing() -> None:
    spec = Spec.model_validate(
        {"binaries": {"type": "external", "externalRepository": "http://h", **CREDENTIALS}}
    )
    before = spec.model_copy(deep=True)
    for target, attribute, value in [
        (spec, "cluster_name", "Not A Name"),
        (spec, "worker_nodes", None),
        (spec, "binaries", {"type": "extern"}),
        (spec.load_balancer, "insight_vip", "10.0.0.1"),
        (spec.binaries, "external_repo_password", None),
        (spec.binaries, "external_repo_password", ""),
    ]:
        with pytest.raises(ValidationError):
            setattr(target, attribute, value)
        assert spec == before
    spec.binaries = Spec.model_validate({"binaries": {"type": "builtin"}}).binaries
    spec.load_balancer.insight_vip = "10.0.0.1/32"
    assert (spec.binaries, spec.load_balancer.insight_vip) == (BuiltinBinaries(), "10.0.0.1/32")


CREDENTIALS = {"externalRepoUsername": "u", "externalRepoPassword": "p"}


def test_an_empty_credential_is_absent_in_assignments_too() -> None:
    node = Node(node_name="m1", ip="10.0.0.1", ansible_pass=SecretStr("p"))
    node.ansible_pass = SecretStr("")
    assert node.ansible_pass is None
    storage = S3Binaries(
        external_repo_endpoint="http://h", external_repo_username="u", external_repo_password=SecretStr("p")
    )
    with pytest.raises(ValidationError, match="externalRepoPassword must not be empty"):
        storage.external_repo_password = SecretStr("")
    assert storage.external_repo_password == SecretStr("p")


def test_free_names_may_be_null() -> None:
    middlewares = ExternalMiddlewares.model_validate(
        {"database": {"kpanda": None}, "S3Storage": {"default": None}}
    )
    assert middlewares == ExternalMiddlewares()


patient = settings(
    deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@patient
@given(documents())
def test_whole_configurations_are_read_copied_and_pickled(data: dict[str, Any]) -> None:
    config = ClusterConfig.model_validate(data)
    assert config.model_copy(deep=True) == config
    assert pickle.loads(pickle.dumps(config)) == config  # noqa: S301 - our own bytes


@patient
@given(faulty_documents())
def test_any_data_is_refused_with_a_validation_error_or_kept_as_it_is(data: Any) -> None:
    try:
        config = ClusterConfig.model_validate(data)
    except ValidationError:
        return
    assert ClusterConfig.model_validate(document_data(config)) == config


def test_every_model_is_exported() -> None:
    assert {getattr(models, name).__name__ for name in models.__all__} == set(models.__all__)
    assert set(models.__all__) == {each.__name__ for each in Block.__subclasses__()}
    with pytest.raises(AttributeError, match="no attribute"):
        models.nothing  # noqa: B018 - the access is what is tested
