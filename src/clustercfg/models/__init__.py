"""What a ClusterConfig may say. Importing this package costs nothing; each name is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clustercfg.models.cluster import ClusterConfig, Spec

__all__ = ["ClusterConfig", "Spec"]

_HOMES = {"ClusterConfig": "clustercfg.models.cluster", "Spec": "clustercfg.models.cluster"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - only when a model is wanted

    return getattr(import_module(_HOMES[name]), name)
