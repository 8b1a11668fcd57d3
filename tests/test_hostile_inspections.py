"""Whatever is passed as the description of a container: `binaries locate` answers, in time, or says what is wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clustercfg.errors import StorageError
from clustercfg.storage.host_directory import look_at_directory
from clustercfg.storage.mounts.choice import place_of
from clustercfg.storage.mounts.ports import listening_port
from clustercfg.storage.mounts.reading import read_inspection
from hostile_runs import IS_FULL, SIZE, assert_told_within_limits

linux = pytest.mark.skipif(sys.platform != "linux", reason="the limits are those of Linux")

LARGEST = min(SIZE * 4, (4 << 20) - 100)
"""Four times the texts of YAML: as large as descriptions are read."""
DOCKER: list[dict[str, Any]] = [
    {
        "Id": "a" * 64,
        "Name": "/web",
        "State": {"Running": True},
        "HostConfig": {"NetworkMode": "bridge", "Binds": ["/srv:/usr"], "Tmpfs": {"/run/a": ""}},
        "NetworkSettings": {
            "Ports": {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "8080"}]},  # noqa: S104 - read, not bound
            "Networks": {"a": {"IPAddress": "10.1.0.2"}},
        },
        "Mounts": [{"Type": "bind", "Source": "/srv", "Destination": "/usr", "RW": True, "Driver": "local"}],
    }
]
CRICTL: dict[str, Any] = {
    "status": {
        "id": "a",
        "state": "CONTAINER_RUNNING",
        "metadata": {"name": "web"},
        "annotations": {"io.kubernetes.container.ports": '[{"containerPort": 80, "hostPort": 8080}]'},
        "mounts": [{"containerPath": "/usr", "hostPath": "/srv", "readonly": False}],
    },
    "info": {"config": {"mounts": []}, "runtimeSpec": {"linux": {"namespaces": [{"type": "network"}]}}},
}
CTR: dict[str, Any] = {
    "ID": "web",
    "Spec": {"mounts": [{"destination": "/usr", "source": "/srv", "type": "bind", "options": ["rbind"]}]},
}
KUBECTL: dict[str, Any] = {
    "kind": "List",
    "items": [
        {
            "kind": "Pod",
            "metadata": {"name": "web", "uid": "u", "labels": {"a": "b"}, "ownerReferences": [{"uid": "o"}]},
            "spec": {
                "nodeName": "n",
                "volumes": [
                    {"name": "v", "persistentVolumeClaim": {"claimName": "c"}},
                    {"name": "w", "hostPath": {"path": "/w"}},
                ],
                "containers": [
                    {
                        "name": "nginx",
                        "ports": [{"containerPort": 80, "hostPort": 8080, "name": "p"}],
                        "env": [{"name": "X", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}}],
                        "volumeMounts": [{"name": "v", "mountPath": "/usr", "subPathExpr": "$(X)"}],
                    }
                ],
            },
            "status": {"phase": "Running", "podIP": "10.1.0.3"},
        },
        {"kind": "PersistentVolumeClaim", "metadata": {"name": "c"}, "spec": {"volumeName": "pv"}},
        {
            "kind": "PersistentVolume",
            "metadata": {"name": "pv"},
            "spec": {"nfs": {"path": "/p", "server": "s"}},
        },
        {"kind": "Service", "spec": {"selector": {"a": "b"}, "ports": [{"port": 80, "targetPort": "p"}]}},
    ],
}
TOOLS = {"docker": DOCKER, "crictl": CRICTL, "ctr": CTR, "kubectl": KUBECTL}
WRONG = (
    *("5", "-1", "1e999", "NaN", "true", "null", '""', "[]", "{}", "[5]", "[[]]", '[{"a": 5}]', '{"a": [5]}'),
    *('"\\ud800"', '"/a\\u0000b"', '"²"', "9" * 5_000, f'"{"9" * 5_000}"'),
)


def routes(value: Any, route: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield (*route, key)
        yield from routes(value[key], (*route, key))


def with_text(data: Any, route: tuple[Any, ...], text: str) -> str:
    """Return JSON with `text` in place of the value at `route`."""
    changed = json.loads(json.dumps(data))
    place = changed
    for key in route[:-1]:
        place = place[key]
    place[route[-1]] = "@@"
    return json.dumps(changed).replace('"@@"', text)


@pytest.fixture
def configuration(tmp_path: Path) -> Path:
    file = tmp_path / "nginx.conf"
    file.write_text("http{server{root /usr/share;}}", encoding="utf-8")
    return file


def asked(configuration: Path, description: Path) -> list[str]:
    url = "http://10.0.0.1:8080/"
    return ["binaries", "locate", url, "--nginx-conf", str(configuration), "--inspect", str(description)]


@pytest.mark.parametrize("text", WRONG)
@pytest.mark.parametrize("tool", TOOLS)
def test_no_value_of_a_wrong_kind_breaks_anything(tool: str, text: str) -> None:
    for route in routes(TOOLS[tool]):
        try:
            container = read_inspection(with_text(TOOLS[tool], route, text).encode())
        except StorageError:
            continue
        place = place_of(container, "/usr/share")
        json.dumps(place.to_dict())
        assert listening_port(container, "10.0.0.1", 8080).port >= 0
        assert place.path is None or list(look_at_directory(Path(place.path)))


def filled(unit: str, head: str = "", tail: str = "") -> str:
    return head + unit * ((LARGEST - len(head) - len(tail)) // len(unit)) + tail


def listed(item: str, head: str = "[", tail: str = "]") -> str:
    return filled(f"{item}, ", head, item + tail)


POD = '{"kind": "Pod", "metadata": {"name": "a"}, "spec": {"containers": [{"name": "nginx"}]}}'
REPRESENTATIVES: dict[str, str] = {
    "closed brackets": "[" * (LARGEST // 2) + "]" * (LARGEST // 2),
    "mappings": listed('{"a": 1}'),
    "one number": "[" + "9" * LARGEST + "]",
    "keys that are twice there": listed('"Mounts": 5', json.dumps(DOCKER[0])[:-1] + ", ", "}"),
    "pods": listed(POD),
    "claims": listed(
        '{"kind": "PersistentVolumeClaim", "metadata": {"name": "c"}}',
        '{"kind": "List", "items": ['
        + POD.replace(
            '"spec": {',
            '"spec": {"volumes": ['
            + ", ".join(
                f'{{"name": "v{n}", "persistentVolumeClaim": {{"claimName": "x{n}"}}}}' for n in range(900)
            )
            + "], ",
        )
        + ", ",
        "]}",
    ),
    "too many lists in lists": '{"kind": "List", "items": [' * 40_000 + POD + "]}" * 40_000,
    "ports as nested text": json.dumps(CRICTL).replace('"[{\\"containerPort', '"' + "[" * 90_000 + '\\"'),
    "words of the document": filled("hostPath: a containerPath: "),
    "YAML": filled("a: b\n", "kind: Pod\n"),
    "aliases": "a0: &a0 [x, x]\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(40)),
    "a number of YAML": f"kind: Pod\nspec: {{containers: [{{name: nginx, ports: [{{containerPort: {'9' * 5000}}}]}}]}}",
    "more than is read": "[" + " " * (5 << 20),
}
MORE: dict[str, str] = {
    "brackets": filled("["),
    "braces": filled('{"a": '),
    "empty mappings": listed("{}"),
    "texts": listed('"ab"', '["😀", '),
    "floats": listed("1e5"),
    "mounts": listed('{"Source": "/a", "Destination": "/b"}'),
    "binds": listed('"/srv:/usr"', '{"State": {}, "HostConfig": {"Binds": [', "]}}"),
    "containers": listed('{"State": {}, "HostConfig": {}, "Name": "/a"}'),
    "lists in lists": '{"kind": "List", "items": [' * 400 + POD + "]}" * 400,
    "lines of the document": filled("hostPath: /a containerPath: /usr\n"),
    "blanks of the document": filled(" ", "hostPath:"),
    "tabs of the document": filled("\t", "hostPath: a", "b"),
    "deep YAML": filled("- "),
}
"""Like one of the others; `make hostile` takes them as well."""
TEXTS = REPRESENTATIVES | MORE if IS_FULL else REPRESENTATIVES


@linux
def test_any_description_is_answered_within_the_limits(tmp_path: Path, configuration: Path) -> None:
    commands = {}
    for number, (name, text) in enumerate(TEXTS.items()):
        file = tmp_path / f"{number}.json"
        file.write_text(text, encoding="utf-8")
        commands[name] = asked(configuration, file)
    assert_told_within_limits(commands, told={"more than is read": "more than 4,194,304 bytes"})


@linux
def test_a_device_is_no_description(configuration: Path) -> None:
    assert_told_within_limits(
        {"a device": asked(configuration, Path("/dev/zero"))}, told={"a device": "4,194,304"}
    )
