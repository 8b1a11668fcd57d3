"""The variables inside `spec.kubeanConfig` that the documents name; Kubespray has hundreds more."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict

from clustercfg.models.base import Block, documented
from clustercfg.models.types import (
    AbsolutePath,
    Boolean,
    HttpUrl,
    Integer,
    IpAddress,
    Secret,
    Suggested,
    Text,
)
from clustercfg.translation import mark

__all__ = ["KubesprayVariables", "SysctlSetting"]

_DOCUMENT = ("cluster-config",)


class SysctlSetting(Block):
    """One kernel setting."""

    name: Annotated[
        Text,
        documented(
            "name",
            "Name of the kernel setting.",
            since="v0.7.0",
            sources=_DOCUMENT,
            examples=("net.ipv4.tcp_keepalive_time",),
            required_when=mark("always"),
        ),
    ]
    value: Annotated[
        Text | Integer,
        documented(
            "value",
            "Value of the kernel setting.",
            since="v0.7.0",
            sources=_DOCUMENT,
            examples=(700,),
            required_when=mark("always"),
        ),
    ]


class KubesprayVariables(Block):
    """What the text of `kubeanConfig` says once it is read as YAML; further variables are welcome."""

    model_config = ConfigDict(extra="allow")

    ntp_timezone: Annotated[
        Text | None,
        documented(
            "ntp_timezone",
            "Time zone of the nodes.",
            since="v0.9.0",
            sources=_DOCUMENT,
            examples=("Asia/Shanghai",),
            default=mark("the time zone of each node"),
        ),
    ] = None
    node_sysctl_tuning: Annotated[
        Boolean,
        documented(
            "node_sysctl_tuning",
            "Apply the recommended kernel settings.",
            since="v0.7.0",
            sources=("cluster-config", "start-install", "oraclelinux"),
            examples=(True,),
            required_when=mark("the nodes run RedHat 9.2 or Oracle Linux"),
        ),
    ] = False
    extra_sysctl: Annotated[
        list[SysctlSetting] | None,
        documented(
            "extra_sysctl",
            "More kernel settings.",
            since="v0.7.0",
            sources=_DOCUMENT,
            examples=([{"name": "net.ipv4.tcp_keepalive_time", "value": 700}],),
        ),
    ] = None
    bin_dir: Annotated[
        AbsolutePath,
        documented(
            "bin_dir",
            "Folder of the binaries on the nodes.",
            since="v0.6.0",
            sources=_DOCUMENT,
            examples=("/usr/local/bin",),
        ),
    ] = "/usr/local/bin"
    http_proxy: Annotated[
        Secret | None,
        documented(
            "http_proxy",
            "Proxy for http; it may hold a password.",
            since="v0.6.0",
            sources=_DOCUMENT,
            blank_is_absent=True,
        ),
    ] = None
    https_proxy: Annotated[
        Secret | None,
        documented(
            "https_proxy",
            "Proxy for https; it may hold a password.",
            since="v0.6.0",
            sources=_DOCUMENT,
            blank_is_absent=True,
        ),
    ] = None
    upstream_dns_servers: Annotated[
        list[IpAddress] | None,
        documented(
            "upstream_dns_servers",
            "Name servers that the cluster asks.",
            since="v0.6.0",
            sources=_DOCUMENT,
            examples=(["8.8.8.8", "8.8.4.4"],),
        ),
    ] = None
    docker_mount_device: Annotated[
        Text | None,
        documented(
            "docker_mount_device",
            "Disk for docker's data.",
            since="v0.17.0",
            sources=("cluster-config", "release-notes"),
            examples=("/dev/sdc",),
        ),
    ] = None
    docker_storage_options: Annotated[
        Text | None,
        documented(
            "docker_storage_options",
            "Storage options of docker.",
            since="v0.17.0",
            sources=("cluster-config", "release-notes"),
            examples=("-s overlay2 --storage-opt overlay2.size=1G",),
        ),
    ] = None
    allow_unsupported_distribution_setup: Annotated[
        Boolean,
        documented(
            "allow_unsupported_distribution_setup",
            "Install on an operating system that is not on the supported list.",
            since="v0.7.0",
            sources=("otherlinux", "tencentos"),
            examples=(True,),
            required_when=mark("the operating system is not on the supported list"),
        ),
    ] = False
    debian_os_family_extensions: Annotated[
        list[Text] | None,
        documented(
            "debian_os_family_extensions",
            "More distributions to be treated like Debian.",
            since="v0.7.0",
            sources=("otherlinux",),
            examples=(["UnionTech OS Server 20"],),
        ),
    ] = None
    redhat_os_family_extensions: Annotated[
        list[Text] | None,
        documented(
            "redhat_os_family_extensions",
            "More distributions to be treated like RedHat.",
            since="v0.7.0",
            sources=("otherlinux", "tencentos"),
            examples=(["TencentOS"],),
        ),
    ] = None
    etcd_deployment_type: Annotated[
        Text,
        Suggested(("host", "kubeadm")),
        documented(
            "etcd_deployment_type",
            "How etcd runs; etcdNodes need host.",
            since="v0.13.0",
            sources=("etcd-host",),
            examples=("host",),
            required_when=mark("etcdNodes is given"),
        ),
    ] = "kubeadm"
    use_oracle_public_repo: Annotated[
        Boolean | None,
        documented(
            "use_oracle_public_repo",
            "Whether Oracle's public repository is set up; false when offline.",
            since="v0.8.0",
            sources=("oraclelinux",),
            examples=(False,),
            required_when=mark("the nodes run Oracle Linux"),
        ),
    ] = None
    preinstall_selinux_state: Annotated[
        Text | None,
        documented(
            "preinstall_selinux_state",
            "State of SELinux during the installation.",
            since="v0.7.0",
            sources=("extend-params",),
            examples=("disabled",),
        ),
    ] = None
    ubuntu_kernel_unattended_upgrades_disabled: Annotated[
        Boolean | None,
        documented(
            "ubuntu_kernel_unattended_upgrades_disabled",
            "Keep Ubuntu from upgrading its kernel on its own.",
            since="v0.19.0",
            sources=("release-notes",),
            examples=(True,),
        ),
    ] = None
    calico_crds_download_url: Annotated[
        HttpUrl | None,
        documented(
            "calico_crds_download_url",
            "Where the custom resources of Calico are downloaded from (a workaround for v0.7.0).",
            since="v0.7.0",
            sources=("release-notes",),
            examples=("https://files.example.com/calico-crds-v3.25.1.tar.gz",),
        ),
    ] = None
