"""The plain HTTP server that a configuration names."""

from __future__ import annotations

from dataclasses import dataclass

from clustercfg.storage.addresses import Address

__all__ = ["HttpTarget"]


@dataclass(frozen=True, slots=True)
class HttpTarget:
    """What is to be checked."""

    fields: tuple[str, ...]
    files_repo: Address
    """What nodes read from."""
    assumed: bool = True
    """Whether that address was inferred."""
