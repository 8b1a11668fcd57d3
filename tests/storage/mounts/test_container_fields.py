"""What is read out of the output of each tool, field by field."""

from __future__ import annotations

import json
from typing import Any

import pytest

from clustercfg.errors import StorageError
from clustercfg.storage.mounts.container import Container, Mount, PublishedPort
from clustercfg.storage.mounts.objects import SavedObjects
from clustercfg.storage.mounts.pods import container_in_pod
from clustercfg.storage.mounts.reading import read_inspection

HTML = "/usr/share/nginx/html"
MOUNT = {"Type": "bind", "Source": "/data", "Destination": HTML, "RW": True}
BOUND = (Mount(HTML, "/data", "bind"),)


def docker(**more: Any) -> dict[str, Any]:
    return {
        "Id": "0123456789abcdef",
        "Name": "/web",
        "Mounts": [MOUNT],
        "State": {},
        "HostConfig": {},
        **more,
    }


def networks(**addresses: str) -> dict[str, Any]:
    return {"Networks": {name: {"IPAddress": address} for name, address in addresses.items()}}


CRI = {
    "id": "0123456789abcdef",
    "state": "CONTAINER_RUNNING",
    "metadata": {"name": "web"},
    "mounts": [{"containerPath": HTML, "hostPath": "/data"}],
}
PORTS_OF_POD = json.dumps(
    [{"containerPort": 80, "hostPort": 8080, "hostIP": "10.0.1.1"}, {"containerPort": 81}, {"hostPort": 82}]
)
NETWORK = {"linux": {"namespaces": [{"type": "mount"}, {"type": "network"}]}}
ANNOTATED = {"annotations": {"io.kubernetes.container.ports": PORTS_OF_POD}}
READ_ONLY = {"containerPath": "/a", "hostPath": "/b", "readonly": True}
DEEP = {"containerPath": "/c", "hostPath": "/d", "recursiveReadOnly": True}
REQUESTED = {"container_path": "/e", "host_path": "/f"}
OCI_MOUNTS = [
    {"destination": "/a", "type": "none", "source": "/b", "options": ["rbind", "ro"]},
    {"destination": "/proc", "type": "proc", "source": "proc"},
    *({"destination": f"/{each}/x", "type": "tmpfs"} for each in ("dev", "run", "proc", "sys")),
    {"destination": "/tmp/x", "type": "tmpfs"},  # noqa: S108 - only a name
]

