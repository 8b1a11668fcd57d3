"""What the answers of an S3 service mean for the operator, and what to do about them."""

from __future__ import annotations

import re

from clustercfg.storage.addresses import Address
from clustercfg.storage.checks.client import Answer
from clustercfg.storage.checks.result import Verdict, failed, passed, warned
from clustercfg.storage.s3.policy import reading_policy
from clustercfg.translation import gettext as _

__all__ = [
    "bucket",
    "login_refused",
    "no_s3",
    "odd_login",
    "right_missing",
    "signature_refused",
    "unreadable",
    "who_answers",
    "world_writable",
]

_S3_SERVERS = re.compile(r"minio|amazons3|ceph|seaweedfs|rook|garage|rustfs|swift", re.IGNORECASE)
_LONGEST_NAME = 60


def who_answers(answer: Answer) -> str:
    """Return what a server calls itself, for people."""
    name = answer.header("Server")[:_LONGEST_NAME]
    return _("answers as {name}").format(name=name) if name else _("answers without a name")


def no_s3(answer: Answer, address: Address) -> Verdict:
    """Return what to say of an answer that does not come from an S3 service."""
    if b"HTTPS server" in answer.body or b"sent to HTTPS port" in answer.body:
        return failed(_("the port speaks https, not http"), _("write https:// in the configuration"))
    if answer.is_redirect:
        return failed(
            _("the server sends requests elsewhere (status {status})").format(status=answer.status),
            _("name the address of the S3 service itself: signed requests cannot follow"),
        )
    if answer.media_type == "text/html":
        remedy = _("name the port of the S3 API (MinIO: 9000 by default), not of the web console")
        return failed(
            _("{who}: a web page, such as a console or a proxy").format(who=who_answers(answer)), remedy
        )
    return failed(
        _("{who}, with status {status}, but not in S3").format(who=who_answers(answer), status=answer.status),
        _("look which service listens on port {port}").format(port=address.port),
    )


def login_refused(code: str) -> Verdict:
    """Return what to say of an error that is about the user and not about rights."""
    texts = {
        "InvalidAccessKeyId": (
            _("the server knows no such user ({code})"),
            _("correct externalRepoUsername (S3Storage: accessKey), or have the user made"),
        ),
        "RequestTimeTooSkewed": (
            _("the clocks differ by more than 15 minutes ({code})"),
            _("let the server and this machine ask the same time servers (chrony, ntpd)"),
        ),
        "AuthorizationHeaderMalformed": (
            _("the server wants signatures for a region that it does not name ({code})"),
            _("look for the region in the server's configuration; us-east-1 is what installers sign for"),
        ),
    }
    evidence, remedy = texts.get(
        code,
        (
            _("the server does not let the user in ({code})"),
            _("look into the server's log for the reason"),
        ),
    )
    return failed(evidence.format(code=code), remedy)


def signature_refused(knows_secret: bool | None, first: Answer) -> Verdict:
    """Return what to say of SignatureDoesNotMatch: a wrong secret, or something that changes requests on the way."""
    proxy = _("let it pass the Host header and the path unchanged (nginx: proxy_set_header Host $http_host;)")
    if knows_secret:
        return failed(
            _("the password is right, but something between changes the Host header (SignatureDoesNotMatch)"),
            _("a proxy stands in front of the storage: {remedy}").format(remedy=proxy),
        )
    wrong = _("correct externalRepoPassword (S3Storage: secretKey)")
    name = first.header("Server")
    if knows_secret is False and _S3_SERVERS.search(name):
        return failed(_("the password is wrong (SignatureDoesNotMatch)"), wrong)
    return failed(
        _("the password is wrong, or a proxy changes the requests (SignatureDoesNotMatch; {who})").format(
            who=who_answers(first)
        ),
        _("{wrong}; if a proxy stands in front of the storage, {remedy}").format(wrong=wrong, remedy=proxy),
    )


def odd_login() -> Verdict:
    """Return what to say of a user name or password that looks like a slip."""
    return failed(
        _("user name or password holds a line break, a blank at an end, or what no header can carry"),
        _("take that away: it becomes part of the signature"),
    )


def bucket(code: str, name: str, *, is_made: bool, is_late: bool) -> Verdict:
    """Return what to say of the answer to listing the bucket.

    Args:
        code: The code of the error, empty for success.
        name: The bucket.
        is_made: Whether the installer makes it.
        is_late: Whether it must be there by now.
    """
    if not code:
        return passed(_("it is there and can be listed"))
    if code == "NoSuchBucket":
        text = _("there is no bucket {bucket}").format(bucket=name)
        if not is_made:
            return warned(text, _("make it: no document says that anybody else does"), blocks=True)
        if is_late:
            return failed(text, _("make it and fill it, or have the installer do so"))
        remedy = _(
            "the installer makes it, if the user may; rights inside can only be tried when it is there"
        )
        return warned(text, remedy, blocks=True)
    if code == "AccessDenied":
        return warned(
            _("the user may not list it"),
            _("allow s3:ListBucket on {bucket}: Kubean's scripts take a refusal for a missing bucket").format(
                bucket=name
            ),
        )
    return failed(
        _("the server refuses to list it ({code})").format(code=code),
        _("look into the server's log for the reason"),
    )


def right_missing(code: str, action: str, name: str) -> Verdict:
    """Return what to say when the user may not do something with an object."""
    if code == "AccessDenied":
        return failed(
            _("refused: the user has no right {action} on {bucket}").format(action=action, bucket=name),
            _("give the user the rights to read and write the bucket {bucket}").format(bucket=name),
        )
    if code in ("XMinioStorageFull", "QuotaExceeded", "507"):
        return failed(_("the storage is full ({code})").format(code=code), _("free some, or raise the quota"))
    return failed(_("refused ({code})").format(code=code), _("look into the server's log for the reason"))


def unreadable(code: str, name: str, *, after_import: bool) -> Verdict:
    """Return what to say when an object that is there cannot be read without credentials."""
    evidence = _("refused ({code})").format(code=code or _("other content"))
    remedy = _("set this bucket policy:") + "\n" + reading_policy(name)
    if after_import:
        return failed(evidence, remedy)
    note = _("Kubean sets it only on a bucket that it makes itself; on this one you do:")
    return warned(evidence, f"{note}\n{reading_policy(name)}", blocks=True)


def world_writable(name: str, *, is_read: bool) -> Verdict:
    """Return what to say when anybody may write into the bucket; `is_read` if nodes read it without credentials."""
    if not is_read:
        return failed(_("anybody may write into the bucket"), _("take its bucket policy away"))
    return failed(
        _("anybody may write into the bucket, and so change what nodes will run"),
        _("set this bucket policy instead:") + "\n" + reading_policy(name),
    )
