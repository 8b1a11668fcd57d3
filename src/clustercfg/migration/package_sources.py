"""Where packages come from: `registry`, `imageConfig` and `repoConfig` of v1alpha2 as blocks of v1alpha3.

Each block stays at its place under its new name. Source: the pages of cluster-config before and after v0.6.0.
"""

from __future__ import annotations

import re

from clustercfg.migration.draft import Draft
from clustercfg.translation import gettext as _
from clustercfg.yamltext.paths import Path

__all__ = ["migrate_binaries", "migrate_images", "migrate_os_packages"]

_REGISTRY: Path = ("spec", "registry")
_IMAGES: Path = ("spec", "imagesAndCharts")
_IMAGE_CONFIG: Path = ("spec", "imageConfig")
_BINARIES: Path = ("spec", "binaries")
_REPO_CONFIG: Path = ("spec", "repoConfig")
_OS_REPOS: Path = ("spec", "osRepos")

_TYPES = {"online": "official-service", "built-in": "builtin"}
_KNOWN_TYPES = ("official-service", "builtin", "external")
_OWN_KEYS = ("externalRegistry", "externalRegistryUsername", "externalRegistryPassword", "externalScheme")
_BOOTSTRAP = re.compile(r"(?i)\bhttps?://[^/\s]+:9000/kubean(?:/|\s|\Z)")
"""MinIO on the bootstrap node: what it serves is what `builtin` means since v1alpha3."""


def _begin(draft: Draft, block: Path) -> bool:
    """Return whether there is something to do in an older block; an empty one is taken out."""
    if draft.is_block(block):
        return True
    draft.drop(block, _("it was empty"))
    return False


# ---- registry


def migrate_images(draft: Draft) -> None:
    """Make `registry` the block `imagesAndCharts`."""
    if not _begin(draft, _REGISTRY):
        return
    kind = _registry_type(draft)
    if kind in ("official-service", "builtin"):
        for key in _OWN_KEYS:
            draft.drop((*_REGISTRY, key), _("it counts only with type external"))
    else:
        _own_registry(draft)
    _drop_domain_name(draft)
    draft.merge(_REGISTRY, _IMAGES)
    if kind == "external":
        _ask_for_repositories(draft)


def _drop_domain_name(draft: Draft) -> None:
    path = (*_REGISTRY, "builtinRegistryDomainName")
    lost = _("it has no successor; the nearest is bootstrapNode with this domain name")
    draft.drop(path, lost if draft.given(path) else _("it was empty"))


def _registry_type(draft: Draft) -> str:
    """Write the type as v1alpha3 spells it and return it; what no version knows stays as it is."""
    path = (*_REGISTRY, "type")
    written = draft.text(path)
    if not written:
        return _missing_type(draft, path)
    kind = _TYPES.get(written, written)
    if kind != written:
        draft.change(path, kind, _("{old} is now called {new}").format(old=written, new=kind))
    elif kind not in _KNOWN_TYPES:
        draft.remark(
            path, _("no version of the file has this type: write official-service, builtin or external")
        )
    return kind


def _missing_type(draft: Draft, path: Path) -> str:
    if not draft.given((*_REGISTRY, "externalRegistry")):
        draft.add(path, "official-service", _("without a type, images came from the internet"))
        return "official-service"
    draft.add(path, "external", _("an external registry is given"))
    draft.remark(path, _("there was no type, but an external registry: check that it is meant"))
    return "external"


def _own_registry(draft: Draft) -> None:
    address = (*_REGISTRY, "externalRegistry")
    scheme = draft.text((*_REGISTRY, "externalScheme"))
    target = (*_REGISTRY, "externalImageRepo")
    old = draft.text(address)
    draft.bring(address, target)
    if old and "://" not in old:
        reason = _("a URL needs its scheme in front")
        draft.change(target, f"{scheme or 'https'}://{old}", reason)
        if not scheme:
            draft.remark(
                target, _("the scheme was unknown and is now https: check that the registry speaks it")
            )
    draft.drop((*_REGISTRY, "externalScheme"), _("the scheme now stands in front of externalImageRepo"))
    draft.bring((*_REGISTRY, "externalRegistryUsername"), (*_REGISTRY, "externalImageRepoUsername"))
    draft.bring((*_REGISTRY, "externalRegistryPassword"), (*_REGISTRY, "externalImageRepoPassword"))


def _ask_for_repositories(draft: Draft) -> None:
    path = (*_IMAGES, "externalImageRepo")
    url = _("type external needs the URL of the registry")
    draft.ask(path, "FILL-IN-THE-URL-OF-THE-REGISTRY", url, below=(*_IMAGES, "type"))
    if not any(draft.given(("spec", key)) for key in ("masterNodes", "workerNodes")):
        return
    login = [(*_IMAGES, f"externalImageRepo{each}") for each in ("Password", "Username", "")]
    last = next(each for each in login if draft.has(each))
    kind, charts = (*_IMAGES, "externalChartRepoType"), (*_IMAGES, "externalChartRepo")
    draft.ask(
        kind, "FILL-IN", _("the kind of the chart repository: chartmuseum, harbor or jfrog"), below=last
    )
    reason = _("with a registry of your own, v1alpha3 needs a chart repository of your own")
    draft.ask(charts, "FILL-IN-THE-URL-OF-THE-CHART-REPOSITORY", reason, below=kind)


