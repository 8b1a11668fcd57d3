"""The rungs that every server has: its address, its name, its port, its certificate."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.request import getproxies, proxy_bypass

from clustercfg.errors import reason_of
from clustercfg.storage.addresses import Address
from clustercfg.storage.checks.certificate import days_left, fingerprint_of, trouble_with, trusting
from clustercfg.storage.checks.client import Client, NoAnswerError
from clustercfg.storage.checks.ladder import Step
from clustercfg.storage.checks.result import Verdict, failed, passed, skipped, warned
from clustercfg.translation import clauses
from clustercfg.translation import gettext as _

__all__ = ["Reaching"]

_SECONDS_TO_CONNECT = 5.0
_MOST_ADDRESSES = 4
_DAYS_TO_RENEW = 30


class Reaching:
    """Finds the way to a server; the client that comes of it judges certificates as `tls` did."""

    def __init__(self, address: Address, ca_file: Path | None, *, unverified: bool = False) -> None:
        self.address = address
        self._ca_file = ca_file
        self._unverified = unverified
        self._found: tuple[str, ...] = ()
        self._context: ssl.SSLContext | None = None
        self._fingerprint: str | None = None
        self._client: Client | None = None

    @property
    def context(self) -> ssl.SSLContext | None:
        """How certificates were judged."""
        return self._context

    @property
    def client(self) -> Client:
        """Asks the server; to be used after `tls`."""
        if self._client is None:
            self._client = Client(self.address, self._context, self._fingerprint)
        return self._client

    def steps(self, prefix: str) -> Iterator[Step]:
        """Yield the steps above the address itself, which each kind of server judges on its own."""
        yield Step(f"{prefix}-dns", _("name of the host"), self.dns, (f"{prefix}-url",))
        yield Step(f"{prefix}-tcp", _("port"), self.tcp, (f"{prefix}-dns",))
        yield Step(f"{prefix}-tls", _("certificate"), self.tls, (f"{prefix}-tcp",))

    def proxy(self) -> str:
        """Return a remark if this machine's environment names a proxy for the server, which is not used here."""
        if self.address.scheme not in getproxies() or proxy_bypass(self.address.host):
            return ""
        return _("{variable} is set; it is not used here, since the nodes do not use it").format(
            variable=f"{self.address.scheme}_proxy"
        )

    def dns(self) -> Verdict:
        """Resolve the host."""
        try:
            found = socket.getaddrinfo(self.address.host, self.address.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return failed(
                _("{host} has no address").format(host=self.address.host),
                _("mend the name, or enter it into the name servers of this machine and of all nodes"),
            )
        self._found = tuple(dict.fromkeys(str(each[4][0]) for each in found))
        shown = ", ".join(self._found)
        if any(ipaddress.ip_address(each.partition("%")[0]).is_loopback for each in self._found):
            return warned(
                _("{addresses}: every node would ask itself").format(addresses=shown),
                _("name an address that the nodes can reach, unless this machine is the only node"),
            )
        return passed(shown)

    def tcp(self) -> Verdict:
        """Connect to every address of the host: a node may take any of them."""
        addresses = self._found[:_MOST_ADDRESSES]
        seconds = _SECONDS_TO_CONNECT / max(1, len(addresses))
        troubles = {each: self._connect(each, seconds) for each in addresses}
        bad = {each: trouble for each, trouble in troubles.items() if isinstance(trouble, str)}
        texts = clauses(f"{each}: {trouble}" for each, trouble in bad.items())
        if len(bad) == len(troubles):
            return failed(
                _("port {port}: {reasons}").format(port=self.address.port, reasons=texts), _unreachable(bad)
            )
        if bad:
            return warned(
                _("only some addresses answer on port {port}: {reasons}").format(
                    port=self.address.port, reasons=texts
                ),
                _("a node may take any address of the name: remove those that do not answer"),
            )
        slowest = max(each for each in troubles.values() if isinstance(each, float))
        return passed(
            _("port {port} answers within {time} ms").format(
                port=self.address.port, time=round(slowest * 1000, 1)
            )
        )

    def _connect(self, host: str, seconds: float) -> float | str:
        """Return how long it took, or what went wrong."""
        began = time.monotonic()
        try:
            with socket.create_connection((host, self.address.port), timeout=seconds):
                return time.monotonic() - began
        except TimeoutError:
            return _("no answer")
        except OSError as error:
            return reason_of(error) if error.strerror else _("no connection")

    def tls(self) -> Verdict:
        """Make an encrypted connection, and judge the certificate as a node would."""
        if self.address.scheme != "https":
            return skipped(_("the address begins with http://: nothing is encrypted"))
        self._context = trusting(self._ca_file, unverified=self._unverified)
        try:
            with (
                socket.create_connection(
                    (self.address.host, self.address.port), timeout=_SECONDS_TO_CONNECT
                ) as plain,
                self._context.wrap_socket(plain, server_hostname=self.address.host) as encrypted,
            ):
                return self._judged(encrypted)
        except (OSError, ValueError) as error:
            if self.address.scheme_is_guessed and _speaks_plain_http(self.address):
                return self._take_plain()
            return trouble_with(error, self.address, self._ca_file)

    def _take_plain(self) -> Verdict:
        address = self.address
        self.address = Address("http", address.host, address.port, address.path, scheme_is_guessed=True)
        return skipped(_("the server speaks plain http: nothing is encrypted"))

    def _judged(self, encrypted: ssl.SSLSocket) -> Verdict:
        protocol = encrypted.version() or "TLS"
        if self._unverified:
            self._fingerprint = fingerprint_of(encrypted)
            return warned(_("{protocol}; the certificate is not checked").format(protocol=protocol))
        days = days_left(encrypted)
        text = _("{protocol}, valid for {days} days").format(protocol=protocol, days=days)
        if days < _DAYS_TO_RENEW:
            return warned(text, _("renew the certificate before the installation"))
        if self._ca_file is not None and not self._is_trusted_here():
            return warned(
                _("{text}; trusted only through --ca-file").format(text=text),
                _("install that CA certificate on every node too: they check against their own"),
            )
        return passed(text)

    def _is_trusted_here(self) -> bool:
        with (
            suppress(OSError, ValueError),
            socket.create_connection(
                (self.address.host, self.address.port), timeout=_SECONDS_TO_CONNECT
            ) as plain,
            trusting(None).wrap_socket(plain, server_hostname=self.address.host),
        ):
            return True
        return False


def _unreachable(troubles: dict[str, str]) -> str:
    if _("no answer") in troubles.values():
        return _("a firewall may drop the packets: open the port for this machine and all nodes")
    return _("start the service, or correct the port")


def _speaks_plain_http(address: Address) -> bool:
    plain = Address("http", address.host, address.port)
    try:
        answer = Client(plain).ask("GET", "/")
    except NoAnswerError:
        return False
    return b"HTTPS server" not in answer.body
