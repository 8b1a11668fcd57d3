"""CC401 to CC405: where packages come from, and what the whole of the sources needs."""

from __future__ import annotations

from collections.abc import Iterator

from clustercfg.linting.diagnostics import Severity
from clustercfg.linting.fixes import remove_entry
from clustercfg.linting.rule import Finding, Second
from clustercfg.linting.sources import SOURCES, creates_cluster, is_online, offline_sources, source_kind
from clustercfg.linting.view import View
from clustercfg.translation import gettext as _
from clustercfg.translation import ngettext
from clustercfg.yamltext.nodes import Entry
from clustercfg.yamltext.paths import Path

__all__ = [
    "missing_chart_repository",
    "offline_without_package_path",
    "partly_online",
    "unused_certificate_name",
    "unused_package_path",
]

_IMAGES: Path = ("spec", "imagesAndCharts")


def offline_without_package_path(view: View) -> Iterator[Finding]:
    """An offline installation without `fullPackagePath`.

    ## Why it matters
    As soon as one of osRepos, imagesAndCharts and binaries is `builtin` or `external`, the installation is offline,
    and the installer takes what it uploads from the unpacked offline package.

    ## Example
    ```yaml
    spec:
      binaries:
        type: builtin
    ```

    ## Use instead
    ```yaml
    spec:
      fullPackagePath: /root/offline
      binaries:
        type: builtin
    ```

    ## Source
    Full sample of cluster-config in the installation guide; release notes of v0.10.0.
    """
    path: Path = ("spec", "fullPackagePath")
    source = next(offline_sources(view), None)
    if source is None or not view.lacks(path):
        return
    message = _("fullPackagePath is missing: with {block} of type {type} the installation is offline.")
    yield Finding(
        *view.key_place(path),
        message.format(block=source[-1], type=view.get((*source, "type"))),
        _("Add fullPackagePath: the absolute path of the folder with the unpacked offline package."),
        view.name(path),
        (Second(_("offline because of this"), *view.place((*source, "type"))),),
    )


def unused_package_path(view: View) -> Iterator[Finding]:
    """`fullPackagePath` although everything comes from the internet.

    ## Why it matters
    Nothing reads the offline package in an online installation. Often the types of the sources were forgotten, or
    their blocks lost their indentation; then an offline site finds out when the first download fails.

    ## Example
    ```yaml
    spec:
      fullPackagePath: /root/offline
    ```

    ## Use instead
    ```yaml
    spec:
      fullPackagePath: /root/offline
      osRepos:
        type: builtin
        isoPath: /root/rhel-8.9-x86_64-dvd.iso
        osPackagePath: /root/os-pkgs-redhat8-v0.36.0.tar.gz
      imagesAndCharts:
        type: builtin
      binaries:
        type: builtin
    ```

    ## Source
    Minimal online example of cluster-config in the installation guide; release notes of v0.8.1.
    """
    path: Path = ("spec", "fullPackagePath")
    if view.get(path) is None or not is_online(view):
        return
    yield Finding(
        *view.key_place(path),
        _("fullPackagePath is not used: no source is builtin or external, so the installation is online."),
        _("For an offline installation set the types of osRepos, imagesAndCharts and binaries."),
        view.name(path),
    )


def partly_online(view: View) -> Iterator[Finding]:
    """A source on the internet beside one that is not.

    ## Why it matters
    A block that is left out means `official-service`: the nodes then fetch these packages from the internet, also
    when everything else comes from the bootstrap node. On an air-gapped site that fails late.

    ## Example
    ```yaml
    imagesAndCharts:
      type: builtin
    ```

    ## Use instead
    ```yaml
    imagesAndCharts:
      type: builtin
    binaries:
      type: builtin
    ```

    ## Source
    Minimal offline examples and field table of cluster-config in the installation guide.
    """
    offline = next(offline_sources(view), None)
    online = [block for block in SOURCES if source_kind(view, block) == "official-service"]
    if offline is None or not online or not creates_cluster(view):
        return
    message = _("The nodes need the internet for {online}, although {block} is of type {type}.")
    names = ", ".join(online)
    yield Finding(
        *view.place(("spec", online[0], "type")),
        message.format(online=names, block=offline[-1], type=view.get((*offline, "type"))),
        _("If the site is air-gapped, set the type of {online} too.").format(online=names),
        view.name(("spec", online[0])),
        (Second(_("not from the internet"), *view.place((*offline, "type"))),),
    )


def missing_chart_repository(view: View) -> Iterator[Finding]:
    """External images without an external chart repository.

    ## Why it matters
    When the installer makes the cluster it pushes charts too, and needs to know the repository and its kind. Only the
    community edition on an existing cluster does without; and there, too, an address and its kind belong together.

    ## Example
    ```yaml
    imagesAndCharts:
      type: external
      externalImageRepo: https://registry.example.com
    ```

    ## Use instead
    ```yaml
    imagesAndCharts:
      type: external
      externalImageRepo: https://registry.example.com
      externalChartRepoType: chartmuseum
      externalChartRepo: https://charts.example.com:8081
    ```

    ## Source
    Field table of cluster-config and external-imageandchart page of the installation guide.
    """
    if source_kind(view, "imagesAndCharts") != "external":
        return
    wanted = ("externalChartRepoType", "externalChartRepo")
    missing = [key for key in wanted if view.lacks((*_IMAGES, key))]
    given = [key for key in wanted if view.has((*_IMAGES, key))]
    demanded = creates_cluster(view)
    if not missing or not (demanded or given):
        return
    message = ngettext("{keys} is missing.", "{keys} are missing.", len(missing))
    path = (*_IMAGES, missing[0])
    yield Finding(
        *view.key_place(path),
        message.format(keys=", ".join(missing)),
        _("Give the URL of the chart repository and its type: chartmuseum, harbor or jfrog."),
        view.name(path),
        severity=None if demanded else Severity.WARNING,
    )


def unused_certificate_name(view: View) -> Iterator[Finding]:
    """A further name for the certificate of a built-in registry that is not built in.

    ## Why it matters
    `additionalSSLSubjectAltName` goes into the certificate of the registry on the bootstrap node. Without
    `type: builtin` there is no such registry, and the key does nothing.

    ## Example
    ```yaml
    imagesAndCharts:
      additionalSSLSubjectAltName: registry.example.com
    ```

    ## Use instead
    ```yaml
    imagesAndCharts:
      type: builtin
      additionalSSLSubjectAltName: registry.example.com
    ```

    ## Fix
    Unsafe: the key is removed.

    ## Source
    Page on a standby bootstrap node (thinder-ha) of the installation guide.
    """
    path = (*_IMAGES, "additionalSSLSubjectAltName")
    if not view.has(path) or source_kind(view, "imagesAndCharts") != "official-service":
        return
    entry = view.document.find(path)
    title = _("Remove {key}").format(key=path[-1])
    yield Finding(
        *view.key_place(path),
        _("additionalSSLSubjectAltName has no effect: images do not come from a built-in registry."),
        _("Set type: builtin, or remove the key."),
        view.name(path),
        fix=remove_entry(view.document.text, entry, title) if isinstance(entry, Entry) else None,
    )
