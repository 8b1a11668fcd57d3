"""Paths such as the packages have, for asking nginx when no package is given.

They follow the names that kubespray downloads: a program without extension, the usual archives, a manifest, a package index.
"""

from __future__ import annotations

__all__ = ["SAMPLE_PATHS"]

SAMPLE_PATHS = (
    "dl.k8s.io/release/v1.31.6/bin/linux/amd64/kubeadm",
    "dl.k8s.io/release/v1.31.6/bin/linux/arm64/kubelet",
    "get.helm.sh/helm-v3.16.4-linux-amd64.tar.gz",
    "github.com/containerd/containerd/releases/download/v1.7.24/containerd-1.7.24-linux-amd64.tar.gz",
    "github.com/containernetworking/plugins/releases/download/v1.4.0/cni-plugins-linux-amd64-v1.4.0.tgz",
    "github.com/mikefarah/yq/releases/download/v4.42.1/yq_linux_amd64",
    "github.com/opencontainers/runc/releases/download/v1.2.3/runc.arm64",
    "github.com/projectcalico/calico/raw/v3.29.1/manifests/crds.yaml",
    "storage.googleapis.com/cri-o/artifacts/cri-o.amd64.v1.31.3.tar.gz",
)
