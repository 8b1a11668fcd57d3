"""CC310 to CC314 and CC319: which machines there are, and what they are called."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator

from clustercfg.linting.diagnostics import Severity
from clustercfg.linting.machines import Machine, count_machines, machines
from clustercfg.linting.rule import Finding, Second
from clustercfg.linting.view import View
from clustercfg.translation import gettext as _
from clustercfg.yamltext.paths import Path

__all__ = [
    "dotted_node_name",
    "duplicate_node_ip",
    "duplicate_node_name",
    "even_masters",
    "no_masters",
    "node_in_two_lists",
]


def _repeated(view: View, key: Callable[[Machine], Hashable | None]) -> Iterator[tuple[Machine, Machine]]:
    """Each machine whose key an earlier one has, after the first that has it."""
    seen: dict[Hashable, Machine] = {}
    for machine in machines(view):
        value = key(machine)
        if value is not None and seen.setdefault(value, machine) is not machine:
            yield seen[value], machine


def _is_one_machine(first: Machine, second: Machine) -> bool:
    """True for a machine that two lists name; where an address is not known, two machines are not assumed."""
    if first.role == second.role:
        return False
    return first.ip is None or second.ip is None or first.ip == second.ip


def _repetition(view: View, first: Machine, second: Machine, key: str) -> tuple[tuple[int, int], Second]:
    """The place to blame and the one it repeats; an alias is blamed itself, not what it points at."""
    earlier, later = view.place((*first.path, key)), view.place((*second.path, key))
    return view.place(second.path) if later == earlier else later, Second(_("the first one"), *earlier)


def duplicate_node_name(view: View) -> Iterator[Finding]:
    """Two machines have the same name.

    ## Why it matters
    The name becomes the machine's host name, and a cluster tells its nodes apart by it: the second one cannot join.

    ## Example
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
      - nodeName: g-master1
        ip: 10.6.229.22
    ```

    ## Use instead
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
      - nodeName: g-master2
        ip: 10.6.229.22
    ```

    ## Source
    The key-field table of cluster-config: nodeName overwrites the host name. Kubernetes: node names are unique.
    """
    for first, second in _repeated(view, lambda machine: machine.name):
        if not _is_one_machine(first, second):
            place, related = _repetition(view, first, second, "nodeName")
            yield Finding(
                *place,
                _("Two machines are named {name}.").format(name=second.name),
                _("Give each machine a name of its own."),
                view.name((*second.path, "nodeName")),
                (related,),
            )


def duplicate_node_ip(view: View) -> Iterator[Finding]:
    """Two nodes with different names have the same address.

    ## Why it matters
    It is one machine then: it is set up twice, gets the second host name, and the cluster lacks a node.

    ## Example
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
      - nodeName: g-master2
        ip: 10.6.229.21
    ```

    ## Use instead
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
      - nodeName: g-master2
        ip: 10.6.229.22
    ```

    ## Source
    Kubernetes: the addresses of nodes are unique.
    """
    for first, second in _repeated(view, lambda machine: machine.ip):
        if second.ip is None or (first.name is not None and first.name == second.name):
            continue
        place, related = _repetition(view, first, second, "ip")
        yield Finding(
            *place,
            _("Two nodes have the address {address}.").format(address=second.ip.first_address),
            _("Give each node the address of its own machine."),
            view.name((*second.path, "ip")),
            (related,),
        )


def node_in_two_lists(view: View) -> Iterator[Finding]:
    """The same machine is in two of masterNodes, workerNodes and etcdNodes.

    ## Why it matters
    The lists give machines their roles, and no document shows a machine with two of them. etcdNodes is for machines
    that run etcd alone; a master in it only runs etcd where it would run anyway, so that is just pointed out.

    ## Example
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
    workerNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
    ```

    ## Use instead
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
    workerNodes: []
    ```

    ## Source
    Deploy-arch and etcd-host-deploy pages of the installation guide.
    """
    for first, second in _repeated(view, lambda machine: machine.name):
        if first.role == second.role or first.ip is None or first.ip != second.ip:
            continue
        place, related = _repetition(view, first, second, "nodeName")
        yield Finding(
            *place,
            _("{name} is in {list} already.").format(name=second.name, list=first.role),
            _("Let each machine stand in one list."),
            view.name((*second.path, "nodeName")),
            (related,),
            severity=Severity.INFO if second.role == "etcdNodes" else None,
        )


def no_masters(view: View) -> Iterator[Finding]:
    """A cluster is to be made, but no master is listed.

    ## Why it matters
    Workers, etcd machines and OS packages are only used where the installer makes the cluster, and no cluster is made
    without a master. For a cluster that exists already (`install-app`) none of them belongs into the file; `--mode`
    tells which of the two is meant.

    ## Example
    ```yaml
    spec:
      workerNodes:
        - nodeName: g-worker1
          ip: 10.6.229.31
    ```

    ## Use instead
    ```yaml
    spec:
      masterNodes:
        - nodeName: g-master1
          ip: 10.6.229.21
      workerNodes:
        - nodeName: g-worker1
          ip: 10.6.229.31
    ```

    ## Source
    Deploy-arch page of the installation guide; the online, offline and OCP pages for install-app.
    """
    if view.mode == "install-app" or count_machines(view, "masterNodes") != 0:
        return
    reason = _reason_for_masters(view)
    if reason is None and view.mode == "auto":
        return
    yield Finding(
        *view.key_place("spec.masterNodes"),
        _("No master is listed in masterNodes."),
        _("List one master or three; a file for an existing cluster needs no nodes and no osRepos."),
        "spec.masterNodes",
        (Second(_("this is for a cluster that the installer makes"), *view.key_place(reason)),)
        if reason
        else (),
    )


def _reason_for_masters(view: View) -> Path | None:
    for role in ("workerNodes", "etcdNodes"):
        if next(view.items(("spec", role)), None) is not None:
            return "spec", role
    return ("spec", "osRepos") if view.has("spec.osRepos") else None


def even_masters(view: View) -> Iterator[Finding]:
    """An even number of masters.

    ## Why it matters
    etcd runs on the masters and needs more than half of them: with two the loss of either stops the cluster, and four
    bear no more losses than three. Where etcd has machines of its own that does not count, and it is only pointed out
    that the documents use one master or three.

    ## Example
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
      - nodeName: g-master2
        ip: 10.6.229.22
    ```

    ## Use instead
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
      - nodeName: g-master2
        ip: 10.6.229.22
      - nodeName: g-master3
        ip: 10.6.229.23
    ```

    ## Source
    Deploy-arch page of the installation guide: one master or three.
    """
    count = count_machines(view, "masterNodes")
    if not count or count % 2:
        return
    place, path = view.key_place("spec.masterNodes"), "spec.masterNodes"
    help_text = _("List an odd number; the documents use one or three.")
    if view.lacks("spec.etcdNodes"):
        message = _("{count} masters survive no more failures than {fewer}.")
        yield Finding(*place, message.format(count=count, fewer=count - 1), help_text, path)
        return
    message = _("{count} masters: the documents use one or three.").format(count=count)
    yield Finding(*place, message, _("Look whether one is missing."), path, severity=Severity.INFO)


def dotted_node_name(view: View) -> Iterator[Finding]:
    """A node name with dots.

    ## Why it matters
    The name becomes the machine's host name. Kubernetes takes names with dots; the documents ask for one word of
    lower-case letters, digits and hyphens, and some software cuts a host name at its first dot.

    ## Example
    ```yaml
    masterNodes:
      - nodeName: g-master1.example.com
        ip: 10.6.229.21
    ```

    ## Use instead
    ```yaml
    masterNodes:
      - nodeName: g-master1
        ip: 10.6.229.21
    ```

    ## Source
    The key-field table of cluster-config in the installation guide: RFC 1123.
    """
    for machine in machines(view):
        if machine.name is not None and "." in machine.name:
            path = (*machine.path, "nodeName")
            yield Finding(
                *view.place(path),
                _("The documents show node names without dots."),
                _("Use a name of lower-case letters, digits and hyphens."),
                view.name(path),
            )
