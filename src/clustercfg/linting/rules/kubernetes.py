"""CC340 to CC343: runtime, certificates, versions and audit rules."""

from __future__ import annotations

from collections.abc import Iterator

from clustercfg.linting.additions import append_lines
from clustercfg.linting.diagnostics import Edit, Fix, Severity
from clustercfg.linting.fixes import remove_entry, replace_scalar
from clustercfg.linting.machines import value_or_default
from clustercfg.linting.rule import Finding, Second
from clustercfg.linting.sources import offline_sources
from clustercfg.linting.view import View
from clustercfg.translation import gettext as _
from clustercfg.yamltext.embedded import joins_lines, read_embedded
from clustercfg.yamltext.nodes import Entry, MappingNode, ScalarNode, SequenceNode
from clustercfg.yamltext.paths import Path

__all__ = [
    "folded_yaml_text",
    "skip_provision_without_docker",
    "valid_days_without_onetime",
    "version_pinned_offline",
]

_CRI: Path = ("spec", "cri")
_RENEWAL: Path = ("spec", "renewCerts")


def skip_provision_without_docker(view: View) -> Iterator[Finding]:
    """The runtime is to be left alone, but it is not docker.

    ## Why it matters
    Leaving an installed runtime as it is works with docker only. Without `criProvider` the runtime is containerd.

    ## Example
    ```yaml
    cri:
      criProvider: containerd
      skipProvision: true
    ```

    ## Use instead
    ```yaml
    cri:
      criProvider: docker
      skipProvision: true
    ```

    ## Source
    Full sample of cluster-config in the installation guide; release notes of v0.16.0.
    """
    path, provider = (*_CRI, "skipProvision"), (*_CRI, "criProvider")
    runtime = value_or_default(view, provider, "containerd")
    if view.get(path) is not True or runtime in (None, "docker"):
        return
    yield Finding(
        *view.place(path),
        _("skipProvision works with docker only; the runtime is {runtime}.").format(runtime=runtime),
        _("Remove skipProvision, or set criProvider: docker if docker is installed on the nodes."),
        view.name(path),
        (Second(_("the runtime"), *view.place(provider)),) if view.has(provider) else (),
    )


def valid_days_without_onetime(view: View) -> Iterator[Finding]:
    """A validity of certificates is given, but they are not renewed just once.

    ## Why it matters
    `oneTimeValidDays` belongs to the mode `onetime`. The default mode, `cyclical`, does not use it.

    ## Example
    ```yaml
    renewCerts:
      oneTimeValidDays: 3650
    ```

    ## Use instead
    ```yaml
    renewCerts:
      mode: onetime
      oneTimeValidDays: 3650
    ```

    ## Fix
    Unsafe: the mode is set to onetime.

    ## Source
    Full sample of cluster-config in the installation guide.
    """
    path, mode_path = (*_RENEWAL, "oneTimeValidDays"), (*_RENEWAL, "mode")
    mode = value_or_default(view, mode_path, "cyclical")
    if view.get(path) is None or mode in (None, "onetime"):
        return
    yield Finding(
        *view.place(path),
        _("oneTimeValidDays has no effect with mode {mode}.").format(mode=mode),
        _("Set mode: onetime, or remove oneTimeValidDays."),
        view.name(path),
        (Second(_("the mode"), *view.place(mode_path)),) if view.has(mode_path) else (),
        _with_mode(view, mode_path),
    )


def _with_mode(view: View, path: Path) -> Fix | None:
    title = _("Set mode: onetime")
    slot, text = view.slot(path), view.document.text
    if slot is None:
        return append_lines(text, view.slots[_RENEWAL].node, ("mode: onetime",), title)
    if not isinstance(slot.node, ScalarNode) or slot.start != slot.node.start:
        return None
    return replace_scalar(text, slot.node, "onetime", title, safe=False)


def version_pinned_offline(view: View) -> Iterator[Finding]:
    """A version of Kubernetes or of the runtime is given for an offline installation.

    ## Why it matters
    The offline package holds the versions that fit the installer. Another one cannot be downloaded, unless a package
    with that version is in place.

    ## Example
    ```yaml
    fullPackagePath: /root/offline
    binaries:
      type: builtin
    k8sVersion: v1.29.5
    ```

    ## Use instead
    ```yaml
    fullPackagePath: /root/offline
    binaries:
      type: builtin
    ```

    ## Fix
    Unsafe: the version is removed.

    ## Source
    Full sample of cluster-config in the installation guide.
    """
    offline = next(offline_sources(view), None)
    if offline is None:
        return
    for path in (("spec", "k8sVersion"), (*_CRI, "criVersion")):
        version = view.get(path)
        if version is None:
            continue
        key, entry = path[-1], view.document.find(path)
        title = _("Remove {key}").format(key=key)
        yield Finding(
            *view.place(path),
            _("{key} is for online installations; offline the package decides.").format(key=key),
            _("Remove it, unless the offline package is known to hold {version}.").format(version=version),
            view.name(path),
            (Second(_("this makes the installation offline"), *view.key_place(offline)),),
            remove_entry(view.document.text, entry, title) if isinstance(entry, Entry) else None,
        )


def folded_yaml_text(view: View) -> Iterator[Finding]:
    """YAML is written as folded text, which joins its lines.

    ## Why it matters
    `>` turns a line break between equally indented lines into a blank: two keys or two rules become one line, and
    everything behind a comment becomes part of it. `|` keeps the lines. It is an error when what is left is not even
    YAML any more.

    ## Example
    ```yaml
    kubeanConfig: >
      node_sysctl_tuning: true
      ntp_timezone: Asia/Shanghai
    ```

    ## Use instead
    ```yaml
    kubeanConfig: |
      node_sysctl_tuning: true
      ntp_timezone: Asia/Shanghai
    ```

    ## Fix
    Unsafe: `>` becomes `|`.

    ## Source
    YAML 1.2.2, section 8.1.3; samples of policyCustomRules in cluster-config of the installation guide.
    """
    for path, kind in _TEXTS.items():
        slot = view.slot(path)
        text = view.document.text
        if slot is None or not isinstance(slot.node, ScalarNode) or not joins_lines(text, slot.node):
            continue
        left = read_embedded(text, slot.node)
        is_broken = bool(left.problems) or not isinstance(left.root, kind)
        mark = slot.node.start
        edit = Edit(mark, mark + 1, "|")
        yield Finding(
            *view.key_place(path),
            _("> joins lines of this text into one.")
            if not is_broken
            else _("> joins lines of this text, and what comes out is no valid YAML."),
            _("Write | instead of >."),
            view.name(path),
            fix=Fix(_("Write | instead of >"), (edit,)) if slot.start == mark else None,
            severity=Severity.ERROR if is_broken else None,
        )


_TEXTS: dict[Path, type[MappingNode | SequenceNode]] = {
    ("spec", "kubeanConfig"): MappingNode,
    ("spec", "auditConfig", "policyCustomRules"): SequenceNode,
}
