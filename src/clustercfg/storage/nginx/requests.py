"""What a client asks of nginx, and how nginx reads it."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote_to_bytes, urlsplit

from clustercfg.errors import StorageError
from clustercfg.translation import gettext as _

__all__ = ["BadTargetError", "Request", "normalized", "request_for"]

_STANDARD_PORTS = {"http": 80, "https": 443}
_SLASHES = re.compile("//+")


class BadTargetError(ValueError):
    """A path that nginx answers with 400."""


@dataclass(frozen=True, slots=True)
class Request:
    """A GET for a file."""

    scheme: str
    host: str
    """Lower case, without port; an IPv6 address without brackets."""
    authority: str
    """The Host header."""
    target: str
    """The path as sent: percent-encoded, without a query."""
    port: int
    """The port on which nginx is reached; not the URL's where a container's port is published under another number."""
    address: str | None
    """The address on which nginx is reached, if the URL says it."""

    def below(self, path: str) -> Request:
        """Return the request for a file below this one; `path` is not percent-encoded."""
        return replace(self, target=f"{self.target.rstrip('/')}/{quote(path, errors='surrogateescape')}")


def request_for(url: str, *, listen_port: int | None = None, address: str | None = None) -> Request:
    """Return the request that `url` stands for.

    With `listen_port` nginx is reached through a published port, so its own address is not known unless given as `address`;
    neither is it if the URL has a host name.

    Raises:
        StorageError: not a plain http or https URL.
    """
    try:
        parts = urlsplit(url.strip())
        scheme, host, port = parts.scheme.lower(), (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise StorageError(_("this is no URL that a file can be fetched from")) from None
    if scheme not in _STANDARD_PORTS or not host:
        raise StorageError(_("an http:// or https:// URL is needed, such as http://10.0.1.1:8080"))
    if "@" in parts.netloc:
        raise StorageError(
            _("the URL holds a user name or a password"),
            _("leave it out: it is not needed to find the directory"),
        )
    if parts.query or parts.fragment:
        raise StorageError(_("the URL has a part after ? or #, which files have not"), _("leave it out"))
    return Request(
        scheme,
        host,
        parts.netloc.removesuffix(f":{_STANDARD_PORTS[scheme]}"),
        quote(parts.path, safe="/%!$&'()*+,;=:@~", errors="surrogateescape") or "/",
        listen_port or port or _STANDARD_PORTS[scheme],
        _given(address) if address else (None if listen_port else _address(host)),
    )


def _given(address: str) -> str:
    found = _address(address)
    if found is None:
        raise StorageError(_("{address} is no IP address").format(address=address))
    return found


def _address(host: str) -> str | None:
    if host == "localhost":
        return "127.0.0.1"
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return None


def normalized(target: str, *, merge_slashes: bool = True) -> str:
    """Return the path by which nginx looks for locations and files: decoded, without `.`, `..` and double slashes.

    Raises:
        BadTargetError: it leads above the root, or holds a NUL byte or a broken escape.
    """
    if re.search("%(?![0-9A-Fa-f]{2})", target):
        raise BadTargetError(target)
    path = unquote_to_bytes(target).decode("utf-8", "surrogateescape")
    if not path.startswith("/") or "\0" in path:
        raise BadTargetError(target)
    if merge_slashes:
        path = _SLASHES.sub("/", path)
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == ".." and not kept:
            raise BadTargetError(target)
        if segment == "..":
            kept.pop()
        elif segment != ".":
            kept.append(segment)
    # A dot segment at the end leaves the folder that it names.
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)
