"""From a path in a container to a directory of a machine."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from clustercfg.storage.mounts.container import Container, Mount, segments
from clustercfg.storage.reasons import Confidence, Reason, confidence_of
from clustercfg.translation import gettext as _

__all__ = ["HostPlace", "place_of"]

_LOCAL_KINDS = ("hostPath", "local", "csi")
"""Kinds of Kubernetes volumes that every node has for itself."""


@dataclass(frozen=True, slots=True)
class HostPlace:
    """Where a path of a container really is."""

    path: str | None
    mount: Mount | None
    nodes: tuple[str, ...]
    """The machines that need the files; empty for the engine's own one."""
    reasons: tuple[Reason, ...]

    @property
    def confidence(self) -> Confidence:
        """How sure the path is."""
        return confidence_of(self.reasons)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "path": self.path,
            "mount": self.mount.to_dict() if self.mount else None,
            "nodes": list(self.nodes),
            "confidence": self.confidence.value,
            "reasons": [reason.to_dict() for reason in self.reasons],
        }


def place_of(container: Container, path: str) -> HostPlace:
    """Return where `path` of `container` is outside of it.

    The mount with the longest destination decides, counted in whole names, as in the kernel's own look-up.
    """
    wanted = segments(path)
    around = [
        each
        for each in container.mounts
        if wanted[: len(segments(each.destination))] == segments(each.destination)
    ]
    mount = max(around, key=lambda each: len(segments(each.destination)), default=None)
    if mount is None:
        return HostPlace(None, None, (), (_not_mounted(path),))
    nodes = _nodes(container, mount)
    reasons = (*_about_mount(mount, path), *_about_container(container, mount, wanted))
    if mount.refusal or mount.source is None:
        return HostPlace(None, mount, nodes, reasons)
    rest = wanted[len(segments(mount.destination)) :]
    return HostPlace(posixpath.join(mount.source, *rest), mount, nodes, reasons)


def _not_mounted(path: str) -> Reason:
    text = _(
        "{path} is not mounted: files there belong to the container and vanish with it;"
        " start it with -v DIRECTORY_OF_THE_HOST:{path}:ro"
    )
    return Reason("not-mounted", text.format(path=path), Confidence.INDETERMINATE)


def _nodes(container: Container, mount: Mount) -> tuple[str, ...]:
    if mount.server:
        return (mount.server,)
    return (container.node, *container.other_nodes) if container.node else ()


def _about_mount(mount: Mount, path: str) -> Iterator[Reason]:
    if mount.refusal:
        text = _("{path} is in a mount of kind {kind}: {reason}")
        yield Reason(
            "unusable-mount",
            text.format(path=path, kind=mount.kind, reason=mount.refusal),
            Confidence.INDETERMINATE,
        )
    elif mount.source is None:
        text = _("the mount at {destination} has no directory on the host")
        yield Reason("unusable-mount", text.format(destination=mount.destination), Confidence.INDETERMINATE)
    if mount.driver:
        text = _("the driver {driver} keeps this volume; its directory on the host may be of no use")
        yield Reason("volume-driver", text.format(driver=mount.driver), Confidence.CONDITIONAL)
    if mount.server:
        text = _("the files are on the NFS server {server}: import there, or through any mount of {source}")
        yield Reason("nfs", text.format(server=mount.server, source=mount.source))


def _about_container(container: Container, mount: Mount, wanted: tuple[str, ...]) -> Iterator[Reason]:
    if not container.running:
        yield Reason("not-running", _("the container {name} is not running").format(name=container.name))
    for each in container.mounts:
        below = segments(each.destination)
        if len(below) > len(wanted) and below[: len(wanted)] == wanted:
            text = _("{destination} is a mount of its own: what is imported below it will not be served")
            yield Reason("nested-mount", text.format(destination=each.destination), Confidence.CONDITIONAL)
    if container.other_nodes and mount.kind in _LOCAL_KINDS:
        text = _("replicas run on several nodes, each with its own files: {nodes}")
        nodes = ", ".join(_nodes(container, mount))
        yield Reason("several-nodes", text.format(nodes=nodes), Confidence.INDETERMINATE)
