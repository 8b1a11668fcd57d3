"""Values that the public documents print, kept by hand: each entry is a `spec` (or a whole document) that is right."""

from __future__ import annotations

from typing import Any

__all__ = ["DOCUMENTS", "KUBESPRAY", "SPECS", "document"]


def document(spec: dict[str, Any], **envelope: Any) -> dict[str, Any]:
    """Return a whole document around `spec`."""
    return {"apiVersion": "provision.daocloud.io/v1alpha3", "kind": "ClusterConfig", "spec": spec} | envelope


DOCUMENTS: tuple[dict[str, Any], ...] = (
    document({}),
    document({}, apiVersion="provision.daocloud.io/v1alpha4"),
    document({}, metadata=None),
    document({}, metadata={}),
    document({}, metadata={"creationTimestamp": None}),
    document({}, metadata={"creationTimestamp": "2023-01-01", "name": "x"}),
)

_NODE = {
    "nodeName": "g-master1",
    "ip": "10.6.127.231",
    "ansibleUser": "root",
    "ansiblePass": "dangerous@2022",
}
_ISO = {
    "isoPath": "/root/CentOS-7-x86_64-DVD-2009.iso",
    "osPackagePath": "/root/os-pkgs-centos7-v0.4.4.tar.gz",
}
_S3 = {"externalRepoUsername": "rootuser", "externalRepoPassword": "rootpass123"}
_IMAGES = {"type": "external", "externalImageRepo": "https://external-registry.daocloud.io"}
_MYSQL = {"dbDriverName": "mysql", "dataSourceName": "user:password@tcp(localhost:3306)/dbname"}
_POSTGRES = "host=172.30.41.2 user=kpanda password=password dbname=kpanda port=5432"


def _database(**entry: Any) -> dict[str, Any]:
    return {"externalMiddlewares": {"database": {"kpanda": [_MYSQL | entry]}}}


def _middleware(**block: Any) -> dict[str, Any]:
    return {"externalMiddlewares": block}


