"""The servers that a configuration names, as what they are to be checked as."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from clustercfg.storage.addresses import BUCKET, Address, files_repo_of_bucket, parse_address
from clustercfg.storage.http.target import HttpTarget
from clustercfg.storage.s3.credentials import Credentials
from clustercfg.storage.s3.target import BINARIES, S3Target

if TYPE_CHECKING:
    from clustercfg.models.binaries import RepositoryBinaries, S3Binaries
    from clustercfg.models.cluster import Spec
    from clustercfg.models.middlewares import ObjectStorage
    from clustercfg.models.os_repos import S3OsRepos

__all__ = ["Target", "binaries_target", "targets_of"]

Target = S3Target | HttpTarget

OS_REPOS = "spec.osRepos"


def targets_of(spec: Spec, files_repo: str | None = None) -> tuple[Target, ...]:
    """Return what can be checked: external binaries, osRepos on S3-compatible storage, and S3Storage.

    Blocks that name the same storage, user and bucket are checked once.

    Args:
        spec: The configuration.
        files_repo: Where nodes read binaries from, if it is not what the configuration lets infer.

    Raises:
        StorageError: `files_repo` is no URL.
    """
    merged: dict[object, Target] = {}
    for target in _targets(spec, parse_address(files_repo) if files_repo else None):
        key = target if isinstance(target, HttpTarget) else _identity(target)
        known = merged.get(key)
        merged[key] = replace(known, fields=(*known.fields, *target.fields)) if known else target
    return tuple(merged.values())


def _identity(target: S3Target) -> tuple[object, ...]:
    return target.address.origin, target.credentials, target.bucket, target.files_repo, target.unverified


def _targets(spec: Spec, files_repo: Address | None) -> Iterator[Target]:
    from clustercfg.models.binaries import (  # noqa: PLC0415 - Pydantic, only for who checks
        HttpBinaries,
        RepositoryBinaries,
        S3Binaries,
    )
    from clustercfg.models.os_repos import S3OsRepos  # noqa: PLC0415 - the same

    binaries, os_repos = spec.binaries, spec.os_repos
    if isinstance(binaries, S3Binaries):
        yield _of_block(BINARIES, binaries, files_repo)
    elif isinstance(binaries, RepositoryBinaries):
        yield _repository(binaries, files_repo)
    elif isinstance(binaries, HttpBinaries):
        address = files_repo or parse_address(binaries.external_repo_endpoint)
        yield HttpTarget((BINARIES,), address, assumed=files_repo is None)
    if isinstance(os_repos, S3OsRepos):
        yield _of_block(OS_REPOS, os_repos, None)
    storages = spec.external_middlewares.s3_storage if spec.external_middlewares else {}
    for name, storage in storages.items():
        yield _object_storage(f"spec.externalMiddlewares.S3Storage.{name}", storage)


def binaries_target(endpoint: str, credentials: Credentials | None) -> Target:
    """Return what external binaries at `endpoint` are to be checked as, before a configuration says so.

    Raises:
        StorageError: `endpoint` is no URL.
    """
    if credentials is None:
        return HttpTarget((BINARIES,), parse_address(endpoint))
    return _packages(BINARIES, endpoint, credentials, None)


def _of_block(field: str, block: S3Binaries | S3OsRepos, files_repo: Address | None) -> S3Target:
    user = Credentials(block.external_repo_username, block.external_repo_password.get_secret_value())
    return _packages(field, block.external_repo_endpoint, user, files_repo)


def _packages(field: str, endpoint: str, user: Credentials, files_repo: Address | None) -> S3Target:
    address = parse_address(endpoint)
    inferred = parse_address(files_repo_of_bucket(address.origin))
    return S3Target(
        (field,),
        address,
        user,
        _bucket_of(files_repo, address) or BUCKET,
        files_repo or inferred,
        assumed=files_repo is None,
        has_path=bool(address.path),
    )


def _repository(block: RepositoryBinaries, files_repo: Address | None) -> Target:
    """The older key: its URL is what nodes read from, and names the bucket."""
    written = parse_address(block.external_repository)
    address = files_repo or written
    if block.external_repo_username is None or block.external_repo_password is None:
        return HttpTarget((BINARIES,), address, assumed=False)
    user = Credentials(block.external_repo_username, block.external_repo_password.get_secret_value())
    server = replace(written, path="")
    bucket = _bucket_of(address, server) or BUCKET
    return S3Target((BINARIES,), server, user, bucket, address, assumed=False)


def _bucket_of(files_repo: Address | None, server: Address) -> str:
    """Return the bucket that an address names if it is one of `server`."""
    if files_repo is None or files_repo.origin != server.origin:
        return ""
    return files_repo.path.removeprefix("/").partition("/")[0]


def _object_storage(field: str, block: ObjectStorage) -> S3Target:
    address = parse_address(block.endpoint)
    user = Credentials(block.access_key.get_secret_value(), block.secret_key.get_secret_value())
    return S3Target(
        (field,),
        address,
        user,
        block.bucket,
        assumed=False,
        has_path=bool(address.path),
        unverified=bool(block.insecure),
    )
