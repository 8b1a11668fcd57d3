"""Kubernetes itself: audit log, network, container runtime and certificates."""

from __future__ import annotations

from typing import Annotated, Literal

from clustercfg.models.base import Block, documented
from clustercfg.models.types import Boolean, Cidr, Contents, CriVersion, Natural, Positive, Suggested, Text
from clustercfg.translation import mark

__all__ = ["AuditConfig", "ContainerRuntime", "Network", "RenewCerts"]

_DOCUMENT = ("cluster-config",)


class AuditConfig(Block):
    """The audit log of kube-apiserver."""

    log_path: Annotated[
        Text | None,
        documented(
            "logPath",
            "Log file inside the pod of kube-apiserver.",
            since="v0.3",
            sources=_DOCUMENT,
            examples=("/var/log/audit/kube-apiserver-audit.log",),
        ),
    ] = None
    log_host_path: Annotated[
        Text | None,
        documented(
            "logHostPath",
            "Folder of the log on the host.",
            since="v0.3",
            sources=_DOCUMENT,
            examples=("/var/log/kubernetes/audit",),
        ),
    ] = None
    policy_file: Annotated[
        Text | None,
        documented(
            "policyFile",
            "File of the audit policy.",
            since="v0.3",
            sources=_DOCUMENT,
            examples=("/etc/kubernetes/audit-policy/apiserver-audit-policy.yaml",),
        ),
    ] = None
    log_max_age: Annotated[
        Natural | None,
        documented(
            "logMaxAge",
            "How many days old log files are kept.",
            since="v0.3",
            sources=_DOCUMENT,
            examples=(30,),
            unit=mark("days"),
        ),
    ] = None
    log_max_backups: Annotated[
        Natural | None,
        documented(
            "logMaxBackups",
            "How many old log files are kept.",
            since="v0.3",
            sources=_DOCUMENT,
            examples=(10,),
        ),
    ] = None
    log_max_size: Annotated[
        Natural | None,
        documented(
            "logMaxSize",
            "Size in MB at which a new log file is begun.",
            since="v0.3",
            sources=_DOCUMENT,
            examples=(100,),
            unit=mark("MB"),
        ),
    ] = None
    policy_custom_rules: Annotated[
        Text | None,
        Contents(),
        documented(
            "policyCustomRules",
            "More audit rules: the text of a YAML list, best written as a block with |-.",
            since="v0.3",
            sources=_DOCUMENT,
            examples=("- level: None\n  users: []",),
        ),
    ] = None


class Network(Block):
    """The network of the cluster."""

    cni: Annotated[
        Text,
        Suggested(("calico", "cilium")),
        documented(
            "cni",
            "Network plugin.",
            since="v0.3",
            sources=("cluster-config", "release-notes"),
            examples=("calico",),
        ),
    ] = "calico"
    cluster_cidr: Annotated[
        Cidr,
        documented(
            "clusterCIDR",
            "Address range of the pods; it must not meet that of the services or of the hosts.",
            since="v0.3",
            sources=("cluster-config", "deploy-requirements", "all-in-one"),
            examples=("10.233.64.0/18",),
        ),
    ] = "10.233.64.0/18"
    service_cidr: Annotated[
        Cidr,
        documented(
            "serviceCIDR",
            "Address range of the services; it must not meet that of the pods or of the hosts.",
            since="v0.3",
            sources=("cluster-config", "deploy-requirements", "all-in-one"),
            examples=("10.233.0.0/18",),
        ),
    ] = "10.233.0.0/18"


class ContainerRuntime(Block):
    """The container runtime of the nodes."""

    cri_provider: Annotated[
        Literal["containerd", "docker"],
        documented(
            "criProvider",
            "Container runtime.",
            since="v0.3",
            sources=("cluster-config", "release-notes"),
            examples=("containerd",),
        ),
    ] = "containerd"
    cri_version: Annotated[
        CriVersion | None,
        documented(
            "criVersion",
            "Version of the runtime, without a leading v; online only.",
            since="v0.3",
            sources=_DOCUMENT,
            examples=("1.7.0",),
            default=mark("the version of the package"),
        ),
    ] = None
    skip_provision: Annotated[
        Boolean,
        documented(
            "skipProvision",
            "Leave the runtime alone that is already installed; docker only.",
            since="v0.16.0",
            sources=("cluster-config", "release-notes"),
            examples=(True,),
        ),
    ] = False


class RenewCerts(Block):
    """Renewal of the cluster's certificates."""

    mode: Annotated[
        Literal["cyclical", "onetime"],
        documented(
            "mode",
            "Renew on a timer (cyclical) or once (onetime).",
            since="v0.11.0",
            sources=("cluster-config", "release-notes"),
            examples=("onetime",),
            values={
                "cyclical": mark("A timer renews the certificates again and again."),
                "onetime": mark("The certificates are renewed once, for oneTimeValidDays."),
            },
        ),
    ] = "cyclical"
    one_time_valid_days: Annotated[
        Positive,
        documented(
            "oneTimeValidDays",
            "Days for which the certificates are valid; only with mode onetime.",
            since="v0.11.0",
            sources=_DOCUMENT,
            examples=(3650,),
            unit=mark("days"),
        ),
    ] = 3650
