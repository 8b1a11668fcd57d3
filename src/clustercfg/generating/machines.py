"""The machines of a topology, and their short form on a command line: `g-master[1-3]=root@10.0.0.[1-3]:22`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from clustercfg.errors import ClusterCfgError
from clustercfg.generating.answers import MOST_MACHINES, Answer, SshPort
from clustercfg.models.hosts import is_ip, split_host_port
from clustercfg.models.types import IpAddress, NodeName, Secret, Text
from clustercfg.translation import gettext as _

__all__ = ["Machine", "UnclearMachinesError", "read_machines"]

_RANGE = re.compile(r"\[([0-9][0-9,-]*)\]")


class Machine(Answer):
    """One machine of the cluster; what is not known becomes a placeholder, a name is made up."""

    name: NodeName | None = None
    ip: IpAddress | None = None
    user: Text | None = None
    password: Secret | None = None
    ssh_port: SshPort | None = None


class UnclearMachinesError(ClusterCfgError):
    """A short form of machines that cannot be read; the message says why."""


def read_machines(text: str) -> list[Machine]:
    """Return the machines of a short form: `[NAME=][USER@]IP[:PORT]`, with ranges in name and address.

    `[1-3]`, `[01-10]` and `[1,4,7-9]` are ranges; an IPv6 address with a port stands in brackets.

    Raises:
        UnclearMachinesError: it cannot be read, or names and addresses differ in number.
        pydantic.ValidationError: a name, an address or a port is none.
    """
    names, equals, rest = text.rpartition("=")
    user, at, address = rest.rpartition("@")
    if ":" in user:
        raise UnclearMachinesError(_("A password does not stand here: arguments are seen by other users."))
    if not address or (equals and not names) or (at and not user):
        raise UnclearMachinesError(_("Machines are written NAME=USER@IP:PORT, where only IP is a must."))
    addresses, port = _expanded(*_host_and_port(address))
    known: list[str | None] = [*_ranges(names)] if names else [None] * len(addresses)
    if len(known) != len(addresses):
        message = _("There must be as many names as addresses: there are {names} and {addresses}.")
        raise UnclearMachinesError(message.format(names=len(known), addresses=len(addresses)))
    return [
        Machine(name=name, ip=ip, user=user or None, ssh_port=port and int(port))
        for name, ip in zip(known, addresses, strict=True)
    ]


def _host_and_port(address: str) -> tuple[str, str | None]:
    if address.count(":") > 1 and not address.startswith("["):
        return address, None
    host, port = split_host_port(address) if ":" in address else (address, None)
    if host.startswith("[") and is_ip(host[1:-1]):
        host = host[1:-1]
    return host, port


def _expanded(host: str, port: str | None) -> tuple[list[str], str | None]:
    if port is not None and not port.isdecimal():
        raise UnclearMachinesError(_("A port is a number from 1 to 65535."))
    return list(_ranges(host)), port


def _ranges(text: str) -> Iterator[str]:
    """Yield the texts that `text` stands for, the last range counting fastest."""
    parts = _RANGE.split(text)
    if "[" in "".join(parts[::2]):
        raise UnclearMachinesError(_("A range is written [1-3] or [1,4,7-9]."))
    choices = [_numbers(each) if place % 2 else [each] for place, each in enumerate(parts)]
    total = 1
    for each in choices:
        total *= len(each)
    if total > MOST_MACHINES:
        raise UnclearMachinesError(
            _("A range stands for at most {most} machines.").format(most=MOST_MACHINES)
        )
    return ("".join(each) for each in product(*choices))


def _numbers(text: str) -> list[str]:
    found: list[str] = []
    for part in text.split(","):
        first, dash, last = part.partition("-")
        last = last if dash else first
        if not (first.isdecimal() and last.isdecimal()) or max(len(first), len(last)) > len(
            str(MOST_MACHINES)
        ):
            raise UnclearMachinesError(_("A range is written [1-3] or [1,4,7-9]."))
        if int(last) < int(first):
            raise UnclearMachinesError(_("A range begins with its smallest number."))
        found += (str(number).zfill(len(first)) for number in range(int(first), int(last) + 1))
    return found
