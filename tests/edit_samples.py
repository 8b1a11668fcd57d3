"""A file to change, with comments, secrets and a text that holds YAML."""

from __future__ import annotations

__all__ = ["SAMPLE", "SECRET", "SECRETS", "replaced"]

SECRET = "hunter2hunter2"  # noqa: S105 - it stands for one

SAMPLE = f"""\
# the file of the site
apiVersion: provision.daocloud.io/v1alpha3
kind: ClusterConfig
metadata:
  name: site
spec:
  clusterName: site   # shown in the console

  loadBalancer:
    type: metallb
    istioGatewayVip: 10.6.0.200/32
    insightVip: "10.6.0.201/32"
  masterNodes:
    # the only one
    - nodeName: m-1
      ip: 10.6.0.11
      ansibleUser: root
      ansiblePass: {SECRET}
  workerNodes:
    - nodeName: w-1
      ip: 10.6.0.21
      ansibleUser: root
      ansiblePass: '{SECRET}'
      ansibleSSHPort: "22"
    - nodeName: w-2
      ip: 10.6.0.22
      ansibleUser: root
      ansiblePass: '{SECRET}'
      nodeLabels:
        example.com/zone: hall-a
  ntpServer: [a.example.com, b.example.com]
  network:
    cni: calico
  cri:
    skipProvision: false
  kubeanConfig: |-
    # variables of Kubespray
    bin_dir: /usr/local/bin
    http_proxy: http://user:{SECRET}@proxy.example.com:3128
    node_sysctl_tuning: true
"""
"""Valid, without a finding; every secret in it is `SECRET`."""

SECRETS = f"""\
apiVersion: provision.daocloud.io/v1alpha3
kind: ClusterConfig
spec:
  masterNodes:
    - {{nodeName: M_1, ip: 10.6.1.1, ansibleUser: root, ansiblePass: 0123{SECRET}}}
    - nodeName: m-2
      ip: 10.6.1.1
      ansiblePassword: {SECRET} # was {SECRET}
      ansibleExtraArgs: "ansible_become_pass='{SECRET}'"
  Binaries:
    type: builtin
    externalRepoEndpoint: http://user:{SECRET}@10.0.1.1/kubean
    externalRepoPassword: [{SECRET}]
  externalMiddleware:
    redis:
      kpanda: redis://:{SECRET}@10.0.1.1:6379
    database:
      kpanda:
        - driver: oracle
          dataSourceName: user:{SECRET}@tcp(db)/x
  kubeanConfig: |-
    http_proxy: http://user:{SECRET}@proxy:1
    my_password: "{SECRET}"
  mySecretToken:
    inner: {SECRET}
"""
"""Invalid in many ways that can be fixed; every secret in it holds `SECRET`."""


def replaced(old: str, new: str, text: str = SAMPLE) -> str:
    """Return `text` with one part of it changed; the part must be there once."""
    assert text.count(old) == 1, old
    return text.replace(old, new)
