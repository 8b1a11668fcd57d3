"""The S3-compatible storage that a configuration names."""

from __future__ import annotations

from dataclasses import dataclass, field

from clustercfg.storage.addresses import Address
from clustercfg.storage.s3.credentials import Credentials

__all__ = ["BINARIES", "S3Target"]

BINARIES = "spec.binaries"
"""The block whose files are those of the packages."""


@dataclass(frozen=True, slots=True)
class S3Target:
    """What is to be checked."""

    fields: tuple[str, ...]
    address: Address
    credentials: Credentials = field(repr=False)
    bucket: str
    files_repo: Address | None = None
    """Where nodes read without credentials; None where they do not."""
    assumed: bool = True
    """Whether the bucket and `files_repo` were inferred."""
    has_path: bool = False
    """Whether the configuration names more than the server."""
    unverified: bool = False
    """Whether the configuration says to leave the certificate unchecked."""
