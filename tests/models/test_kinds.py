"""Which variant of a union a mapping is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercfg.models.kinds import DISCRIMINATORS
from strategies import json_values

ENDPOINT = {"externalRepoEndpoint": "http://h"}
USER = {"externalRepoUsername": "u"}
PASSWORD = {"externalRepoPassword": "p"}
NO_CREDENTIALS = {"externalRepoUsername": "", "externalRepoPassword": None}
OLD = {"externalRepository": "http://h/kubean"}
EXTERNAL = {"type": "external"}


@pytest.mark.parametrize("union", DISCRIMINATORS)
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ({}, "official-service"),
        ({"type": None}, "official-service"),
        ({"type": ""}, "official-service"),
        ({"type": "official-service"} | USER, "official-service"),
        ({"type": "builtin"} | ENDPOINT, "builtin"),
        ({"type": "extern"}, None),
        ({"type": "Builtin"}, None),
        ({"type": True}, None),
        ({"type": ["builtin"]}, None),
    ],
)
def test_every_union_shares_its_plain_kinds(union: str, data: dict[str, Any], kind: str | None) -> None:
    assert DISCRIMINATORS[union](data) == kind


@pytest.mark.parametrize(
    ("data", "binaries", "os_repos", "images"),
    [
        (EXTERNAL, "http", "http", "external"),
        (EXTERNAL | ENDPOINT, "http", "s3", "external"),
        (EXTERNAL | ENDPOINT | NO_CREDENTIALS, "http", "s3", "external"),
        (EXTERNAL | NO_CREDENTIALS, "http", "http", "external"),
        (EXTERNAL | ENDPOINT | USER, "s3", "s3", "external"),
        (EXTERNAL | PASSWORD, "s3", "s3", "external"),
        (EXTERNAL | OLD, "repository", "http", "external"),
        (EXTERNAL | OLD | USER, "repository", "s3", "external"),
        (EXTERNAL | OLD | ENDPOINT, "http", "s3", "external"),
        (EXTERNAL | OLD | ENDPOINT | USER, "s3", "s3", "external"),
        (EXTERNAL | {"externalRepository": None}, "http", "http", "external"),
        ({"type": "none"}, None, "none", None),
    ],
)
def test_external_storage_is_told_apart_by_its_credentials(
    data: dict[str, Any], binaries: str | None, os_repos: str | None, images: str | None
) -> None:
    found = {name: kind(data) for name, kind in DISCRIMINATORS.items()}
    assert found == {"binaries": binaries, "osRepos": os_repos, "imagesAndCharts": images}


@given(st.dictionaries(st.sampled_from(["type", *ENDPOINT, *USER, *PASSWORD, *OLD]), json_values))
def test_any_mapping_gets_an_answer(data: dict[str, Any]) -> None:
    for kind in DISCRIMINATORS.values():
        assert kind(data) in {
            None,
            "official-service",
            "builtin",
            "none",
            "s3",
            "http",
            "repository",
            "external",
        }
