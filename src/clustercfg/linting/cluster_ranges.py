"""The address ranges of pods and services, written or by default."""

from __future__ import annotations

from collections.abc import Iterator

from clustercfg.linting.addresses import AddressRange, read_range
from clustercfg.linting.machines import value_or_default
from clustercfg.linting.sources import creates_cluster
from clustercfg.linting.view import View
from clustercfg.records import Record
from clustercfg.translation import gettext as _
from clustercfg.yamltext.paths import Path

__all__ = ["ClusterRange", "cluster_ranges"]

# Kubespray's own and those of the key-field table of cluster-config.
_DEFAULTS = {"clusterCIDR": "10.233.64.0/18", "serviceCIDR": "10.233.0.0/18"}


class ClusterRange(Record):
    """One of the two ranges that a cluster keeps for itself."""

    path: Path
    text: str
    addresses: AddressRange
    is_default: bool

    @property
    def title(self) -> str:
        """How a message names it."""
        form = _("the default {key} {range}") if self.is_default else _("{key} {range}")
        return form.format(key=self.path[-1], range=self.text)


def cluster_ranges(view: View) -> Iterator[ClusterRange]:
    """Yield the ranges that are surely known; the defaults only count where the installer makes the cluster."""
    for key, default in _DEFAULTS.items():
        path: Path = ("spec", "network", key)
        if not view.has(path) and not creates_cluster(view):
            continue
        text = value_or_default(view, path, default)
        if text is not None:
            yield ClusterRange(path, text, read_range(text), not view.has(path))
