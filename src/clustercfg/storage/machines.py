"""Which machine is meant: this one or another."""

from __future__ import annotations

import ipaddress
import platform
import socket

__all__ = ["is_own_address", "is_this_machine"]


def is_this_machine(name: str) -> bool:
    """Return whether `name` is this machine's name; one of the two may lack its domain."""
    mine, theirs = platform.node().lower(), name.lower()
    return theirs == mine or (
        theirs.partition(".")[0] == mine.partition(".")[0]
        and "" in (theirs.partition(".")[2], mine.partition(".")[2])
    )


def is_own_address(host: str) -> bool | None:
    """Return whether this machine has an IP address; None for a name, which is not looked up.

    The system is asked to reserve a port there, which it refuses for an address of another machine; nothing is sent.
    """
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return True if host == "localhost" else None
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6  # noqa: PLR2004 - IPv4
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.bind((str(address), 0))
    except OSError:
        return False
    return True