FORMS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("Docker", docker(), {"name": "web", "mounts": BOUND, "running": True}),
    ("Docker without a name", docker(Name=""), {"name": "0123456789ab"}),
    ("Docker, stopped", docker(State={"Running": False}), {"running": False}),
    ("Docker, running", docker(State={"Running": True}), {"running": True}),
    (
        "Docker, host's network",
        docker(HostConfig={"NetworkMode": "host"}),
        {"host_network": True, "ports": ()},
    ),
    (
        "Docker, another's network",
        docker(HostConfig={"NetworkMode": "container:abc"}),
        {"host_network": False, "network_of": "abc", "ports": None},
    ),
    ("nerdctl, unknown network", docker(), {"host_network": None, "network_of": None, "ports": None}),
    ("Docker, address", docker(NetworkSettings={"IPAddress": "172.17.0.2"}), {"address": "172.17.0.2"}),
    ("Docker, one network", docker(NetworkSettings=networks(a="172.18.0.2")), {"address": "172.18.0.2"}),
    ("Docker, two networks", docker(NetworkSettings=networks(a="10.1.0.2", b="10.2.0.2")), {"address": None}),
    (
        "Docker, read-only",
        docker(Mounts=[MOUNT | {"RW": False}]),
        {"mounts": (Mount(HTML, "/data", "bind", True),)},
    ),
    (
        "Docker, a driver",
        docker(Mounts=[MOUNT | {"Driver": "nfs"}]),
        {"mounts": (Mount(HTML, "/data", "bind", driver="nfs"),)},
    ),
    (
        "Docker, a volume",
        docker(Mounts=[MOUNT | {"Type": "volume", "Driver": "local"}]),
        {"mounts": (Mount(HTML, "/data", "volume"),)},
    ),
    ("Docker, its own driver", docker(Mounts=[MOUNT | {"Driver": "local"}]), {"mounts": BOUND}),
    ("Docker, no source", docker(Mounts=[{"Destination": HTML}]), {"mounts": (Mount(HTML, None, "bind"),)}),
    (
        "nerdctl, asked for",
        docker(Mounts=[], HostConfig={"Binds": [f"/data:{HTML}:rw,z", "/b:/a:ro", "volume:/c", "/only"]}),
        {"mounts": (*BOUND, Mount("/a", "/b", "bind", True))},
    ),
    ("Docker, asked for and mounted", docker(HostConfig={"Binds": [f"/other:{HTML}"]}), {"mounts": BOUND}),
    (
        "Docker, ports",
        docker(
            NetworkSettings={
                "Ports": {
                    "80/tcp": [
                        {"HostIp": "10.0.1.1", "HostPort": "8080"},
                        {"HostIp": "", "HostPort": "8081"},
                    ],
                    "81/udp": [{"HostIp": "", "HostPort": "8082"}],
                    "82": [{"HostPort": 8083}],
                    "83/tcp": None,
                    "84/tcp": [{"HostPort": ""}],
                }
            }
        ),
        {"ports": (PublishedPort(80, 8080, "10.0.1.1"), PublishedPort(80, 8081), PublishedPort(82, 8083))},
    ),
    (
        "Docker, ports asked for",
        docker(HostConfig={"PortBindings": {"80/tcp": [{"HostPort": "8080"}]}}),
        {"ports": (PublishedPort(80, 8080),)},
    ),
    ("crictl", {"status": CRI}, {"name": "web", "mounts": BOUND, "ports": None, "host_network": None}),
    ("crictl without a name", {"status": CRI | {"metadata": {}}}, {"name": "0123456789abc"}),
    ("crictl, stopped", {"status": CRI | {"state": "CONTAINER_EXITED"}}, {"running": False}),
    ("crictl, running", {"status": CRI}, {"running": True}),
    ("crictl, of an older kind", {"status": CRI | {"state": ""}}, {"running": True}),
    ("crictl, ports", {"status": CRI | ANNOTATED}, {"ports": (PublishedPort(80, 8080, "10.0.1.1"),)}),
    (
        "crictl, unreadable ports",
        {"status": CRI | {"annotations": {"io.kubernetes.container.ports": "[{"}}},
        {"ports": None},
    ),
    (
        "crictl, read-only",
        {"status": CRI | {"mounts": [READ_ONLY, DEEP, {"hostPath": "/x"}]}},
        {"mounts": (Mount("/a", "/b", "bind", True), Mount("/c", "/d", "bind", True))},
    ),
    (
        "crictl, mounts of the request",
        {"status": {}, "info": {"runtimeSpec": {}, "config": {"mounts": [REQUESTED]}}},
        {"mounts": (Mount("/e", "/f", "bind"),)},
    ),
    ("crictl, own network", {"status": CRI, "info": {"runtimeSpec": NETWORK}}, {"host_network": None}),
    (
        "crictl, host's network",
        {"status": CRI, "info": {"runtimeSpec": {"linux": {}}}},
        {"host_network": True},
    ),
    (
        "ctr, own network",
        {"ID": "web", "Spec": NETWORK},
        {"name": "web", "host_network": False, "mounts": ()},
    ),
    ("ctr, host's network", {"ociVersion": "1.0.2"}, {"host_network": True}),
    (
        "ctr, mounts",
        {"ID": "web", "Spec": {"mounts": OCI_MOUNTS}},
        {"mounts": (Mount("/a", "/b", "bind", True), Mount("/tmp/x", None, "tmpfs"))},  # noqa: S108 - the same
    ),
]


def fields(container: Container, names: dict[str, Any]) -> dict[str, Any]:
    """The fields of these names, without the texts for people."""
    found = {name: getattr(container, name) for name in names}
    if "mounts" in found:
        found["mounts"] = tuple(
            Mount(each.destination, each.source, each.kind, each.read_only, each.driver)
            for each in container.mounts
        )
    return found


