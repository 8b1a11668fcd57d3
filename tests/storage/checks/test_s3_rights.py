"""What users of a real S3 service may do: each combination of rights has its own verdict."""

from __future__ import annotations

import json
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from checking import check_s3, results, s3_target, statuses
from clustercfg.storage.s3.policy import reading_policy
from s3_gateway import BUCKET, Gateway
from web_servers import answering

RUNGS = ("auth", "bucket", "put", "get", "anon-read", "anon-write", "delete")


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        ("everything", "pass pass pass pass warn pass pass"),
        ("reader", "pass pass fail skip warn pass skip"),
        ("writer", "pass warn pass fail warn pass warn"),
        ("nothing", "pass warn fail skip warn pass skip"),
    ],
)
def test_rights_are_told_one_by_one(bucket: Gateway, user: str, expected: str) -> None:
    ladder = check_s3(s3_target(bucket.url, user))
    assert list(statuses(ladder, *RUNGS)) == expected.split()
    # A user who may write but not delete leaves a probe, which is named.
    assert [key.split("/")[0] for key in bucket.contents()] == ["clustercfg-probe"] * len(ladder.left)
    assert [f"{BUCKET}/{key}" for key in bucket.contents()] == list(ladder.left)
    assert len(ladder.left) == (user == "writer")


@pytest.mark.parametrize(
    ("user", "rung", "evidence", "remedy"),
    [
        ("reader", "put", "s3:PutObject", "read and write the bucket"),
        ("writer", "get", "s3:GetObject", "read and write the bucket"),
        ("writer", "delete", "s3:DeleteObject", "read and write the bucket"),
        ("writer", "bucket", "may not list", "s3:ListBucket"),
        ("nothing", "put", "s3:PutObject", "read and write the bucket"),
    ],
)
def test_the_missing_right_is_named(
    bucket: Gateway, user: str, rung: str, evidence: str, remedy: str
) -> None:
    found = results(check_s3(s3_target(bucket.url, user)))[rung]
    assert evidence in found.evidence
    assert remedy in found.remedy


def test_a_probe_that_cannot_be_deleted_is_named_in_its_check(bucket: Gateway) -> None:
    ladder = check_s3(s3_target(bucket.url, "writer"))
    assert ladder.left[0] in results(ladder)["delete"].evidence


def test_the_policy_that_is_shown_lets_nodes_read_and_nobody_write(bucket: Gateway) -> None:
    before = results(check_s3(s3_target(bucket.url)))["anon-read"]
    policy = before.remedy.partition("\n")[2]
    assert json.loads(policy) == json.loads(reading_policy(BUCKET))
    bucket.set_policy(policy)
    ladder = check_s3(s3_target(bucket.url))
    assert list(statuses(ladder, "anon-read", "anon-write", "content")) == ["pass", "pass", "skip"]
    assert ladder.ok
    assert bucket.contents() == []


def test_reading_by_nodes_can_be_told_without_writing(bucket: Gateway) -> None:
    assert statuses(check_s3(s3_target(bucket.url), write=False), "put", "anon-read") == ["skip", "warn"]
    bucket.set_policy(reading_policy(BUCKET))
    ladder = check_s3(s3_target(bucket.url), write=False)
    assert list(statuses(ladder, "put", "get", "anon-read", "anon-write", "delete")) == [
        "skip",
        "skip",
        "pass",
        "skip",
        "skip",
    ]


def test_a_bucket_that_anybody_may_write_is_a_failure(bucket: Gateway) -> None:
    bucket.allow_everybody("s3:GetObject", "s3:PutObject")
    found = check_s3(s3_target(bucket.url))
    assert statuses(found, "anon-read", "anon-write") == ["pass", "fail"]
    assert "Statement" in results(found)["anon-write"].remedy
    assert bucket.contents() == []


@pytest.mark.parametrize("after_import", [False, True])
def test_a_missing_bucket_is_to_come_before_the_import_and_a_failure_after(
    gateway: Gateway, after_import: bool
) -> None:
    ladder = check_s3(s3_target(gateway.url), after_import=after_import)
    assert list(statuses(ladder, "bucket", "put", "anon-read", "content")) == [
        "fail" if after_import else "warn",
        "skip",
        "skip",
        "skip",
    ]
    assert "bucket kubean" in results(ladder)["put"].evidence


def test_storage_of_the_platform_is_not_for_nodes(gateway: Gateway) -> None:
    target = replace(
        s3_target(gateway.url), fields=("spec.externalMiddlewares.S3Storage.default",), files_repo=None
    )
    ladder = check_s3(target, after_import=True)
    assert list(statuses(ladder, "bucket", "put", "anon-write")) == ["warn", "skip", "skip"]
    assert "no document says" in results(ladder)["bucket"].remedy
    assert {"anon-read", "content"} & set(results(ladder)) == set()


def test_refused_anonymous_reading_is_a_failure_after_the_import(bucket: Gateway) -> None:
    assert statuses(check_s3(s3_target(bucket.url), after_import=True), "anon-read") == ["fail"]


def test_a_probe_is_named_when_the_server_hangs_after_it_was_written(tmp_path: Path) -> None:
    def answer(head: bytes, _connection: socket.socket) -> bytes | None:
        if head.startswith((b"PUT", b"DELETE")):
            return None
        body = b"<Error><Code>AccessDenied</Code></Error>"
        status = b"200 OK" if b"Authorization" in head else b"403 Forbidden"
        length = str(len(body)).encode()
        return (
            b"HTTP/1.1 "
            + status
            + b"\r\nContent-Type: application/xml\r\nContent-Length: "
            + length
            + b"\r\n\r\n"
            + body
        )

    with answering(answer) as port:
        ladder = check_s3(s3_target(f"http://127.0.0.1:{port}"), seconds=1.5)
    found = results(ladder)
    assert statuses(ladder, "auth", "bucket", "put", "get", "delete") == [
        "pass",
        "pass",
        "fail",
        "skip",
        "skip",
    ]
    assert "1.5 seconds" in found["put"].evidence
    assert len(ladder.left) == 1
    assert ladder.left[0].startswith("kubean/clustercfg-probe/")
    assert not list(tmp_path.iterdir())
