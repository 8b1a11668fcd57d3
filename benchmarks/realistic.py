"""Compose a valid clusterConfig.yaml of a given length, as a site with many workers would write it."""

from __future__ import annotations

__all__ = ["faulty_config", "other_yaml", "realistic_config"]

_HEAD = """\
apiVersion: provision.daocloud.io/v1alpha3
kind: ClusterConfig
metadata:
spec:
  clusterName: central
  # Address by which the nodes reach the bootstrap machine.
  bootstrapNode: 10.6.0.5
  tinderKind:
    instanceName: central-installer
    resourcesMountPath: /home/kind
    registryPort: 443
  loadBalancer:
    type: metallb
    istioGatewayVip: 10.6.2.250/32
    insightVip: 10.6.2.251/32
  masterNodes:
"""
_TAIL = """\
  ntpServer:
    - 10.6.0.1 iburst
    - ntp.central.example
  fullPackagePath: /data/dce5/offline
  osRepos:
    type: builtin
    isoPath: /data/iso/rhel-8.9-x86_64-dvd.iso
    osPackagePath: /data/dce5/os-pkgs-redhat8-v0.36.0.tar.gz
  imagesAndCharts:
    type: external
    externalImageRepo: https://registry.central.example
    externalImageRepoUsername: dce-installer
    externalImageRepoPassword: "teal-Badger-2085"
    externalChartRepoType: chartmuseum
    externalChartRepo: https://charts.central.example:8081
  addonPackage:
    path:
      - /data/dce5/addon-offline-full-package-v0.36.0-amd64.tar.gz
  # A user and a password say that the server speaks S3.
  binaries:
    type: external
    externalRepoEndpoint: https://minio.central.example:9000
    externalRepoUsername: dce-installer
    externalRepoPassword: "teal-Badger-2084"
  externalMiddlewares:
    database:
      kpanda:
        - dbDriverName: mysql
          dataSourceName: "kpanda:teal-Badger-3001@tcp(10.6.1.41:3306)/kpanda?charset=utf8mb4&parseTime=true"
          accessType: readwrite
          maxOpenConnections: 100
    kafka:
      brokers:
        - 10.6.1.46:9092
        - 10.6.1.47:9092
      username: insight
      password: "teal-Badger-3006"
  network:
    cni: calico
    clusterCIDR: 10.233.64.0/18
    serviceCIDR: 10.233.0.0/18
  cri:
    criProvider: containerd
  kubeanConfig: |-
    ntp_timezone: Asia/Shanghai
    node_sysctl_tuning: true
    upstream_dns_servers:
      - 10.6.0.1
"""
_TAINT = """\
      nodeTaints:
        - node.daocloud.io/es-only=true:NoSchedule
"""
_MASTERS = 3
_TAINTED = 3
"""How many workers Elasticsearch has to itself."""


def _node(role: str, number: int) -> str:
    network = 2 if role == "master" else 3 + number // 250
    node = f"""\
    - nodeName: central-{role}-{number}
      ip: 10.6.{network}.{number % 250 + 1}
      ansibleUser: root
      ansiblePass: "plum-Otter-{7700 + number}"
"""
    return node + _TAINT if role == "worker" and number <= _TAINTED else node


def _nodes(role: str, count: int) -> str:
    return "".join(_node(role, number) for number in range(1, count + 1))


def realistic_config(lines: int) -> str:
    """Return a config of about `lines` lines (at least some 90), which has no findings."""
    start = f"{_HEAD}{_nodes('master', _MASTERS)}  workerNodes:\n"
    least = (start + _nodes("worker", _TAINTED) + _TAIL).count("\n")
    more = max(0, lines - least) // _node("master", 1).count("\n")
    return start + _nodes("worker", _TAINTED + more) + _TAIL


_MISTAKES = (
    ("clusterName:", "clustername:"),
    ("10.6.2.250/32", "10.6.2.250"),
    ("registryPort: 443", "registryPort: 70443"),
    ("ip: 10.6.2.3\n", "ip: 10.6.2.2\n"),
    ("fullPackagePath: /data", "fullPackagePath: data"),
    ("type: builtin", "type: buildin"),
    ("externalRepoPassword:", "externalRepoPasswort:"),
    ("maxOpenConnections: 100", 'maxOpenConnections: "100"'),
    ("clusterCIDR: 10.233.64.0/18", "clusterCIDR: 10.233.0.0/16"),
    ("criProvider: containerd", "criProvider: containred"),
)
"""Ten that people make: each is one finding."""


def faulty_config(lines: int) -> str:
    """Return the same config with ten findings."""
    text = realistic_config(lines)
    for right, wrong in _MISTAKES:
        text = text.replace(right, wrong, 1)
    return text


def other_yaml(lines: int) -> str:
    """Return a manifest that is no ClusterConfig, as it lies beside one."""
    head = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n"
    return head + "".join(
        f"  setting-{number}: value-{number}\n" for number in range(lines - head.count("\n"))
    )
