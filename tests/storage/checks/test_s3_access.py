"""The way to a real S3 service: every mistake on it has its own verdict and remedy."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest

from certificates import Certificates, make_certificates
from checking import check_s3, results, s3_target, statuses, write_config
from clustercfg.storage.checks.ladder import LadderReport
from clustercfg.storage.checks.result import CheckResult, Status
from clustercfg.storage.s3.target import S3Target
from real_parts import requires_tool
from s3_gateway import PASSWORDS, Gateway, free_port
from web_servers import answering, proxy


@pytest.fixture
def servers() -> Iterator[ExitStack]:
    """Hold the servers of one test."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificates"))


def failure(ladder: LadderReport) -> CheckResult:
    """Return the only check that failed; all that build on it must be skipped because of it."""
    (failed,) = [each for each in ladder.results if each.status is Status.FAIL]
    later = ladder.results[ladder.results.index(failed) + 1 :]
    for each in later:
        if each.status is not Status.SKIP:
            assert failed.id not in each.requires
    assert later[-1].status is Status.SKIP
    assert failed.title in later[-1].evidence
    return failed


@pytest.mark.parametrize(
    ("user", "password", "evidence", "remedy"),
    [
        ("everything", "wrong", "password is wrong (SignatureDoesNotMatch)", "externalRepoPassword"),
        ("nobody", "wrong", "no such user (InvalidAccessKeyId)", "externalRepoUsername"),
        ("everything", f"{PASSWORDS['everything']}\n", "holds a line break", "take that away"),
        ("every\nthing", PASSWORDS["everything"], "no header can carry", "take that away"),
        ("用户", PASSWORDS["everything"], "no header can carry", "take that away"),
    ],
)
def test_a_login_that_is_refused(
    gateway: Gateway, user: str, password: str, evidence: str, remedy: str
) -> None:
    failed = failure(check_s3(s3_target(gateway.url, user, password)))
    assert (failed.id, evidence in failed.evidence, remedy in failed.remedy) == ("s3-auth", True, True)


@pytest.mark.parametrize(
    ("header", "password", "evidence"),
    [
        ("storage.internal", None, "password is right, but something between changes the Host header"),
        ("$host", None, "password is right, but something between changes the Host header"),
        ("storage.internal", "wrong", "password is wrong, or a proxy changes the requests"),
    ],
)
def test_a_proxy_that_rewrites_the_host_is_told_from_a_wrong_password(
    gateway: Gateway, servers: ExitStack, tmp_path: Path, header: str, password: str | None, evidence: str
) -> None:
    port = servers.enter_context(proxy(tmp_path / "nginx", gateway.port, f"proxy_set_header Host {header};"))
    failed = failure(check_s3(s3_target(f"http://127.0.0.1:{port}", password=password)))
    assert evidence in failed.evidence
    assert "proxy_set_header Host $http_host" in failed.remedy


def test_a_proxy_that_leaves_requests_alone_is_no_trouble(
    bucket: Gateway, servers: ExitStack, tmp_path: Path
) -> None:
    port = servers.enter_context(proxy(tmp_path / "nginx", bucket.port, "proxy_set_header Host $http_host;"))
    assert check_s3(s3_target(f"http://127.0.0.1:{port}")).ok