@pytest.mark.parametrize(("form", "expected"), [row[1:] for row in FORMS], ids=[row[0] for row in FORMS])
def test_a_container_is_what_its_tool_says(form: dict[str, Any], expected: dict[str, Any]) -> None:
    container = read_inspection(json.dumps([form]).encode())
    assert fields(container, expected) == expected


def pod(container: dict[str, Any] | None = None, **spec: Any) -> dict[str, Any]:
    mounts = [{"name": "html", "mountPath": HTML, "subPathExpr": "$(A)/$(B)/$(C)/$(D)"}]
    names = {"A": "metadata.name", "B": "metadata.namespace", "C": "metadata.uid", "D": "spec.nodeName"}
    environment = [
        {"name": name, "valueFrom": {"fieldRef": {"fieldPath": path}}} for name, path in names.items()
    ]
    nginx = {"name": "web", "volumeMounts": mounts, "env": environment, **(container or {})}
    return {
        "metadata": {"name": "web-0", "namespace": "files", "uid": "u1"},
        "spec": {
            "nodeName": "node1",
            "containers": [nginx],
            "volumes": [{"name": "html", "hostPath": {"path": "/srv"}}],
            **spec,
        },
        "status": {"phase": "Running", "podIP": "10.244.0.7"},
    }


PODS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("fields of the pod", pod(), {"mounts": (Mount(HTML, "/srv/web-0/files/u1/node1", "hostPath"),)}),
    ("where it runs", pod(), {"name": "web", "node": "node1", "address": "10.244.0.7", "running": True}),
    (
        "nowhere yet",
        pod(nodeName="") | {"status": {"phase": "Pending"}},
        {"node": None, "address": None, "running": False},
    ),
    ("of an older kind", pod() | {"status": {}}, {"running": True, "address": None}),
    ("its own network", pod(), {"host_network": False}),
    ("the host's network", pod(hostNetwork=True), {"host_network": True}),
    (
        "ports of the host",
        pod(
            {"ports": [{"containerPort": 80, "hostPort": 8080, "hostIP": "10.0.1.1"}, {"containerPort": 81}]}
        ),
        {"ports": (PublishedPort(80, 8080, "10.0.1.1"),)},
    ),
    ("no ports", pod(), {"ports": ()}),
    (
        "a part of a volume, read-only",
        pod({"volumeMounts": [{"name": "html", "mountPath": "/a", "subPath": "./b/", "readOnly": True}]}),
        {"mounts": (Mount("/a", "/srv/b", "hostPath", True),)},
    ),
    (
        "no such volume",
        pod({"volumeMounts": [{"name": "other", "mountPath": "/a"}]}),
        {"mounts": (Mount("/a", None, "emptyDir"),)},
    ),
    (
        "a volume without a kind",
        pod({"volumeMounts": [{"name": "data", "mountPath": "/a"}]}, volumes=[{"name": "data"}]),
        {"mounts": (Mount("/a", None, "emptyDir"),)},
    ),
    (
        "a CSI volume of its own",
        pod(
            {"volumeMounts": [{"name": "data", "mountPath": "/a"}]},
            volumes=[{"name": "data", "csi": {"driver": ""}}],
        ),
        {
            "mounts": (
                Mount(
                    "/a", "/var/lib/kubelet/pods/u1/volumes/kubernetes.io~csi/data/mount", "csi", driver="csi"
                ),
            )
        },
    ),
    (
        "a value that the pod does not say",
        pod({"env": [{"name": "A", "valueFrom": {"configMapKeyRef": {"name": "x", "key": "y"}}}]}),
        {"mounts": (Mount(HTML, None, "hostPath"),)},
    ),
]


@pytest.mark.parametrize(("form", "expected"), [row[1:] for row in PODS], ids=[row[0] for row in PODS])
def test_a_pod_is_what_kubernetes_says(form: dict[str, Any], expected: dict[str, Any]) -> None:
    container = container_in_pod(form, None, SavedObjects((form,)))
    assert fields(container, expected) == expected


