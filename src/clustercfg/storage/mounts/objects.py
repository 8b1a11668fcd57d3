"""Objects of Kubernetes: those in a saved output, or those that a cluster is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
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
    _named: dict[tuple[str, str], list[dict[str, Any]]] = field(init=False, default_factory=dict)
    """Objects by kind and name."""

    def __post_init__(self) -> None:
        for each in self.objects:
            self._named.setdefault((text(each, "kind"), text(each, "metadata", "name")), []).append(each)

    def get(self, kind: str, name: str, namespace: str) -> dict[str, Any] | None:
        """Return one object, or None if the file does not have it."""
        return next(_of_namespace(self._named.get((kind, name), ()), namespace), None)

    def all(self, kind: str, namespace: str) -> list[dict[str, Any]]:
        """Return all objects of a kind; those without a namespace belong to every one."""
        return list(_of_namespace((each for each in self.objects if text(each, "kind") == kind), namespace))


def _of_namespace(objects: Iterable[dict[str, Any]], namespace: str) -> Iterator[dict[str, Any]]:
    return (each for each in objects if text(each, "metadata", "namespace") in ("", namespace))


def is_object(data: Any) -> bool:
    """Return whether `data` is an object of Kubernetes that matters here."""
    return isinstance(data, dict) and text(data, "kind") in ("Pod", "PodList", "List", "PersistentVolume")


def flattened(data: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield objects, and those inside lists."""
    # Not by recursion: lists may lie in lists as deep as JSON may.
    waiting = [iter(data)]
    while waiting:
        each = next(waiting[-1], None)
        if each is None:
            waiting.pop()
        elif text(each, "kind").endswith("List"):
            waiting.append(_inner(each))
        else:
            yield each


def _inner(listed: dict[str, Any]) -> Iterator[dict[str, Any]]:
    kind = text(listed, "kind").removesuffix("List")
    return ({"kind": kind, **each} for each in items(listed, "items"))
