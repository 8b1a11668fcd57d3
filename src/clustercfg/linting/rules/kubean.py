"""CC344 to CC348: what kubeanConfig must say beside the rest of the file."""

from __future__ import annotations

from collections.abc import Iterator

from clustercfg.linting.kubean_settings import KUBEAN_CONFIG, lacks_variable, variable, with_variables
from clustercfg.linting.machines import count_machines
from clustercfg.linting.rule import Finding, Second
from clustercfg.linting.view import View
from clustercfg.models.operating_systems import OPERATING_SYSTEMS, OperatingSystem
from clustercfg.translation import gettext as _
from clustercfg.yamltext.paths import Path

__all__ = [
    "etcd_nodes_without_host_type",
    "even_etcd_nodes",
    "host_etcd_without_nodes",
    "os_settings_missing",
    "unsupported_os_not_allowed",
]

_ETCD: Path = ("spec", "etcdNodes")
_ETCD_TYPE = "etcd_deployment_type"
_ALLOWED = "allow_unsupported_distribution_setup"
_FAMILIES = ("debian_os_family_extensions", "redhat_os_family_extensions")


def unsupported_os_not_allowed(view: View) -> Iterator[Finding]:
    """OS packages are installed by hand (`none`), but kubeanConfig does not allow the system.

    ## Why it matters
    `none` is for systems that are not on the supported list. Kubespray stops on such a system unless it is told to go
    on, and to which family of systems it belongs. One page leaves both out, so this is a warning.

    ## Example
    ```yaml
    osRepos:
      type: none
    ```

    ## Use instead
    ```yaml
    osRepos:
      type: none
    kubeanConfig: |-
      allow_unsupported_distribution_setup: true
      debian_os_family_extensions:
        - "UnionTech OS Server 20"
    ```

    ## Fix
    Unsafe: the permission is written into kubeanConfig, where the family is given already.

    ## Source
    Otherlinux and NeoKylin pages of the installation guide.
    """
    path = ("spec", "osRepos", "type")
    if view.get(path) != "none":
        return
    is_refused = _is_not(view, _ALLOWED, wanted=True)
    missing = [f"{_ALLOWED}: true"] if is_refused else []
    if all(lacks_variable(view, family) for family in _FAMILIES):
        missing.append(" | ".join(_FAMILIES))
    if not missing:
        return
    title = _("Write {variable} into kubeanConfig").format(variable=f"{_ALLOWED}: true")
    yield Finding(
        *view.place(path),
        _("none is for systems off the supported list; kubeanConfig must allow them."),
        _("Add to kubeanConfig: {variables}.").format(variables=", ".join(missing)),
        view.name(KUBEAN_CONFIG),
        fix=with_variables(view, {_ALLOWED: "true"}, title) if is_refused and len(missing) == 1 else None,
    )


def _is_not(view: View, name: str, *, wanted: object) -> bool:
    """Return whether a variable surely has another value, or none."""
    return lacks_variable(view, name) or variable(view, name) not in (None, wanted)


def etcd_nodes_without_host_type(view: View) -> Iterator[Finding]:
    """Machines for etcd are listed, but etcd is not to run on hosts.

    ## Why it matters
    Without `etcd_deployment_type: host` etcd runs inside the control plane, and the machines in etcdNodes have nothing
    to do.

    ## Example
    ```yaml
    etcdNodes:
      - nodeName: g-etcd1
        ip: 10.6.229.41
    ```

    ## Use instead
    ```yaml
    etcdNodes:
      - nodeName: g-etcd1
        ip: 10.6.229.41
    kubeanConfig: |-
      etcd_deployment_type: host
    ```

    ## Fix
    Unsafe: the variable is written into kubeanConfig.

    ## Source
    Etcd-host-deploy page of the installation guide.
    """
    if next(view.items(_ETCD), None) is None or not _is_not(view, _ETCD_TYPE, wanted="host"):
        return
    path = (*KUBEAN_CONFIG, _ETCD_TYPE)
    related = () if view.has(path) else (Second(_("the machines for etcd"), *view.key_place(_ETCD)),)
    place = view.place(path) if view.has(KUBEAN_CONFIG) else view.key_place(_ETCD)
    title = _("Write {variable} into kubeanConfig").format(variable=f"{_ETCD_TYPE}: host")
    yield Finding(
        *place,
        _("etcdNodes need etcd_deployment_type: host in kubeanConfig."),
        _("Add it, or remove etcdNodes."),
        view.name(path),
        related if view.has(KUBEAN_CONFIG) else (),
        with_variables(view, {_ETCD_TYPE: "host"}, title),
    )


