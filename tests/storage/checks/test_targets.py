"""Which servers of a configuration are checked, and where its nodes are taken to read."""

from __future__ import annotations

import pytest

from clustercfg.loading import loads
from clustercfg.storage.checks.targets import Target, targets_of
from clustercfg.storage.http.target import HttpTarget
from clustercfg.storage.s3.target import S3Target

HEAD = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\nmetadata:\nspec:\n  clusterName: office\n"
LOGIN = "externalRepoUsername: user, externalRepoPassword: Secret-4411"
S3 = f"{{type: external, externalRepoEndpoint: 'https://s3.example.com:9000', {LOGIN}}}"
STORAGE = "{default: {endpoint: 's3.example.com:9000', bucket: b, accessKey: user, secretKey: Secret-4411}}"


def targets(rest: str, files_repo: str | None = None) -> tuple[Target, ...]:
    loaded = loads(HEAD + rest)
    assert loaded.config is not None, list(loaded.report)
    return targets_of(loaded.config.spec, files_repo)


def told(target: Target) -> tuple[str, ...]:
    if isinstance(target, HttpTarget):
        return "http", target.files_repo.shown, str(target.assumed)
    repo = target.files_repo.shown if target.files_repo else ""
    return "s3", target.address.origin, target.bucket, repo, str(target.assumed)


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("", []),
        ("  binaries: {type: official-service}\n", []),
        (
            "  binaries: {type: external, externalRepoEndpoint: 'http://10.0.1.1:8080/files/'}\n",
            [("http", "http://10.0.1.1:8080/files", "True")],
        ),
        (
            f"  binaries: {S3}\n",
            [("s3", "https://s3.example.com:9000", "kubean", "https://s3.example.com:9000/kubean", "True")],
        ),
        (
            f"  binaries: {{type: external, externalRepository: 'https://s3.example.com/mine', {LOGIN}}}\n",
            [("s3", "https://s3.example.com", "mine", "https://s3.example.com/mine", "False")],
        ),
        (
            "  binaries: {type: external, externalRepository: 'http://10.0.1.1/kubean'}\n",
            [("http", "http://10.0.1.1/kubean", "False")],
        ),
        (
            f"  externalMiddlewares: {{S3Storage: {STORAGE}}}\n",
            [("s3", "https://s3.example.com:9000", "b", "", "False")],
        ),
    ],
)
def test_each_kind_of_source(rest: str, expected: list[tuple[str, ...]]) -> None:
    assert [told(each) for each in targets(rest)] == expected


def test_blocks_that_name_the_same_storage_are_checked_once() -> None:
    (target,) = targets(f"  binaries: {S3}\n  osRepos: {S3}\n")
    assert target.fields == ("spec.binaries", "spec.osRepos")


def test_another_user_makes_another_check() -> None:
    found = targets(f"  binaries: {S3}\n  osRepos: {S3.replace('user,', 'other,')}\n")
    assert [each.fields for each in found] == [("spec.binaries",), ("spec.osRepos",)]


@pytest.mark.parametrize(
    ("files_repo", "bucket"),
    [("https://s3.example.com:9000/other", "other"), ("https://mirror.example.com/x", "kubean")],
)
def test_what_nodes_read_from_can_be_said(files_repo: str, bucket: str) -> None:
    (target,) = targets(f"  binaries: {S3}\n", files_repo)
    assert isinstance(target, S3Target)
    assert told(target) == ("s3", "https://s3.example.com:9000", bucket, files_repo, "False")


def test_no_target_shows_its_secret() -> None:
    found = targets(f"  binaries: {S3}\n  externalMiddlewares: {{S3Storage: {STORAGE}}}\n")
    assert "Secret-4411" not in repr(found)
