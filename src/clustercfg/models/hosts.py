"""Hosts, ports and URLs, read without resolving anything."""

from __future__ import annotations

import re

from clustercfg.records import Record

__all__ = [
    "UrlParts",
    "is_domain",
    "is_host",
    "is_ip",
    "is_ipv4",
    "is_ipv6",
    "is_port",
    "is_subdomain",
    "split_host_port",
    "split_url",
]

_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_NAME = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_LONGEST_NAME = 253
_IPV4_GROUPS = 4
_LARGEST_BYTE = 255
_LARGEST_PORT = 65535


def is_ipv4(text: str) -> bool:
    """Say whether `text` is an IPv4 address without leading zeros."""
    groups = text.split(".")
    return len(groups) == _IPV4_GROUPS and all(map(_is_byte, groups))


def _is_byte(text: str) -> bool:
    return re.fullmatch(r"0|[1-9][0-9]{0,2}", text) is not None and int(text) <= _LARGEST_BYTE


def is_ipv6(text: str) -> bool:
    """Say whether `text` is an IPv6 address (without brackets and zone)."""
    if ":" not in text or not re.fullmatch(r"[0-9A-Fa-f:.]+", text):
        return False
    from ipaddress import AddressValueError, IPv6Address  # noqa: PLC0415 - dear to import, rarely needed

    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return True


def is_ip(text: str) -> bool:
    """Say whether `text` is an IPv4 or IPv6 address."""
    return is_ipv4(text) or is_ipv6(text)


def is_domain(text: str) -> bool:
    """Say whether `text` may be a domain name; underscores pass, since name servers take them."""
    if len(text) > _LONGEST_NAME or not re.fullmatch(rf"{_LABEL}(?:\.{_LABEL})*", text):
        return False
    return not text.rpartition(".")[2].isdigit()


def is_subdomain(text: str) -> bool:
    """Say whether `text` is an RFC 1123 subdomain: what Kubernetes takes as a node name."""
    return len(text) <= _LONGEST_NAME and re.fullmatch(rf"{_NAME}(?:\.{_NAME})*", text) is not None


def is_host(text: str) -> bool:
    """Say whether `text` is a host as a URL spells it: a domain, an IPv4 address, or an IPv6 address in brackets."""
    if text.startswith("["):
        return text.endswith("]") and is_ipv6(text[1:-1])
    return is_ipv4(text) or is_domain(text)


def is_port(text: str) -> bool:
    """Say whether `text` is a port number from 1 to 65535 without leading zeros."""
    return re.fullmatch(r"[1-9][0-9]{0,4}", text) is not None and int(text) <= _LARGEST_PORT


def split_host_port(text: str) -> tuple[str, str | None]:
    """Split `host[:port]`; the port is None when there is no colon after the host."""
    if text.startswith("["):
        host, bracket, rest = text.partition("]")
        return host + bracket, rest.removeprefix(":") if rest else None
    host, colon, port = text.rpartition(":")
    return (host, port) if colon else (text, None)


class UrlParts(Record):
    """The parts of `scheme://[userinfo@]host[:port][tail]`; `tail` is the path, query and fragment."""

    scheme: str
    userinfo: str | None
    host: str
    port: str | None
    tail: str

    def __repr__(self) -> str:
        return f"UrlParts({self.scheme}://{self.host})"


def split_url(text: str) -> UrlParts | None:
    """Split a URL, or return None when `text` has no `scheme://`."""
    match = re.fullmatch(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)(.*)", text, re.DOTALL)
    if match is None:
        return None
    scheme, authority, tail = match.groups()
    userinfo, at, address = authority.rpartition("@")
    host, port = split_host_port(address)
    return UrlParts(scheme.lower(), userinfo if at else None, host, port, tail)
