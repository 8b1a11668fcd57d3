"""CC304 to CC307: virtual IPs against each other and against the hosts' network."""

from __future__ import annotations

from collections.abc import Iterator

from clustercfg.linting.addresses import AddressRange
from clustercfg.linting.cluster_ranges import cluster_ranges
from clustercfg.linting.diagnostics import Severity
from clustercfg.linting.machines import address_at, hosts, machines
from clustercfg.linting.rule import Finding, Second
from clustercfg.linting.view import View
from clustercfg.translation import gettext as _
from clustercfg.yamltext.paths import Path

__all__ = ["equal_vips", "vip_in_cluster_range", "vip_is_host_ip", "vip_outside_host_network"]

_BLOCK: Path = ("spec", "loadBalancer")
# Hosts' networks are seldom smaller than the first and seldom larger than the second.
_USUAL = {4: 24, 6: 64}
_LARGEST = {4: 16, 6: 64}


def _vips(view: View) -> Iterator[tuple[Path, AddressRange]]:
    """The virtual IPs that are meant to be used: with another type they are only left over."""
    if view.get((*_BLOCK, "type")) not in (None, "metallb"):
        return
    for key in ("istioGatewayVip", "insightVip"):
        if address := address_at(view, (*_BLOCK, key)):
            yield (*_BLOCK, key), address


def equal_vips(view: View) -> Iterator[Finding]:
    """Both virtual IPs are the same address.

    ## Why it matters
    Each belongs to a service of its own: the web interface, and the monitoring data of other clusters. MetalLB gives
    the address to the first and leaves the second without one.

    ## Example
    ```yaml
    loadBalancer:
      type: metallb
      istioGatewayVip: 10.6.229.10/32
      insightVip: 10.6.229.10/32
    ```

    ## Use instead
    ```yaml
    loadBalancer:
      type: metallb
      istioGatewayVip: 10.6.229.10/32
      insightVip: 10.6.229.11/32
    ```

    ## Source
    Deploy-requirements, and the online and offline pages of the installation guide: two addresses.
    """
    vips = sorted(_vips(view), key=lambda vip: view.place(vip[0]))
    if len(vips) != 2 or vips[0][1] != vips[1][1]:  # noqa: PLR2004 - there are two
        return
    (first, address), (second, _same) = vips
    yield Finding(
        *view.place(second),
        _("{address} is given twice: each virtual IP needs its own address.").format(
            address=address.first_address
        ),
        _("Take another free address of the hosts' network."),
        view.name(second),
        (Second(_("the other virtual IP"), *view.place(first)),),
    )


def vip_is_host_ip(view: View) -> Iterator[Finding]:
    """A virtual IP that is the address of a node or of the bootstrap machine.

    ## Why it matters
    A virtual IP must be free: MetalLB answers for it, and so does the machine that already has it.

    ## Example
    ```yaml
    loadBalancer:
      type: metallb
      istioGatewayVip: 10.6.229.21/32
      insightVip: 10.6.229.11/32
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
    ```

    ## Use instead
    ```yaml
    loadBalancer:
      type: metallb
      istioGatewayVip: 10.6.229.10/32
      insightVip: 10.6.229.11/32
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
    ```

    ## Source
    Deploy-requirements of the installation guide: addresses that no machine uses.
    """
    taken = {address: path for path, address in reversed(list(hosts(view)))}
    for path, address in _vips(view):
        if address in taken:
            host = taken[address]
            yield Finding(
                *view.place(path),
                _("{address} belongs to a machine; a virtual IP must be free.").format(
                    address=address.first_address
                ),
                _("Take a free address of the hosts' network."),
                view.name(path),
                (Second(_("the machine that has it"), *view.place(host)),),
            )


def vip_in_cluster_range(view: View) -> Iterator[Finding]:
    """A virtual IP inside the range of the pods or of the services.

    ## Why it matters
    A virtual IP belongs to the hosts' network, and the cluster's own ranges must not meet that network: packets to
    such an address stay inside the cluster.

    ## Example
    ```yaml
    loadBalancer:
      type: metallb
      istioGatewayVip: 10.233.64.10/32
      insightVip: 10.6.229.11/32
    network:
      clusterCIDR: 10.233.64.0/18
    ```

    ## Use instead
    ```yaml
    loadBalancer:
      type: metallb
      istioGatewayVip: 10.6.229.10/32
      insightVip: 10.6.229.11/32
    network:
      clusterCIDR: 10.233.64.0/18
    ```

    ## Source
    Deploy-requirements and FAQ of the installation guide.
    """
    machine_addresses = [address for _path, address in hosts(view)]
    for each in cluster_ranges(view):
        if any(each.addresses.meets(address) for address in machine_addresses):
            continue  # The range is the mistake then, and another rule says so.
        for path, address in _vips(view):
            if each.addresses.meets(address):
                yield Finding(
                    *view.place(path),
                    _("{address} lies in {range}; a virtual IP belongs to the hosts' network.").format(
                        address=address.first_address, range=each.title
                    ),
                    _("Take a free address of the hosts' network."),
                    view.name(path),
                    () if each.is_default else (Second(_("the range"), *view.place(each.path)),),
                )


def vip_outside_host_network(view: View) -> Iterator[Finding]:
    """A virtual IP that is far from the addresses of all nodes.

    ## Why it matters
    MetalLB answers for its addresses on the hosts' own network (layer 2); nothing reaches an address of another one.
    The file does not say how large that network is: an address that shares no /16 with a node (IPv6: /64) is a
    warning, one that only shares no /24 is worth a look.

    ## Example
    ```yaml
    loadBalancer:
      type: metallb
      istioGatewayVip: 172.30.41.10/32
      insightVip: 10.6.229.11/32
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
    ```

    ## Use instead
    ```yaml
    loadBalancer:
      type: metallb
      istioGatewayVip: 10.6.229.10/32
      insightVip: 10.6.229.11/32
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
    ```

    ## Source
    FAQ of the installation guide.
    """
    addresses = [machine.ip for machine in machines(view)]
    known = [address for address in addresses if address is not None]
    if not known or len(known) < len(addresses) or view.may_hide("ip"):
        return
    ranges = [each.addresses for each in cluster_ranges(view)]
    for path, address in _vips(view):
        if any(address.meets(each) for each in ranges):
            continue  # Another rule says what is wrong with it.
        usual, largest = _USUAL[address.version], _LARGEST[address.version]
        if any(address.is_near(node, usual) for node in known):
            continue
        is_far = not any(address.is_near(node, largest) for node in known)
        message = _("No node is in the /{prefix} network of {address}.")
        yield Finding(
            *view.place(path),
            message.format(prefix=largest if is_far else usual, address=address.first_address),
            _("MetalLB needs addresses of the network that the nodes are in: make sure that this is one."),
            view.name(path),
            severity=Severity.WARNING if is_far else Severity.INFO,
        )
