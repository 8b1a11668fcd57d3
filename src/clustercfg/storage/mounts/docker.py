"""What `docker inspect`, `podman inspect` and `nerdctl inspect` print.

Types and keys are those of Docker's Engine API; podman and nerdctl follow it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clustercfg.storage.mounts.container import Container, Mount, PublishedPort
from clustercfg.storage.mounts.data import items, mapping, number, text, texts
from clustercfg.translation import gettext as _

__all__ = ["container_of", "is_container", "is_mount", "mount_of"]


def is_container(data: Any) -> bool:
    """Return whether `data` describes a container in Docker's form; old releases of nerdctl leave `Mounts` out."""
    return isinstance(data, dict) and "State" in data and ("HostConfig" in data or "NetworkSettings" in data)


def is_mount(data: Any) -> bool:
    """Return whether `data` is one of Docker's mounts (`-f '{{json .Mounts}}'` prints nothing else)."""
    return isinstance(data, dict) and "Destination" in data and "Source" in data


def container_of(data: dict[str, Any]) -> Container:
    """Return what `data` says."""
    mode = text(data, "HostConfig", "NetworkMode")
    shared = mode.removeprefix("container:") if mode.startswith("container:") else None
    ports = tuple(dict.fromkeys(_ports(data)))
    return Container(
        text(data, "Name").lstrip("/") or text(data, "Id")[:12],
        tuple(_mounts(data)),
        # nerdctl does not say which network was asked for, so no port may also mean the host's network.
        ports if ports or (mode and not shared) else None,
        mode == "host" if mode else None,
        shared,
        _address(data),
        bool(mapping(data, "State").get("Running", True)),
    )


def _address(data: dict[str, Any]) -> str | None:
    """Return the container's address, if it has just one."""
    networks = mapping(data, "NetworkSettings", "Networks")
    found = {
        text(data, "NetworkSettings", "IPAddress"),
        *(text(networks, name, "IPAddress") for name in networks),
    }
    found.discard("")
    return found.pop() if len(found) == 1 else None


def _mounts(data: dict[str, Any]) -> Iterator[Mount]:
    listed = [mount_of(each) for each in items(data, "Mounts")]
    yield from listed
    known = {mount.destination for mount in listed}
    # nerdctl prints no Mounts for what others have made, and Docker none for --tmpfs; what was asked for is here.
    for each in _asked_for(mapping(data, "HostConfig")):
        if each.destination not in known:
            yield each


def mount_of(data: dict[str, Any]) -> Mount:
    """Return one of Docker's mounts."""
    kind = text(data, "Type") or "bind"
    driver = text(data, "Driver")
    return Mount(
        text(data, "Destination"),
        text(data, "Source") or None,
        kind,
        data.get("RW") is False,
        "" if driver == "local" else driver,
        refusal=_refusal(kind),
    )


def _refusal(kind: str) -> str:
    if kind == "tmpfs":
        return _("it is in memory and gone with the container")
    if kind in ("bind", "volume"):
        return ""
    return _("a mount of type {kind} is no directory of the host").format(kind=kind)


def _asked_for(config: dict[str, Any]) -> Iterator[Mount]:
    for bind in texts(config, "Binds"):
        source, _colon, rest = bind.partition(":")
        destination, _colon, options = rest.partition(":")
        if source.startswith("/") and destination:
            yield Mount(destination, source, "bind", "ro" in options.split(","))
    for destination in mapping(config, "Tmpfs"):
        yield Mount(destination, None, "tmpfs", refusal=_refusal("tmpfs"))


def _ports(data: dict[str, Any]) -> Iterator[PublishedPort]:
    for ports in (mapping(data, "NetworkSettings", "Ports"), mapping(data, "HostConfig", "PortBindings")):
        for name in ports:
            inner, _slash, protocol = name.partition("/")
            for each in items(ports, name):
                port, host = number(inner), number(each.get("HostPort"))
                if port is not None and host and protocol in ("tcp", ""):
                    yield PublishedPort(port, host, text(each, "HostIp"))
