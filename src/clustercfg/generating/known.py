"""What is known of a cluster, as the keys of the document: values that were given, and placeholders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from clustercfg.generating.outline import Block, Scalar, Value, block, placeholder
from clustercfg.generating.package_sources import BinarySource, ImageSource, OsPackageSource
from clustercfg.models.operating_systems import needed_variables
from clustercfg.yamltext.rendering import needs_break_behind, render

if TYPE_CHECKING:
    from pydantic import SecretStr

    from clustercfg.generating.machines import Machine
    from clustercfg.generating.topology import Topology

__all__ = [
    "CLUSTER_NAME",
    "binaries",
    "images_and_charts",
    "known_blocks",
    "load_balancer",
    "machine_blocks",
    "os_repos",
]

CLUSTER_NAME = "my-cluster"
"""The name that every example of the guide has."""

ES_ONLY = "node.daocloud.io/es-only=true:NoSchedule"
"""The taint that keeps a worker for Elasticsearch (full sample of cluster-config)."""


def known_blocks(topology: Topology) -> dict[str, Value]:
    """Return the keys below `spec` that are written, with their values."""
    kinds, images = topology.kinds, topology.images_and_charts
    known: dict[str, Value | None] = {
        "loadBalancer": load_balancer(topology, topology.balancer),
        "fullPackagePath": _package_path(topology),
        "imagesAndCharts": images_and_charts(
            images, kinds["images_and_charts"], charts=topology.creates_cluster
        ),
        "addonPackage": block({"path": _addons(topology.addon_paths)}) or None,
    }
    if topology.creates_cluster:
        known |= dict(_of_new_cluster(topology))
    return {key: value for key, value in known.items() if value is not None}


def _of_new_cluster(topology: Topology) -> Iterator[tuple[str, Value | None]]:
    kinds = topology.kinds
    yield "clusterName", topology.cluster_name or CLUSTER_NAME
    yield "bootstrapNode", topology.bootstrap_node
    yield "privateKeyPath", topology.private_key_path
    yield "masterNodes", machine_blocks(topology, topology.all_masters, "g-master")
    yield (
        "workerNodes",
        machine_blocks(topology, topology.all_workers, "g-worker", topology.es_workers) or None,
    )
    yield "ntpServer", _listed(topology.ntp_servers)
    yield "osRepos", os_repos(topology.os_repos, kinds["os_repos"])
    yield "binaries", binaries(topology.binaries, kinds["binaries"])
    yield "kubeanConfig", _kubean_config(topology)
    yield "network", _network(topology) or None


def load_balancer(topology: Topology, kind: str) -> Block:
    """Return `loadBalancer` of the type `kind`."""
    if kind != "metallb":
        return block({"type": kind})
    vips = {"istioGatewayVip": topology.istio_gateway_vip, "insightVip": topology.insight_vip}
    return block({"type": kind, **{key: vip or f"{placeholder(key)}/32" for key, vip in vips.items()}})


def machine_blocks(
    topology: Topology, machines: Sequence[Machine], name: str, reserved: int = 0
) -> list[Block]:
    """Return a list of machines; nameless ones are called `name` with a number, the last `reserved` get the taint."""
    # People list the ones for Elasticsearch last.
    first = len(machines) - reserved
    taken = {each.name for each in (*topology.all_masters, *topology.all_workers)}
    names = (f"{name}{number}" for number in range(1, len(machines) + len(taken) + 1))
    free = (each for each in names if each not in taken)
    return [
        _machine(topology, each, each.name or next(free), [ES_ONLY] if place >= first else None)
        for place, each in enumerate(machines)
    ]


def _machine(topology: Topology, machine: Machine, name: str, taints: list[Scalar] | None) -> Block:
    password = machine.password or topology.password
    needs_password = password is not None or topology.private_key_path is None
    return block(
        {
            "nodeName": name,
            "ip": machine.ip or placeholder("ip"),
            "ansibleUser": machine.user or topology.user,
            "ansiblePass": _secret("ansiblePass", password) if needs_password else None,
            "ansibleSSHPort": machine.ssh_port or topology.ssh_port,
            "nodeTaints": taints,
        }
    )


def _secret(key: str, secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret is not None else placeholder(key)


def _package_path(topology: Topology) -> str | None:
    return topology.full_package_path or (placeholder("fullPackagePath") if topology.is_offline else None)


def _addons(paths: Sequence[str]) -> Value | None:
    # Installers before v0.19.0 take one path only.
    return _listed(paths) if len(paths) > 1 else next(iter(paths), None)


def _listed(texts: Sequence[str]) -> list[Scalar] | None:
    return [*texts] or None


def _kubean_config(topology: Topology) -> str | None:
    source = topology.os_repos
    files = [path for path in (source.iso_path, source.os_package_path) if path]
    variables: dict[str, Any] = {**needed_variables(files), **_for_unsupported_system(topology)}
    variables |= topology.kubean_variables
    if not variables:
        return None
    # A text at the end that itself ends in a line break would lose it.
    return render(variables) + ("\n" if needs_break_behind(variables) else "")


def _for_unsupported_system(topology: Topology) -> Mapping[str, Any]:
    """What `none` asks for: systems that are not on the supported list (otherlinux)."""
    if topology.kinds["os_repos"] != "none":
        return {}
    allowed = {"allow_unsupported_distribution_setup": True}
    families = ("redhat_os_family_extensions", "debian_os_family_extensions")
    if any(family in topology.kubean_variables for family in families):
        return allowed
    return allowed | {families[0]: ["FILL-IN-THE-NAME-OF-THE-SYSTEM"]}


def _network(topology: Topology) -> Block:
    return block(
        {
            "cni": topology.cni,
            "clusterCIDR": topology.cluster_cidr,
            "serviceCIDR": topology.service_cidr,
        }
    )


def os_repos(source: OsPackageSource, kind: str) -> Block:
    """Return `osRepos` of the kind `kind` (s3 and http are both `external`)."""
    values: dict[str, Value | None] = {"type": _type(kind)}
    if kind in ("builtin", "s3"):
        values |= _or_placeholders({"isoPath": source.iso_path, "osPackagePath": source.os_package_path})
    if kind == "s3":
        values |= _s3(source)
    if kind == "http":
        values["externalRepoType"] = source.family or _family(source.urls)
        values["externalRepoURLs"] = [*(source.urls or [placeholder("externalRepoURLs")])]
    return block(values)


def _family(urls: Sequence[str]) -> str:
    is_yum = urls and not any(url.startswith("deb") for url in urls)
    return "centos" if is_yum else placeholder("externalRepoType")


def binaries(source: BinarySource, kind: str) -> Block:
    """Return `binaries` of the kind `kind` (s3 and http are both `external`)."""
    values: dict[str, Value | None] = {"type": _type(kind)}
    if kind == "s3":
        values |= _s3(source)
    if kind == "http":
        values |= _or_placeholders({"externalRepoEndpoint": source.endpoint})
    return block(values)


def _type(kind: str) -> str:
    return "external" if kind in ("s3", "http") else kind


def _s3(source: OsPackageSource | BinarySource) -> dict[str, Value | None]:
    return {
        **_or_placeholders({"externalRepoEndpoint": source.endpoint, "externalRepoUsername": source.user}),
        "externalRepoPassword": _secret("externalRepoPassword", source.password),
    }


def _or_placeholders(values: Mapping[str, str | None]) -> dict[str, Value | None]:
    return {key: value or placeholder(key) for key, value in values.items()}


def images_and_charts(source: ImageSource, kind: str, *, charts: bool) -> Block:
    """Return `imagesAndCharts` of the kind `kind`; `charts` says that a chart repository is a must."""
    if kind != "external":
        return block({"type": kind})
    values: dict[str, Value | None] = {"type": kind}
    values |= _or_placeholders({"externalImageRepo": source.registry})
    values |= _login("externalImageRepo", source.registry, source.registry_user, source.registry_password)
    if charts or source.chart_repo or source.chart_repo_type:
        values |= _or_placeholders(
            {"externalChartRepoType": source.chart_repo_type, "externalChartRepo": source.chart_repo}
        )
        values |= _login(
            "externalChartRepo", source.chart_repo, source.chart_repo_user, source.chart_repo_password
        )
    return block(values)


def _login(
    key: str, url: str | None, user: str | None, password: SecretStr | None
) -> dict[str, Value | None]:
    """Return user and password; a server that is given without both needs none."""
    if url is not None and user is None and password is None:
        return {}
    return {
        f"{key}Username": user or placeholder(f"{key}Username"),
        f"{key}Password": _secret(f"{key}Password", password),
    }
