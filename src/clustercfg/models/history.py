"""Keys that older files have and v1alpha3 does not: where each went, and what to do about it.

Sources: release notes of v0.4.0 and v0.6.0, upgrade guide, the older pages of cluster-config.
"""

from __future__ import annotations

from clustercfg.records import Record
from clustercfg.translation import gettext as _
from clustercfg.translation import mark

__all__ = ["MOVED", "MovedKey", "moved_key"]


class MovedKey(Record):
    """One old key.

    `path` is where it stood; `since` and `until` are the apiVersions that had it (both inclusive); `successor` is
    the path to which its value goes as it is, or None when there is no such place; `advice` is for translation.
    """

    path: str
    since: str
    until: str
    successor: str | None
    advice: str

    @property
    def key(self) -> str:
        """The last part of the path."""
        return self.path.rpartition(".")[2]

    def explain(self) -> str:
        """Return what to do, in the reader's language."""
        return _(self.advice).format(successor=self.successor)


_RENAMED = mark("It is now called {successor}.")
_DROPPED = mark("It has no successor; remove it.")
_ADDONS_NOW = mark("It is now the key path of the block addonPackage.")
_VIPS_NOW = mark("It now stands inside the block loadBalancer.")
_COMPACT = mark(
    "Node lists of the management cluster counted when compactClusterMode was true (the default)."
)

MOVED: tuple[MovedKey, ...] = (
    MovedKey("spec.istioGatewayVip", "v1alpha1", "v1alpha1", "spec.loadBalancer.istioGatewayVip", _VIPS_NOW),
    MovedKey("spec.insightVip", "v1alpha1", "v1alpha1", "spec.loadBalancer.insightVip", _VIPS_NOW),
    MovedKey("spec.registryVip", "v1alpha1", "v1alpha1", None, _DROPPED),
    MovedKey("spec.compactClusterMode", "v1alpha1", "v1alpha1", None, _COMPACT),
    MovedKey("spec.globalClusterName", "v1alpha1", "v1alpha1", "spec.clusterName", _RENAMED),
    MovedKey("spec.mgmtClusterName", "v1alpha1", "v1alpha1", "spec.clusterName", _RENAMED),
    MovedKey("spec.globalMasterNodes", "v1alpha1", "v1alpha1", "spec.masterNodes", _RENAMED),
    MovedKey("spec.globalWorkerNodes", "v1alpha1", "v1alpha1", "spec.workerNodes", _RENAMED),
    MovedKey("spec.mgmtMasterNodes", "v1alpha1", "v1alpha1", "spec.masterNodes", _COMPACT),
    MovedKey("spec.mgmtWorkerNodes", "v1alpha1", "v1alpha1", "spec.workerNodes", _COMPACT),
    MovedKey(
        "spec.persistentRegistryDomainName",
        "v1alpha1",
        "v1alpha1",
        None,
        mark("A registry of your own is now imagesAndCharts with type external and externalImageRepo."),
    ),
    MovedKey(
        "spec.registry",
        "v1alpha2",
        "v1alpha2",
        None,
        mark(
            "It is now imagesAndCharts: its types are official-service, builtin and external, and externalRegistry became externalImageRepo with http:// or https://."
        ),
    ),
    MovedKey(
        "spec.registry.builtinRegistryDomainName",
        "v1alpha2",
        "v1alpha2",
        None,
        mark("It has no successor; the nearest is bootstrapNode with that domain name."),
    ),
    MovedKey(
        "spec.registry.externalRegistry",
        "v1alpha2",
        "v1alpha2",
        "spec.imagesAndCharts.externalImageRepo",
        mark("It is now imagesAndCharts.externalImageRepo and needs http:// or https:// in front."),
    ),
    MovedKey(
        "spec.registry.externalScheme",
        "v1alpha2",
        "v1alpha2",
        None,
        mark("The scheme now stands in front of imagesAndCharts.externalImageRepo."),
    ),
    MovedKey(
        "spec.registry.externalRegistryUsername",
        "v1alpha2",
        "v1alpha2",
        "spec.imagesAndCharts.externalImageRepoUsername",
        _RENAMED,
    ),
    MovedKey(
        "spec.registry.externalRegistryPassword",
        "v1alpha2",
        "v1alpha2",
        "spec.imagesAndCharts.externalImageRepoPassword",
        _RENAMED,
    ),
    MovedKey(
        "spec.imageConfig",
        "v1alpha1",
        "v1alpha2",
        None,
        mark("Images now follow from imagesAndCharts and binaries from the block binaries."),
    ),
    MovedKey("spec.imageConfig.imageRepository", "v1alpha1", "v1alpha2", None, _DROPPED),
    MovedKey(
        "spec.imageConfig.binaryRepository",
        "v1alpha1",
        "v1alpha2",
        None,
        mark(
            "It is now binaries: type builtin for the bootstrap node, otherwise external with externalRepoEndpoint."
        ),
    ),
    MovedKey(
        "spec.repoConfig",
        "v1alpha1",
        "v1alpha2",
        None,
        mark(
            "It is now osRepos: isoPath and osPackagePath move there, repoType became externalRepoType and extraRepos became externalRepoURLs."
        ),
    ),
    MovedKey("spec.repoConfig.isoPath", "v1alpha2", "v1alpha2", "spec.osRepos.isoPath", _RENAMED),
    MovedKey("spec.repoConfig.osPackagePath", "v1alpha2", "v1alpha2", "spec.osRepos.osPackagePath", _RENAMED),
    MovedKey(
        "spec.repoConfig.repoType",
        "v1alpha1",
        "v1alpha2",
        "spec.osRepos.externalRepoType",
        mark("It is now osRepos.externalRepoType, for type external only."),
    ),
    MovedKey(
        "spec.repoConfig.extraRepos",
        "v1alpha1",
        "v1alpha2",
        "spec.osRepos.externalRepoURLs",
        mark(
            "It is now osRepos.externalRepoURLs, unless it names the bootstrap node: then osRepos has type builtin."
        ),
    ),
    MovedKey("spec.repoConfig.dockerRepo", "v1alpha1", "v1alpha2", None, _DROPPED),
    MovedKey("spec.addonOfflinePackagePath", "v1alpha2", "v1alpha2", "spec.addonPackage.path", _ADDONS_NOW),
    MovedKey("addonOfflinePackagePath", "v1alpha2", "v1alpha2", "spec.addonPackage.path", _ADDONS_NOW),
    MovedKey(
        "spec.addons",
        "v1alpha1",
        "v1alpha2",
        None,
        _DROPPED,
    ),
    MovedKey(
        "spec.externalMiddlewares.kafka.insight",
        "v1alpha3",
        "v1alpha3",
        None,
        mark(
            "Only the field table has this level: brokers, username and password stand directly below kafka."
        ),
    ),
    MovedKey(
        "spec.allow_unsupported_distribution_setup",
        "v1alpha3",
        "v1alpha3",
        None,
        mark("It belongs into the text of kubeanConfig; its indentation was lost."),
    ),
)
"""Every old key, blocks before their own keys."""


def moved_key(path: str) -> MovedKey | None:
    """Return the entry for a path such as `spec.registry`, or None."""
    return next((each for each in MOVED if each.path == path), None)
