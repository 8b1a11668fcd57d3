"""The ladder of a plain HTTP server (guide for external binaries: nginx, in theory any other)."""

from __future__ import annotations

import secrets
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import cached_property
from urllib.parse import unquote, urljoin, urlsplit

from clustercfg.storage.addresses import Address
from clustercfg.storage.checks.client import Answer
from clustercfg.storage.checks.clock import judge_clock
from clustercfg.storage.checks.content import compare_content
from clustercfg.storage.checks.ladder import Step, TimeLimit
from clustercfg.storage.checks.options import CheckOptions
from clustercfg.storage.checks.reaching import Reaching
from clustercfg.storage.checks.result import Verdict, failed, passed, skipped, warned
from clustercfg.storage.http.marker import Marker
from clustercfg.storage.http.target import HttpTarget
from clustercfg.translation import gettext as _

__all__ = ["HttpLadder"]

_OK, _UNAUTHORIZED, _FORBIDDEN, _SERVER_ERROR = 200, 401, 403, 500
_NOT_FOUND = (404, 410)
_LONGEST_NAME = 60


class HttpLadder:
    """Checks one HTTP server from its address up to what nodes will find."""

    kind = "http"

    def __init__(self, target: HttpTarget, options: CheckOptions, limit: TimeLimit) -> None:
        self._target = target
        self._options = options
        self._limit = limit
        self._reaching = Reaching(target.files_repo, options.ca_file)
        self._marker = Marker(options.directory) if options.directory else None
        self._root = Answer(0, {})
        self._received = 0.0

    @property
    def fields(self) -> tuple[str, ...]:
        """The blocks of the configuration that name this server."""
        return self._target.fields

    @property
    def shown(self) -> str:
        """The server's address."""
        return self._target.files_repo.shown

    @property
    def files_repo(self) -> str:
        """The address that nodes read from."""
        return self._target.files_repo.shown

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The checks, lowest rung first."""
        return (*self._arriving(), *self._finding())

    def clean(self) -> None:
        """Take the marker away."""
        if self._marker is not None:
            self._marker.end()

    def left(self) -> tuple[str, ...]:
        """Name the marker if it is still there."""
        return (str(self._marker.path),) if self._marker is not None and self._marker.may_exist else ()

    # ---- rungs

    def _arriving(self) -> Iterator[Step]:
        yield Step("http-url", _("address"), self._url)
        yield from self._reaching.steps("http")
        yield Step("http-root", _("HTTP server"), self._ask_root, ("http-tls", "http-tcp"))
        yield Step("http-clock", _("clock"), self._clock, ("http-root",))

    def _finding(self) -> Iterator[Step]:
        assumed, answers = self._target.assumed, ("http-root",)
        yield Step("http-auth", _("password"), self._auth, answers, assumed)
        yield Step("http-redirect", _("redirects"), self._redirect, answers, assumed)
        yield Step("http-negative", _("missing files"), self._negative, answers, assumed)
        yield Step("http-map", _("directory"), self._map, answers, assumed)
        needed = ("http-auth", "http-negative", "http-map")
        yield Step("http-content", _("content"), self._content, needed, assumed)

    # ---- what they do

    @property
    def _address(self) -> Address:
        return self._target.files_repo

    def _url(self) -> Verdict:
        if self._address.rest:
            return failed(_("the address holds a query or a fragment"), _("end it behind the path"))
        if self._address.userinfo is not None:
            return warned(
                _("the address holds a user or a password"),
                _("everybody who can read the configuration of a node sees it: let the server ask for none"),
            )
        proxy = self._reaching.proxy()
        return (
            warned(proxy, _("add the host to no_proxy where the installer runs"))
            if proxy
            else passed(self.shown)
        )

    def _ask_root(self) -> Verdict:
        self._root = self._get("")
        self._received = time.time()
        name = self._root.header("Server")[:_LONGEST_NAME] or _("a server without a name")
        text = _("{name} answers with status {status}").format(name=name, status=self._root.status)
        if b"HTTPS server" in self._root.body or b"sent to HTTPS port" in self._root.body:
            return failed(_("the port speaks https, not http"), _("write https:// in the configuration"))
        if self._root.status >= _SERVER_ERROR:
            return failed(text, _("look into the server's log"))
        return passed(text)

    def _clock(self) -> Verdict:
        return judge_clock(self._root, self._received, signs=False)

    @cached_property
    def _missing(self) -> Answer:
        """What the server says of a file that cannot be there."""
        return self._get(f"dl.k8s.io/clustercfg-probe-{secrets.token_hex(12)}")

    def _auth(self) -> Verdict:
        if _UNAUTHORIZED in (self._root.status, self._missing.status):
            return failed(
                _("the server asks for a user and a password (status 401)"),
                _("let everybody read these paths (nginx: auth_basic off;): nodes send no password"),
            )
        return passed(_("the server asks for none"))

    def _redirect(self) -> Verdict:
        for answer in (self._missing, self._root):
            origin = self._other_origin(answer)
            if origin is not None:
                text = _("status {status} leads to {origin}").format(status=answer.status, origin=origin)
                remedy = _("name the address that it leads to, or stop the server from redirecting")
                if origin.startswith("http") and urlsplit(origin).hostname == self._address.host:
                    remedy += _("; if only the port is wrong, in nginx: `absolute_redirect off;`")
                return warned(text, remedy)
        return passed(_("no redirect to another server"))

    def _other_origin(self, answer: Answer) -> str | None:
        """Return where a redirect leads if that is another server. The path may hold what is nobody's business."""
        if not answer.is_redirect:
            return None
        parts = urlsplit(urljoin(self._address.shown + "/", answer.header("Location")))
        netloc = parts.netloc.rpartition("@")[2]
        origin = f"{parts.scheme}://{netloc}"
        return None if origin == self._address.origin else origin[: 2 * _LONGEST_NAME]

    def _negative(self) -> Verdict:
        status = self._missing.status
        if status in _NOT_FOUND:
            return passed(_("status {status} for a path that cannot exist").format(status=status))
        if status == _OK:
            return failed(
                _("status 200 for a path that cannot exist: any path seems to be there"),
                _("take the fallback away (nginx: try_files $uri =404;): nodes would download that page"),
            )
        if self._missing.is_redirect:
            return failed(
                _("a path that cannot exist is redirected (status {status})").format(status=status),
                _("let the server answer 404, or name the address that it leads to"),
            )
        text = _("status {status} for a path that cannot exist").format(status=status)
        if status == _FORBIDDEN:
            return warned(text, _("a missing file and one that may not be read cannot be told apart"))
        return failed(text, _("look into the server's log"))

    def _map(self) -> Verdict:
        if self._marker is None:
            return skipped(_("no directory was given to try (--directory)"))
        if not self._options.write:
            return skipped(_("writing was not allowed (--no-write)"))
        try:
            self._marker.write()
            answer = self._get(self._marker.path.name)
        finally:
            self._marker.remove()
        if answer.status == _OK and answer.body == self._marker.content:
            return passed(
                _("a new file in {directory} came by URL").format(directory=self._options.directory)
            )
        return self._not_mapped(answer)

    def _not_mapped(self, answer: Answer) -> Verdict:
        directory = self._options.directory
        if answer.status == _FORBIDDEN:
            return failed(
                _("a new file in {directory} may not be read (status 403)").format(directory=directory),
                _(
                    "let the server's user enter every folder of the path (chmod o+rx); with SELinux:"
                    " restorecon -R, or :z on the container's mount"
                ),
            )
        text = _("a new file in {directory} did not come by URL (status {status})")
        return failed(
            text.format(directory=directory, status=answer.status),
            _("`clustercfg binaries locate {url}` finds the directory that is served").format(url=self.shown),
        )

    def _content(self) -> Verdict:
        found = compare_content(
            self._reaching.client,
            self._address,
            self._options.files,
            self._limit,
            full=self._options.sha256,
            headers=self._headers,
        )
        return found.verdict(may_be_missing=False)

    def _get(self, path: str) -> Answer:
        return self._reaching.client.ask("GET", self._address.target(path), headers=self._headers)

    @cached_property
    def _headers(self) -> Mapping[str, str]:
        """What a node would send for a user and password in the address."""
        if self._address.userinfo is None:
            return {}
        token = b64encode(unquote(self._address.userinfo).encode()).decode("ascii")
        return {"Authorization": f"Basic {token}"}
