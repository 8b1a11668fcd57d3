"""Asks container engines about a container, by their own command line tools."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from clustercfg.errors import StorageError
from clustercfg.storage.machines import is_this_machine
from clustercfg.storage.mounts.container import Container
from clustercfg.storage.mounts.data import items, text
from clustercfg.storage.mounts.reading import parsed, read_inspection
from clustercfg.storage.programs import Completed, run
from clustercfg.storage.reasons import Reason
from clustercfg.translation import gettext as _

__all__ = ["RUNTIMES", "Running", "find_container", "refuse_options"]

_NAMESPACES = ("default", "k8s.io", "moby")
"""Where ctr looks unless told: containerd's own default, that of Kubernetes, that of Docker."""


@dataclass(frozen=True, slots=True)
class Running:
    """A container that was found, and how to run a program in it."""

    container: Container
    execute: tuple[str, ...]
    """The beginning of a command line; the program and its arguments follow."""
    commands: tuple[str, ...]
    """What was run to find it."""
    reasons: tuple[Reason, ...] = ()
    remote: bool = False
    """Whether the engine belongs to another machine, so that its paths are not this one's."""


def find_container(runtime: str, name: str, namespace: str | None = None) -> Running:
    """Return what `runtime` (one of RUNTIMES) says of a container.

    `namespace` is one of containerd's; without it nerdctl takes its own default, and ctr is asked for the usual ones.

    Raises:
        StorageError: the tool is missing, does not answer, or does not know the container.
    """
    refuse_options(name, namespace or "")
    return _FINDERS[runtime](name, namespace)


def refuse_options(*names: str) -> None:
    """Raise a StorageError for a name that a tool would take for one of its options."""
    for name in names:
        if name.startswith("-"):
            raise StorageError(_("{name} is no name of a container or pod").format(name=name))


def _docker(name: str, _namespace: str | None) -> Running:
    found = _with_network("docker", _inspected("docker", name))
    # The engine may be reached over the network or run in a virtual machine of the desktop.
    return _on_host_of(found, run(["docker", "info", "--format", "{{.Name}}"]))


def _podman(name: str, _namespace: str | None) -> Running:
    found = _with_network("podman", _inspected("podman", name))
    return _on_host_of(found, run(["podman", "info", "--format", "{{.Host.Hostname}}"]))


def _inspected(tool: str, name: str) -> Running:
    return _found([tool, "inspect", "--type", "container", name], (tool, "exec", name))


def _with_network(tool: str, found: Running) -> Running:
    """Look up the ports of the container whose network this one shares, as all do in a pod of podman's."""
    shared = found.container.network_of
    if shared is None:
        return found
    other = _inspected(tool, shared)
    container = replace(
        found.container,
        ports=other.container.ports,
        host_network=other.container.host_network,
        address=other.container.address,
    )
    return replace(found, container=container, commands=(*found.commands, *other.commands))


def _nerdctl(name: str, namespace: str | None) -> Running:
    tool = ("nerdctl", *(("--namespace", namespace) if namespace else ()))
    found = _found([*tool, "inspect", name], (*tool, "exec", name))
    if found.container.mounts:
        return found
    # It shows no mounts of what Kubernetes or ctr has started, except in its native form (containerd/nerdctl#2934).
    native = _found([*tool, "inspect", "--mode", "native", name], found.execute)
    container = replace(found.container, mounts=native.container.mounts)
    return replace(native, container=container, commands=(*found.commands, *native.commands))


def _crictl(name: str, _namespace: str | None) -> Running:
    listed = run(["crictl", "ps", "--all", "--output", "json"])
    if listed.code:
        raise _failed(listed)
    fitting = [
        each
        for each in items(parsed(listed.stdout.decode("utf-8", "replace")), "containers")
        if text(each, "metadata", "name") == name or text(each, "id").startswith(name)
    ]
    running = [each for each in fitting if text(each, "state") == "CONTAINER_RUNNING"] or fitting
    identities = [text(each, "id") for each in running]
    if len(identities) > 1:
        raise StorageError(
            _("crictl knows several containers {name}").format(name=name),
            _("name one by its id: {identities}").format(
                identities=", ".join(each[:13] for each in identities)
            ),
        )
    identity = identities[0] if identities else name
    found = _found(["crictl", "inspect", "--output", "json", identity], ("crictl", "exec", identity))
    return replace(found, commands=(listed.command, *found.commands))


def _ctr(name: str, namespace: str | None) -> Running:
    tried: list[str] = []
    for each in [namespace] if namespace else _NAMESPACES:
        done = run(["ctr", "--namespace", each, "containers", "info", name])
        tried.append(done.command)
        if done.code == 0:
            # ctr wants a new name for every program that it starts in a container.
            task = ("tasks", "exec", "--exec-id", f"clustercfg-{secrets.token_hex(4)}", name)
            container = replace(read_inspection(done.stdout), name=name)
            return Running(container, ("ctr", "--namespace", each, *task), tuple(tried))
    raise StorageError(
        _("ctr knows no container {name}: {complaint}").format(name=name, complaint=done.complaint),
        _("`ctr namespaces list` shows the namespaces; say which one with --namespace"),
    )


_FINDERS = {"docker": _docker, "nerdctl": _nerdctl, "podman": _podman, "crictl": _crictl, "ctr": _ctr}
RUNTIMES = tuple(_FINDERS)


def _found(arguments: Sequence[str], execute: tuple[str, ...]) -> Running:
    done = run(arguments)
    if done.code:
        raise _failed(done)
    return Running(read_inspection(done.stdout), execute, (done.command,))


def _failed(done: Completed) -> StorageError:
    return StorageError(
        _("{command} failed: {complaint}").format(command=done.command, complaint=done.complaint),
        _(
            "`{tool} ps` shows the containers; or save what it prints elsewhere and pass it with --inspect"
        ).format(tool=done.arguments[0]),
    )


def _on_host_of(found: Running, asked: Completed) -> Running:
    """Notice an engine on another machine by the name that it gives its host."""
    host = asked.stdout.decode("utf-8", "replace").strip()
    commands = (*found.commands, asked.command)
    if asked.code or not host or is_this_machine(host):
        return replace(found, commands=commands)
    reason = Reason(
        "remote-engine",
        _("the container engine runs on {host}, not here: its paths are paths of {host}").format(host=host),
    )
    container = replace(found.container, node=host)
    return replace(
        found, container=container, commands=commands, reasons=(*found.reasons, reason), remote=True
    )
