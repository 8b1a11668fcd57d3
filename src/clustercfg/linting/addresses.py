"""Ranges of IP addresses as plain numbers, so that the few comparisons rules make need no import."""

from __future__ import annotations

from clustercfg.records import Record

__all__ = ["AddressRange", "read_range"]

_BITS = {4: 32, 6: 128}


class AddressRange(Record):
    """The addresses from `first` to `last` (inclusive); a single address is a range of one."""

    version: int
    """4 or 6."""
    first: int
    last: int
    given: int
    """The address as it was written, before host bits are cleared."""

    def meets(self, other: AddressRange) -> bool:
        """Return whether the two have an address in common."""
        return self.version == other.version and self.first <= other.last and other.first <= self.last

    def is_near(self, other: AddressRange, prefix: int) -> bool:
        """Return whether both begin in the same network of `prefix` bits."""
        shift = _BITS[self.version] - prefix
        return self.version == other.version and self.first >> shift == other.first >> shift

    @property
    def first_address(self) -> str:
        """The lowest address, as people write it."""
        if self.version == 4:  # noqa: PLR2004 - the name of the protocol
            return ".".join(str(self.first >> shift & 0xFF) for shift in (24, 16, 8, 0))
        from ipaddress import IPv6Address  # noqa: PLC0415 - dear to import, rarely needed

        return str(IPv6Address(self.first))


def read_range(text: str) -> AddressRange:
    """Return the range of `text`, an address or a network that is known to be well-formed."""
    address, _slash, prefix = text.partition("/")
    version = 6 if ":" in address else 4
    given = _number(address, version)
    size = _BITS[version] - int(prefix) if prefix else 0
    first = given >> size << size
    return AddressRange(version, first, first + (1 << size) - 1, given)


def _number(address: str, version: int) -> int:
    if version == 6:  # noqa: PLR2004 - the name of the protocol
        from ipaddress import IPv6Address  # noqa: PLC0415 - dear to import, rarely needed

        return int(IPv6Address(address))
    number = 0
    for group in address.split("."):
        number = number * 256 + int(group)
    return number
