"""What `crictl inspect` prints."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from clustercfg.storage.mounts.container import Container, Mount, PublishedPort
from clustercfg.storage.mounts.data import items, mapping, number, text
from clustercfg.storage.mounts.runtime_spec import mounts_of

__all__ = ["container_of", "is_container"]

_PORTS = "io.kubernetes.container.ports"
"""The annotation in which the kubelet notes the ports of the pod's container, as JSON."""
_RUNNING = "CONTAINER_RUNNING"


def is_container(data: Any) -> bool:
    """Return whether `data` is what crictl prints of a container."""
    return isinstance(data, dict) and (
        "mounts" in mapping(data, "status") or "runtimeSpec" in mapping(data, "info")
    )


def container_of(data: dict[str, Any]) -> Container:
    """Return what `data` says. Its network belongs to its pod, of which crictl says nothing here."""
    status = mapping(data, "status")
    state = text(status, "state")
    spec = mapping(data, "info", "runtimeSpec")
    networks = [each for each in items(spec, "linux", "namespaces") if text(each, "type") == "network"]
    return Container(
        text(status, "metadata", "name") or text(status, "id")[:13],
        tuple(_mounts(status)) or tuple(_mounts(mapping(data, "info", "config"))) or tuple(mounts_of(spec)),
        tuple(_ports(text(status, "annotations", _PORTS))) or None,
        host_network=True if spec and not networks else None,
        running=state in ("", _RUNNING),
    )


def _ports(noted: str) -> Iterator[PublishedPort]:
    try:
        ports = json.loads(noted) if noted else []
    except (ValueError, RecursionError):
        return
    for each in items({"ports": ports}, "ports"):
        inner, host = number(each.get("containerPort")), number(each.get("hostPort"))
        if inner and host:
            yield PublishedPort(inner, host, text(each, "hostIP"))


def _mounts(data: dict[str, Any]) -> Iterator[Mount]:
    """Yield the mounts of the status or, with other names, of the request that made the container."""
    for each in items(data, "mounts"):
        destination = text(each, "containerPath") or text(each, "container_path")
        source = text(each, "hostPath") or text(each, "host_path")
        if destination:
            read_only = each.get("readonly") is True or each.get("recursiveReadOnly") is True
            yield Mount(destination, source or None, "bind", read_only)
