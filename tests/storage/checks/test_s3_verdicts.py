"""What an S3 service's answers mean: the verdict, what it says and advises, without a service."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from clustercfg.storage.addresses import parse_address
from clustercfg.storage.checks.client import Answer
from clustercfg.storage.checks.result import Verdict
from clustercfg.storage.s3.answers import error_code, named_region, speaks_s3
from clustercfg.storage.s3.policy import reading_policy
from clustercfg.storage.s3.verdicts import (
    bucket,
    login_refused,
    no_s3,
    odd_login,
    right_missing,
    signature_refused,
    unreadable,
    who_answers,
    world_writable,
)

POLICY = '"Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::kubean/*"]'


def answer(status: int = 200, body: bytes = b"", **headers: str) -> Answer:
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, body)


def of_right(code: str) -> Callable[[], Verdict]:
    return lambda: right_missing(code, "s3:PutObject", "kubean")


def of_bucket(code: str, *, is_made: bool = True, is_late: bool = False) -> Callable[[], Verdict]:
    return lambda: bucket(code, "kubean", is_made=is_made, is_late=is_late)


def of_signature(*, knows_secret: bool | None, server: str = "") -> Callable[[], Verdict]:
    return lambda: signature_refused(knows_secret, answer(server=server))


def of_stranger(given: Answer) -> Callable[[], Verdict]:
    return lambda: no_s3(given, parse_address("http://10.0.1.1:8080"))


TOLD: list[tuple[Callable[[], Verdict], str, str, str]] = [
    (of_right("AccessDenied"), "fail True", "no right s3:PutObject on kubean", "write the bucket kubean"),
    (of_right("XMinioStorageFull"), "fail True", "storage is full (XMinioStorageFull)", "raise the quota"),
    (of_right("QuotaExceeded"), "fail True", "storage is full (QuotaExceeded)", "raise the quota"),
    (of_right("507"), "fail True", "storage is full (507)", "raise the quota"),
    (of_right("SlowDown"), "fail True", "refused (SlowDown)", "look into the server's log"),
    (of_bucket(""), "pass False", "can be listed", ""),
    (of_bucket("NoSuchBucket"), "warn True", "no bucket kubean", "the installer makes it"),
    (of_bucket("NoSuchBucket", is_late=True), "fail True", "no bucket kubean", "make it and fill it"),
    (
        of_bucket("NoSuchBucket", is_made=False, is_late=True),
        "warn True",
        "no bucket kubean",
        "make it: no document",
    ),
    (of_bucket("AccessDenied"), "warn False", "may not list", "allow s3:ListBucket on kubean"),
    (of_bucket("SlowDown"), "fail True", "refuses to list it (SlowDown)", "look into the server's log"),
    (
        lambda: login_refused("InvalidAccessKeyId"),
        "fail True",
        "no such user (InvalidAccessKeyId)",
        "externalRepoUsername",
    ),
    (
        lambda: login_refused("RequestTimeTooSkewed"),
        "fail True",
        "clocks differ by more than 15 minutes (RequestTimeTooSkewed)",
        "time servers",
    ),
    (
        lambda: login_refused("AuthorizationHeaderMalformed"),
        "fail True",
        "does not name (AuthorizationHeaderMalformed)",
        "us-east-1",
    ),
    (
        lambda: login_refused("AccountProblem"),
        "fail True",
        "does not let the user in (AccountProblem)",
        "look into the server's log",
    ),
    (odd_login, "fail True", "line break", "take that away"),
    (
        lambda: unreadable("AccessDenied", "kubean", after_import=True),
        "fail True",
        "refused (AccessDenied)",
        POLICY,
    ),
    (lambda: unreadable("", "kubean", after_import=True), "fail True", "refused (other content)", POLICY),
    (
        lambda: unreadable("AccessDenied", "kubean", after_import=False),
        "warn True",
        "refused (AccessDenied)",
        POLICY,
    ),
    (lambda: world_writable("kubean", is_read=True), "fail True", "change what nodes will run", POLICY),
    (
        lambda: world_writable("kubean", is_read=False),
        "fail True",
        "anybody may write into the bucket",
        "take its bucket policy away",
    ),
    (
        of_signature(knows_secret=True, server="MinIO"),
        "fail True",
        "something between changes the Host header (SignatureDoesNotMatch)",
        "let it pass the Host header",
    ),
    (
        of_signature(knows_secret=False, server="MinIO"),
        "fail True",
        "the password is wrong (SignatureDoesNotMatch)",
        "correct externalRepoPassword",
    ),
    (
        of_signature(knows_secret=False, server="nginx"),
        "fail True",
        "or a proxy changes the requests (SignatureDoesNotMatch; answers as nginx)",
        "correct externalRepoPassword (S3Storage: secretKey); if a proxy stands in front of the storage, let it",
    ),
    (
        of_signature(knows_secret=None, server="MinIO"),
        "fail True",
        "or a proxy changes the requests (SignatureDoesNotMatch; answers as MinIO)",
        "correct externalRepoPassword",
    ),
    (
        of_stranger(answer(400, b"Client sent an HTTP request to an HTTPS server.")),
        "fail True",
        "speaks https, not http",
        "write https://",
    ),
    (
        of_stranger(answer(400, b"The plain HTTP request was sent to HTTPS port")),
        "fail True",
        "speaks https, not http",
        "write https://",
    ),
    (
        of_stranger(answer(302, location="/ui", server="x")),
        "fail True",
        "elsewhere (status 302)",
        "address of the S3 service itself",
    ),
    (
        of_stranger(answer(200, content_type="text/html; charset=utf-8", server="MinIO Console")),
        "fail True",
        "answers as MinIO Console: a web page",
        "MinIO: 9000 by default",
    ),
    (
        of_stranger(answer(404, server="caddy")),
        "fail True",
        "answers as caddy, with status 404, but not in S3",
        "listens on port 8080",
    ),
]


@pytest.mark.parametrize(("verdict_of", "state", "words", "remedy"), TOLD)
def test_an_answer_is_told_in_words_with_what_to_do(
    verdict_of: Callable[[], Verdict], state: str, words: str, remedy: str
) -> None:
    verdict = verdict_of()
    assert f"{verdict.status.value} {verdict.blocks}" == state
    assert words in verdict.evidence
    assert remedy in verdict.remedy
    assert bool(verdict.remedy) is bool(remedy)


def test_a_remedy_with_a_policy_says_first_what_to_do_with_it() -> None:
    for verdict, words in (
        (unreadable("403", "kubean", after_import=True), "set this bucket policy:\n{"),
        (unreadable("403", "kubean", after_import=False), "on this one you do:\n{"),
        (world_writable("kubean", is_read=True), "set this bucket policy instead:\n{"),
    ):
        start = verdict.remedy.index(words) + len(words) - 1
        assert json.loads(verdict.remedy[start:]) == json.loads(reading_policy("kubean"))


def test_the_policy_is_the_one_that_mc_sets_for_downloads() -> None:
    everybody = {"Effect": "Allow", "Principal": {"AWS": ["*"]}}
    assert json.loads(reading_policy("files")) == {
        "Version": "2012-10-17",
        "Statement": [
            everybody
            | {"Action": ["s3:GetBucketLocation", "s3:ListBucket"], "Resource": ["arn:aws:s3:::files"]},
            everybody | {"Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::files/*"]},
        ],
    }


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (answer(200, b"<Code>Odd</Code>"), ""),
        (answer(299), ""),
        (answer(199), "199"),
        (answer(300), "300"),
        (answer(403, b"<Error><Code> AccessDenied\n</Code></Error>"), "AccessDenied"),
        (answer(403, b"<html>no</html>"), "403"),
    ],
)
def test_an_error_has_the_code_of_its_body_or_else_its_status(given: Answer, code: str) -> None:
    assert error_code(given) == code


@pytest.mark.parametrize(
    ("given", "region"),
    [
        (answer(400, b"<Error><Region> eu-west-1 </Region></Error>"), "eu-west-1"),
        (answer(400, b"", x_amz_bucket_region="eu-west-2"), "eu-west-2"),
        (answer(400, b"<Region>a</Region>", x_amz_bucket_region="b"), "a"),
        (answer(400, b"", x_amz_bucket_region="<b>"), ""),
        (answer(400), ""),
    ],
)
def test_a_region_is_named_by_the_body_or_a_header(given: Answer, region: str) -> None:
    assert named_region(given) == region


@pytest.mark.parametrize(
    ("given", "speaks"),
    [
        (answer(403, b"<Error><Code>AccessDenied</Code></Error>"), True),
        (answer(200, b"<ListAllMyBucketsResult xmlns='x'>"), True),
        (answer(200, b"<ns2:ListBucketResult>"), True),
        (answer(307, b"", x_amz_request_id="1"), True),
        (answer(403, b"<Error>no code</Error>"), False),
        (answer(403, b"<Code>AccessDenied</Code>"), False),
        (answer(200, b"<ListAllMyBucketsResultOfOurs>"), False),
        (answer(200, b" <!DOCTYPE html><Error><Code>x</Code>"), False),
        (answer(200, b"<HTML><Error><Code>x</Code>"), False),
        (answer(200, b"<Error><Code>x</Code>", content_type="text/html"), False),
        (answer(200), False),
    ],
)
def test_an_s3_service_is_told_from_others(given: Answer, *, speaks: bool) -> None:
    assert speaks_s3(given) is speaks


def test_a_server_is_called_what_it_calls_itself() -> None:
    assert who_answers(answer(server="MinIO")) == "answers as MinIO"
    assert who_answers(answer(server="x" * 100)) == f"answers as {'x' * 60}"
    assert who_answers(answer()) == "answers without a name"
