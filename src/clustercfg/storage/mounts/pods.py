"""What Kubernetes says of a pod."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from clustercfg.errors import StorageError
from clustercfg.storage.mounts.container import Container, Mount, PublishedPort
from clustercfg.storage.mounts.data import items, mapping, number, text
from clustercfg.storage.mounts.objects import Objects
from clustercfg.storage.mounts.services import service_ports
from clustercfg.storage.mounts.volumes import Backing, backing_of
from clustercfg.translation import gettext as _

__all__ = ["container_in_pod"]

_REFERENCE = re.compile(r"\$\((\w+)\)")
_FINISHED = ("Succeeded", "Failed")


def container_in_pod(pod: dict[str, Any], name: str | None, objects: Objects) -> Container:
    """Return one container of a pod: the one called `name`, the only one, or the one that is nginx by name or image.

    Raises:
        StorageError: it is not clear which one is meant.
    """
    spec = mapping(pod, "spec")
    container = _chosen(list(items(spec, "containers")), name)
    volumes = {text(each, "name"): backing_of(each, pod, objects) for each in items(spec, "volumes")}
    mounts = tuple(_mount(each, volumes, container, pod) for each in items(container, "volumeMounts"))
    return Container(
        text(container, "name"),
        mounts,
        _ports(container, pod, objects),
        spec.get("hostNetwork") is True,
        address=text(pod, "status", "podIP") or None,
        running=text(pod, "status", "phase") in ("", "Running"),
        node=text(spec, "nodeName") or None,
        other_nodes=tuple(_other_nodes(pod, objects)),
    )


def _chosen(containers: list[dict[str, Any]], name: str | None) -> dict[str, Any]:
    named = [each for each in containers if name in (None, text(each, "name"))]
    servers = [each for each in named if "nginx" in text(each, "name") + text(each, "image")]
    for found in (named, servers):
        if len(found) == 1:
            return found[0]
    names = ", ".join(text(each, "name") for each in containers)
    if name is not None:
        raise StorageError(
            _("the pod has no container {name}; there are: {names}").format(name=name, names=names)
        )
    raise StorageError(
        _("the pod has several containers: {names}").format(names=names),
        _("say which one with --container NAME"),
    )


def _mount(
    mounted: dict[str, Any], volumes: dict[str, Backing], container: dict[str, Any], pod: dict[str, Any]
) -> Mount:
    backing = volumes.get(text(mounted, "name"), Backing("emptyDir", refusal=_("the pod has no such volume")))
    destination = text(mounted, "mountPath")
    below = _sub_path(mounted, container, pod)
    mount = Mount(
        destination,
        None if backing.path is None else posixpath.join(backing.path, below or "."),
        backing.kind,
        mounted.get("readOnly") is True,
        backing.driver,
        backing.server,
        backing.refusal,
    )
    if below is None:
        return replace(
            mount, source=None, refusal=_("its subPathExpr depends on values that the pod does not say")
        )
    return replace(mount, source=mount.source and posixpath.normpath(mount.source))


def _sub_path(mounted: dict[str, Any], container: dict[str, Any], pod: dict[str, Any]) -> str | None:
    """Return which part of the volume is mounted, or None if that is not known."""
    expression = text(mounted, "subPathExpr")
    if not expression:
        return text(mounted, "subPath")
    known = dict(_environment(container, pod))
    values = {name: known.get(name) for name in _REFERENCE.findall(expression)}
    if None in values.values():
        return None
    return _REFERENCE.sub(lambda match: str(values[match[1]]), expression)


def _environment(container: dict[str, Any], pod: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Yield the variables that the pod itself decides."""
    fields = {
        "metadata.name": text(pod, "metadata", "name"),
        "metadata.namespace": text(pod, "metadata", "namespace"),
        "metadata.uid": text(pod, "metadata", "uid"),
        "spec.nodeName": text(pod, "spec", "nodeName"),
    }
    for each in items(container, "env"):
        reference = text(each, "valueFrom", "fieldRef", "fieldPath")
        yield text(each, "name"), text(each, "value") or fields.get(reference) or None


def _ports(
    container: dict[str, Any], pod: dict[str, Any], objects: Objects
) -> tuple[PublishedPort, ...] | None:
    ours, theirs = tuple(_host_ports(container)), service_ports(pod, objects)
    return ours or None if theirs is None else ours + theirs


def _host_ports(container: dict[str, Any]) -> Iterator[PublishedPort]:
    for each in items(container, "ports"):
        inner, host = number(each.get("containerPort")), number(each.get("hostPort"))
        if inner and host:
            yield PublishedPort(inner, host, text(each, "hostIP"))


def _other_nodes(pod: dict[str, Any], objects: Objects) -> Iterator[str]:
    """Yield the nodes of the pod's replicas, other than its own."""
    owners = {text(each, "uid") for each in items(pod, "metadata", "ownerReferences")}
    seen = {text(pod, "spec", "nodeName")}
    for each in (objects.all("Pod", text(pod, "metadata", "namespace")) or ()) if owners else ():
        theirs = {text(owner, "uid") for owner in items(each, "metadata", "ownerReferences")}
        node = text(each, "spec", "nodeName")
        if owners & theirs and node and node not in seen and text(each, "status", "phase") not in _FINISHED:
            seen.add(node)
            yield node
