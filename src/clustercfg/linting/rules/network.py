"""CC330 to CC332: the address ranges of the cluster."""

from __future__ import annotations

from collections.abc import Iterator

from clustercfg.linting.addresses import AddressRange
from clustercfg.linting.cluster_ranges import ClusterRange, cluster_ranges
from clustercfg.linting.fixes import replace_scalar
from clustercfg.linting.machines import hosts
from clustercfg.linting.rule import Finding, Second
from clustercfg.linting.view import View
from clustercfg.translation import gettext as _
from clustercfg.yamltext.nodes import ScalarNode
from clustercfg.yamltext.paths import Path

__all__ = ["host_in_cluster_range", "overlapping_ranges", "range_with_host_bits"]


def overlapping_ranges(view: View) -> Iterator[Finding]:
    """The ranges of the pods and of the services have addresses in common.

    ## Why it matters
    An address would be a pod and a service at once. Where only one of the ranges is written, the default of the other
    counts: 10.233.64.0/18 for pods, 10.233.0.0/18 for services.

    ## Example
    ```yaml
    network:
      clusterCIDR: 10.233.0.0/16
      serviceCIDR: 10.233.0.0/18
    ```

    ## Use instead
    ```yaml
    network:
      clusterCIDR: 10.233.64.0/18
      serviceCIDR: 10.233.0.0/18
    ```

    ## Source
    Deploy-requirements of the installation guide: keep two ranges free.
    """
    ranges = sorted(cluster_ranges(view), key=lambda each: (not each.is_default, view.place(each.path)))
    if len(ranges) != 2 or ranges[1].is_default:  # noqa: PLR2004 - there are two
        return
    first, second = ranges
    if not first.addresses.meets(second.addresses):
        return
    yield Finding(
        *view.place(second.path),
        _("{second} and {first} have addresses in common.").format(second=second.title, first=first.title),
        _("Choose ranges that do not meet."),
        view.name(second.path),
        () if first.is_default else (Second(_("the other range"), *view.place(first.path)),),
    )


def host_in_cluster_range(view: View) -> Iterator[Finding]:
    """The address of a machine lies in the range of the pods or of the services.

    ## Why it matters
    Packets to that machine stay inside the cluster: it cannot be reached. The defaults count where no range is written.

    ## Example
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
    network:
      clusterCIDR: 10.0.0.0/8
    ```

    ## Use instead
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
    network:
      clusterCIDR: 10.233.64.0/18
    ```

    ## Source
    Deploy-requirements and all-in-one page of the installation guide: choose other ranges if they meet the hosts' network.
    """
    machines = list(hosts(view))
    for each in cluster_ranges(view):
        inside = [(path, address) for path, address in machines if each.addresses.meets(address)]
        if inside:
            yield _meeting(view, each, *inside[0])


def _meeting(view: View, cluster_range: ClusterRange, path: Path, address: AddressRange) -> Finding:
    """Point at the range where it is written, otherwise at the machine."""
    if cluster_range.is_default:
        blamed, message = path, _("{address} lies in {range}.")
    else:
        blamed, message = cluster_range.path, _("{range} holds {address}, the address of a machine.")
    return Finding(
        *view.place(blamed),
        message.format(range=cluster_range.title, address=address.first_address),
        _("Choose a range under spec.network that the hosts' network does not use."),
        view.name(blamed),
        () if blamed is path else (Second(_("this machine"), *view.place(path)),),
    )


def range_with_host_bits(view: View) -> Iterator[Finding]:
    """A range is written as an address inside it.

    ## Why it matters
    A network has no bits behind its prefix. Some programs round the address down, others refuse it: Calico takes no
    such range for its pods.

    ## Example
    ```yaml
    network:
      clusterCIDR: 10.233.64.5/18
    ```

    ## Use instead
    ```yaml
    network:
      clusterCIDR: 10.233.64.0/18
    ```

    ## Fix
    Unsafe: the first address of the range is written.

    ## Source
    Calico: an IP pool must be strictly masked.
    """
    for each in cluster_ranges(view):
        if each.addresses.given == each.addresses.first:
            continue
        network = f"{each.addresses.first_address}/{each.text.partition('/')[2]}"
        slot = view.slots[each.path]
        fix = None
        if isinstance(slot.node, ScalarNode) and slot.start == slot.node.start:
            title = _("Write {value}").format(value=network)
            fix = replace_scalar(view.document.text, slot.node, network, title, safe=False)
        yield Finding(
            *view.place(each.path),
            _("{address} is no network but an address in {network}.").format(
                address=each.text, network=network
            ),
            field=view.name(each.path),
            fix=fix,
        )
