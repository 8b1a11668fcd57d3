"""The public documents that the facts of this package come from."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["REPOSITORY", "SOURCES"]

REPOSITORY = "https://github.com/DaoCloud/DaoCloud-docs"

_INSTALL = "docs/zh/docs/install"

SOURCES: Mapping[str, str] = {
    "cluster-config": f"{_INSTALL}/commercial/cluster-config.md",
    "clusterconfig-old": f"{_INSTALL}/commercial/clusterconfig.md",
    "external-binary": f"{_INSTALL}/commercial/external/external-binary.md",
    "external-os": f"{_INSTALL}/commercial/external/external-os.md",
    "external-images": f"{_INSTALL}/commercial/external/external-imageandchart.md",
    "external-middlewares": f"{_INSTALL}/commercial/external/external-middlewares.md",
    "start-install": f"{_INSTALL}/commercial/start-install.md",
    "deploy-arch": f"{_INSTALL}/commercial/deploy-arch.md",
    "deploy-requirements": f"{_INSTALL}/commercial/deploy-requirements.md",
    "prepare": f"{_INSTALL}/commercial/prepare.md",
    "online": f"{_INSTALL}/community/k8s/online.md",
    "offline": f"{_INSTALL}/community/k8s/offline.md",
    "otherlinux": f"{_INSTALL}/os-install/otherlinux.md",
    "oraclelinux": f"{_INSTALL}/os-install/oracleLinux-install-dce5.0.md",
    "tencentos": f"{_INSTALL}/os-install/TencentOS-install-dce5.0.md",
    "neokylin": f"{_INSTALL}/os-install/neokylin-install-dce5.0.md",
    "uos": f"{_INSTALL}/os-install/uos-v20-install-dce5.0.md",
    "ecs": f"{_INSTALL}/k8s-install/ecs-install-dce5.0.md",
    "ocp": f"{_INSTALL}/k8s-install/ocp-install-dce5.0.md",
    "tinder-ha": f"{_INSTALL}/best-practices/thinder-ha.md",
    "tinder-restore": f"{_INSTALL}/best-practices/thinder-restore.md",
    "etcd-host": f"{_INSTALL}/best-practices/etcd-host-deploy.md",
    "all-in-one": f"{_INSTALL}/best-practices/all-in-one-machine.md",
    "extend-params": f"{_INSTALL}/best-practices/extend-params.md",
    "light-install": f"{_INSTALL}/light-install",
    "upgrade": f"{_INSTALL}/upgrade.md",
    "faq": f"{_INSTALL}/faq.md",
    "release-notes": f"{_INSTALL}/release-notes.md",
    "audit-source-ip": "docs/zh/docs/ghippo/user-guide/audit/source-ip.md",
}
"""Short name -> path in `REPOSITORY`; most pages have a twin under `docs/en`."""