def service(port: dict[str, Any], namespace: str = "files", **selector: str) -> dict[str, Any]:
    return {
        "kind": "Service",
        "metadata": {"name": "web", "namespace": namespace},
        "spec": {"selector": selector, "ports": [port]},
    }


EIGHTY = {"port": 8080, "targetPort": 80, "nodePort": 30080}
SERVICES: list[tuple[str, dict[str, Any], tuple[PublishedPort, ...]]] = [
    ("by number", service(EIGHTY, app="web"), (PublishedPort(80, 30080), PublishedPort(80, 8080))),
    (
        "by name",
        service({"port": 8080, "targetPort": "http"}, app="web"),
        (PublishedPort(80, 8080),),
    ),
    ("by a name that nobody has", service({"port": 8080, "targetPort": "https"}, app="web"), ()),
    ("the same port", service({"port": 80}, app="web"), (PublishedPort(80, 80),)),
    ("TCP", service({"port": 80, "protocol": "TCP"}, app="web"), (PublishedPort(80, 80),)),
    ("UDP", service({"port": 80, "protocol": "UDP"}, app="web"), ()),
    ("of others", service(EIGHTY, app="db"), ()),
    ("of a part of these", service({"port": 80}, app="web", tier="x"), ()),
    ("of nobody", service(EIGHTY), ()),
    ("elsewhere", service(EIGHTY, "elsewhere", app="web"), ()),
]


@pytest.mark.parametrize(
    ("form", "expected"), [row[1:] for row in SERVICES], ids=[row[0] for row in SERVICES]
)
def test_a_service_leads_to_the_pods_that_it_selects(
    form: dict[str, Any], expected: tuple[PublishedPort, ...]
) -> None:
    web = pod({"ports": [{"name": "http", "containerPort": 80}]})
    web["metadata"]["labels"] = {"app": "web", "release": "7"}
    assert container_in_pod(web, None, SavedObjects((web, form))).ports == expected


def test_lists_of_kubernetes_are_opened() -> None:
    web = pod() | {"kind": "Pod"}
    nameless = {key: value for key, value in web.items() if key != "kind"}
    for form in ({"kind": "List", "items": [web]}, {"kind": "PodList", "items": [nameless]}):
        assert read_inspection(json.dumps(form).encode()).name == "web"


SEVERAL: list[tuple[Any, dict[str, Any], str, str]] = [
    ([docker(), docker(Name="/db")], {}, "several containers: web, db", "--container NAME"),
    ([docker(), docker(Name="/db")], {"name": "cache"}, "several containers: web, db", "--container NAME"),
    (
        pod(containers=[{"name": "one"}, {"name": "two"}]) | {"kind": "Pod"},
        {},
        "the pod has several containers: one, two",
        "--container NAME",
    ),
    (
        pod(containers=[{"name": "one"}, {"name": "two"}]) | {"kind": "Pod"},
        {"name": "three"},
        "the pod has no container three; there are: one, two",
        "",
    ),
    (pod() | {"kind": "Pod"}, {"pod": "web-1"}, "no such pod", ""),
    (
        [pod() | {"kind": "Pod"}, {"kind": "Pod", "metadata": {"name": "db-0"}}],
        {},
        "several pods: web-0, db-0",
        "--pod NAMESPACE/NAME",
    ),
]


@pytest.mark.parametrize(("form", "choice", "message", "remedy"), SEVERAL)
def test_where_there_are_several_one_is_told_how_to_choose(
    form: Any, choice: dict[str, str], message: str, remedy: str
) -> None:
    with pytest.raises(StorageError, match=message) as caught:
        read_inspection(json.dumps(form).encode(), **choice)
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(
    ("containers", "chosen"),
    [
        ([{"name": "one"}, {"name": "nginx"}], "nginx"),
        ([{"name": "one"}, {"name": "two", "image": "nginx:1.27"}], "two"),
        ([{"name": "nginx-exporter"}, {"name": "one"}], "nginx-exporter"),
    ],
)
def test_the_one_that_is_nginx_is_meant(containers: list[dict[str, Any]], chosen: str) -> None:
    assert read_inspection(json.dumps(pod(containers=containers) | {"kind": "Pod"}).encode()).name == chosen
