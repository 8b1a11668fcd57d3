"""From the URL of an endpoint to the directory that the packages are imported into.

The chain of the document: http path -> path that the server reads -> path on the host of its container -> that host.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clustercfg.errors import StorageError
from clustercfg.storage.clusters import find_pod
from clustercfg.storage.copying import commands_for
from clustercfg.storage.findings import Finding, Verdict
from clustercfg.storage.host_directory import look_at_directory
from clustercfg.storage.located import Located, Question
from clustercfg.storage.machines import is_own_address, is_this_machine
from clustercfg.storage.mounts.choice import HostPlace, place_of
from clustercfg.storage.mounts.ports import listening_port
from clustercfg.storage.mounts.reading import read_inspection
from clustercfg.storage.nginx.configuration import Configuration, read_configuration
from clustercfg.storage.nginx.endpoint import EndpointMapping, map_endpoint
from clustercfg.storage.nginx.requests import Request, request_for
from clustercfg.storage.nginx.running import ask_nginx, built_in_settings
from clustercfg.storage.nginx.sources import Disk, source_of_text
from clustercfg.storage.reasons import Reason
from clustercfg.storage.runtimes import Running, find_container
from clustercfg.storage.workers import Worker, worker_named
from clustercfg.translation import gettext as _

__all__ = ["locate"]


@dataclass(frozen=True, slots=True)
class _Served:
    """What the server reads for the endpoint."""

    directory: str | None
    mapping: EndpointMapping | None = None
    user: str | None = None
    commands: tuple[str, ...] = ()


def locate(question: Question) -> Located:
    """Follow the chain as far as it goes.

    Raises:
        StorageError: something that is needed cannot be read, run or understood.
        MissingExtraError: the parser of nginx's configuration is not installed.
        OSError: a configuration file cannot be read.
    """
    running = _running(question)
    request, reasons = _request(question, running)
    served = _served(question, request, running)
    place = place_of(running.container, served.directory) if running and served.directory else None
    directory = place.path if place else served.directory if running is None else None
    nodes = _nodes(question, running, place)
    return Located(
        question.url,
        served.directory,
        directory,
        nodes,
        served.mapping,
        running.container if running else None,
        place,
        (*(running.reasons if running else ()), *reasons),
        tuple(_findings(question, directory, served, place)) if directory and not nodes else (),
        tuple(_copies(question, directory, nodes)),
        (*(running.commands if running else ()), *served.commands),
    )


def _running(question: Question) -> Running | None:
    if question.inspection is not None:
        pod = question.pod[1] if question.pod else None
        return Running(read_inspection(question.inspection, question.container, pod), (), ())
    if question.pod is not None:
        return find_pod(*question.pod, question.container)
    if question.runtime is not None and question.container is not None:
        return find_container(question.runtime, question.container, question.containerd_namespace)
    return None


def _request(question: Question, running: Running | None) -> tuple[Request, tuple[Reason, ...]]:
    request = request_for(question.url, listen_port=question.listen_port, address=question.address)
    if running is None or question.listen_port is not None or question.root is not None:
        return request, ()
    answer = listening_port(running.container, request.host, request.port)
    if not answer.translated:
        return request, answer.reasons
    address = question.address or running.container.address
    return request_for(question.url, listen_port=answer.port, address=address), answer.reasons


def _served(question: Question, request: Request, running: Running | None) -> _Served:
    if question.root is not None:
        return _Served(question.root)
    configuration, user, commands = _configuration(question, running)
    mapping = map_endpoint(configuration, request, question.paths)
    return _Served(mapping.directory, mapping, configuration.user or user, commands)


def _configuration(
    question: Question, running: Running | None
) -> tuple[Configuration, str | None, tuple[str, ...]]:
    """Return the configuration, nginx's built-in user, and what was run."""
    given, prefix = question.configuration, question.prefix
    if isinstance(given, bytes):
        return read_configuration(source_of_text(given, "nginx.conf"), prefix=prefix), None, ()
    if given is not None:
        options = {} if running else built_in_settings()
        source = Disk(str(given))
        return read_configuration(source, prefix=prefix or options.get("prefix")), options.get("user"), ()
    if running and not running.execute:
        raise StorageError(
            _("saved output does not say which directory nginx serves"),
            _("pass nginx's configuration with --nginx-conf, or the directory in the container with --root"),
        )
    installed = ask_nginx(running.execute if running else ())
    found = read_configuration(installed.source, prefix=prefix or installed.prefix)
    return found, installed.user, installed.commands


def _nodes(question: Question, running: Running | None, place: HostPlace | None) -> tuple[str, ...]:
    """Return the machines that the directory is on; none stands for this one."""
    nodes = place.nodes if place else ()
    if running and running.remote and not nodes and running.container.node:
        nodes = (running.container.node,)
    if question.node is not None:
        nodes = (question.node,)
    return () if len(nodes) == 1 and is_this_machine(nodes[0]) else nodes


def _findings(
    question: Question, directory: str, served: _Served, place: HostPlace | None
) -> Iterator[Finding]:
    # The user's number in a container is not its number here: only what everybody may read is sure.
    worker = worker_named(served.user) if served.user and place is None else Worker()
    start = Path(place.mount.source) if place and place.mount and place.mount.source else None
    yield from look_at_directory(Path(directory), worker=worker, start=start, demand=question.demand)
    host = request_for(question.url).host
    if is_own_address(host) is False:
        text = _("{host} is no address of this machine; if the server runs elsewhere, so does its directory")
        yield Finding("host", Verdict.WARN, text.format(host=host), _("say with --node where it is"))


def _copies(question: Question, directory: str | None, nodes: tuple[str, ...]) -> Iterator[str]:
    for node in nodes if directory else ():
        yield from commands_for(node, directory or "", question.tarballs)
