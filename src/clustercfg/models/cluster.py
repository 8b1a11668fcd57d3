"""The root of the document, `ClusterConfig`, and its `spec`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from clustercfg.models.base import Block, documented
from clustercfg.models.binaries import Binaries, OfficialServiceBinaries
from clustercfg.models.images import AddonPackage, ImagesAndCharts, OfficialServiceImagesAndCharts
from clustercfg.models.kubernetes import AuditConfig, ContainerRuntime, Network, RenewCerts
from clustercfg.models.kubespray import KubesprayVariables
from clustercfg.models.load_balancer import LoadBalancer
from clustercfg.models.middlewares import ExternalMiddlewares
from clustercfg.models.nodes import Node, TinderKind
from clustercfg.models.os_repos import OfficialServiceOsRepos, OsRepos
from clustercfg.models.types import (
    AbsolutePath,
    BootstrapNode,
    ClusterName,
    Contents,
    KubernetesVersion,
    NtpServer,
    Text,
)
from clustercfg.translation import mark

__all__ = ["ClusterConfig", "Metadata", "Spec"]

_DOCUMENT = ("cluster-config",)


class Spec(Block):
    """Everything there is to configure, in the order of the documents."""

    cluster_name: Annotated[
        ClusterName | None,
        documented(
            "clusterName",
            "Name of the Global cluster.",
            since="v0.4.0",
            sources=_DOCUMENT,
            examples=("my-cluster",),
            required_when=mark("the installer creates the cluster"),
        ),
    ] = None
    bootstrap_node: Annotated[
        BootstrapNode,
        documented(
            "bootstrapNode",
            "Address by which the nodes reach the bootstrap machine: auto, an IP address or a domain name.",
            since="v0.7.0",
            sources=("cluster-config", "tinder-ha", "all-in-one"),
            examples=("auto", "172.30.41.194"),
        ),
    ] = "auto"
    tinder_kind: Annotated[
        TinderKind,
        documented(
            "tinderKind",
            "The kind cluster on the bootstrap machine.",
            since="v0.9.0",
            sources=("cluster-config", "light-install", "release-notes"),
            old_names=("bootstrap",),
        ),
    ] = Field(default_factory=TinderKind)
    load_balancer: Annotated[
        LoadBalancer,
        documented(
            "loadBalancer",
            "How the platform is reached from outside the cluster.",
            since="v0.4.0",
            sources=_DOCUMENT,
        ),
    ] = Field(default_factory=LoadBalancer)
    private_key_path: Annotated[
        AbsolutePath | None,
        documented(
            "privateKeyPath",
            "Absolute path of the SSH private key for all nodes.",
            since="v0.3.29",
            sources=("cluster-config", "clusterconfig-old"),
            examples=("/home/dce/.ssh/id_rsa",),
            required_when=mark("the nodes have no password"),
        ),
    ] = None
    master_nodes: Annotated[
        list[Node],
        documented(
            "masterNodes",
            "The control-plane nodes: one or three.",
            since="v0.4.0",
            sources=("cluster-config", "deploy-arch"),
            required_when=mark("the installer creates the cluster"),
        ),
    ] = Field(default_factory=list)
    worker_nodes: Annotated[
        list[Node],
        documented(
            "workerNodes",
            "The worker nodes: none, or three in 7-node mode.",
            since="v0.4.0",
            sources=("cluster-config", "neokylin", "etcd-host"),
        ),
    ] = Field(default_factory=list)
    etcd_nodes: Annotated[
        list[Node],
        documented(
            "etcdNodes",
            "Machines for etcd alone; kubeanConfig must then say etcd_deployment_type: host.",
            since="v0.13.0",
            sources=("etcd-host", "release-notes"),
            required_when=mark("etcd runs outside the control plane"),
        ),
    ] = Field(default_factory=list)
    ntp_server: Annotated[
        list[NtpServer],
        documented(
            "ntpServer",
            "Time servers for the nodes, each a host with options after a blank if needed.",
            since="v0.3",
            sources=("cluster-config", "clusterconfig-old", "deploy-requirements"),
            examples=(["0.pool.ntp.org", "172.30.120.197 iburst"],),
        ),
    ] = Field(default_factory=list)
    full_package_path: Annotated[
        AbsolutePath | None,
        documented(
            "fullPackagePath",
            "Absolute path of the folder with the unpacked offline package.",
            since="v0.6.0",
            sources=("cluster-config", "offline", "release-notes"),
            examples=("/root/offline",),
            required_when=mark("any source is builtin or external (offline)"),
        ),
    ] = None
    os_repos: Annotated[
        OsRepos,
        documented(
            "osRepos",
            "Where the packages of the operating system come from.",
            since="v0.6.0",
            sources=("cluster-config", "external-os"),
        ),
    ] = Field(default_factory=OfficialServiceOsRepos)
    images_and_charts: Annotated[
        ImagesAndCharts,
        documented(
            "imagesAndCharts",
            "Where container images and charts come from.",
            since="v0.6.0",
            sources=("cluster-config", "external-images"),
        ),
    ] = Field(default_factory=OfficialServiceImagesAndCharts)
    addon_package: Annotated[
        AddonPackage | None,
        documented("addonPackage", "The offline package of add-ons.", since="v0.6.0", sources=_DOCUMENT),
    ] = None
    binaries: Annotated[
        Binaries,
        documented(
            "binaries",
            "Where the Kubernetes binaries come from.",
            since="v0.6.0",
            sources=("cluster-config", "external-binary"),
        ),
    ] = Field(default_factory=OfficialServiceBinaries)
    external_middlewares: Annotated[
        ExternalMiddlewares | None,
        documented(
            "externalMiddlewares",
            "Databases and other services that already exist.",
            since="v0.7.0",
            sources=("cluster-config", "external-middlewares"),
            default=mark("the platform installs its own"),
            old_names=("externalMiddleware",),
        ),
    ] = None
    kubean_config: Annotated[
        Text | None,
        Contents(KubesprayVariables),
        documented(
            "kubeanConfig",
            "Kubespray variables as the text of a YAML mapping, best written as a block with |-.",
            since="v0.6.0",
            sources=("cluster-config", "extend-params", "oraclelinux", "tencentos"),
            examples=("ntp_timezone: Asia/Shanghai\nnode_sysctl_tuning: true",),
            show=False,
        ),
    ] = None
    k8s_version: Annotated[
        KubernetesVersion | None,
        documented(
            "k8sVersion",
            "Version of Kubernetes; online only, unless the offline package holds it.",
            since="v0.3",
            sources=_DOCUMENT,
            examples=("v1.29.5",),
            default=mark("the installer's own version"),
        ),
    ] = None
    audit_config: Annotated[
        AuditConfig | None,
        documented("auditConfig", "The audit log of kube-apiserver.", since="v0.3", sources=_DOCUMENT),
    ] = None
    network: Annotated[
        Network,
        documented("network", "Network plugin and address ranges.", since="v0.3", sources=_DOCUMENT),
    ] = Field(default_factory=Network)
    cri: Annotated[
        ContainerRuntime,
        documented("cri", "The container runtime of the nodes.", since="v0.3", sources=_DOCUMENT),
    ] = Field(default_factory=ContainerRuntime)
    renew_certs: Annotated[
        RenewCerts | None,
        documented(
            "renewCerts",
            "Renewal of the cluster's certificates.",
            since="v0.11.0",
            sources=("cluster-config", "release-notes"),
        ),
    ] = None


class Metadata(Block):
    """The envelope of Kubernetes objects; the installer does not use it."""

    model_config = ConfigDict(extra="allow")

    creation_timestamp: Annotated[
        Any,
        documented(
            "creationTimestamp",
            "Left over from the way Go writes objects; always null.",
            since="v0.3",
            sources=_DOCUMENT,
        ),
    ] = None


class ClusterConfig(Block):
    """The whole document."""

    api_version: Annotated[
        Literal["provision.daocloud.io/v1alpha3", "provision.daocloud.io/v1alpha4"],
        documented(
            "apiVersion",
            "Version of the file's form; v1alpha3 since installer v0.6.0.",
            since="v0.3",
            sources=("cluster-config", "release-notes"),
            examples=("provision.daocloud.io/v1alpha3",),
            required_when=mark("always"),
        ),
    ]
    kind: Annotated[
        Literal["ClusterConfig"],
        documented(
            "kind",
            "Kind of the document.",
            since="v0.3",
            sources=_DOCUMENT,
            examples=("ClusterConfig",),
            required_when=mark("always"),
        ),
    ]
    metadata: Annotated[
        Metadata,
        documented("metadata", "Unused; usually empty.", since="v0.3", sources=("cluster-config", "offline")),
    ] = Field(default_factory=Metadata)
    spec: Annotated[
        Spec,
        documented(
            "spec",
            "The whole configuration.",
            since="v0.3",
            sources=_DOCUMENT,
            required_when=mark("always"),
        ),
    ]
