"""The machines that a document lists."""

from __future__ import annotations

from collections.abc import Iterator

from clustercfg.linting.addresses import AddressRange, read_range
from clustercfg.linting.view import State, View
from clustercfg.models.hosts import is_ip
from clustercfg.records import Record
from clustercfg.yamltext.paths import Path

__all__ = ["Machine", "address_at", "count_machines", "hosts", "machines", "value_or_default"]


class Machine(Record):
    """One item of masterNodes, workerNodes or etcdNodes; `name` and `ip` are None where they are not surely known."""

    path: Path
    name: str | None
    ip: AddressRange | None

    @property
    def role(self) -> str:
        """The list that the machine is in."""
        return str(self.path[1])


def machines(view: View) -> tuple[Machine, ...]:
    """Return the machines that are blocks of keys, list by list."""
    return view.once("machines", lambda: tuple(_machines(view)))


def _machines(view: View) -> Iterator[Machine]:
    for path in view.nodes():
        slot = view.slot(path)
        if slot is not None and slot.state is State.GOOD:
            yield Machine(path, view.get((*path, "nodeName")), address_at(view, (*path, "ip")))


def hosts(view: View) -> tuple[tuple[Path, AddressRange], ...]:
    """Return the place and value of every address in the hosts' network: the machines, then the bootstrap node."""
    return view.once("hosts", lambda: tuple(_hosts(view)))


def _hosts(view: View) -> Iterator[tuple[Path, AddressRange]]:
    for machine in machines(view):
        if machine.ip is not None:
            yield (*machine.path, "ip"), machine.ip
    bootstrap = view.get("spec.bootstrapNode")
    if isinstance(bootstrap, str) and is_ip(bootstrap):
        yield ("spec", "bootstrapNode"), read_range(bootstrap)


def count_machines(view: View, role: str) -> int | None:
    """Return how many machines the list `role` holds; None when that is unsure."""
    path = ("spec", role)
    slot = view.slot(path)
    if view.may_hide("nodeName") or view.may_hide(role) or (slot and slot.state is not State.GOOD):
        return None
    return sum(1 for _ in view.items(path))


def address_at(view: View, path: str | Path) -> AddressRange | None:
    """Return the address or network at `path`; None when it is absent, malformed or a placeholder."""
    text = view.get(path)
    return read_range(text) if isinstance(text, str) else None


def value_or_default(view: View, path: str | Path, default: str) -> str | None:
    """Return what is in force at `path`; None when what is written there is not surely known."""
    value = view.get(path)
    if value is None and view.lacks(path):
        return default
    return value if isinstance(value, str) else None
