"""What a container engine or Kubernetes says of a container, in one form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["Container", "Mount", "PublishedPort", "segments"]


def segments(path: str) -> tuple[str, ...]:
    """Return the names in a path; `/a//b/` has `a` and `b`."""
    return tuple(name for name in path.split("/") if name not in ("", "."))


@dataclass(frozen=True, slots=True)
class Mount:
    """Something of the outside at a path in a container."""

    destination: str
    source: str | None
    """The host path; None where the host has no such path."""
    kind: str
    """As the engine or Kubernetes calls it: `bind`, `volume`, `tmpfs`, `hostPath`, `emptyDir`, …"""
    read_only: bool = False
    driver: str = ""
    """Of a volume, when it is not the engine's own."""
    server: str | None = None
    """Of a network file system: the machine whose path `source` is."""
    refusal: str = ""
    """Why nothing can be imported there, for people."""

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "destination": self.destination,
            "source": self.source,
            "kind": self.kind,
            "readOnly": self.read_only,
            "server": self.server,
        }


@dataclass(frozen=True, slots=True)
class PublishedPort:
    """A port of a container that is reached under a port of its host."""

    container: int
    host: int
    address: str = ""
    """The host's address; empty for all."""

    @property
    def everywhere(self) -> bool:
        """Whether it is reached under every address of the host."""
        return self.address in ("", "0.0.0.0", "::")  # noqa: S104 - read, not bound


@dataclass(frozen=True, slots=True)
class Container:
    """A container as far as the way to a directory needs it."""

    name: str
    mounts: tuple[Mount, ...]
    ports: tuple[PublishedPort, ...] | None = None
    """None if the output does not say."""
    host_network: bool | None = None
    """Whether it uses its host's network as it is; None if the output does not say."""
    network_of: str | None = None
    """Another container whose network it uses."""
    address: str | None = None
    """Its own address."""
    running: bool = True
    node: str | None = None
    """The cluster node that it runs on."""
    other_nodes: tuple[str, ...] = ()
    """Nodes with further replicas that read from a directory of their own."""