SPECS: tuple[dict[str, Any], ...] = (
    {"clusterName": "my-cluster"},
    {"bootstrapNode": "auto"},
    {"bootstrapNode": "172.30.41.194"},
    {"bootstrapNode": "www.tinder-node-server.com"},
    {
        "tinderKind": {
            "instanceName": "my-cluster-installer",
            "resourcesMountPath": "/home/kind",
            "registryPort": 443,
            "minioServerPort": 9000,
            "minioConsolePort": 9001,
            "chartmuseumPort": 8081,
        }
    },
    {"loadBalancer": {"type": "NodePort"}},
    {"loadBalancer": {"type": "cloudLB"}},
    {
        "loadBalancer": {
            "type": "metallb",
            "istioGatewayVip": "10.6.229.10/32",
            "insightVip": "10.6.229.11/32",
            "SourceIP": "auto",
        }
    },
    {"loadBalancer": {"istioGatewayVip": "fd00::10/128", "SourceIP": False}},
    {"loadBalancer": {"SourceIP": "false"}},
    {"privateKeyPath": "/home/dce/.ssh/id_rsa_sample"},
    {"masterNodes": [_NODE], "workerNodes": [_NODE], "etcdNodes": [_NODE]},
    {"masterNodes": [{"nodeName": "node1.example.com", "ip": "fd00::1"}]},
    {"workerNodes": None},
    {"workerNodes": []},
    *(
        {
            nodes: [
                _NODE
                | {
                    "ansibleSSHPort": "22",
                    "ansibleExtraArgs": "ansible_shell_executable='/bin/sh'  k1='v1'",
                    "nodeTaints": ["node.daocloud.io/es-only=true:NoSchedule"],
                    "nodeLabels": {"daocloud.io/hostname": "g-worker1"},
                },
                _NODE | {"ansibleSSHPort": 22, "ansibleExtraArgs": ""},
            ]
        }
        for nodes in ("masterNodes", "workerNodes", "etcdNodes")
    ),
    {"ntpServer": ["0.pool.ntp.org", "ntp1.aliyun.com", "172.30.120.197 iburst"]},
    {"fullPackagePath": "/root/offline"},
    {"osRepos": {"type": "official-service"}},
    {"osRepos": {"type": ""}},
    {"osRepos": {"type": "none", "skipValidateOSPackage": True}},
    {"osRepos": {"type": "builtin"}},
    {"osRepos": {"type": "builtin"} | _ISO},
    {
        "osRepos": {"type": "external", "externalRepoEndpoint": "https://external-repo.daocloud.io"}
        | _S3
        | _ISO
    },
    {
        "osRepos": {
            "type": "external",
            "externalRepoType": "centos",
            "externalRepoURLs": ["http://10.0.1.1:8080/centos/\\$releasever/os/\\$basearch/"],
        }
    },
    {
        "osRepos": {
            "type": "external",
            "externalRepoType": "ubuntu",
            "externalRepoURLs": ["deb [trusted=yes] http://10.0.1.1:8080/ubuntu jammy main"],
        }
        | _ISO
    },
    {"osRepos": {"type": "external", "externalRepoType": "rocky", "externalRepoURLs": ["http://10.0.1.1"]}},
    {"imagesAndCharts": {"type": "official-service"}},
    {"imagesAndCharts": {"type": "builtin", "additionalSSLSubjectAltName": "www.tinder-node-server.com"}},
    {"imagesAndCharts": {"type": "builtin", "additionalSSLSubjectAltName": "172.30.41.193"}},
    {"imagesAndCharts": _IMAGES},
    *(
        {
            "imagesAndCharts": _IMAGES
            | {
                "externalImageRepoUsername": "admin",
                "externalImageRepoPassword": "Harbor12345",
                "externalChartRepoType": kind,
                "externalChartRepo": "https://external-charts.daocloud.io:8081",
                "externalChartRepoUsername": "rootuser",
                "externalChartRepoPassword": "rootpass123",
            }
        }
        for kind in ("chartmuseum", "harbor", "jfrog")
    ),
    {"imagesAndCharts": _IMAGES | {"externalChartRepoPassword": "rootpass123"}},
    {"imagesAndCharts": _IMAGES | {"externalChartUsername": "rootuser", "externalChartMuseumPassword": "p"}},
    {"addonPackage": None},
    {"addonPackage": {"path": None}},
    {"addonPackage": {"path": "/root/addon-offline-full-package-v0.4.8-amd64.tar.gz"}},
    {"addonPackage": {"path": ["/root/a-v0.20.0-amd64.tar.gz", "/root/b-v0.20.0-amd64.tar.gz"]}},
    {"binaries": {"type": "official-service"}},
    {"binaries": {"type": "builtin"}},
    {"binaries": {"type": "external", "externalRepoEndpoint": "http://10.0.1.1:8080"}},
    {"binaries": {"type": "external", "externalRepoEndpoint": "https://external-repo.daocloud.io"} | _S3},
    {
        "binaries": {
            "type": "external",
            "externalRepository": "https://external-binaries.daocloud.io:9000/kubean",
        }
    },
    *(
        {"externalMiddlewares": {"database": {component: [_MYSQL]}}}
        for component in (
            *(
                "kpanda",
                "ghippoApiserver",
                "ghippoKeycloak",
                "ghippoAuditserver",
                "skoala",
                "amamba",
                "insight",
            ),
            *("ipavo", "kcollie", "gmagpie", "dowl"),
        )
    ),
    _database(dbDriverName="postgres", dataSourceName=_POSTGRES),
    _database(dbDriverName="kingbase", dataSourceName=_POSTGRES, accessType="readonly"),
    _database(
        accessType="readwrite",
        maxOpenConnections=100,
        maxIdleConnections=10,
        connectionMaxLifetimeSeconds=3600,
        connectionMaxIdleSeconds=1800,
    ),
    _database(connectionMaxIdleTimeSeconds=0),
    {
        "externalMiddleware": {
            "database": {"kpanda": [{"driver": "mysql", "dataSourceName": "u:p@tcp(h:1)/d"}]}
        }
    },
    _middleware(
        elasticsearch={
            "insight": {
                "endpoint": "https://172.30.41.2:9200",
                "anonymous": False,
                "insecure": True,
                "username": "username",
                "password": "password",
            }
        }
    ),
    _middleware(redis={"kpanda": "redis://:password@localhost:6379"}),
    _middleware(redis={"kpanda": "rediss://10.0.0.1:6379/0"}),
    _middleware(redis={"kpanda": "redis+sentinel://:password@host1:26379,host2:26379/mymaster/0"}),
    _middleware(redis={"kpanda": "redis://:password@host1:6379?addr=host2:6379&addr=host3:6379"}),
    _middleware(
        kafka={"brokers": ["host1:9092", "host2:9092"], "username": "username", "password": "password"}
    ),
    _middleware(
        S3Storage={
            "default": {
                "endpoint": "10.0.0.1:9000",
                "insecure": True,
                "bucket": "bucketname",
                "accessKey": "YOUR-ACCESS-KEY-HERE",
                "secretKey": "YOUR-SECRET-KEY-HERE",
            }
        }
    ),
    _middleware(
        S3Storage={
            "default": {
                "endpoint": "https://s3.example.com:9000",
                "bucket": "b",
                "accessKey": "a",
                "secretKey": "s",
            }
        }
    ),
    {"kubeanConfig": "ntp_timezone: Asia/Shanghai\nnode_sysctl_tuning: true\n"},
    {"k8sVersion": "v1.29.5"},
    {
        "auditConfig": {
            "logPath": "/var/log/audit/kube-apiserver-audit.log",
            "logHostPath": "/var/log/kubernetes/audit",
            "policyFile": "/etc/kubernetes/audit-policy/apiserver-audit-policy.yaml",
            "logMaxAge": 30,
            "logMaxBackups": 10,
            "logMaxSize": 100,
            "policyCustomRules": "- level: None\n  users: []\n",
        }
    },
    {"network": {"cni": "calico", "clusterCIDR": "10.233.64.0/18", "serviceCIDR": "10.233.0.0/18"}},
    {"network": {"cni": "cilium", "clusterCIDR": "100.96.0.0/11", "serviceCIDR": "100.64.0.0/13"}},
    {"cri": {"criProvider": "containerd", "criVersion": "1.7.0", "skipProvision": False}},
    {"cri": {"criProvider": "docker", "skipProvision": True}},
    {"renewCerts": {"mode": "cyclical"}},
    {"renewCerts": {"mode": "onetime", "oneTimeValidDays": 3650}},
)

KUBESPRAY: dict[str, Any] = {
    "ntp_timezone": "Asia/Shanghai",
    "node_sysctl_tuning": True,
    "extra_sysctl": [{"name": "net.ipv4.tcp_keepalive_time", "value": 700}, {"name": "a", "value": "1 2"}],
    "bin_dir": "/usr/local/bin",
    "http_proxy": "",
    "https_proxy": "http://user:password@10.0.0.1:3128",
    "upstream_dns_servers": ["8.8.8.8", "8.8.4.4"],
    "docker_mount_device": "/dev/sdc",
    "docker_storage_options": "-s overlay2 --storage-opt overlay2.size=1G",
    "allow_unsupported_distribution_setup": True,
    "debian_os_family_extensions": ['UnionTech OS Server 20" '],
    "redhat_os_family_extensions": ["TencentOS"],
    "etcd_deployment_type": "host",
    "use_oracle_public_repo": False,
    "preinstall_selinux_state": "disabled",
    "ubuntu_kernel_unattended_upgrades_disabled": True,
    "calico_crds_download_url": "https://proxy.example.com/calico-crds-v3.25.1.tar.gz",
}