def host_etcd_without_nodes(view: View) -> Iterator[Finding]:
    """Host deployment of etcd is chosen, but no machines are listed for it.

    ## Why it matters
    The page on this setting uses it together with etcdNodes. Without them etcd still runs on the masters, only outside
    of Kubernetes.

    ## Example
    ```yaml
    kubeanConfig: |-
      etcd_deployment_type: host
    ```

    ## Use instead
    ```yaml
    etcdNodes:
      - nodeName: g-etcd1
        ip: 10.6.229.41
    kubeanConfig: |-
      etcd_deployment_type: host
    ```

    ## Source
    Etcd-host-deploy page of the installation guide.
    """
    path = (*KUBEAN_CONFIG, _ETCD_TYPE)
    if variable(view, _ETCD_TYPE) != "host" or count_machines(view, "etcdNodes") != 0:
        return
    yield Finding(
        *view.place(path),
        _("etcd_deployment_type: host is meant to go with etcdNodes, and none are listed."),
        _("List the machines for etcd in etcdNodes, or remove the variable."),
        view.name(path),
    )


def even_etcd_nodes(view: View) -> Iterator[Finding]:
    """An even number of machines for etcd.

    ## Why it matters
    etcd needs more than half of its members: with two the loss of either stops the cluster, and four bear no more
    losses than three.

    ## Example
    ```yaml
    etcdNodes:
      - nodeName: g-etcd1
        ip: 10.6.229.41
      - nodeName: g-etcd2
        ip: 10.6.229.42
    ```

    ## Use instead
    ```yaml
    etcdNodes:
      - nodeName: g-etcd1
        ip: 10.6.229.41
      - nodeName: g-etcd2
        ip: 10.6.229.42
      - nodeName: g-etcd3
        ip: 10.6.229.43
    ```

    ## Source
    Etcd-host-deploy page of the installation guide: three machines.
    """
    count = count_machines(view, "etcdNodes")
    if not count or count % 2:
        return
    yield Finding(
        *view.key_place(_ETCD),
        _("{count} members of etcd survive no more failures than {fewer}.").format(
            count=count, fewer=count - 1
        ),
        _("List an odd number of machines."),
        view.name(_ETCD),
    )


def os_settings_missing(view: View) -> Iterator[Finding]:
    """The packages are for RedHat 9 or Oracle Linux, and kubeanConfig lacks what these systems need.

    ## Why it matters
    Both need the recommended kernel settings, or programs run out of file handles; Oracle Linux must also be kept from
    setting up Oracle's public repository. Which system it is, is only seen from the names of the files.

    ## Example
    ```yaml
    osRepos:
      type: builtin
      isoPath: /root/OracleLinux-R9-U1-x86_64-dvd.iso
      osPackagePath: /root/os-pkgs-oracle9-v0.6.6.tar.gz
    ```

    ## Use instead
    ```yaml
    osRepos:
      type: builtin
      isoPath: /root/OracleLinux-R9-U1-x86_64-dvd.iso
      osPackagePath: /root/os-pkgs-oracle9-v0.6.6.tar.gz
    kubeanConfig: |-
      node_sysctl_tuning: true
      use_oracle_public_repo: false
    ```

    ## Fix
    Unsafe: what is missing is written into kubeanConfig.

    ## Source
    Start-install and Oracle Linux pages of the installation guide.
    """
    for system in OPERATING_SYSTEMS:
        evidence = _file_of(view, system)
        missing = [name for name, value in system.variables.items() if _is_not(view, name, wanted=value)]
        if evidence is None or not missing:
            continue
        wanted = {name: str(system.variables[name]).lower() for name in missing}
        lines = ", ".join(f"{name}: {value}" for name, value in wanted.items())
        title = _("Write {variable} into kubeanConfig").format(variable=lines)
        yield Finding(
            *view.place(evidence),
            _("This looks like {system}, which needs {variables} in kubeanConfig.").format(
                system=system.name, variables=lines
            ),
            field=view.name(KUBEAN_CONFIG),
            fix=with_variables(view, wanted, title),
        )


def _file_of(view: View, system: OperatingSystem) -> Path | None:
    for key in ("isoPath", "osPackagePath"):
        path = ("spec", "osRepos", key)
        name = view.get(path)
        if isinstance(name, str) and system.is_named_by(name):
            return path
    return None
