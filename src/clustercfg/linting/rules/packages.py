"""CC451 to CC455: the package files, judged by their names alone."""

from __future__ import annotations

from collections.abc import Iterator

from clustercfg.linting.diagnostics import Edit, Fix
from clustercfg.linting.fixes import remove_entry
from clustercfg.linting.package_names import (
    KUBEAN_VERSIONS,
    Version,
    architectures,
    file_name,
    installer_version,
    kubean_limits,
    kubean_version,
    operating_system,
    written,
)
from clustercfg.linting.rule import Finding, Second
from clustercfg.linting.view import View
from clustercfg.translation import gettext as _
from clustercfg.yamltext.nodes import Item
from clustercfg.yamltext.paths import Path

__all__ = [
    "architecture_mismatch",
    "operating_system_mismatch",
    "os_package_version",
    "repeated_entry",
    "unexpected_file_kind",
]

_ISO: Path = ("spec", "osRepos", "isoPath")
_OS_PACKAGES: Path = ("spec", "osRepos", "osPackagePath")
_FULL_PACKAGE: Path = ("spec", "fullPackagePath")
_ADDONS: Path = ("spec", "addonPackage", "path")
_LISTS: tuple[Path, ...] = (("spec", "osRepos", "externalRepoURLs"), _ADDONS)
_ARCHIVES = (".tar", ".tar.gz", ".tgz", ".zip")


def os_package_version(view: View) -> Iterator[Finding]:
    """An os-pkgs archive of a version that does not go with the installer.

    ## Why it matters
    The version in the name is that of Kubean, and each installer carries one Kubean. The installer's version is known
    here only if the path of the offline package holds it.

    ## Example
    ```yaml
    fullPackagePath: /data/v0.42.0/offline
    osRepos:
      type: builtin
      isoPath: /data/rhel-8.9-x86_64-dvd.iso
      osPackagePath: /data/os-pkgs-redhat8-v0.18.5.tar.gz
    ```

    ## Use instead
    ```yaml
    fullPackagePath: /data/v0.42.0/offline
    osRepos:
      type: builtin
      isoPath: /data/rhel-8.9-x86_64-dvd.iso
      osPackagePath: /data/os-pkgs-redhat8-v0.35.1.tar.gz
    ```

    ## Source
    Start-install page and release notes (v0.9.0 to v0.44.0) of the installation guide.
    """
    found = kubean_version(view.get(_OS_PACKAGES) or "")
    if found is None:
        return
    installer = installer_version(view.get(_FULL_PACKAGE) or "")
    message = _version_problem(found, installer)
    if not message:
        return
    yield Finding(
        *view.place(_OS_PACKAGES),
        message,
        _("The comments in sample/clusterConfig.yaml of the offline package name the version that fits."),
        view.name(_OS_PACKAGES),
        (Second(_("the installer"), *view.place(_FULL_PACKAGE)),) if installer else (),
    )


def _version_problem(found: Version, installer: Version | None) -> str:
    if installer is None:
        first, oldest = KUBEAN_VERSIONS[0]
        if found >= oldest:
            return ""
        message = _("os-pkgs {version} belongs to an installer older than {installer}.")
        return message.format(version=written(found), installer=written(first))
    low, high = kubean_limits(installer)
    if (low or found) <= found <= (high or found):
        return ""
    message = _("os-pkgs {version} does not go with installer {installer}, which takes {limits}.")
    return message.format(
        version=written(found), installer=written(installer), limits=_limits_in_words(low, high)
    )


def _limits_in_words(low: Version | None, high: Version | None) -> str:
    if low is None or high is None:
        return _("{low} or newer").format(low=written(low)) if low else _("an older one")
    if low == high:
        return written(low)
    return _("one from {low} to {high}").format(low=written(low), high=written(high))


def architecture_mismatch(view: View) -> Iterator[Finding]:
    """Packages whose names tell different processor architectures.

    ## Why it matters
    Nodes cannot run programs of another architecture. A cluster of both has add-on packages for both.

    ## Example
    ```yaml
    osRepos:
      type: builtin
      isoPath: /data/rhel-8.9-x86_64-dvd.iso
      osPackagePath: /data/os-pkgs-redhat8-v0.36.0.tar.gz
    addonPackage:
      path: /data/addon-offline-full-package-v0.36.0-arm64.tar.gz
    ```

    ## Use instead
    ```yaml
    osRepos:
      type: builtin
      isoPath: /data/rhel-8.9-x86_64-dvd.iso
      osPackagePath: /data/os-pkgs-redhat8-v0.36.0.tar.gz
    addonPackage:
      path: /data/addon-offline-full-package-v0.36.0-amd64.tar.gz
    ```

    ## Source
    Download pages of the offline packages; start-install page of the installation guide.
    """
    groups = [[_ISO], [_FULL_PACKAGE], list(_addons(view))]
    named = [(paths, found) for paths in groups if (found := _architectures(view, paths))]
    for paths, found in named[1:]:
        wanted = named[0][1]
        if found & wanted:
            continue
        path = next(each for each in paths if _architectures(view, [each]))
        message = _("This package is for {found}, but {other} is for {wanted}.")
        other = named[0][0][0]
        words = message.format(found=_listed(found), other=_key(other), wanted=_listed(wanted))
        second = (Second(_("for {wanted}").format(wanted=_listed(wanted)), *view.place(other)),)
        yield Finding(
            *view.place(path),
            words,
            _("Take the packages of the nodes' architecture."),
            view.name(path),
            second,
        )


def _addons(view: View) -> Iterator[Path]:
    if view.get(_ADDONS) is not None:
        yield _ADDONS
    yield from view.items(_ADDONS)


