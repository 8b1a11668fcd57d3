"""`spec.masterNodes`, `workerNodes` and `etcdNodes`, and the kind cluster on the bootstrap machine."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from clustercfg.models.base import Block, documented
from clustercfg.models.types import (
    AbsolutePath,
    IpAddress,
    Named,
    NodeName,
    Port,
    Secret,
    SshPort,
    Taint,
    Text,
)
from clustercfg.translation import mark

__all__ = ["Node", "TinderKind"]

_PORTS = ("cluster-config", "release-notes")


class Node(Block):
    """One machine; the same keys serve control-plane, worker and etcd nodes."""

    node_name: Annotated[
        NodeName,
        documented(
            "nodeName",
            "Name of the node; it becomes the machine's host name (RFC 1123).",
            since="v0.3",
            sources=("cluster-config",),
            examples=("g-master1",),
            required_when=mark("always"),
        ),
    ]
    ip: Annotated[
        IpAddress,
        documented(
            "ip",
            "Address of the node.",
            since="v0.3",
            sources=("cluster-config",),
            examples=("10.6.127.231",),
            required_when=mark("always"),
        ),
    ]
    ansible_user: Annotated[
        Text | None,
        documented(
            "ansibleUser",
            "User for SSH; the installation guide demands root.",
            since="v0.3",
            sources=("cluster-config", "prepare"),
            examples=("root",),
            required_when=mark("privateKeyPath is absent"),
            blank_is_absent=True,
        ),
    ] = None
    ansible_pass: Annotated[
        Secret | None,
        documented(
            "ansiblePass",
            "Password for SSH; put it in quotes, above all when it holds only digits.",
            since="v0.3",
            sources=("cluster-config", "release-notes"),
            required_when=mark("privateKeyPath is absent"),
            blank_is_absent=True,
        ),
    ] = None
    ansible_ssh_port: Annotated[
        SshPort,
        documented(
            "ansibleSSHPort",
            "Port of the SSH server.",
            since="v0.8.0",
            sources=_PORTS,
            examples=(22, "22"),
        ),
    ] = 22
    ansible_extra_args: Annotated[
        Secret | None,
        documented(
            "ansibleExtraArgs",
            "More variables of the Ansible inventory in one string: k='v'  k1='v1'.",
            since="v0.11.0",
            sources=_PORTS,
            examples=("ansible_python_interpreter='/usr/local/bin/python'",),
            blank_is_absent=True,
        ),
    ] = None
    node_taints: Annotated[
        list[Taint],
        documented(
            "nodeTaints",
            "Taints set on the node, each as key=value:Effect.",
            since="v0.4.0",
            sources=("cluster-config",),
            examples=(["node.daocloud.io/es-only=true:NoSchedule"],),
            required_when=mark("at least three workers run the built-in Elasticsearch (7-node mode)"),
        ),
    ] = Field(default_factory=list)
    node_labels: Annotated[
        Named[Text],
        documented(
            "nodeLabels",
            "Labels set on the node.",
            since="v0.9.0",
            sources=("cluster-config",),
            examples=({"daocloud.io/hostname": "g-worker1"},),
        ),
    ] = Field(default_factory=dict)


class TinderKind(Block):
    """The kind cluster on the bootstrap machine."""

    instance_name: Annotated[
        Text,
        documented(
            "instanceName",
            "Name of the kind cluster and of its container.",
            since="v0.9.0",
            sources=("cluster-config", "light-install"),
            examples=("my-cluster-installer",),
        ),
    ] = "my-cluster-installer"
    resources_mount_path: Annotated[
        AbsolutePath,
        documented(
            "resourcesMountPath",
            "Folder of the bootstrap machine that is mounted into the kind node; it also holds its etcd.",
            since="v0.9.0",
            sources=("cluster-config", "tinder-restore"),
            examples=("/home/kind",),
        ),
    ] = "/home/kind"
    registry_port: Annotated[
        Port,
        documented(
            "registryPort",
            "Host port of the built-in registry.",
            since="v0.9.0",
            sources=_PORTS,
            examples=(443,),
        ),
    ] = 443
    minio_server_port: Annotated[
        Port,
        documented(
            "minioServerPort",
            "Host port of the built-in MinIO.",
            since="v0.9.0",
            sources=_PORTS,
            examples=(9000,),
        ),
    ] = 9000
    minio_console_port: Annotated[
        Port,
        documented(
            "minioConsolePort",
            "Host port of the built-in MinIO's console.",
            since="v0.9.0",
            sources=_PORTS,
            examples=(9001,),
        ),
    ] = 9001
    chartmuseum_port: Annotated[
        Port,
        documented(
            "chartmuseumPort",
            "Host port of the built-in ChartMuseum.",
            since="v0.9.0",
            sources=_PORTS,
            examples=(8081,),
        ),
    ] = 8081
