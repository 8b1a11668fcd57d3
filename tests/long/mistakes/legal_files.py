"""The legal files in which mistakes are made: examples, cases, files written for this, and generated ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

import clustercfg
from clustercfg import Topology
from clustercfg.generating.comments import Amount
from clustercfg.generating.machines import Machine
from clustercfg.generating.package_sources import AccessType, BinarySource, ImageSource, OsPackageSource

__all__ = ["bundled_texts", "texts_below"]

_PROJECT = Path(__file__).resolve().parents[3]
_AMOUNTS: tuple[Amount, ...] = ("full", "none")
_ACCESS: tuple[AccessType, ...] = ("official-service", "builtin", "external")
_SIZES = ((1, 0), (3, 0), (3, 3))
_FEWEST_LINES = 18
"""Smaller cases show one rule and little else."""


def bundled_texts() -> list[list[str]]:
    """Return the legal files that the repository holds or makes, in groups of one origin."""
    examples = [path for path in _files(_PROJECT / "examples") if path.name != "broken.yaml"]
    written = [*examples, *_files(Path(__file__).parent / "files")]
    cases = sorted((_PROJECT / "tests" / "cases").glob("*/good.yaml"))
    return [_texts(written), list(_generated()), [text for text in _texts(cases) if _is_long(text)]]


def texts_below(folders: Iterable[Path]) -> list[str]:
    """Return the texts of the YAML files below the folders, or those named themselves."""
    return _texts(path for folder in folders for path in (_files(folder) if folder.is_dir() else [folder]))


def _files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.yaml"))


def _texts(paths: Iterable[Path]) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in paths]


def _is_long(text: str) -> bool:
    return text.count("\n") >= _FEWEST_LINES and "v1alpha2" not in text and "v1alpha1" not in text


def _generated() -> Iterator[str]:
    for (masters, workers), access, amount in product(_SIZES, _ACCESS, _AMOUNTS):
        yield clustercfg.generate(_cluster(masters, workers, access), comments=amount)
    yield from (clustercfg.generate(_apps(access), comments="none") for access in _ACCESS)


def _machines(role: str, count: int, first: int) -> tuple[Machine, ...]:
    return tuple(
        Machine(
            name=f"lake-{role}{number + 1}",
            ip=f"10.21.3.{first + number}",
            password=f"Reed-Heron-{first}{number}",
        )
        for number in range(count)
    )


def _cluster(masters: int, workers: int, access: AccessType) -> Topology:
    offline = access != "official-service"
    return Topology(
        access_type=access,
        cluster_name="lake",
        master_nodes=_machines("m", masters, 11),
        worker_nodes=_machines("w", workers, 21),
        istio_gateway_vip="10.21.3.200/32" if masters > 1 else None,
        insight_vip="10.21.3.201/32" if masters > 1 else None,
        ntp_servers=("10.21.3.1", "ntp.lake.example"),
        full_package_path="/data/offline" if offline else None,
        os_repos=_os_packages(access),
        images_and_charts=_images(access),
        binaries=_binaries(access),
        kubean_variables={"ntp_timezone": "Asia/Shanghai", "node_sysctl_tuning": True},
        cni="calico",
        cluster_cidr="10.233.64.0/18",
        service_cidr="10.233.0.0/18",
    )


def _apps(access: AccessType) -> Topology:
    return Topology(
        install_mode="install-app",
        access_type=access,
        full_package_path="/data/offline" if access != "official-service" else None,
        images_and_charts=_images(access),
    )


def _os_packages(access: AccessType) -> OsPackageSource:
    if access == "official-service":
        return OsPackageSource()
    files = {
        "iso_path": "/data/rhel-8.9-x86_64-dvd.iso",
        "os_package_path": "/data/os-pkgs-redhat8-v0.36.0.tar.gz",
    }
    storage = {"endpoint": "https://s3.lake.example:9000", "user": "lake", "password": "Reed-Heron-501"}
    return OsPackageSource.model_validate(files | (storage if access == "external" else {}))


def _images(access: AccessType) -> ImageSource:
    if access != "external":
        return ImageSource()
    return ImageSource(
        registry="https://registry.lake.example",
        registry_user="lake",
        registry_password="Reed-Heron-502",  # noqa: S106 - made up
        chart_repo_type="harbor",
        chart_repo="https://charts.lake.example",
        chart_repo_user="lake",
        chart_repo_password="Reed-Heron-503",  # noqa: S106 - made up
    )


def _binaries(access: AccessType) -> BinarySource:
    if access != "external":
        return BinarySource()
    return BinarySource(
        endpoint="https://s3.lake.example:9000",
        user="lake",
        password="Reed-Heron-501",  # noqa: S106 - made up
    )
