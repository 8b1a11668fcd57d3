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
from pydantic import ValidationError

from clustercfg import schema as schema_module
from clustercfg.models.cluster import ClusterConfig
from clustercfg.models.fields import describe, documented_paths
from clustercfg.models.shape_table import TABLE
from clustercfg.models.shapes import MappingShape
from clustercfg.schema import API_VERSIONS, LANGUAGES, catalog_entry, file_name, json_schema, render
from documented_values import DOCUMENTS, SPECS, document
from strategies import documents

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
        "osPackagePath",
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


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
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
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_schema_itself_is_valid_and_its_files_are_fresh(version: str, lang: str, project: Path) -> None:
    schema = json_schema(version, lang)
    jsonschema.Draft7Validator.check_schema(schema)
    assert (project / "schemas" / file_name(version, lang)).read_text(encoding="utf-8") == render(schema)
    assert schema["properties"]["apiVersion"]["enum"] == [f"provision.daocloud.io/{version}"]


def test_each_schema_has_a_name_of_its_own_that_never_changes() -> None:
    names = [json_schema(version, lang)["$id"] for version in API_VERSIONS for lang in LANGUAGES]
    assert names == [
        f"urn:clustercfg:clusterconfig:v1alpha{number}{lang}" for number in (3, 4) for lang in ("", ":zh")
    ]


def described(node: Any) -> dict[str, Any]:
    """Return the keys with a description below a schema, by their paths without lists."""
    found: dict[str, Any] = {}
    for key, each in node.get("properties", {}).items():
        items = each.get("items", {})
        if "description" in each:
            found[key] = each
        for below in (each, items, each.get("additionalProperties", {})):
            if isinstance(below, dict):
                found |= {f"{key}.{path}": inner for path, inner in described(resolved(below)).items()}
    return found


def resolved(schema: dict[str, Any]) -> Any:
    name = str(schema.get("$ref", "")).removeprefix("#/definitions/")
    schema = json_schema()["definitions"][name] if name else schema
    return resolved(schema["items"]) if "items" in schema else schema


KEYS = described(json_schema())


def documented(path: str) -> str:
    return path.replace("[]", "").replace(".<name>", "")


@pytest.mark.parametrize(
    "path",
    [each for each in documented_paths() if "kubeanConfig." not in each and not each.endswith(">")],
)
def test_the_hover_text_of_every_key_says_all_that_is_known(path: str) -> None:
    known, told = describe(path), KEYS[documented(path)]
    assert known
    assert told["title"] == path.rpartition(".")[2]
    assert told["description"].startswith(known.description)
    text = told["markdownDescription"]
    for fact in (known.since, known.unit, *known.sources, known.required_when):
        assert fact in text
    assert known.default in (*("", "[]", "{}"),) or known.default.replace("*", r"\*") in text


def test_every_documented_value_says_what_it_means() -> None:
    def values(node: Any) -> list[Any]:
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
        own = [node] if isinstance(node, dict) and "markdownEnumDescriptions" in node else []
        return [*own, *itertools.chain.from_iterable(map(values, inner))]

    found = values(json_schema())
    assert {tuple(each["enum"]) for each in found} >= {
        ("official-service", "builtin", "external"),
        ("official-service", "builtin", "none", "external"),
        ("NodePort", "metallb", "cloudLB"),
        ("cyclical", "onetime"),
        ("auto", False),
    }
    assert all(len(each["enum"]) == len(set(each["markdownEnumDescriptions"])) for each in found)


def test_old_names_are_taken_and_called_outdated() -> None:
    outdated = {path for path, each in KEYS.items() if each["description"].startswith("Outdated: use ")}
    assert {path.rpartition(".")[2] for path in outdated} == {
        *("bootstrap", "externalMiddleware", "externalChartUsername", "externalChartMuseumPassword"),
        *("driver", "connectionMaxIdleTimeSeconds"),
    }
    assert all(KEYS[path]["markdownDescription"].startswith("**Outdated: use ") for path in outdated)


def filled(body: Any) -> Any:
    """Return what a snippet writes when one accepts every example, with a text where there is none."""
    if isinstance(body, dict):
        return {key: filled(each) for key, each in body.items()}
    if isinstance(body, list):
        return [filled(each) for each in body]
    example = re.sub(r"\$\{\d+:(.*)\}", r"\1", body)
    return re.sub(r"\\(.)", r"\1", example) or "x"


@pytest.mark.parametrize(
    ("path", "is_list"),
    [("binaries", False), ("osRepos", False), ("imagesAndCharts", False), ("masterNodes", True)],
)
def test_what_a_snippet_writes_is_right(path: str, *, is_list: bool) -> None:
    schema = json_schema()["properties"]["spec"]["properties"][path]
    snippets = schema["anyOf"][0]["defaultSnippets"] if is_list else schema["defaultSnippets"]
    written = [filled(each["body"]) for each in snippets]
    for block in written:
        data = document({path: [block] if is_list else block})
        assert list(VALIDATOR.iter_errors(data)) == []
        assert model_takes(data)
    assert written


def test_null_is_taken_without_being_offered() -> None:
    def offers(node: Any) -> bool:
        if isinstance(node, dict):
            kinds = node.get("type", [])
            hidden = node.get("doNotSuggest", False) or "not" in node
            offered = "null" in (kinds if isinstance(kinds, list) else [kinds]) or None in node.get(
                "enum", []
            )
            return not hidden and (offered or any(offers(each) for key, each in node.items() if key != "if"))
        return isinstance(node, list) and any(map(offers, node))

    assert not offers(json_schema())
    assert VALIDATOR.is_valid(
        document({"clusterName": None, "masterNodes": None, "binaries": {"type": None}})
    )


def test_the_entry_for_schemastore_names_each_version(project: Path) -> None:
    entry = catalog_entry()
    written = (project / "schemas" / "schemastore-catalog-entry.json").read_text(encoding="utf-8")
    assert json.loads(written) == entry
    assert set(entry["versions"]) == set(API_VERSIONS)
    assert entry["url"] == entry["versions"]["v1alpha3"]
    assert entry["fileMatch"] == ["clusterConfig.yaml", "*.clusterconfig.yaml"]


def test_the_same_keys_come_in_every_language() -> None:
    def without_texts(node: Any) -> Any:
        told = ("escription", "essage", "$id", "label")
        if isinstance(node, dict):
            return {
                key: without_texts(each)
                for key, each in node.items()
                if not any(word in key for word in told)
            }
        return [without_texts(each) for each in node] if isinstance(node, list) else node

    assert without_texts(json_schema(lang="zh")) == without_texts(json_schema())
    assert json_schema() == json.loads(render(json_schema()))


@pytest.mark.parametrize("arguments", [{"api_version": "v1alpha2"}, {"lang": "fr"}])
def test_unknown_versions_and_languages_are_refused(arguments: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="only"):
        json_schema(**arguments)


def test_check_notices_a_stale_file(monkeypatch: pytest.MonkeyPatch) -> None:
    if "site-packages" in schema_module.__file__:
        pytest.skip("the files stand beside the sources, not beside an installed wheel")
    assert schema_module.main(["--check"]) == 0
    monkeypatch.setattr(schema_module, "render", lambda _schema: "{}\n")
    assert schema_module.main(["--check"]) == 1