# ---- imageConfig


def migrate_binaries(draft: Draft) -> None:
    """Make `imageConfig` the block `binaries`: its images follow from `imagesAndCharts` since v1alpha3."""
    if not _begin(draft, _IMAGE_CONFIG):
        return
    path = (*_IMAGE_CONFIG, "binaryRepository")
    url = draft.text(path)
    if not url:
        draft.drop(_IMAGE_CONFIG, _("images now follow from imagesAndCharts"))
        return
    if _BOOTSTRAP.search(url):
        _builtin_binaries(draft, path)
    else:
        _own_binaries(draft, path)
    draft.drop((*_IMAGE_CONFIG, "imageRepository"), _("it now follows from imagesAndCharts"))
    draft.merge(_IMAGE_CONFIG, _BINARIES)


def _builtin_binaries(draft: Draft, path: Path) -> None:
    target = (*_IMAGE_CONFIG, "type")
    draft.bring(path, target)
    draft.change(target, "builtin", _("the address was that of MinIO on the bootstrap node"))
    if draft.text((*_IMAGES, "type")) == "external":
        doubt = _(
            "port 9000 and /kubean were taken for the bootstrap node: check that it is not storage of your own"
        )
        draft.remark(target, doubt)


def _own_binaries(draft: Draft, path: Path) -> None:
    draft.bring(path, (*_IMAGE_CONFIG, "externalRepoEndpoint"))
    draft.add((*_IMAGE_CONFIG, "type"), "external", _("binaryRepository was not the bootstrap node"))
    doubt = _(
        "without user and password it is a plain HTTP server; for S3-compatible storage add externalRepoUsername and"
        " externalRepoPassword, and leave the bucket out of the address"
    )
    draft.remark((*_IMAGE_CONFIG, "externalRepoEndpoint"), doubt)


# ---- repoConfig


def migrate_os_packages(draft: Draft) -> None:
    """Make `repoConfig` the block `osRepos`."""
    if not _begin(draft, _REPO_CONFIG):
        return
    kind, reason = _source_of_packages(draft)
    draft.add((*_REPO_CONFIG, "type"), kind, reason)
    draft.drop((*_REPO_CONFIG, "dockerRepo"), _("since v1alpha3 the installer sees to it"))
    if kind == "external":
        _own_packages(draft)
    else:
        draft.drop((*_REPO_CONFIG, "repoType"), _("it counts only with type external"))
        draft.drop((*_REPO_CONFIG, "extraRepos"), _("type builtin stands for the bootstrap node"))
    draft.merge(_REPO_CONFIG, _OS_REPOS)
    _ask_for_packages(draft, kind)


def _source_of_packages(draft: Draft) -> tuple[str, str]:
    urls = draft.texts((*_REPO_CONFIG, "extraRepos"))
    on_bootstrap_node = [each for each in urls if _BOOTSTRAP.search(each)]
    if len(on_bootstrap_node) < len(urls):
        return "external", _("extraRepos names other servers than the bootstrap node")
    if urls or _BOOTSTRAP.search(draft.text((*_REPO_CONFIG, "dockerRepo"))):
        return "builtin", _("the repositories were those of the bootstrap node")
    if any(draft.given((*_REPO_CONFIG, key)) for key in ("isoPath", "osPackagePath")):
        return "builtin", _("the packages come from an ISO or an os-pkgs archive")
    return "official-service", _("neither a repository nor an ISO was named")


def _own_packages(draft: Draft) -> None:
    urls, kind = (*_REPO_CONFIG, "externalRepoURLs"), (*_REPO_CONFIG, "externalRepoType")
    draft.bring((*_REPO_CONFIG, "extraRepos"), urls)
    draft.bring((*_REPO_CONFIG, "repoType"), kind)
    if any(_BOOTSTRAP.search(each) for each in draft.texts(urls)):
        doubt = _(
            "some of these were on the bootstrap node, which serves nothing with type external: replace them"
        )
        draft.remark(urls, doubt)


def _ask_for_packages(draft: Draft, kind: str) -> None:
    type_, iso = (*_OS_REPOS, "type"), (*_OS_REPOS, "isoPath")
    if kind == "external":
        family = _("the family of the package manager: centos, debian or ubuntu")
        draft.ask((*_OS_REPOS, "externalRepoType"), "FILL-IN", family, below=type_)
    elif kind == "builtin":
        image = _("the absolute path of the operating system's ISO on the bootstrap node")
        draft.ask(iso, "FILL-IN-THE-PATH-OF-THE-ISO", image, below=type_)
        packages = _("the absolute path of the os-pkgs archive on the bootstrap node")
        draft.ask((*_OS_REPOS, "osPackagePath"), "FILL-IN-THE-PATH-OF-OS-PKGS", packages, below=iso)