def _architectures(view: View, paths: list[Path]) -> frozenset[str]:
    return frozenset(each for path in paths for each in architectures(view.get(path) or ""))


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))


def _key(path: Path) -> str:
    return "addonPackage" if path[: len(_ADDONS)] == _ADDONS else str(path[-1])


def unexpected_file_kind(view: View) -> Iterator[Finding]:
    """A file of another kind than its key takes.

    ## Why it matters
    `isoPath` is an image (`.iso`), `osPackagePath` and `addonPackage.path` are archives (`.tar.gz`), and
    `fullPackagePath` is the folder into which the offline archive was unpacked. They are easily swapped.

    ## Example
    ```yaml
    fullPackagePath: /data/offline-v0.43.0-amd64.tar
    ```

    ## Use instead
    ```yaml
    fullPackagePath: /data/offline
    ```

    ## Fix
    Unsafe: where the image and the archive stand in each other's place, they are swapped.

    ## Source
    Full sample of cluster-config and start-install page of the installation guide.
    """
    swap = _swap(view)
    yield from _not_ending_in(view, _ISO, ".iso", swap)
    yield from _not_ending_in(view, _OS_PACKAGES, ".tar.gz", swap)
    for path in _addons(view):
        yield from _not_ending_in(view, path, ".tar.gz")
    folder = view.get(_FULL_PACKAGE)
    if folder is not None and folder.lower().endswith(_ARCHIVES):
        message = _("fullPackagePath is a folder, but this is the name of an archive.")
        remedy = _("Unpack the offline package and name the folder that it unpacks to.")
        yield Finding(*view.place(_FULL_PACKAGE), message, remedy, view.name(_FULL_PACKAGE))


def _swap(view: View) -> Fix | None:
    """Swap the image and the archive if each has the name of the other."""
    image, packages = view.slot(_ISO), view.slot(_OS_PACKAGES)
    names = str(view.get(_ISO)).lower(), str(view.get(_OS_PACKAGES)).lower()
    if image is None or packages is None or not (names[0].endswith(".tar.gz") and names[1].endswith(".iso")):
        return None
    first, second = (view.document.text[slot.start : slot.end] for slot in (image, packages))
    if "\n" in first + second:
        return None
    edits = (Edit(image.start, image.end, second), Edit(packages.start, packages.end, first))
    return Fix(_("Swap isoPath and osPackagePath"), edits)


def _not_ending_in(view: View, path: Path, suffix: str, fix: Fix | None = None) -> Iterator[Finding]:
    value = view.get(path)
    if not isinstance(value, str) or value.lower().endswith(suffix):
        return
    message = _("The name of this file usually ends in {suffix}.").format(suffix=suffix)
    yield Finding(
        *view.place(path), message, _("Check that this is the right file."), view.name(path), fix=fix
    )


def operating_system_mismatch(view: View) -> Iterator[Finding]:
    """An ISO and an os-pkgs archive of different operating systems.

    ## Why it matters
    The nodes take their packages from both; those of another system, or of another version of it, do not fit.

    ## Example
    ```yaml
    osRepos:
      type: builtin
      isoPath: /data/rhel-9.2-x86_64-dvd.iso
      osPackagePath: /data/os-pkgs-redhat8-v0.36.0.tar.gz
    ```

    ## Use instead
    ```yaml
    osRepos:
      type: builtin
      isoPath: /data/rhel-9.2-x86_64-dvd.iso
      osPackagePath: /data/os-pkgs-redhat9-v0.36.0.tar.gz
    ```

    ## Source
    Start-install page of the installation guide: one os-pkgs archive for each operating system.
    """
    image, packages = view.get(_ISO), view.get(_OS_PACKAGES)
    if image is None or packages is None:
        return
    system, other = operating_system(packages), operating_system(image)
    if system is None or other is None or system.agrees_with(other):
        return
    yield Finding(
        *view.place(_OS_PACKAGES),
        _("This archive is for another operating system than the ISO {name}.").format(name=file_name(image)),
        _("Take both for the system of the nodes, in the same version."),
        view.name(_OS_PACKAGES),
        (Second(_("the ISO"), *view.place(_ISO)),),
    )


def repeated_entry(view: View) -> Iterator[Finding]:
    r"""The same repository or package twice in one list.

    ## Why it matters
    It adds nothing; often the second was copied to be changed, and what it should name is missing.

    ## Example
    ```yaml
    externalRepoURLs:
      - 'http://10.6.0.5:8080/centos/\$releasever/os/\$basearch'
      - 'http://10.6.0.5:8080/centos/\$releasever/os/\$basearch'
    ```

    ## Use instead
    ```yaml
    externalRepoURLs:
      - 'http://10.6.0.5:8080/centos/\$releasever/os/\$basearch'
      - 'http://10.6.0.5:8080/centos-iso/\$releasever/os/\$basearch'
    ```

    ## Fix
    Unsafe: the second entry is removed.

    ## Source
    External-os page of the installation guide.
    """
    for home in _LISTS:
        first: dict[str, Path] = {}
        for path in view.items(home):
            value = view.get(path)
            if value is None or first.setdefault(value.rstrip("/"), path) == path:
                continue
            yield _repetition(view, path, first[value.rstrip("/")])


def _repetition(view: View, path: Path, first: Path) -> Finding:
    item = view.document.find(path)
    title = _("Remove this entry")
    return Finding(
        *view.place(path),
        _("This entry is in the list already."),
        _("Change it to what is missing, or remove it."),
        view.name(path),
        (Second(_("first here"), *view.place(first)),),
        remove_entry(view.document.text, item, title) if isinstance(item, Item) else None,
    )
