"""What an S3 service's codes of errors mean: the verdict and what it says, without a service."""

from __future__ import annotations

import pytest

from clustercfg.storage.checks.result import Verdict
from clustercfg.storage.s3.verdicts import (
    bucket,
    login_refused,
    odd_login,
    right_missing,
    unreadable,
    world_writable,
)

TOLD = [
    (right_missing("AccessDenied", "s3:PutObject", "kubean"), "fail True", "s3:PutObject on kubean"),
    (
        right_missing("XMinioStorageFull", "s3:PutObject", "kubean"),
        "fail True",
        "storage is full (XMinioStorageFull)",
    ),
    (
        right_missing("QuotaExceeded", "s3:PutObject", "kubean"),
        "fail True",
        "storage is full (QuotaExceeded)",
    ),
    (right_missing("507", "s3:PutObject", "kubean"), "fail True", "storage is full (507)"),
    (right_missing("SlowDown", "s3:PutObject", "kubean"), "fail True", "refused (SlowDown)"),
    (bucket("", "kubean", is_made=True, is_late=False), "pass False", "can be listed"),
    (bucket("NoSuchBucket", "kubean", is_made=True, is_late=False), "warn True", "no bucket kubean"),
    (bucket("NoSuchBucket", "kubean", is_made=True, is_late=True), "fail True", "no bucket kubean"),
    (bucket("NoSuchBucket", "kubean", is_made=False, is_late=True), "warn True", "no bucket kubean"),
    (bucket("AccessDenied", "kubean", is_made=True, is_late=False), "warn False", "may not list"),
    (
        bucket("SlowDown", "kubean", is_made=True, is_late=False),
        "fail True",
        "refuses to list it (SlowDown)",
    ),
    (login_refused("InvalidAccessKeyId"), "fail True", "no such user (InvalidAccessKeyId)"),
    (login_refused("RequestTimeTooSkewed"), "fail True", "clocks differ"),
    (login_refused("AuthorizationHeaderMalformed"), "fail True", "for a region"),
    (login_refused("AccountProblem"), "fail True", "does not let the user in (AccountProblem)"),
    (odd_login(), "fail True", "line break"),
    (unreadable("AccessDenied", "kubean", after_import=True), "fail True", "refused (AccessDenied)"),
    (unreadable("", "kubean", after_import=True), "fail True", "refused (other content)"),
    (unreadable("AccessDenied", "kubean", after_import=False), "warn True", "refused (AccessDenied)"),
    (world_writable("kubean", is_read=True), "fail True", "change what nodes will run"),
    (world_writable("kubean", is_read=False), "fail True", "anybody may write"),
]


@pytest.mark.parametrize(("verdict", "state", "words"), TOLD)
def test_a_code_is_told_in_words_with_what_to_do(verdict: Verdict, state: str, words: str) -> None:
    assert f"{verdict.status.value} {verdict.blocks}" == state
    assert words in verdict.evidence
    assert bool(verdict.remedy) is (state != "pass False")