@pytest.mark.parametrize("shift", ["+20m", "-20m"])
def test_a_clock_that_is_wrong_here(gateway: Gateway, tmp_path: Path, shift: str) -> None:
    faketime = requires_tool("faketime", package="faketime")
    config = write_config(
        tmp_path / "clusterConfig.yaml",
        "  binaries:\n    type: external\n"
        f"    externalRepoEndpoint: {gateway.url}\n    externalRepoUsername: everything\n"
        f"    externalRepoPassword: {PASSWORDS['everything']}\n",
    )
    done = subprocess.run(
        [faketime, "-f", shift, sys.executable, "-m", "clustercfg", "binaries", "check", str(config)],
        env=os.environ | {"FAKETIME_DONT_FAKE_MONOTONIC": "1", "CLUSTERCFG_LANG": "en", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    word = "behind" if shift.startswith("+") else "ahead"
    assert done.returncode == 1, done.stderr
    assert f"seconds {word}; S3 refuses signatures beyond 15 minutes" in done.stdout
    assert "ask the same time servers" in done.stdout
    assert "1 failed" in done.stdout


def test_a_clock_whose_error_only_the_signature_shows(
    gateway: Gateway, servers: ExitStack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy hides the server's time; the service itself still refuses the old signature."""
    hidden = "proxy_set_header Host $http_host; proxy_hide_header Date; add_header Date '' always;"
    port = servers.enter_context(proxy(tmp_path / "nginx", gateway.port, hidden))
    target = s3_target(f"http://127.0.0.1:{port}")
    botocore_auth = pytest.importorskip("botocore.auth")
    from datetime import datetime, timedelta, timezone  # noqa: PLC0415 - only here

    moment = datetime.now(timezone.utc).replace(tzinfo=None) - timedelta(hours=1)
    monkeypatch.setattr(botocore_auth, "get_current_datetime", lambda **_ignored: moment)
    failed = failure(check_s3(target))
    assert "RequestTimeTooSkewed" in failed.evidence
    assert "time servers" in failed.remedy


# ---- encryption


def test_a_blank_that_this_server_overlooks_is_told(gateway: Gateway) -> None:
    found = results(check_s3(s3_target(gateway.url, " everything", PASSWORDS["everything"])))["auth"]
    assert (found.status.value, "a blank at an end" in found.evidence) == ("warn", True)


class Front(Protocol):
    """Puts a real nginx with a certificate in front of the service, and returns its port."""

    def __call__(self, certificate: str) -> int: ...


@pytest.fixture
def front(gateway: Gateway, servers: ExitStack, certificates: Certificates, tmp_path: Path) -> Front:
    def start(certificate: str) -> int:
        host = "proxy_set_header Host $http_host;"
        shown = certificates.directives(certificate)
        return servers.enter_context(
            proxy(tmp_path / "nginx", gateway.port, host, server=shown, flags=" ssl")
        )

    return start


@pytest.mark.parametrize(
    ("certificate", "ca", "expected"),
    [
        ("good", None, ("fail", "does not trust the CA", "--ca-file")),
        ("good", "ca_file", ("warn", "trusted only through --ca-file", "on every node")),
        ("good", "other_ca_file", ("fail", "not signed by the CA", "of the CA that signed")),
        ("expired", "ca_file", ("fail", "has expired", "renew it")),
        ("ending", "ca_file", ("warn", "valid for 4 days", "renew the certificate")),
        ("misnamed", "ca_file", ("fail", "not for 127.0.0.1", "a name that stands in the certificate")),
    ],
)
@pytest.mark.usefixtures("bucket")
def test_certificates(
    front: Front, certificates: Certificates, certificate: str, ca: str | None, expected: tuple[str, str, str]
) -> None:
    ca_file = getattr(certificates, ca) if ca else None
    ladder = check_s3(s3_target(f"https://127.0.0.1:{front(certificate)}"), ca_file=ca_file)
    found, (status, evidence, remedy) = results(ladder)["tls"], expected
    assert (found.status.value, evidence in found.evidence, remedy in found.remedy) == (status, True, True)
    # Behind a good certificate everything else is tried.
    assert statuses(ladder, "put", "get", "delete") == (["skip"] * 3 if status == "fail" else ["pass"] * 3)


def test_http_and_https_taken_for_each_other(gateway: Gateway, front: Front) -> None:
    plain = failure(check_s3(s3_target(f"https://127.0.0.1:{gateway.port}")))
    assert (plain.id, "http://" in plain.remedy) == ("s3-tls", True)
    other = failure(check_s3(s3_target(f"http://127.0.0.1:{front('good')}")))
    assert (other.id, "https://" in other.remedy) == ("s3-is-s3", True)


@pytest.mark.parametrize("secure", [False, True])
def test_storage_without_a_scheme_is_asked_in_the_way_it_speaks(
    bucket: Gateway, front: Front, secure: bool
) -> None:
    port = front("good") if secure else bucket.port
    target: S3Target = replace(s3_target(f"127.0.0.1:{port}"), files_repo=None, unverified=True)
    ladder = check_s3(target)
    assert ladder.ok
    assert ladder.address == f"{'https' if secure else 'http'}://127.0.0.1:{port}"
    assert statuses(ladder, "tls") == (["warn"] if secure else ["skip"])
    assert "anon-read" not in results(ladder)


def test_a_ca_file_that_is_none(gateway: Gateway, tmp_path: Path) -> None:
    (tmp_path / "no.pem").write_text("nothing")
    failed = failure(check_s3(s3_target(f"https://127.0.0.1:{gateway.port}"), ca_file=tmp_path / "no.pem"))
    assert "no certificate in it" in failed.evidence


# ---- other services and wrong addresses

CONSOLE = b"HTTP/1.1 200 OK\r\nServer: MinIO Console\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<!doctype html>"
REDIRECT = b"HTTP/1.1 301 Moved\r\nLocation: https://elsewhere.example.com/\r\nContent-Length: 0\r\n\r\n"


@pytest.mark.parametrize(
    ("reply", "evidence", "remedy"),
    [
        (CONSOLE, "MinIO Console: a web page", "not of the web console"),
        (REDIRECT, "sends requests elsewhere (status 301)", "the address of the S3 service itself"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nhello", "not in S3", "listens on port"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "no HTTP", "another service"),
        (b"", "closed before the answer", "server's log"),
    ],
)
def test_what_is_no_s3_service(servers: ExitStack, reply: bytes, evidence: str, remedy: str) -> None:
    port = servers.enter_context(answering(lambda _head, _connection: reply))
    failed = failure(check_s3(s3_target(f"http://127.0.0.1:{port}")))
    assert failed.id == "s3-is-s3"
    assert evidence in failed.evidence
    assert remedy in failed.remedy


def test_a_port_that_nobody_listens_on() -> None:
    failed = failure(check_s3(s3_target(f"http://127.0.0.1:{free_port()}")))
    assert (failed.id, "start the service" in failed.remedy) == ("s3-tcp", True)


def test_a_name_that_does_not_exist() -> None:
    failed = failure(check_s3(s3_target("http://storage.invalid:9000")))
    assert (failed.id, "storage.invalid has no address" in failed.evidence) == ("s3-dns", True)


@pytest.mark.parametrize(
    ("url", "status", "evidence"),
    [
        ("http://someone:Secret-4411@127.0.0.1:1", "fail", "holds a user or a password"),
        ("http://127.0.0.1:1?x=1", "fail", "query"),
        ("http://127.0.0.1:1/kubean", "warn", "names more than the server"),
        ("http://127.0.0.1:9001", "warn", "console"),
    ],
)
def test_addresses(url: str, status: str, evidence: str) -> None:
    ladder = check_s3(s3_target(url))
    found = results(ladder)["url"]
    assert (found.status.value, evidence in found.evidence) == (status, True)
    assert "Secret-4411" not in str(ladder.to_dict())


def test_a_region_that_the_server_names_is_learned(servers: ExitStack) -> None:
    def answer(head: bytes, _connection: object) -> bytes:
        if b"Authorization" in head and b"/eu-demo-1/s3/" not in head:
            body = b"<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-demo-1</Region></Error>"
        else:
            body = b"<Error><Code>AccessDenied</Code></Error>"
        return b"HTTP/1.1 403 Forbidden\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)

    port = servers.enter_context(answering(answer))
    assert statuses(check_s3(s3_target(f"http://127.0.0.1:{port}")), "auth") == ["pass"]


def test_a_proxy_of_the_environment_is_told_and_not_used(
    bucket: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    ladder = check_s3(s3_target(bucket.url))
    assert ladder.ok
    assert "no_proxy" in results(ladder)["url"].remedy
