"""The JSON Schema says what the models say."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from clustercfg import schema as schema_module
from clustercfg.models.cluster import ClusterConfig
from clustercfg.models.formats import FORMATS
from clustercfg.models.shape_table import TABLE
from clustercfg.models.shapes import MappingShape
from clustercfg.schema import API_VERSIONS, file_name, json_schema, render
from clustercfg.schema_keywords import PATTERNS
from documented_values import DOCUMENTS, SPECS, document
from strategies import FORMAT_VALUES, documents

VALIDATOR = jsonschema.Draft7Validator(json_schema())
ABSENT = object()


def model_takes(data: Any) -> bool:
    try:
        ClusterConfig.model_validate(data)
    except ValidationError:
        return False
    return True


def union(name: str) -> MappingShape:
    spec = TABLE.fields["spec"].shape
    assert isinstance(spec, MappingShape)
    shape = spec.fields[name].shape
    assert isinstance(shape, MappingShape)
    return shape


def right_value(key: str) -> Any:
    if key == "externalRepoURLs":
        return ["http://10.0.1.1/centos"]
    if key == "skipValidateOSPackage":
        return True
    return {"additionalSSLSubjectAltName": "10.0.0.1"}.get(
        key, "/a" if key.endswith("Path") else "http://10.0.0.1"
    )


def choices(key: str, *, blank: bool) -> list[Any]:
    return [ABSENT, right_value(key), *([""] if blank else []), *([None] if blank else [])]


@pytest.mark.parametrize("name", ["binaries", "imagesAndCharts", "osRepos"])
def test_unions_agree_with_the_models_over_all_combinations_of_keys(name: str) -> None:
    fields = {key: field for key, field in union(name).fields.items() if key != "type"}
    # Optional keys that no condition mentions would only multiply the combinations.
    passive = {
        "skipValidateOSPackage",
        "additionalSSLSubjectAltName",
        "externalChartRepo",
        "externalChartRepoType",
    }
    keys = [key for key in fields if key not in passive]
    options = [choices(key, blank=fields[key].blank_is_absent and "Chart" not in key) for key in keys]
    block_schema = {"definitions": json_schema()["definitions"]} | json_schema()["properties"]["spec"][
        "properties"
    ][name]
    validator = jsonschema.Draft7Validator(block_schema)
    verdicts = set()
    for kind in (ABSENT, None, "", "official-service", "builtin", "external", "none", "extern"):
        for values in itertools.product(*options):
            given_values = zip(("type", *keys), (kind, *values), strict=True)
            block = {key: value for key, value in given_values if value is not ABSENT}
            verdict = model_takes(document({name: block}))
            assert validator.is_valid(block) == verdict, block
            verdicts.add(verdict)
    assert verdicts == {True, False}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(documents())
def test_what_the_models_take_is_valid(data: dict[str, Any]) -> None:
    data["apiVersion"] = "provision.daocloud.io/v1alpha3"
    assert list(VALIDATOR.iter_errors(data)) == []


@pytest.mark.parametrize("data", [*DOCUMENTS, *map(document, SPECS)])
def test_documented_values_are_valid(data: dict[str, Any]) -> None:
    version = data["apiVersion"].rpartition("/")[2]
    assert list(jsonschema.Draft7Validator(json_schema(version)).iter_errors(data)) == []


@pytest.mark.parametrize(
    ("spec", "place"),
    [
        ({"clusterNam": "a"}, ["spec"]),
        ({"loadBalancer": {"type": "metalLB"}}, ["spec", "loadBalancer", "type"]),
        ({"loadBalancer": {"istioGatewayVip": "10.0.0.1"}}, ["spec", "loadBalancer", "istioGatewayVip"]),
        ({"masterNodes": [{"ip": "10.0.0.1"}]}, ["spec", "masterNodes", 0]),
        ({"masterNodes": [{"nodeName": None, "ip": "10.0.0.1"}]}, ["spec", "masterNodes", 0, "nodeName"]),
        ({"masterNodes": [None]}, ["spec", "masterNodes", 0]),
        (
            {"masterNodes": [{"nodeName": "a", "ip": "10.0.0.1", "ansibleSSHPort": 0}]},
            ["spec", "masterNodes", 0, "ansibleSSHPort"],
        ),
        ({"binaries": {"type": "external"}}, ["spec", "binaries"]),
        (
            {"binaries": {"type": "builtin", "externalRepoEndpoint": "http://h"}},
            ["spec", "binaries", "externalRepoEndpoint"],
        ),
        ({"binaries": {"type": "extern", "externalRepoEndpoint": "http://h"}}, ["spec", "binaries", "type"]),
        (
            {"externalMiddlewares": {"database": {"kpanda": [{"dataSourceName": "a"}]}}},
            ["spec", "externalMiddlewares", "database", "kpanda", 0],
        ),
        ({"externalMiddlewares": {}, "externalMiddleware": {}}, ["spec", "externalMiddleware"]),
        ({"masterNodes": {"nodeName": "a"}}, ["spec", "masterNodes"]),
        ({"renewCerts": {"mode": "yearly"}}, ["spec", "renewCerts", "mode"]),
    ],
)
def test_one_mistake_gives_one_message_at_its_place(spec: dict[str, Any], place: list[Any]) -> None:
    assert [list(error.path) for error in VALIDATOR.iter_errors(document(spec))] == [place]
    assert not model_takes(document(spec))


@pytest.mark.parametrize("version", API_VERSIONS)
def test_the_schema_itself_is_valid_and_its_files_are_fresh(version: str, project: Path) -> None:
    schema = json_schema(version)
    jsonschema.Draft7Validator.check_schema(schema)
    assert (project / "schemas" / file_name(version)).read_text(encoding="utf-8") == render(schema)
    assert schema["properties"]["apiVersion"]["enum"] == [f"provision.daocloud.io/{version}"]


def test_every_key_says_what_it_is() -> None:
    def properties(node: Any) -> list[tuple[str, Any]]:
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
        own = list(node.get("properties", {}).items()) if isinstance(node, dict) else []
        return [
            *((key, each) for key, each in own if "title" in each),
            *itertools.chain.from_iterable(map(properties, inner)),
        ]

    found = properties(json_schema())
    assert len({key for key, _ in found}) > 80
    assert [key for key, each in found if not each.get("description")] == []
    assert {key for key, each in found if each["description"].startswith("Outdated: use ")} == {
        *("bootstrap", "externalMiddleware", "externalChartUsername", "externalChartMuseumPassword"),
        *("driver", "connectionMaxIdleTimeSeconds"),
    }


def test_the_same_words_come_in_every_language_or_in_english() -> None:
    chinese = json_schema(lang="zh")
    assert set(chinese["properties"]["spec"]["properties"]) == set(
        json_schema()["properties"]["spec"]["properties"]
    )
    assert json_schema() == json.loads(render(json_schema()))


@pytest.mark.parametrize("arguments", [{"api_version": "v1alpha2"}, {"lang": "fr"}])
def test_unknown_versions_and_languages_are_refused(arguments: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="only"):
        json_schema(**arguments)


@pytest.mark.parametrize("name", sorted(PATTERNS))
@settings(deadline=None)
@given(st.data())
def test_patterns_match_whatever_the_format_takes(name: str, data: st.DataObject) -> None:
    value = data.draw(FORMAT_VALUES[name])
    assert FORMATS[name](value) is None
    assert re.search(PATTERNS[name], value)


def test_check_notices_a_stale_file(monkeypatch: pytest.MonkeyPatch) -> None:
    assert schema_module.main(["--check"]) == 0
    monkeypatch.setattr(schema_module, "render", lambda _schema: "{}\n")
    assert schema_module.main(["--check"]) == 1
