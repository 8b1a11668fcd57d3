"""CC411 to CC415: what `osRepos` needs, and the lines of its repositories."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clustercfg.linting.diagnostics import Edit, Fix
from clustercfg.linting.rule import Finding, Second
from clustercfg.linting.sources import source_kind
from clustercfg.linting.view import View
from clustercfg.translation import gettext as _
from clustercfg.translation import ngettext
from clustercfg.yamltext.nodes import ScalarNode
from clustercfg.yamltext.paths import Path

__all__ = [
    "missing_os_packages",
    "repository_type_mismatch",
    "skipped_package_check",
    "unescaped_repository_variable",
    "unused_os_packages",
]

_OS_REPOS: Path = ("spec", "osRepos")
_TYPE: Path = (*_OS_REPOS, "externalRepoType")
_URLS: Path = (*_OS_REPOS, "externalRepoURLs")
_FILES = ("isoPath", "osPackagePath")
_APT = ("debian", "ubuntu")
_YUM = ("centos",)
_BARE_VARIABLE = re.compile(r"(?<!\\)\$(?=\{?[a-z])")


def missing_os_packages(view: View) -> Iterator[Finding]:
    """Packages of the operating system to be served or uploaded, but no ISO or os-pkgs archive to take them from.

    ## Why it matters
    The bootstrap node fills its own or your S3-compatible storage from these two files. Only an upgrade (installer
    v0.9.0 and later) does without them.

    ## Example
    ```yaml
    osRepos:
      type: builtin
      isoPath: /root/rhel-8.9-x86_64-dvd.iso
    ```

    ## Use instead
    ```yaml
    osRepos:
      type: builtin
      isoPath: /root/rhel-8.9-x86_64-dvd.iso
      osPackagePath: /root/os-pkgs-redhat8-v0.36.0.tar.gz
    ```

    ## Source
    Field table of cluster-config and external-os page of the installation guide; release notes of v0.9.0.
    """
    if source_kind(view, "osRepos") not in ("builtin", "s3"):
        return
    missing = [key for key in _FILES if view.lacks((*_OS_REPOS, key))]
    if not missing:
        return
    message = ngettext("{keys} is missing.", "{keys} are missing.", len(missing))
    path = (*_OS_REPOS, missing[0])
    yield Finding(
        *view.key_place(path),
        message.format(keys=", ".join(missing)),
        _("Only an upgrade can do without the ISO and the os-pkgs archive."),
        view.name(path),
    )


def unused_os_packages(view: View) -> Iterator[Finding]:
    """An ISO or os-pkgs archive beside the repositories of a server that is filled by hand.

    ## Why it matters
    With `externalRepoURLs` the packages are imported by hand before the installation; nothing documented reads these
    files then. One published example has them all the same.

    ## Example
    ```yaml
    osRepos:
      type: external
      isoPath: /root/rhel-8.9-x86_64-dvd.iso
      externalRepoType: centos
      externalRepoURLs:
        - http://10.6.0.5:8080/redhat/8/os/x86_64
    ```

    ## Use instead
    ```yaml
    osRepos:
      type: external
      externalRepoType: centos
      externalRepoURLs:
        - http://10.6.0.5:8080/redhat/8/os/x86_64
    ```

    ## Source
    External-os page and minimal external example of cluster-config in the installation guide.
    """
    given = [key for key in _FILES if view.get((*_OS_REPOS, key)) is not None]
    if not given or source_kind(view, "osRepos") != "http":
        return
    message = ngettext(
        "{keys} has no documented use beside externalRepoURLs.",
        "{keys} have no documented use beside externalRepoURLs.",
        len(given),
    )
    yield Finding(
        *view.key_place((*_OS_REPOS, given[0])),
        message.format(keys=", ".join(given)),
        _("Import the packages into that server by hand, before the installation."),
        view.name((*_OS_REPOS, given[0])),
    )


def repository_type_mismatch(view: View) -> Iterator[Finding]:
    """Lines for apt under a repository type of yum, or the reverse.

    ## Why it matters
    `centos` (with RedHat, Kylin, openEuler and the like) takes base URLs for yum; `debian` and `ubuntu` take lines that
    begin with `deb`. The package manager of the nodes cannot read the other form.

    ## Example
    ```yaml
    osRepos:
      type: external
      externalRepoType: ubuntu
      externalRepoURLs:
        - http://10.6.0.5:8080/ubuntu/amd64
    ```

    ## Use instead
    ```yaml
    osRepos:
      type: external
      externalRepoType: ubuntu
      externalRepoURLs:
        - deb [trusted=yes] http://10.6.0.5:8080/ubuntu/amd64 focal/
    ```

    ## Source
    Appendix of the external-os page of the installation guide.
    """
    kind = view.get(_TYPE)
    if source_kind(view, "osRepos") != "http" or kind not in (*_APT, *_YUM):
        return
    lines = {path: line for path in view.items(_URLS) if (line := view.get(path)) is not None}
    odd = [path for path, line in lines.items() if line.startswith("deb") != (kind in _APT)]
    if odd and len(odd) == len(lines):
        yield _mismatch_of_type(view, kind, odd[0])
        return
    for path in odd:
        yield _mismatch_of_line(view, kind, path)


def _mismatch_of_type(view: View, kind: str, first: Path) -> Finding:
    if kind in _APT:
        message = _("externalRepoType is {type}, but what is listed is not for apt.")
        remedy = _(
            "A line for apt reads: deb [trusted=yes] URL suite components. URLs for yum go with centos."
        )
    else:
        message = _("externalRepoType is {type}, but what is listed is for apt.")
        remedy = _("Set the type to debian or ubuntu, or list the base URLs of yum repositories.")
    second = (Second(_("the first of them"), *view.place(first)),)
    return Finding(*view.place(_TYPE), message.format(type=kind), remedy, view.name(_TYPE), second)


def _mismatch_of_line(view: View, kind: str, path: Path) -> Finding:
    if kind in _APT:
        message = _("This is no line for apt, but externalRepoType is {type}.")
        remedy = _("Write: deb [trusted=yes] URL suite components.")
    else:
        message = _("This is a line for apt, but externalRepoType is {type}.")
        remedy = _("Write the base URL of the repository alone.")
    second = (Second(_("the type"), *view.place(_TYPE)),)
    return Finding(*view.place(path), message.format(type=kind), remedy, view.name(path), second)


def unescaped_repository_variable(view: View) -> Iterator[Finding]:
    r"""A variable of yum without the backslash that the documents put in front of it.

    ## Why it matters
    The value most likely passes through a script on its way to the nodes. All published examples write `\$releasever` and
    `\$basearch`; without the backslash such a script puts nothing in place of the variable.

    ## Example
    ```yaml
    externalRepoURLs:
      - 'http://10.6.0.5:8080/centos/$releasever/os/$basearch/'
    ```

    ## Use instead
    ```yaml
    externalRepoURLs:
      - 'http://10.6.0.5:8080/centos/\$releasever/os/\$basearch/'
    ```

    ## Fix
    Unsafe: the backslashes are written.

    ## Source
    External-os page and FAQ of the installation guide; release notes of v0.8.0.
    """
    if source_kind(view, "osRepos") != "http":
        return
    for path in view.items(_URLS):
        line = view.get(path)
        if line is None or not _BARE_VARIABLE.search(line):
            continue
        yield Finding(
            *view.place(path),
            _("The documents write variables with a backslash: {example}.").format(example=r"\$releasever"),
            _("Without it the variable is most likely lost on the way to the nodes."),
            view.name(path),
            fix=_escaped(view, path),
        )


def _escaped(view: View, path: Path) -> Fix | None:
    slot = view.slot(path)
    if slot is None or not isinstance(slot.node, ScalarNode) or slot.node.style in ("|", ">"):
        return None
    backslash = "\\\\" if slot.node.style == '"' else "\\"
    places = _BARE_VARIABLE.finditer(view.document.text, slot.start, slot.end)
    edits = tuple(Edit(match.start(), match.start(), backslash) for match in places)
    return Fix(_("Write the backslashes"), edits) if edits else None


def skipped_package_check(view: View) -> Iterator[Finding]:
    """The check of the os-pkgs archive is switched off.

    ## Why it matters
    An archive of the wrong version or for another system is then found only when the nodes miss a package.

    ## Example
    ```yaml
    osRepos:
      type: builtin
      skipValidateOSPackage: true
    ```

    ## Use instead
    ```yaml
    osRepos:
      type: builtin
    ```

    ## Source
    Release notes of v0.22.0.
    """
    path = (*_OS_REPOS, "skipValidateOSPackage")
    if view.get(path) is not True:
        return
    yield Finding(
        *view.place(path),
        _("The installer will not check the os-pkgs archive."),
        _("Leave this out unless you know why the check fails."),
        view.name(path),
    )
