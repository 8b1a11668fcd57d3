"""Requests to S3-compatible storage, signed and unsigned, in the path style that nodes use.

botocore signs; the requests are sent by our own client, so that nothing is retried, redirected or looked up elsewhere
(no chain of credentials, no metadata service) and every answer is seen as it came.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import quote

from clustercfg.storage.checks.client import Answer, Client
from clustercfg.storage.extras import require
from clustercfg.storage.s3.answers import error_code, named_region
from clustercfg.storage.s3.credentials import Credentials

__all__ = ["Service"]


class _Auth(Protocol):
    """A signature of botocore."""

    def add_auth(self, request: Any) -> None: ...


_REGION = "us-east-1"
_WRONG_REGION = {"AuthorizationHeaderMalformed", "PermanentRedirect", "InvalidRegion"}


class Service:
    """One S3 service, as one user sees it."""

    def __init__(self, client: Client, origin: str, credentials: Credentials) -> None:
        """Ask `client`, whose scheme, host and port are `origin`."""
        self._client = client
        self._origin = origin
        self._credentials = require("botocore.credentials").Credentials(credentials.user, credentials.secret)
        self.region = _REGION
        """What signatures name; learned from the service."""

    def unsigned(self, method: str, path: str, body: bytes | None = None) -> Answer:
        """Ask as nodes do, without credentials; `path` is `/bucket/key`.

        Raises:
            NoAnswerError: there is no answer.
        """
        return self._client.ask(method, quote(path, safe="/~"), headers=_headers(body), body=body)

    def signed(self, method: str, path: str, query: str = "", body: bytes | None = None) -> Answer:
        """Ask with a signature, version 4; once more if the service names another region.

        Raises:
            NoAnswerError: there is no answer.
        """
        answer = self._signed(method, path, query, body)
        wanted = named_region(answer) if error_code(answer) in _WRONG_REGION else ""
        if not wanted or wanted == self.region:
            return answer
        self.region = wanted
        return self._signed(method, path, query, body)

    def knows_secret(self, path: str) -> bool | None:
        """Return whether the secret is right although signatures of version 4 are refused; None if that is unclear.

        Version 2 signs the path but neither the Host header nor others. If it passes, the secret is right, and
        something on the way changes headers.

        Raises:
            NoAnswerError: there is no answer.
        """
        auth = require("botocore.auth").HmacV1Auth(self._credentials)
        code = error_code(self._send(auth, "GET", path, "", None))
        if code in ("", "NoSuchBucket", "AccessDenied"):
            return True
        return False if code == "SignatureDoesNotMatch" else None

    def _signed(self, method: str, path: str, query: str, body: bytes | None) -> Answer:
        auth = require("botocore.auth").S3SigV4Auth(self._credentials, "s3", self.region)
        return self._send(auth, method, path, query, body)

    def _send(self, auth: _Auth, method: str, path: str, query: str, body: bytes | None) -> Answer:
        target = quote(path, safe="/~") + (f"?{query}" if query else "")
        request = require("botocore.awsrequest").AWSRequest(
            method, self._origin + target, headers=_headers(body), data=body or b""
        )
        auth.add_auth(request)
        return self._client.ask(method, target, headers=dict(request.headers), body=body)


def _headers(body: bytes | None) -> Mapping[str, str]:
    return {} if body is None else {"Content-Type": "application/octet-stream"}
