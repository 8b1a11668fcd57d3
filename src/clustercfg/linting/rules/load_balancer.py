"""CC302, CC303, CC308 and CC309: the type of the load balancer and what goes with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clustercfg.linting.additions import combined
from clustercfg.linting.diagnostics import Fix, Severity
from clustercfg.linting.fixes import add_key, remove_entry
from clustercfg.linting.machines import value_or_default
from clustercfg.linting.rule import Finding, Second
from clustercfg.linting.sources import creates_cluster
from clustercfg.linting.view import View
from clustercfg.translation import gettext as _
from clustercfg.yamltext.nodes import Entry, MappingNode
from clustercfg.yamltext.paths import Path

__all__ = ["cloudlb_unsupported", "metallb_without_vip", "source_ip_without_metallb", "vip_without_metallb"]

_BLOCK: Path = ("spec", "loadBalancer")
_TYPE: Path = (*_BLOCK, "type")
_VIPS: tuple[Path, ...] = ((*_BLOCK, "istioGatewayVip"), (*_BLOCK, "insightVip"))


def _names(paths: Sequence[Path]) -> str:
    names = [str(path[-1]) for path in paths]
    return names[0] if len(names) == 1 else _("{first} and {second}").format(first=names[0], second=names[1])


def metallb_without_vip(view: View) -> Iterator[Finding]:
    """The type is metallb and a virtual IP is missing.

    ## Why it matters
    MetalLB hands out exactly the addresses it is given: one for the web interface and OpenAPI, one for the monitoring
    data of other clusters.

    ## Example
    ```yaml
    loadBalancer:
      type: metallb
      istioGatewayVip: 10.6.229.10/32
    ```

    ## Use instead
    ```yaml
    loadBalancer:
      type: metallb
      istioGatewayVip: 10.6.229.10/32
      insightVip: 10.6.229.11/32
    ```

    ## Source
    Full sample of cluster-config and deploy-requirements in the installation guide.
    """
    missing = [path for path in _VIPS if view.lacks(path)]
    if view.get(_TYPE) != "metallb" or not missing:
        return
    yield Finding(
        *view.key_place(missing[0] if len(missing) == 1 else _BLOCK),
        _("metallb needs {keys}.").format(keys=_names(missing)),
        _("Add a free address of the hosts' network with /32, or choose another type."),
        view.name(missing[0] if len(missing) == 1 else _BLOCK),
    )


def vip_without_metallb(view: View) -> Iterator[Finding]:
    """A virtual IP is given, but the type is not metallb.

    ## Why it matters
    Only metallb uses virtual IPs; the guide says to remove them with NodePort and cloudLB. Without a type the load
    balancer is NodePort, and whoever wrote virtual IPs most likely wanted metallb: that is a warning.

    ## Example
    ```yaml
    loadBalancer:
      istioGatewayVip: 10.6.229.10/32
      insightVip: 10.6.229.11/32
    ```

    ## Use instead
    ```yaml
    loadBalancer:
      type: metallb
      istioGatewayVip: 10.6.229.10/32
      insightVip: 10.6.229.11/32
    ```

    ## Fix
    Unsafe: `type: metallb` is added where no type is given; otherwise the virtual IPs are removed.

    ## Source
    Scenario section of cluster-config in the installation guide.
    """
    given = sorted((path for path in _VIPS if view.has(path)), key=view.key_place)
    kind = value_or_default(view, _TYPE, "NodePort")
    if not given or kind in (None, "metallb"):
        return
    if view.has(_TYPE):
        message = _("{type} does not use {keys}.")
        help_text = _("Remove what is not used, or set type: metallb.")
        severity, fix = Severity.INFO, _without_vips(view, given)
    else:
        message = _("Without a type the load balancer is {type}, which does not use {keys}.")
        help_text = _("Add type: metallb if that is meant.")
        severity, fix = Severity.WARNING, _with_type(view)
    yield Finding(
        *view.key_place(given[0]),
        message.format(type=kind, keys=_names(given)),
        help_text,
        view.name(given[0]),
        tuple(Second(_("and this one"), *view.key_place(path)) for path in given[1:]),
        fix,
        severity,
    )


def _without_vips(view: View, paths: Sequence[Path]) -> Fix | None:
    title = _("Remove {keys}").format(keys=_names(paths))
    entries = [view.document.find(path) for path in paths]
    text = view.document.text
    fixes = [remove_entry(text, each, title) if isinstance(each, Entry) else None for each in entries]
    return combined(title, fixes)


def _with_type(view: View) -> Fix | None:
    block = view.document.node(_BLOCK)
    if not isinstance(block, MappingNode):
        return None
    return add_key(view.document.text, block, "type: metallb", _("Add type: metallb"))


def source_ip_without_metallb(view: View) -> Iterator[Finding]:
    """The clients' addresses are wanted in audit logs, and the type is NodePort.

    ## Why it matters
    With metallb the installer sets this up by itself. With NodePort the setting alone does not do it: the page on
    audit logs lists steps to take by hand.

    ## Example
    ```yaml
    loadBalancer:
      type: NodePort
      SourceIP: auto
    ```

    ## Use instead
    ```yaml
    loadBalancer:
      type: NodePort
    ```

    ## Source
    Page on source addresses in audit logs (ghippo user guide).
    """
    path = (*_BLOCK, "SourceIP")
    if view.get(path) not in ("auto", True) or value_or_default(view, _TYPE, "NodePort") != "NodePort":
        return
    yield Finding(
        *view.place(path),
        _("With NodePort, audit logs show the clients' addresses only after some steps by hand."),
        _("See the page on source addresses in audit logs, or remove SourceIP."),
        view.name(path),
    )


def cloudlb_unsupported(view: View) -> Iterator[Finding]:
    """The type is cloudLB for a cluster that the installer makes.

    ## Why it matters
    The newer sample files say that cloudLB is not supported yet; the pages for cloud machines use it all the same. A
    load balancer of the cloud needs a controller that the installer does not bring.

    ## Example
    ```yaml
    loadBalancer:
      type: cloudLB
    ```

    ## Use instead
    ```yaml
    loadBalancer:
      type: metallb
      istioGatewayVip: 10.6.229.10/32
      insightVip: 10.6.229.11/32
    ```

    ## Source
    Full sample of cluster-config against the ECS page of the installation guide.
    """
    if view.get(_TYPE) != "cloudLB" or not creates_cluster(view):
        return
    yield Finding(
        *view.place(_TYPE),
        _("The documents disagree on whether cloudLB is supported for a new cluster."),
        _("Be ready to set up the cloud's load balancer by hand, or use metallb or NodePort."),
        view.name(_TYPE),
    )
