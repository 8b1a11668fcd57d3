"""Asks one HTTP server, without proxies, cookies, redirects or retries: what it says is what is judged."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from clustercfg.errors import StorageError, reason_of
from clustercfg.storage.addresses import Address
from clustercfg.storage.extras import require
from clustercfg.translation import gettext as _

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

__all__ = ["Answer", "Client", "NoAnswerError", "Stream"]

_SECONDS_TO_CONNECT = 5.0
_SECONDS_TO_READ = 10.0
_MOST_BYTES = 1 << 16
_PIECE = 1 << 16
_CONNECTIONS = 8
_AGENT = "clustercfg"
_CODES = range(100, 600)


class NoAnswerError(StorageError):
    """The server did not answer a request, or not in HTTP."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; the body is cut off where it becomes unreasonably long for an answer."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    """The names are in lower case."""
    body: bytes = field(default=b"", repr=False)

    def header(self, name: str) -> str:
        """Return a header, empty if it is absent."""
        return self.headers.get(name.lower(), "")

    @property
    def media_type(self) -> str:
        """What the body claims to be, such as `text/html`."""
        return self.header("Content-Type").partition(";")[0].strip().lower()

    @property
    def is_redirect(self) -> bool:
        """Whether it sends the asker elsewhere."""
        return self.status in (301, 302, 303, 307, 308) and bool(self.header("Location"))


class Stream:
    """An answer whose body is read piece by piece."""

    def __init__(self, response: BaseHTTPResponse) -> None:
        self._response = response
        self.answer = Answer(response.status, {key.lower(): value for key, value in response.headers.items()})

    def pieces(self) -> Iterator[bytes]:
        """Yield the body as it was sent.

        Raises:
            NoAnswerError: it breaks off.
        """
        with _explained():
            yield from self._response.stream(_PIECE, decode_content=False)


class Client:
    """Keeps connections to one server."""

    def __init__(
        self, address: Address, context: ssl.SSLContext | None = None, fingerprint: str | None = None
    ) -> None:
        """Ask the server at `address`.

        Args:
            address: Its path is not used.
            context: How to judge its certificate; None for the certificates that this machine trusts.
            fingerprint: SHA-256 of the one certificate to take, for a context that judges none.

        Raises:
            MissingExtraError: urllib3 is not installed.
        """
        urllib3 = require("urllib3")
        options: dict[str, Any] = {
            "timeout": urllib3.Timeout(connect=_SECONDS_TO_CONNECT, read=_SECONDS_TO_READ),
            "maxsize": _CONNECTIONS,
            "block": True,
            "retries": False,
        }
        if address.scheme == "https":
            options["ssl_context"] = context or ssl.create_default_context()
            options["assert_fingerprint"] = fingerprint
            self._pool = urllib3.HTTPSConnectionPool(address.host, address.port, **options)
        else:
            self._pool = urllib3.HTTPConnectionPool(address.host, address.port, **options)
        self._host = address.netloc

    def ask(
        self,
        method: str,
        target: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        most: int = _MOST_BYTES,
    ) -> Answer:
        """Send a request and return the answer with at most `most` bytes of its body.

        Raises:
            NoAnswerError: there is none, or it is no HTTP.
        """
        with self._open(method, target, headers or {}, body) as response, _explained():
            return Answer(
                _status(response.status),
                {key.lower(): value for key, value in response.headers.items()},
                _beginning(response, most),
            )

    @contextmanager
    def stream(self, target: str, *, headers: Mapping[str, str] | None = None) -> Iterator[Stream]:
        """Get something whose body is to be read as a stream.

        Raises:
            NoAnswerError: there is no answer, or it is no HTTP.
        """
        with self._open("GET", target, headers or {}, None) as response:
            yield Stream(response)

    @contextmanager
    def _open(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes | None
    ) -> Iterator[BaseHTTPResponse]:
        given = {"Host": self._host, "User-Agent": _AGENT, "Accept-Encoding": "identity", **headers}
        with _explained():
            response = self._pool.urlopen(
                method,
                target,
                body=body,
                headers=given,
                redirect=False,
                assert_same_host=False,
                preload_content=False,
                decode_content=False,
            )
        try:
            yield response
        finally:
            # A body that was not read to its end is not worth waiting for; the pool opens a new connection then.
            response.close()
            response.release_conn()


def _beginning(response: BaseHTTPResponse, most: int) -> bytes:
    pieces, size = [], 0
    while size < most and (piece := response.read(most - size, decode_content=False)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _status(status: int) -> int:
    if status in _CODES:
        return status
    raise NoAnswerError(
        _("the answer has the status {status}, which no HTTP server sends").format(status=status)
    )


@contextmanager
def _explained() -> Iterator[None]:
    exceptions = require("urllib3.exceptions")
    try:
        yield
    except (exceptions.ConnectTimeoutError, exceptions.ReadTimeoutError, TimeoutError):
        raise NoAnswerError(
            _("no answer within {seconds:g} seconds").format(seconds=_SECONDS_TO_READ),
            _("look whether the service is overloaded, or whether something between drops packets"),
        ) from None
    except exceptions.SSLError:
        raise NoAnswerError(_("the encrypted connection failed")) from None
    except (exceptions.ProtocolError, exceptions.HTTPError, OSError, ValueError) as error:
        raise _broken(error) from None


def _broken(error: Exception) -> NoAnswerError:
    """Tell a closed connection from an answer that is no HTTP. The error itself may quote what was sent."""
    seen: BaseException | None = error
    while seen is not None and not isinstance(seen, OSError):
        inner = next((each for each in seen.args if isinstance(each, BaseException)), None)
        seen = inner or seen.__cause__ or seen.__context__
    if isinstance(seen, ConnectionError) or _names_disconnection(error):
        return NoAnswerError(
            _("the connection was closed before the answer was complete"),
            _("look into the server's log; a proxy or firewall between may have cut the connection"),
        )
    if isinstance(seen, OSError) and seen.strerror:
        return NoAnswerError(_("the connection failed: {reason}").format(reason=reason_of(seen)))
    return NoAnswerError(
        _("what came back is no HTTP"), _("look whether another service listens on that port")
    )


def _names_disconnection(error: BaseException) -> bool:
    kinds = ("RemoteDisconnected", "IncompleteRead")
    while error:
        if type(error).__name__ in kinds:
            return True
        inner = next((each for each in error.args if isinstance(each, BaseException)), None)
        if inner is None:
            return False
        error = inner
    return False
