"""What a ClusterConfig may say. Importing this package costs nothing; each model is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clustercfg.models.binaries import (
        BuiltinBinaries,
        HttpBinaries,
        OfficialServiceBinaries,
        RepositoryBinaries,
        S3Binaries,
    )
    from clustercfg.models.cluster import ClusterConfig, Metadata, Spec
    from clustercfg.models.databases import Database
    from clustercfg.models.images import (
        AddonPackage,
        BuiltinImagesAndCharts,
        ExternalImagesAndCharts,
        OfficialServiceImagesAndCharts,
    )
    from clustercfg.models.kubernetes import AuditConfig, ContainerRuntime, Network, RenewCerts
    from clustercfg.models.kubespray import KubesprayVariables, SysctlSetting
    from clustercfg.models.load_balancer import LoadBalancer
    from clustercfg.models.middlewares import (
        Elasticsearch,
        ElasticsearchInsight,
        ExternalMiddlewares,
        Kafka,
        ObjectStorage,
        Redis,
    )
    from clustercfg.models.nodes import Node, TinderKind
    from clustercfg.models.os_repos import (
        BuiltinOsRepos,
        HttpOsRepos,
        NoneOsRepos,
        OfficialServiceOsRepos,
        S3OsRepos,
    )

__all__ = [
    "AddonPackage",
    "AuditConfig",
    "BuiltinBinaries",
    "BuiltinImagesAndCharts",
    "BuiltinOsRepos",
    "ClusterConfig",
    "ContainerRuntime",
    "Database",
    "Elasticsearch",
    "ElasticsearchInsight",
    "ExternalImagesAndCharts",
    "ExternalMiddlewares",
    "HttpBinaries",
    "HttpOsRepos",
    "Kafka",
    "KubesprayVariables",
    "LoadBalancer",
    "Metadata",
    "Network",
    "Node",
    "NoneOsRepos",
    "ObjectStorage",
    "OfficialServiceBinaries",
    "OfficialServiceImagesAndCharts",
    "OfficialServiceOsRepos",
    "Redis",
    "RenewCerts",
    "RepositoryBinaries",
    "S3Binaries",
    "S3OsRepos",
    "Spec",
    "SysctlSetting",
    "TinderKind",
]

_AREAS = (
    "cluster",
    "binaries",
    "os_repos",
    "images",
    "nodes",
    "load_balancer",
    "databases",
    "middlewares",
    "kubernetes",
    "kubespray",
)


def __getattr__(name: str) -> object:
    if name in __all__:
        from importlib import import_module  # noqa: PLC0415 - only when a model is wanted

        for area in _AREAS:
            module = import_module(f"{__name__}.{area}")
            if name in module.__all__:
                return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
