"""Asks Kubernetes about a pod, by kubectl."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from clustercfg.errors import StorageError
from clustercfg.storage.machines import is_this_machine
from clustercfg.storage.mounts.objects import flattened
from clustercfg.storage.mounts.pods import container_in_pod
from clustercfg.storage.mounts.reading import parsed
from clustercfg.storage.programs import Completed, run
from clustercfg.storage.runtimes import Running, refuse_options
from clustercfg.translation import gettext as _

__all__ = ["find_pod"]


@dataclass(frozen=True, slots=True)
class _Cluster:
    """The objects of the cluster that kubectl is set up for."""

    commands: list[str] = field(default_factory=list)

    def get(self, kind: str, name: str, namespace: str) -> dict[str, Any] | None:
        """Return one object, or None if the cluster does not have or show it."""
        found: Any = self._asked("get", kind.lower(), name, namespace=namespace)
        return found if isinstance(found, dict) else None

    def all(self, kind: str, namespace: str) -> list[dict[str, Any]] | None:
        """Return all objects of a kind, or None if the cluster does not show them."""
        found = self._asked("get", f"{kind.lower()}s", namespace=namespace)
        return list(flattened([found])) if isinstance(found, dict) else None

    def _asked(self, *words: str, namespace: str) -> Any:
        done = self.run(*words, namespace=namespace)
        return None if done.code else parsed(done.stdout.decode("utf-8", "replace"))

    def run(self, *words: str, namespace: str) -> Completed:
        """Run kubectl; objects that belong to no namespace are asked for without one."""
        chosen = ("--namespace", namespace) if namespace else ()
        done = run(["kubectl", *chosen, *words, "--output", "json"])
        self.commands.append(done.command)
        return done


def find_pod(namespace: str, name: str, container: str | None = None) -> Running:
    """Return what Kubernetes says of a container of a pod.

    Raises:
        StorageError: kubectl is missing or gets no answer, the pod is not there, or it is not clear which container is meant.
    """
    refuse_options(namespace, name, container or "")
    cluster = _Cluster()
    done = cluster.run("get", "pod", name, namespace=namespace)
    if done.code:
        raise StorageError(
            _("{command} failed: {complaint}").format(command=done.command, complaint=done.complaint),
            _(
                "or save the output of `kubectl get pod {name} -o yaml` elsewhere and pass it with --inspect"
            ).format(name=name),
        )
    pod = parsed(done.stdout.decode("utf-8", "replace"))
    found = container_in_pod(pod if isinstance(pod, dict) else {}, container, cluster)
    execute = ("kubectl", "--namespace", namespace, "exec", name, "--container", found.name, "--")
    return Running(found, execute, tuple(cluster.commands), remote=not is_this_machine(found.node or ""))
