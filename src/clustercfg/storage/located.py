"""The question where files have to be, and its answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clustercfg.storage.findings import Finding, Verdict
from clustercfg.storage.host_directory import Demand
from clustercfg.storage.mounts.choice import HostPlace
from clustercfg.storage.mounts.container import Container
from clustercfg.storage.nginx.endpoint import EndpointMapping
from clustercfg.storage.reasons import Confidence, Reason, confidence_of

__all__ = ["Located", "Question"]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for, and what is known already."""

    url: str
    configuration: Path | bytes | None = None
    """nginx's main file, or the output of `nginx -T`; nginx itself is asked if neither it nor `root` is given."""
    prefix: str | None = None
    """nginx's prefix, from which it takes relative paths."""
    root: str | None = None
    """The directory that the server serves under the URL, as the server sees it; nginx's configuration is not needed then."""
    runtime: str | None = None
    container: str | None = None
    """With a runtime, a container; else one of a pod's or of an inspection's containers."""
    containerd_namespace: str | None = None
    pod: tuple[str, str] | None = None
    """Namespace and name."""
    inspection: bytes | None = None
    """What one of the tools has printed of the container."""
    listen_port: int | None = None
    """The port on which the server itself listens, where it is not the URL's."""
    address: str | None = None
    """The address on which the server is reached, where the URL does not say it."""
    node: str | None = None
    """The machine that the directory is on, if not this one."""
    paths: Sequence[str] = ()
    """All paths of the packages below the endpoint; typical ones are tried if there are none."""
    demand: Demand | None = None
    tarballs: Sequence[str] = ()
    """What the copy commands name."""


@dataclass(frozen=True, slots=True)
class Located:
    """The chain and its end."""

    url: str
    served: str | None
    """The directory as the web server sees it."""
    directory: str | None
    """The directory on its machine; None if there is no such directory."""
    nodes: tuple[str, ...]
    """The machines that it is on; empty for this one."""
    mapping: EndpointMapping | None
    """What nginx's configuration says; None if it was not needed."""
    container: Container | None
    place: HostPlace | None
    """What the container's mounts say; None without a container."""
    reasons: tuple[Reason, ...]
    """What concerns neither nginx's configuration nor the mounts."""
    findings: tuple[Finding, ...]
    """About the directory, if it is on this machine."""
    copy_commands: tuple[str, ...]
    """What to type if it is on other machines."""
    commands: tuple[str, ...]
    """What was run to find out."""

    @property
    def confidence(self) -> Confidence:
        """How sure the directory is."""
        return confidence_of((*self.reasons, *self._of_nginx(), *(self.place.reasons if self.place else ())))

    def _of_nginx(self) -> Iterator[Reason]:
        for group in self.mapping.groups if self.mapping else ():
            yield from group.reasons

    @property
    def ok(self) -> bool:
        """Whether files can be imported into the directory and will then be served."""
        failed = any(finding.verdict is Verdict.FAIL for finding in self.findings)
        return self.directory is not None and self.confidence is not Confidence.INDETERMINATE and not failed

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "version": 1,
            "url": self.url,
            "ok": self.ok,
            "directory": self.directory,
            "nodes": list(self.nodes),
            "confidence": self.confidence.value,
            "served": self.served,
            "nginx": self.mapping.to_dict() if self.mapping else None,
            "container": self.container.name if self.container else None,
            "mount": self.place.to_dict() if self.place else None,
            "reasons": [reason.to_dict() for reason in self.reasons],
            "checks": [finding.to_dict() for finding in self.findings],
            "copyCommands": list(self.copy_commands),
            "commandsRun": list(self.commands),
        }
