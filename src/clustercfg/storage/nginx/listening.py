"""The `listen` directive: on which addresses and ports a server answers."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from clustercfg.errors import StorageError
from clustercfg.storage.nginx.tree import Block, Directive, select
from clustercfg.storage.reasons import Place
from clustercfg.translation import gettext as _

__all__ = ["Listen", "listens_of"]

_DEFAULT_PORT = 80
_ANY = {4: "*", 6: "::"}
_BRACKETED = re.compile(r"\[(?P<address>[^\]]*)\](?::(?P<ports>[\d-]+))?$")
_RANGE = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?")
_LAST_PORT = 65_535
_FULL = re.compile(r"(?:(?P<address>[^:]+):)?(?P<ports>\d+(?:-\d+)?)$")


@dataclass(frozen=True, slots=True)
class Listen:
    """One address with a range of ports."""

    address: str
    """`*` or `::` for every address, an IP address, or a host name."""
    family: int
    """4 or 6; 0 for a host name."""
    ports: range
    options: frozenset[str]
    place: Place

    @property
    def wildcard(self) -> bool:
        """Whether it answers on every address of its family."""
        return self.address in _ANY.values()

    @property
    def shown(self) -> str:
        """Address and ports as one would write them."""
        address = f"[{self.address}]" if ":" in self.address else self.address
        ports = self.ports
        return f"{address}:{ports[0]}" if len(ports) == 1 else f"{address}:{ports[0]}-{ports[-1]}"

    @property
    def both_families(self) -> bool:
        """Whether an IPv6 wildcard answers IPv4 as well."""
        return self.address == _ANY[6] and "ipv6only=off" in self.options


def listens_of(server: Directive) -> list[Listen]:
    """Return where a `server` block listens; without any `listen`, nginx takes port 80.

    Raises:
        StorageError: an address that nginx would refuse.
    """
    block: Block = server.block or ()
    listens = [_listen(each) for each in select(block, "listen") if each.arguments]
    if not any(select(block, "listen")):
        return [Listen("*", 4, range(_DEFAULT_PORT, _DEFAULT_PORT + 1), frozenset({"implied"}), server.place)]
    return [listen for listen in listens if listen is not None]


def _listen(directive: Directive) -> Listen | None:
    """Return None for a UNIX socket, which no URL reaches."""
    target, options = directive.arguments[0], frozenset(directive.arguments[1:])
    if target.startswith("unix:"):
        return None
    match = _BRACKETED.match(target)
    if match:
        return Listen(
            _ip(match["address"], directive), 6, _ports(match["ports"], directive), options, directive.place
        )
    match = _FULL.match(target)
    address, ports = (match["address"], match["ports"]) if match else (target, None)
    if address in (None, "*"):
        return Listen(_ANY[4], 4, _ports(ports, directive), options, directive.place)
    return _of_name(address, _ports(ports, directive), options, directive.place)


def _ip(text: str, directive: Directive) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        raise StorageError(
            _("{place}: nginx would refuse this address: {address}").format(
                place=directive.place, address=text
            )
        ) from None


def _of_name(address: str, ports: range, options: frozenset[str], place: Place) -> Listen:
    if address == "localhost":
        return Listen("127.0.0.1", 4, ports, options, place)
    try:
        ip = str(ipaddress.IPv4Address(address))
    except ValueError:
        return Listen(address, 0, ports, options, place)
    return Listen(_ANY[4] if ip == "0.0.0.0" else ip, 4, ports, options, place)  # noqa: S104 - read, not bound


def _ports(text: str | None, directive: Directive) -> range:
    if text is None:
        return range(_DEFAULT_PORT, _DEFAULT_PORT + 1)
    match = _RANGE.fullmatch(text)
    low, high = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 0 < low <= high <= _LAST_PORT:
        raise StorageError(
            _("{place}: nginx would refuse this: {what}").format(place=directive.place, what="invalid port")
        )
    return range(low, high + 1)
