"""Services of Kubernetes: under which ports a pod is reached from outside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clustercfg.storage.mounts.container import PublishedPort
from clustercfg.storage.mounts.data import items, mapping, number, text
from clustercfg.storage.mounts.objects import Objects

__all__ = ["service_ports"]


def service_ports(pod: dict[str, Any], objects: Objects) -> tuple[PublishedPort, ...] | None:
    """Return the node ports and service ports that lead to the pod, or None if services cannot be looked at."""
    services = objects.all("Service", text(pod, "metadata", "namespace"))
    return None if services is None else tuple(_of_services(services, pod))


def _of_services(services: list[dict[str, Any]], pod: dict[str, Any]) -> Iterator[PublishedPort]:
    labels = mapping(pod, "metadata", "labels")
    named = {
        text(port, "name"): number(port.get("containerPort"))
        for container in items(pod, "spec", "containers")
        for port in items(container, "ports")
    }
    for service in services:
        selector = mapping(service, "spec", "selector")
        if selector and selector.items() <= labels.items():
            for port in items(service, "spec", "ports"):
                yield from _ports(port, named)


def _ports(port: dict[str, Any], named: dict[str, int | None]) -> Iterator[PublishedPort]:
    if text(port, "protocol") not in ("", "TCP"):
        return
    target = port.get("targetPort", port.get("port"))
    inner = number(target) or named.get(str(target))
    for outer in (number(port.get("nodePort")), number(port.get("port"))):
        if inner and outer:
            yield PublishedPort(inner, outer)
