"""Where the installer gets packages from, why, and which addresses the nodes will ask.

The addresses are assumed: the installer's source is not public. `storage.addresses` says what they rest on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from clustercfg.models.base import mask_userinfo
from clustercfg.models.kinds import DISCRIMINATORS
from clustercfg.storage.addresses import files_repo_of_bucket, kubeadm_path
from clustercfg.translation import gettext as _
from clustercfg.translation import mark, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from clustercfg.models.cluster import Spec

__all__ = ["PackageSource", "install_mode", "package_sources"]

_REASONS = {
    "official-service": mark("type is official-service or absent"),
    "builtin": mark("type is builtin: the bootstrap node serves them"),
    "none": mark("type is none: they are installed by hand"),
    "external": mark("type is external"),
    "binaries-s3": mark("type is external with user name and password: S3-compatible storage"),
    "binaries-http": mark("type is external without user name and password: plain HTTP server"),
    "binaries-repository": mark("the older key externalRepository is used: its URL counts as it is written"),
    "osRepos-s3": mark("type is external with externalRepoEndpoint: S3-compatible storage"),
    "osRepos-http": mark("type is external with externalRepoURLs: a server filled by hand"),
}


@dataclass(frozen=True, slots=True)
class PackageSource:
    """One of binaries, osRepos and imagesAndCharts; `urls` is empty for the internet and for nothing at all.

    `example` is one file that every node will ask for, to be tried with curl; empty where none is known.
    """

    field: str
    kind: str
    reason: str
    urls: tuple[str, ...]
    example: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        urls = [{"url": url, "assumed": True} for url in self.urls]
        return {
            "field": f"spec.{self.field}",
            "kind": self.kind,
            "reason": self.reason,
            "urls": urls,
            "example": self.example,
        }


def install_mode(spec: Spec) -> tuple[str, str]:
    """Return `cluster-create` or `install-app` and the reason; the file itself has no key for it."""
    count = len(spec.master_nodes)
    if count:
        reason = ngettext(
            "spec.masterNodes lists {count} node", "spec.masterNodes lists {count} nodes", count
        )
        return "cluster-create", reason.format(count=count)
    return "install-app", _("spec.masterNodes is absent or empty: DCE goes into a cluster that exists")


def package_sources(spec: Spec) -> tuple[PackageSource, ...]:
    """Return the sources in the order in which the documents explain them."""
    blocks = {"binaries": spec.binaries, "osRepos": spec.os_repos, "imagesAndCharts": spec.images_and_charts}
    return tuple(_source(field, block.model_dump(by_alias=True), spec) for field, block in blocks.items())


def _source(field: str, data: Mapping[str, Any], spec: Spec) -> PackageSource:
    kind = DISCRIMINATORS[field](data) or ""
    reason = _REASONS.get(f"{field}-{kind}") or _REASONS[kind]
    urls = tuple(str(mask_userinfo(url)) for url in _URLS[field](kind, data, spec))
    example = _kubeadm(urls[0], spec) if field == "binaries" and urls else ""
    return PackageSource(field, kind, _(reason), urls, example)


def _kubeadm(url: str, spec: Spec) -> str:
    # Kubespray asks for the original host and path below its files_repo.
    version = spec.k8s_version or _("<version>")
    return f"{url.rstrip('/')}/{kubeadm_path(version)}"


def _binaries(kind: str, data: Mapping[str, Any], spec: Spec) -> Sequence[str]:
    if (
        kind == "http"
    ):  # the guide unpacks the archive so that the host directories stand below the endpoint itself
        return [str(data["externalRepoEndpoint"])]
    if kind == "repository":
        return [str(data["externalRepository"])]
    return _storage(kind, data, spec)


def _os_repos(kind: str, data: Mapping[str, Any], spec: Spec) -> Sequence[str]:
    return list(data["externalRepoURLs"]) if kind == "http" else _storage(kind, data, spec)


def _storage(kind: str, data: Mapping[str, Any], spec: Spec) -> Sequence[str]:
    if kind == "s3":
        return [files_repo_of_bucket(str(data["externalRepoEndpoint"]))]
    if kind == "builtin":
        return [files_repo_of_bucket(f"http://{_bootstrap(spec)}:{spec.tinder_kind.minio_server_port}")]
    return []


def _images(kind: str, data: Mapping[str, Any], spec: Spec) -> Sequence[str]:
    if kind == "external":
        return [url for url in (data["externalImageRepo"], data["externalChartRepo"]) if url]
    if kind == "builtin":
        registry, charts = spec.tinder_kind.registry_port, spec.tinder_kind.chartmuseum_port
        return [f"https://{_bootstrap(spec)}:{registry}", f"http://{_bootstrap(spec)}:{charts}"]
    return []


def _bootstrap(spec: Spec) -> str:
    if spec.bootstrap_node == "auto":
        return _("<bootstrap-node>")
    return f"[{spec.bootstrap_node}]" if ":" in spec.bootstrap_node else spec.bootstrap_node


_URLS: Mapping[str, Callable[[str, Mapping[str, Any], Spec], Sequence[str]]] = {
    "binaries": _binaries,
    "osRepos": _os_repos,
    "imagesAndCharts": _images,
}
