"""`Topology`: what the generator is told of a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field, JsonValue, model_validator

from clustercfg.generating.answers import Answer, Masters, SingleAddress, SshPort, Workers, refusal
from clustercfg.generating.machines import Machine
from clustercfg.generating.package_sources import (
    AccessType,
    BinarySource,
    ImageSource,
    OsPackageSource,
    Source,
)
from clustercfg.models.types import (
    AbsolutePath,
    BootstrapNode,
    Cidr,
    ClusterName,
    NtpServer,
    Secret,
    Text,
)
from clustercfg.translation import gettext as _

if TYPE_CHECKING:
    from pydantic_core import PydanticCustomError
    from typing_extensions import Self

__all__ = ["Topology"]

_FULL = 3
"""Masters, and workers for Elasticsearch, of the 7-node mode (deploy-arch)."""


class Topology(Answer):
    """A cluster to be installed; what is left out is unknown and becomes a placeholder, or its default.

    The first four mean what the flags of `dce5-installer generate-config` mean (guide, end of cluster-config).
    `pydantic.ValidationError` says which answer cannot be; it holds no input.
    """

    install_mode: Literal["cluster-create", "install-app"] = "cluster-create"
    masters: Masters | None = None
    """How many; by default as many as `master_nodes`, at least one."""
    workers: Workers | None = None
    """How many; by default as many as `worker_nodes`."""
    access_type: AccessType = "official-service"
    """Where packages come from, for every source below that does not say its own `kind`."""

    api_version: Literal["v1alpha3", "v1alpha4"] = "v1alpha3"
    cluster_name: ClusterName | None = None
    bootstrap_node: BootstrapNode | None = None

    master_nodes: tuple[Machine, ...] = ()
    worker_nodes: tuple[Machine, ...] = ()
    user: Text = "root"
    """For SSH, where a machine has none of its own; so are the next two."""
    password: Secret | None = None
    ssh_port: SshPort | None = None
    private_key_path: AbsolutePath | None = None
    """Opens all machines that have no password of their own."""
    es_only_workers: Workers | None = None
    """How many workers are kept for Elasticsearch; by default three when there are three masters and three workers."""

    load_balancer: Literal["NodePort", "metallb", "cloudLB"] | None = None
    """By default metallb when a virtual IP is given, else NodePort."""
    istio_gateway_vip: SingleAddress | None = None
    insight_vip: SingleAddress | None = None

    ntp_servers: tuple[NtpServer, ...] = ()
    full_package_path: AbsolutePath | None = None
    os_repos: OsPackageSource = OsPackageSource()
    images_and_charts: ImageSource = ImageSource()
    binaries: BinarySource = BinarySource()
    addon_paths: tuple[AbsolutePath, ...] = ()
    kubean_variables: dict[str, JsonValue] = Field(default_factory=dict, repr=False)
    """Kubespray variables; what the operating system is known to need is added."""

    cni: Text | None = None
    cluster_cidr: Cidr | None = None
    service_cidr: Cidr | None = None

    @property
    def creates_cluster(self) -> bool:
        """Whether the installer makes the cluster."""
        return self.install_mode == "cluster-create"

    @property
    def all_masters(self) -> tuple[Machine, ...]:
        """The masters, those that nothing is known of included."""
        return _filled(self.master_nodes, self.masters or max(1, len(self.master_nodes)))

    @property
    def all_workers(self) -> tuple[Machine, ...]:
        """The workers, those that nothing is known of included."""
        return _filled(self.worker_nodes, len(self.worker_nodes) if self.workers is None else self.workers)

    @property
    def es_workers(self) -> int:
        """How many workers are kept for Elasticsearch."""
        if self.es_only_workers is not None:
            return self.es_only_workers
        return _FULL if len(self.all_masters) == _FULL and len(self.all_workers) >= _FULL else 0

    @property
    def balancer(self) -> str:
        """The type of the load balancer."""
        return self.load_balancer or ("metallb" if self.istio_gateway_vip or self.insight_vip else "NodePort")

    @property
    def kinds(self) -> dict[str, str]:
        """The kind of every source that this install mode has."""
        return {name: source.kind_under(self.access_type) for name, source in self.sources()}

    @property
    def is_offline(self) -> bool:
        """Whether any source is the bootstrap node or the operator's own."""
        return any(kind not in ("official-service", "none") for kind in self.kinds.values())

    def sources(self) -> Iterator[tuple[str, Source]]:
        """Yield the sources that this install mode has, by the names of their fields."""
        if self.creates_cluster:
            yield "os_repos", self.os_repos
            yield "binaries", self.binaries
        yield "images_and_charts", self.images_and_charts

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        for problem in (*self._wrong_mode(), *self._wrong_numbers(), *self._wrong_sources()):
            raise problem
        return self

    def _wrong_mode(self) -> Iterator[PydanticCustomError]:
        fields = type(self).model_fields
        given = [
            name
            for name in _OF_A_NEW_CLUSTER
            if getattr(self, name) != fields[name].get_default(call_default_factory=True)
        ]
        if not self.creates_cluster and given:
            message = _("{names}: not with install-app, which uses a cluster that exists.")
            yield refusal(message, names=", ".join(given))

    def _wrong_numbers(self) -> Iterator[PydanticCustomError]:
        for name, count, nodes in (
            ("master_nodes", self.masters, self.master_nodes),
            ("worker_nodes", self.workers, self.worker_nodes),
        ):
            if count is not None and len(nodes) > count:
                yield refusal(_("{names}: more machines than there shall be."), names=name)
        if self.es_workers > len(self.all_workers):
            yield refusal(_("{names}: there are not so many workers."), names="es_only_workers")

    def _wrong_sources(self) -> Iterator[PydanticCustomError]:
        for name, source in self.sources():
            kind = source.kind_under(self.access_type)
            misfits = ", ".join(f"{name}.{each}" for each in source.misfits(kind))
            if misfits:
                yield refusal(_("{names}: not with {kind}."), names=misfits, kind=kind)
        if self.full_package_path and not self.is_offline:
            message = _("{names}: of no use where everything comes from the internet.")
            yield refusal(message, names="full_package_path")
        vips = ", ".join(name for name in ("istio_gateway_vip", "insight_vip") if getattr(self, name))
        if vips and self.balancer != "metallb":
            yield refusal(_("{names}: not with {kind}."), names=vips, kind=self.balancer)


_OF_A_NEW_CLUSTER = (
    "masters",
    "workers",
    "cluster_name",
    "bootstrap_node",
    "master_nodes",
    "worker_nodes",
    "user",
    "password",
    "ssh_port",
    "private_key_path",
    "es_only_workers",
    "ntp_servers",
    "os_repos",
    "binaries",
    "kubean_variables",
    "cni",
    "cluster_cidr",
    "service_cidr",
)


def _filled(known: tuple[Machine, ...], count: int) -> tuple[Machine, ...]:
    return (*known, *(Machine() for _place in range(count - len(known))))
