"""The ladder of S3-compatible storage (guide for external binaries: the user must be able to read and write)."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from functools import cached_property

from clustercfg.storage.addresses import Address
from clustercfg.storage.checks.client import Answer, Client
from clustercfg.storage.checks.clock import judge_clock
from clustercfg.storage.checks.content import compare_content
from clustercfg.storage.checks.ladder import Step, TimeLimit
from clustercfg.storage.checks.options import CheckOptions
from clustercfg.storage.checks.reaching import Reaching
from clustercfg.storage.checks.result import Verdict, failed, passed, skipped, warned
from clustercfg.storage.s3 import verdicts
from clustercfg.storage.s3.answers import error_code, speaks_s3
from clustercfg.storage.s3.probe import PREFIX, Probe
from clustercfg.storage.s3.service import Service
from clustercfg.storage.s3.target import BINARIES, S3Target
from clustercfg.translation import gettext as _

__all__ = ["S3Ladder"]

_CONSOLE_PORT = 9001
_NO_CONTENT = ("", "NoSuchKey", "404")


class S3Ladder:
    """Checks one S3 service from its address up to what nodes will find."""

    kind = "s3"

    def __init__(self, target: S3Target, options: CheckOptions, limit: TimeLimit) -> None:
        self._target = target
        self._options = options
        self._limit = limit
        self._reaching = Reaching(target.address, options.ca_file, unverified=target.unverified)
        self._probe = Probe(target.bucket)
        self._anonymous_probe = Probe(target.bucket)
        self._first = Answer(0, {})
        self._received = 0.0

    @property
    def fields(self) -> tuple[str, ...]:
        """The blocks of the configuration that name this server."""
        return self._target.fields

    @property
    def shown(self) -> str:
        """The server's address."""
        return self._reaching.address.origin

    @property
    def files_repo(self) -> str:
        """The address that nodes read from."""
        return self._target.files_repo.shown if self._target.files_repo else ""

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The checks, lowest rung first."""
        return (*self._arriving(), *self._using(), *self._as_nodes(), *self._clearing())

    def clean(self) -> None:
        """Take the probes away."""
        for probe in (self._probe, self._anonymous_probe):
            if probe.may_exist:
                probe.clean(self._service)

    def left(self) -> tuple[str, ...]:
        """Name the probes that are still there, or may be."""
        probes = (self._probe, self._anonymous_probe)
        return tuple(each.path.removeprefix("/") for each in probes if each.may_exist)

    # ---- rungs

    def _arriving(self) -> Iterator[Step]:
        yield Step("s3-url", _("address"), self._url)
        yield from self._reaching.steps("s3")
        yield Step("s3-is-s3", _("S3 service"), self._is_s3, ("s3-tls", "s3-tcp"))
        yield Step("s3-clock", _("clock"), self._clock, ("s3-is-s3",))
        yield Step("s3-auth", _("user and password"), self._auth, ("s3-is-s3", "s3-clock"))

    def _using(self) -> Iterator[Step]:
        bucket = _("bucket {bucket}").format(bucket=self._target.bucket)
        assumed = self._target.assumed
        yield Step("s3-bucket", bucket, self._bucket, ("s3-auth",), assumed)
        yield Step("s3-put", _("right to write"), self._put, ("s3-bucket",), assumed)
        yield Step("s3-get", _("right to read"), self._get, ("s3-put",), assumed)

    def _as_nodes(self) -> Iterator[Step]:
        assumed, bucket = self._target.assumed, ("s3-bucket",)
        if self._target.files_repo:
            yield Step("s3-anon-read", _("reading by the nodes"), self._anonymous_read, bucket, assumed)
        yield Step("s3-anon-write", _("writing by others"), self._anonymous_write, bucket, assumed)
        if BINARIES in self.fields:
            needed = ("s3-bucket", "s3-anon-read")
            yield Step("s3-content", _("content"), self._content, needed, assumed)

    def _clearing(self) -> Iterator[Step]:
        title = _("right to delete")
        yield Step("s3-delete", title, self._delete, ("s3-put",), self._target.assumed)

    # ---- what they do

    @cached_property
    def _service(self) -> Service:
        return Service(self._reaching.client, self._reaching.address.origin, self._target.credentials)

    def _url(self) -> Verdict:
        address = self._target.address
        if address.userinfo is not None:
            return failed(
                _("the address holds a user or a password"),
                _("take it out: user name and password have fields of their own"),
            )
        if address.rest:
            return failed(_("the address holds a query or a fragment"), _("end it behind the port"))
        if self._target.has_path:
            text = _("the address names more than the server; only {origin} is used here")
            return warned(
                text.format(origin=address.origin),
                _("take {path} off: the installer adds the bucket itself").format(path=address.path),
            )
        if address.port == _CONSOLE_PORT:
            return warned(
                _("port 9001 is usually MinIO's console"), _("the S3 service listens on 9000 by default")
            )
        proxy = self._reaching.proxy()
        if proxy:
            return warned(
                proxy, _("the installer may use it: add the host to no_proxy where the installer runs")
            )
        return passed(address.origin)

    def _is_s3(self) -> Verdict:
        self._first = self._reaching.client.ask("GET", "/")
        self._received = time.time()
        if speaks_s3(self._first):
            return passed(verdicts.who_answers(self._first))
        return verdicts.no_s3(self._first, self._reaching.address)

    def _clock(self) -> Verdict:
        return judge_clock(self._first, self._received, signs=True)

    def _auth(self) -> Verdict:
        login = self._target.credentials
        if not login.can_be_sent:
            return verdicts.odd_login()
        path = f"/{self._target.bucket}"
        code = error_code(self._service.signed("GET", path, "location="))
        accepted = code in ("", "NoSuchBucket", "AccessDenied")
        if login.has_blanks:
            odd = verdicts.odd_login()
            return warned(odd.evidence, odd.remedy) if accepted else odd
        if accepted:
            return passed(_("the signature is accepted"))
        if code == "SignatureDoesNotMatch":
            return verdicts.signature_refused(self._service.knows_secret(path), self._first)
        return verdicts.login_refused(code)

    def _bucket(self) -> Verdict:
        code = error_code(self._service.signed("GET", f"/{self._target.bucket}", "list-type=2&max-keys=1"))
        is_made = self._target.files_repo is not None
        return verdicts.bucket(code, self._target.bucket, is_made=is_made, is_late=self._must_be_filled)

    @property
    def _must_be_filled(self) -> bool:
        return self._options.after_import

    def _put(self) -> Verdict:
        if not self._options.write:
            return skipped(_("writing was not allowed (--no-write)"), blocks=True)
        code = self._probe.put(self._service)
        if not code:
            return passed(_("wrote {size} bytes to {name}").format(size=1024, name=self._probe.path[1:]))
        return verdicts.right_missing(code, "s3:PutObject", self._target.bucket)

    def _get(self) -> Verdict:
        answer = self._service.signed("GET", self._probe.path)
        code = error_code(answer)
        if code:
            return verdicts.right_missing(code, "s3:GetObject", self._target.bucket)
        if answer.body != self._probe.content:
            return failed(
                _("what was read differs from what was written"),
                _("something on the way changes contents: look for a proxy that compresses or caches"),
            )
        return passed(_("read the same bytes again"))

    def _delete(self) -> Verdict:
        code = self._probe.delete(self._service)
        if code and code != "NoSuchKey":
            verdict = verdicts.right_missing(code, "s3:DeleteObject", self._target.bucket)
            name = self._probe.path[1:]
            gone = _("the probe {name} is still there: delete it by hand").format(name=name)
            return warned(
                f"{verdict.evidence}; {gone}" if self._probe.may_exist else verdict.evidence, verdict.remedy
            )
        if not error_code(self._service.signed("GET", self._probe.path)):
            return warned(
                _("{name} can still be read after its deletion").format(name=self._probe.path[1:]),
                _("the bucket keeps versions or locks objects: an upload could not be replaced"),
            )
        return passed(_("{name} is gone").format(name=self._probe.path[1:]))

    def _anonymous_read(self) -> Verdict:
        if self._probe.may_exist:
            answer = self._read_as_node(self._probe.path.removeprefix(f"/{self._target.bucket}/"))
            if answer.body == self._probe.content:
                return passed(_("the probe was read as a node reads"))
            return verdicts.unreadable(
                error_code(answer), self._target.bucket, after_import=self._must_be_filled
            )
        code = error_code(self._read_as_node(f"{PREFIX}{secrets.token_hex(12)}"))
        if code in _NO_CONTENT:
            return passed(_("a missing object is called missing, not forbidden"))
        return warned(
            _("cannot be told without an object of ours ({code})").format(code=code),
            _("run this again with write probes, or with the packages"),
        )

    def _read_as_node(self, key: str) -> Answer:
        return self._node_client.ask("GET", self._files_repo.target(key))

    @property
    def _files_repo(self) -> Address:
        return self._target.files_repo or self._target.address

    @cached_property
    def _node_client(self) -> Client:
        if self._files_repo.origin == self._reaching.address.origin:
            return self._reaching.client
        return Client(self._files_repo, self._reaching.context)

    def _anonymous_write(self) -> Verdict:
        if not self._options.write:
            return skipped(_("writing was not allowed (--no-write)"))
        code = self._anonymous_probe.put_anonymously(self._service)
        if code:
            return passed(_("refused ({code})").format(code=code))
        self._anonymous_probe.clean(self._service)
        return verdicts.world_writable(self._target.bucket, is_read=self._target.files_repo is not None)

    def _content(self) -> Verdict:
        found = compare_content(
            self._node_client, self._files_repo, self._options.files, self._limit, full=self._options.sha256
        )
        return found.verdict(may_be_missing=not self._must_be_filled)
