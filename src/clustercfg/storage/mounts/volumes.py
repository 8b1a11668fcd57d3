"""Volumes of Kubernetes: which directory of which machine is behind one.

Kinds and fields are those of the core/v1 API.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from clustercfg.storage.mounts.data import mapping, text
from clustercfg.storage.mounts.objects import Objects
from clustercfg.translation import gettext as _
from clustercfg.translation import mark

__all__ = ["Backing", "backing_of"]

_KUBELET = "/var/lib/kubelet"
_REFUSED = {
    "emptyDir": mark("an emptyDir is deleted together with its pod"),
    "configMap": mark("a ConfigMap is read-only and small"),
    "secret": mark("a Secret is read-only and small"),
    "projected": mark("a projected volume is read-only"),
    "downwardAPI": mark("a downwardAPI volume is read-only"),
    "image": mark("an image volume is read-only"),
    "ephemeral": mark("an ephemeral volume is deleted together with its pod"),
}


@dataclass(frozen=True, slots=True)
class Backing:
    """What a volume is made of."""

    kind: str
    path: str | None = None
    """On `server`, or on the pod's node."""
    server: str | None = None
    driver: str = ""
    """Of a volume whose storage some program provides."""
    refusal: str = ""


def backing_of(volume: dict[str, Any], pod: dict[str, Any], objects: Objects) -> Backing:
    """Return what is behind one of the pod's volumes."""
    kind = next((key for key in volume if key != "name"), "emptyDir")
    if kind in _REFUSED:
        return Backing(kind, refusal=_(_REFUSED[kind]))
    if kind == "persistentVolumeClaim":
        return _of_claim(text(volume, kind, "claimName"), pod, objects)
    return _of_source(kind, mapping(volume, kind), pod, text(volume, "name"))


def _of_claim(name: str, pod: dict[str, Any], objects: Objects) -> Backing:
    namespace = text(pod, "metadata", "namespace")
    claim = objects.get("PersistentVolumeClaim", name, namespace)
    if claim is None:
        return _unknown(_("the claim {name} cannot be looked at").format(name=name))
    volume_name = text(claim, "spec", "volumeName")
    if not volume_name:
        return _unknown(_("the claim {name} is not bound to a volume yet").format(name=name))
    volume = objects.get("PersistentVolume", volume_name, "")
    if volume is None:
        return _unknown(_("the volume {name} cannot be looked at").format(name=volume_name))
    spec = mapping(volume, "spec")
    kind = next((each for each in ("hostPath", "local", "nfs", "csi") if each in spec), "")
    if not kind:
        return _unknown(
            _("the volume {name} is of a kind without a directory on a machine").format(name=volume_name)
        )
    return _of_source(kind, mapping(spec, kind), pod, volume_name)


def _unknown(reason: str) -> Backing:
    return Backing("persistentVolumeClaim", refusal=reason)


def _of_source(kind: str, source: dict[str, Any], pod: dict[str, Any], name: str) -> Backing:
    make = _SOURCES.get(kind)
    if make is None:
        return Backing(
            kind, refusal=_("a volume of kind {kind} is no directory of a machine").format(kind=kind)
        )
    return make(source, pod, name)


def _directory(kind: str) -> Callable[[dict[str, Any], dict[str, Any], str], Backing]:
    def make(source: dict[str, Any], _pod: dict[str, Any], _name: str) -> Backing:
        return Backing(kind, text(source, "path"))

    return make


def _nfs(source: dict[str, Any], _pod: dict[str, Any], _name: str) -> Backing:
    return Backing("nfs", text(source, "path"), text(source, "server"))


def _csi(source: dict[str, Any], pod: dict[str, Any], name: str) -> Backing:
    """Return where the kubelet mounts such a volume for this pod; nobody else may rely on that place."""
    pod_folder = posixpath.join(_KUBELET, "pods", text(pod, "metadata", "uid"))
    path = posixpath.join(pod_folder, "volumes", "kubernetes.io~csi", name, "mount")
    return Backing("csi", path, driver=text(source, "driver") or "csi")


_SOURCES = {"hostPath": _directory("hostPath"), "local": _directory("local"), "nfs": _nfs, "csi": _csi}
