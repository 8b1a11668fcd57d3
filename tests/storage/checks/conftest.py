"""Servers that the tests of the checks share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from s3_gateway import BUCKET, Gateway, running_gateway

__all__ = ["bucket", "gateway"]


@pytest.fixture(scope="session")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """Return a running S3 service with its users and without a bucket."""
    folder: Path = tmp_path_factory.mktemp("gateway")
    with running_gateway(folder) as running:
        yield running


@pytest.fixture
def bucket(gateway: Gateway) -> Iterator[Gateway]:
    """Return the service with an empty bucket that only users may read."""
    gateway.client().create_bucket(Bucket=BUCKET)
    yield gateway
    gateway.empty()
