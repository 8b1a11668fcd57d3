"""`dumps` writes YAML that reads back to an equal model, by whoever reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from clustercfg.models.cluster import ClusterConfig
from clustercfg.models.plain import document_data
from clustercfg.writing import dumps
from documented_values import DOCUMENTS, SPECS, document
from strategies import awkward_text, documents

if TYPE_CHECKING:
    from real_parts import GoReader

patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def read(text: str, version: tuple[int, int] | None = None) -> Any:
    yaml = YAML(typ="safe", pure=True)
    if version:
        yaml.version = version
    return yaml.load(text)


@patient
@given(documents(), st.lists(awkward_text, max_size=4).map("\n".join))
def test_what_is_written_reads_back_to_an_equal_model(data: dict[str, Any], block: str) -> None:
    config = ClusterConfig.model_validate(data)
    config.spec.kubean_config = block
    text = dumps(config)
    assert ClusterConfig.model_validate(read(text)) == config
    assert ClusterConfig.model_validate(read(text, (1, 1))) == config


@pytest.mark.parametrize("data", [*DOCUMENTS, *map(document, SPECS)])
def test_documented_values_read_back(data: dict[str, Any]) -> None:
    config = ClusterConfig.model_validate(data)
    assert ClusterConfig.model_validate(read(dumps(config))) == config


def test_go_reads_what_is_written(go_reader: GoReader) -> None:
    configs = [ClusterConfig.model_validate(document(spec)) for spec in (*SPECS, *AWKWARD)]
    texts = [dumps(config) for config in configs]
    for config, answer in zip(configs, go_reader.read(texts, strict=True), strict=True):
        assert answer.error is None
        assert ClusterConfig.model_validate(answer.value) == config


AWKWARD = tuple(
    {"masterNodes": [{"nodeName": "n1", "ip": "10.0.0.1", "ansiblePass": text}], "kubeanConfig": text}
    for text in [
        *(
            "",
            "yes",
            "n",
            "0123",
            "1e5",
            "0x1f",
            "1_000",
            "1:30",
            "2024-01-01",
            "~",
            "null",
            "=",
            "<<",
            ".inf",
            "08",
        ),
        *(
            "a: b",
            "a #b",
            "- a",
            "#a",
            "a\\b",
            'a"b',
            "a'b",
            "é中😀",
            "\x7f",
            "\x85",
            "\u2028",
            "\ufeff",
            "\t",
            "a\tb",
        ),
        *(
            " a\nb",
            "a\nb",
            "a\n\n\nb\n",
            "a\n\n",
            "\n",
            "\na",
            "a \nb",
            "a\r\nb",
            "---\na",
            "...\na",
            "%a\nb",
            "# c\na: 1",
        ),
    ]
)


def test_documents_are_written_in_their_own_spelling_and_order() -> None:
    config = ClusterConfig.model_validate(
        document(
            {
                "binaries": {"type": "external", "externalRepoEndpoint": "http://10.0.1.1:8080"},
                "kubeanConfig": "ntp_timezone: Asia/Shanghai\nbin_dir: /opt\n",
                "workerNodes": [],
                "network": {"cni": "calico", "clusterCIDR": "10.0.0.0/16"},
                "masterNodes": [
                    {"ip": "10.0.0.1", "nodeName": "m1", "ansiblePass": "0123", "ansibleSSHPort": "2222"}
                ],
                "loadBalancer": {"type": "NodePort", "SourceIP": "false"},
                "clusterName": "my-cluster",
            }
        )
    )
    assert dumps(config) == (
        "apiVersion: provision.daocloud.io/v1alpha3\n"
        "kind: ClusterConfig\n"
        "spec:\n"
        "  clusterName: my-cluster\n"
        "  loadBalancer:\n"
        "    SourceIP: false\n"
        "  masterNodes:\n"
        "    - nodeName: m1\n"
        "      ip: 10.0.0.1\n"
        '      ansiblePass: "0123"\n'
        "      ansibleSSHPort: 2222\n"
        "  binaries:\n"
        "    type: external\n"
        "    externalRepoEndpoint: http://10.0.1.1:8080\n"
        "  kubeanConfig: |\n"
        "    ntp_timezone: Asia/Shanghai\n"
        "    bin_dir: /opt\n"
        "  network:\n"
        "    clusterCIDR: 10.0.0.0/16\n"
    )


def test_defaults_are_left_out_and_the_default_type_too() -> None:
    written = document_data(
        ClusterConfig.model_validate(document({"binaries": {"type": "official-service"}}))
    )
    assert written["spec"] == {}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), {1, 2}])
def test_what_json_cannot_express_is_refused(value: object) -> None:
    config = ClusterConfig.model_validate(document({}, metadata={"odd": value}))
    with pytest.raises(TypeError, match="cannot hold"):
        dumps(config)
