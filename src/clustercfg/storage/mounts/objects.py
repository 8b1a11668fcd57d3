"""Objects of Kubernetes: those in a saved output, or those that a cluster is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from clustercfg.storage.mounts.data import items, text

__all__ = ["Objects", "SavedObjects", "flattened", "is_object"]


class Objects(Protocol):
    """Where objects come from."""

    def get(self, kind: str, name: str, namespace: str) -> dict[str, Any] | None:
        """Return one object, or None if it is not known."""

    def all(self, kind: str, namespace: str) -> list[dict[str, Any]] | None:
        """Return all objects of a kind in a namespace, or None if they cannot be looked at."""


@dataclass(frozen=True, slots=True)
class SavedObjects:
    """Objects that were read from a file."""

    objects: tuple[dict[str, Any], ...]

    def get(self, kind: str, name: str, namespace: str) -> dict[str, Any] | None:
        """Return one object, or None if the file does not have it."""
        found = (each for each in self.all(kind, namespace) if text(each, "metadata", "name") == name)
        return next(found, None)

    def all(self, kind: str, namespace: str) -> list[dict[str, Any]]:
        """Return all objects of a kind; those without a namespace belong to every one."""
        return [
            each
            for each in self.objects
            if text(each, "kind") == kind and text(each, "metadata", "namespace") in ("", namespace)
        ]


def is_object(data: Any) -> bool:
    """Return whether `data` is an object of Kubernetes that matters here."""
    return isinstance(data, dict) and text(data, "kind") in ("Pod", "PodList", "List", "PersistentVolume")


def flattened(data: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield objects, and those inside lists."""
    for each in data:
        if text(each, "kind").endswith("List"):
            yield from flattened(
                {"kind": text(each, "kind").removesuffix("List"), **inner} for inner in items(each, "items")
            )
        else:
            yield each
