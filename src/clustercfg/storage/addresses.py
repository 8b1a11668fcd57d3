"""The addresses behind a package source: where the installer writes, and where the nodes will read.

What the nodes read from is inferred: the installer's source is not public. The guide for external binaries unpacks the
packages right below a plain HTTP server's address; Kubean, which the installer drives, puts them into the bucket
`kubean` of S3-compatible storage (its scripts and air-gap examples), and Kubespray asks for the original host and path
below its `files_repo`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote

from clustercfg.errors import StorageError
from clustercfg.models.hosts import is_host, is_port, split_host_port, split_url
from clustercfg.translation import gettext as _

__all__ = ["BUCKET", "Address", "files_repo_of_bucket", "kubeadm_path", "parse_address"]

BUCKET = "kubean"
"""The bucket for packages; its name stands in all three scripts of Kubean that fill it."""
_PORTS = {"http": 80, "https": 443}


def files_repo_of_bucket(endpoint: str, bucket: str = BUCKET) -> str:
    """Return the address below which nodes find what is in a bucket; they use the path style."""
    return f"{endpoint.rstrip('/')}/{bucket}"


def kubeadm_path(version: str, architecture: str = "amd64") -> str:
    """Return the path of kubeadm below `files_repo`; every node asks for it."""
    return f"dl.k8s.io/release/{version}/bin/linux/{architecture}/kubeadm"


@dataclass(frozen=True, slots=True)
class Address:
    """A URL taken apart."""

    scheme: str
    """`http` or `https`."""
    host: str
    """Without brackets."""
    port: int
    path: str = ""
    """Begins with a slash unless empty, and ends without one."""
    rest: str = field(default="", repr=False)
    """The query and the fragment."""
    userinfo: str | None = field(default=None, repr=False)
    scheme_is_guessed: bool = False
    """It was written as `host:port`."""

    @property
    def netloc(self) -> str:
        """Host and port as a URL and the Host header have them; the scheme's own port is left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def shown(self) -> str:
        """The URL without user, password and query."""
        return self.origin + self.path

    def target(self, path: str) -> str:
        """Return what a request for `path` below this address asks for, percent-encoded."""
        return f"{self.path}/{quote(path, safe='/~')}"


def parse_address(url: str) -> Address:
    """Take a URL, or a bare `host[:port]`, apart.

    Raises:
        StorageError: it is neither. The message does not show it, since it may hold a password.
    """
    parts = split_url(url)
    if parts is None:
        host, port = split_host_port(url)
        return _address("https", host, port, "", guessed=True)
    if parts.scheme not in _PORTS:
        raise _no_address()
    path, rest = re.fullmatch(r"([^?#]*)(.*)", parts.tail, re.DOTALL).groups()  # type: ignore[union-attr]  # always matches
    return _address(parts.scheme, parts.host, parts.port, path, rest=rest, userinfo=parts.userinfo)


def _address(
    scheme: str,
    host: str,
    port: str | None,
    path: str,
    *,
    rest: str = "",
    userinfo: str | None = None,
    guessed: bool = False,
) -> Address:
    if not is_host(host) or (port is not None and not is_port(port)):
        raise _no_address()
    number = _PORTS[scheme] if port is None else int(port)
    return Address(scheme, host.strip("[]"), number, path.rstrip("/"), rest, userinfo, guessed)


def _no_address() -> StorageError:
    return StorageError(
        _("this is no address of a server"), _("write it as http://host:port or https://host:port")
    )
