"""Keys that are not written, as examples to be shown in comments: other kinds of a block, and blocks left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, cast

from clustercfg.generating.known import binaries, images_and_charts, load_balancer, machine_blocks, os_repos
from clustercfg.generating.machines import Machine
from clustercfg.generating.outline import Block, Entry, Value, placeholder
from clustercfg.generating.package_sources import BinarySource, ImageSource, OsPackageSource
from clustercfg.models.fields import describe, field_info, field_shape
from clustercfg.models.kinds import DISCRIMINATORS
from clustercfg.models.shapes import ListShape, MappingShape, MapShape, Shape, StringShape
from clustercfg.translation import gettext as _
from clustercfg.translation import mark

if TYPE_CHECKING:
    from clustercfg.generating.topology import Topology

__all__ = ["left_out", "other_kinds", "with_left_out_keys"]

_INSTEAD = {
    "NodePort": mark("Instead, for trials:"),
    "metallb": mark("Instead, on your own hardware, with two virtual IPs:"),
    "cloudLB": mark("Instead, in a cloud that has a load balancer of its own:"),
    "official-service": mark("Instead, from the internet:"),
    "builtin": mark("Instead, from the bootstrap node:"),
    "none": mark("Instead, when the packages are installed by hand:"),
    "s3": mark("Instead, from your own S3-compatible storage:"),
    "http": mark("Instead, from your own plain HTTP server:"),
    "external": mark("Instead, from your own registry and chart repository:"),
}
_OF_APPS = ("tinderKind", "addonPackage", "externalMiddlewares")
"""What an installation into an existing cluster may have besides what is written."""
_PINNED = ("spec.k8sVersion", "spec.cri.criVersion")
"""Versions that an offline package need not hold."""
_NEVER = frozenset(
    {
        "spec.fullPackagePath",
        "spec.loadBalancer.istioGatewayVip",
        "spec.loadBalancer.insightVip",
        "spec.masterNodes[].ansiblePass",
        "spec.masterNodes[].nodeTaints",
        "spec.masterNodes[].nodeLabels",
        "spec.workerNodes[].ansiblePass",
        "spec.workerNodes[].nodeTaints",
        "spec.osRepos.isoPath",
        "spec.osRepos.osPackagePath",
    }
)
"""Keys that would do harm, or have no use, beside what is written."""
_NODES = {"spec.workerNodes": "g-worker", "spec.etcdNodes": "g-etcd"}
_TELLING: dict[str, Value] = {
    "spec.externalMiddlewares.redis.kpanda": placeholder("redisUrl"),
    "spec.renewCerts.mode": "onetime",
}
"""Where default and example would contradict the rest, or say too little."""


def other_kinds(topology: Topology, key: str) -> Iterator[Entry]:
    """Yield the block `key` below `spec` once for every kind that was not chosen."""
    kinds, charts = topology.kinds, topology.creates_cluster
    makers: dict[str, tuple[str, Callable[[str], Block]]] = {
        "loadBalancer": (topology.balancer, lambda kind: load_balancer(topology, kind)),
        "osRepos": (kinds.get("os_repos", ""), lambda kind: os_repos(OsPackageSource(), kind)),
        "binaries": (kinds.get("binaries", ""), lambda kind: binaries(BinarySource(), kind)),
        "imagesAndCharts": (
            kinds["images_and_charts"],
            lambda kind: images_and_charts(ImageSource(), kind, charts=charts),
        ),
    }
    if key not in makers:
        return
    chosen, make = makers[key]
    yield from (Entry(key, make(kind), _(_INSTEAD[kind])) for kind in _kinds(key) if kind != chosen)


def _kinds(key: str) -> tuple[str, ...]:
    shape = cast("MappingShape", field_shape(f"spec.{key}").shape)
    if shape.variants:
        return tuple(kind for kind in shape.variants if kind in _INSTEAD)
    return cast("StringShape", shape.fields["type"].shape).values


def left_out(topology: Topology, key: str) -> Iterator[Entry]:
    """Yield an example of `key` below `spec`, which is not written, if the cluster could have it."""
    if topology.creates_cluster or key in _OF_APPS:
        yield from _shown(topology, f"spec.{key}")


def with_left_out_keys(topology: Topology, path: str, value: Block) -> Block:
    """Return the block at the documented `path` with examples of the keys that it could have besides."""
    given = {entry.key: entry.value for entry in value}
    paths = [f"{path}.{key}" for key in _allowed(path, given) if key not in given]
    return (*value, *(entry for each in paths for entry in _shown(topology, each)))


def _allowed(path: str, given: dict[str, Value]) -> tuple[str, ...]:
    shape = field_shape(path.removesuffix("[]")).shape
    shape = shape.item if isinstance(shape, ListShape) else shape
    if not isinstance(shape, MappingShape):
        return ()
    kind = DISCRIMINATORS[shape.discriminator](given) if shape.discriminator else None
    return shape.variants[kind].allowed if kind else tuple(shape.fields)


def _shown(topology: Topology, path: str) -> Iterator[Entry]:
    known = describe(path)
    if known is not None and not _is_harmful(topology, path):
        key = path.rpartition(".")[2]
        yield Entry(key, _sample(topology, path, field_shape(path).shape), known.description)


def _is_harmful(topology: Topology, path: str) -> bool:
    unless = {
        "spec.loadBalancer.SourceIP": topology.balancer == "metallb",
        "spec.imagesAndCharts.additionalSSLSubjectAltName": topology.kinds["images_and_charts"] == "builtin",
        **dict.fromkeys(_PINNED, not topology.is_offline),
    }
    return path in _NEVER or not unless.get(path, True)


def _sample(topology: Topology, path: str, shape: Shape) -> Value:
    if path in _TELLING:
        return _TELLING[path]
    if path in _NODES:
        return machine_blocks(topology, (Machine(),), _NODES[path])
    if isinstance(shape, MappingShape):
        below = {key: f"{path}.{key}" for key in shape.fields if not _is_harmful(topology, f"{path}.{key}")}
        return tuple(
            Entry(key, _sample(topology, each, shape.fields[key].shape)) for key, each in below.items()
        )
    if isinstance(shape, ListShape) and isinstance(shape.item, MappingShape):
        return [cast("Block", _sample(topology, f"{path}[]", shape.item))]
    if isinstance(shape, MapShape) and shape.keys:
        return (Entry(shape.keys[0], _sample(topology, f"{path}.<name>", shape.value)),)
    return _leaf(path, shape)


def _leaf(path: str, shape: Shape) -> Value:
    info = field_info(path)
    key = path.rpartition(".")[2]
    if isinstance(shape, StringShape) and shape.secret:
        return placeholder(key)
    default = info.get_default(call_default_factory=True)
    value: Any = (
        default if isinstance(default, str | int) else next(iter(info.examples or ()), placeholder(key))
    )
    if isinstance(value, dict):
        return tuple(Entry(name, each) for name, each in value.items())
    return cast("Value", value)
