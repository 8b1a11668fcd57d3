"""Where a path and a port of a container are on its host, and what is told of doubts about that."""

from __future__ import annotations

import json
from typing import Any

import pytest

from clustercfg.storage.mounts.choice import HostPlace, place_of
from clustercfg.storage.mounts.container import Container, Mount, PublishedPort
from clustercfg.storage.mounts.ports import PortAnswer, listening_port
from clustercfg.storage.mounts.reading import read_inspection
from clustercfg.storage.reasons import Confidence

HTML = "/usr/share/nginx/html"
BOUND = Mount(HTML, "/data", "bind")
ANSWERS: list[tuple[dict[str, Any], str, PortAnswer, str]] = [
    ({"host_network": True}, "10.0.1.1", PortAnswer(8080, False), ""),
    ({}, "10.0.1.1", PortAnswer(8080, True), "container port 8080 leads to is not known; --listen-port"),
    ({"ports": (PublishedPort(80, 8080),)}, "10.0.1.1", PortAnswer(80, True), ""),
    ({"ports": (), "address": "10.244.0.7"}, "10.244.0.7", PortAnswer(8080, False), ""),
    ({"ports": ()}, "10.0.1.1", PortAnswer(8080, True), "publishes no port, so port 8080 of its host"),
    (
        {"ports": (PublishedPort(80, 80), PublishedPort(443, 8443, "10.0.1.2"))},
        "10.0.1.1",
        PortAnswer(8080, True),
        "does not publish port 8080 there; it publishes 80 -> 80, 10.0.1.2:8443 -> 443",
    ),
]


@pytest.mark.parametrize(("more", "host", "expected", "words"), ANSWERS)
def test_what_becomes_of_a_port_is_told(
    more: dict[str, Any], host: str, expected: PortAnswer, words: str
) -> None:
    answer = listening_port(Container("web", (), **more), host, 8080)
    assert (answer.port, answer.translated) == (expected.port, expected.translated)
    assert [each.confidence for each in answer.reasons] == [Confidence.CONDITIONAL] * bool(words)
    assert all(words in each.text for each in answer.reasons)


TOLD: list[tuple[tuple[Mount, ...], dict[str, Any], str]] = [
    ((), {}, f"not-mounted indeterminate {HTML}/x is not mounted"),
    ((Mount(HTML, None, "bind"),), {}, f"unusable-mount indeterminate the mount at {HTML} has no directory"),
    (
        (Mount(HTML, "/data", "npipe", refusal="it is none"),),
        {},
        f"unusable-mount indeterminate {HTML}/x is in a mount of kind npipe: it is none",
    ),
    ((Mount(HTML, "/data", "volume", driver="nfs"),), {}, "volume-driver conditional the driver nfs keeps"),
    ((BOUND,), {"running": False}, "not-running certain the container web is not running"),
    (
        (BOUND, Mount(f"{HTML}/x/y", "/d", "bind")),
        {},
        f"nested-mount conditional {HTML}/x/y is a mount of its own",
    ),
    (
        (Mount(HTML, "/data", "local"),),
        {"node": "one", "other_nodes": ("two",)},
        "several-nodes indeterminate replicas run on several nodes, each with its own files: one, two",
    ),
]


def place(*mounts: Mount, **more: Any) -> HostPlace:
    return place_of(Container("web", mounts, **more), f"{HTML}/x")


@pytest.mark.parametrize(("mounts", "more", "words"), TOLD)
def test_what_is_doubtful_about_a_mount_is_told(
    mounts: tuple[Mount, ...], more: dict[str, Any], words: str
) -> None:
    (reason,) = place(*mounts, **more).reasons
    assert f"{reason.code} {reason.confidence.value} {reason.text}".startswith(words)


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [
        ("bind", ""),
        ("volume", ""),
        ("tmpfs", "it is in memory"),
        ("npipe", "a mount of type npipe is no directory of the host"),
    ],
)
def test_a_mount_of_docker_is_used_by_its_type(kind: str, refusal: str) -> None:
    mount = {"Type": kind, "Source": "/data", "Destination": HTML, "RW": True}
    container = read_inspection(json.dumps([mount]).encode())
    (found,) = container.mounts
    assert container.name == ""
    assert (found.kind, bool(found.refusal)) == (kind, bool(refusal))
    assert found.refusal.startswith(refusal)


def test_what_docker_was_asked_for_is_a_mount_though_it_lists_none() -> None:
    asked = {"Binds": ["/data:/a:z,ro"], "Tmpfs": {HTML: ""}}
    container = read_inspection(json.dumps({"State": {}, "HostConfig": asked}).encode())
    bound, memory = container.mounts
    assert bound == Mount("/a", "/data", "bind", True)
    assert (memory.destination, memory.source, memory.kind) == (HTML, None, "tmpfs")
    assert memory.refusal.startswith("it is in memory")


def test_lines_of_the_document_are_mounts() -> None:
    lines = b"hostPath: /data one containerPath: /a\n  hostPath:  containerPath: /b  \nother\n"
    bound, memory = read_inspection(lines).mounts
    assert bound == Mount("/a", "/data one", "bind")
    assert (memory.destination, memory.source, memory.kind) == ("/b", None, "tmpfs")
    assert memory.refusal == "it has no directory on the host"


def test_dots_and_double_slashes_of_a_destination_mean_nothing() -> None:
    assert place(Mount("/usr/./share//nginx/html/.", "/data", "bind")).path == "/data/x"


def test_memory_of_a_container_of_ctr_is_refused() -> None:
    mounts = [{"destination": HTML, "type": "tmpfs"}]
    (found,) = read_inspection(json.dumps({"ociVersion": "1.0.2", "mounts": mounts}).encode()).mounts
    assert (found.kind, found.refusal) == ("tmpfs", "it is in memory and gone with the container")


def test_a_place_has_all_it_says_in_json() -> None:
    shared = place(Mount(HTML, "/export", "nfs", True, server="nas"), node="one", other_nodes=("two",))
    data = shared.to_dict()
    assert [reason.pop("code") for reason in data.pop("reasons")] == ["nfs"]
    mount = {"destination": HTML, "source": "/export", "kind": "nfs", "readOnly": True, "server": "nas"}
    assert data == {"path": "/export/x", "mount": mount, "nodes": ["nas"], "confidence": "certain"}
    assert place().to_dict()["mount"] is None
