"""Plain HTTP servers, real and misbehaving: each trouble has its own verdict and remedy."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from checking import check_http, results, statuses
from clustercfg.storage.addresses import parse_address
from clustercfg.storage.checks.check import check_targets
from clustercfg.storage.checks.ladder import LadderReport
from clustercfg.storage.checks.options import CheckOptions
from clustercfg.storage.checks.result import Status
from clustercfg.storage.http.target import HttpTarget
from clustercfg.storage.package import PackageFile, import_package, read_package
from s3_gateway import free_port
from synthetic_package import make_package
from web_servers import answering, nginx

RUNGS = ("root", "auth", "redirect", "negative", "map", "content")


@pytest.fixture(scope="module")
def tarballs(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Path]:
    return make_package(tmp_path_factory.mktemp("package"), size=300_000, small_files=60, level=1)


@pytest.fixture(scope="module")
def files(tarballs: Sequence[Path]) -> tuple[PackageFile, ...]:
    return read_package(tarballs)


@pytest.fixture
def root(tarballs: Sequence[Path], tmp_path: Path) -> Path:
    """Return a directory with the packages imported."""
    tmp_path.chmod(0o755)
    folder = tmp_path / "www"
    folder.mkdir()
    import_package(tarballs, folder)
    return folder


@pytest.fixture
def servers() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


Served = Callable[..., str]


@pytest.fixture
def served(servers: ExitStack, root: Path, tmp_path: Path) -> Served:
    """Return a function that serves the directory by a real nginx with more directives, and returns the URL."""

    def start(directives: str = "", **more: str) -> str:
        port = servers.enter_context(nginx(tmp_path / "nginx", f"root {root}; {directives}", **more))
        return f"http://127.0.0.1:{port}"

    return start


def check(url: str, files: tuple[PackageFile, ...] = (), **options: Any) -> LadderReport:
    return check_http(url, files=files, **options)


@pytest.mark.parametrize("sha256", [False, True])
def test_a_server_that_does_all_right(
    served: Served, root: Path, files: tuple[PackageFile, ...], sha256: bool
) -> None:
    before = sorted(root.rglob("*"))
    ladder = check(served(), files, directory=root, sha256=sha256)
    assert list(statuses(ladder, *RUNGS)) == ["pass"] * len(RUNGS)
    assert f"{len(files)} files" in results(ladder)["content"].evidence
    assert sorted(root.rglob("*")) == before


def test_the_prefix_of_the_endpoint_counts(
    served: Served, root: Path, files: tuple[PackageFile, ...]
) -> None:
    url = served(f"location /mirror/ {{ alias {root}/; }} location / {{ return 404; }}")
    assert check(f"{url}/mirror/", files, directory=root).ok
    assert statuses(check(url, files, directory=root), "map", "content") == ["fail", "skip"]


GZIP = "gzip on; gzip_min_length 1; gzip_types *; gzip_proxied any;"


@pytest.mark.parametrize(
    ("directives", "rung", "evidence", "remedy"),
    [
        ("location / { try_files $uri /index.html; }", "negative", "status 200", "try_files $uri =404"),
        ("location / { return 302 /login; }", "negative", "is redirected", "answer 404"),
        ("auth_basic x; auth_basic_user_file none;", "auth", "asks for a user", "auth_basic off"),
        ("location / { return 503; }", "root", "503", "server's log"),
        ("location ~ [.]tgz$ { return 403; }", "content", "refused: 2 of", "restorecon"),
        ("location ~ kubelet$ { return 404; }", "content", "missing: 2 of", "import the packages"),
        ("location ~ kubectl$ { return 500; }", "content", "answered with an error: 2 of", "log"),
        (
            "location ~ kubeadm$ { return 302 http://127.0.0.1:1/x; }",
            "content",
            "another server: 2",
            "really serves",
        ),
        ("location ~ helm { default_type text/html; types { } }", "content", "a web page", "answer 404"),
    ],
)
def test_a_real_nginx_with_a_mistake(
    served: Served,
    root: Path,
    files: tuple[PackageFile, ...],
    directives: str,
    rung: str,
    evidence: str,
    remedy: str,
) -> None:
    (root / "index.html").write_text("an application")
    found = results(check(served(directives), files))[rung]
    assert found.status.value == "fail"
    assert evidence in found.evidence
    assert remedy in found.remedy


@pytest.mark.parametrize(
    "directives",
    [
        GZIP,
        "limit_except GET { deny all; }",
        "location /github.com/ { rewrite ^ /moved$uri redirect; } location /moved/ { rewrite ^/moved(.*)$ $1 break; }",
        "add_header X-Frame-Options DENY; autoindex on;",
    ],
)
def test_a_real_nginx_with_settings_that_do_no_harm(
    served: Served, files: tuple[PackageFile, ...], directives: str
) -> None:
    wrapped = f"location / {{ {directives} }}" if directives.startswith("limit") else directives
    ladder = check(served(wrapped), files)
    assert statuses(ladder, "negative", "content") == ["pass", "pass"], results(ladder)["content"]


def test_what_changed_on_disk_is_found(served: Served, root: Path, files: tuple[PackageFile, ...]) -> None:
    programs = [file for file in files if file.path.endswith("kubelet")]
    shorter, other = (root / file.path for file in programs)
    content = other.read_bytes()
    shorter.write_bytes(b"short")
    other.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    url = served()
    by_size = results(check(url, files))["content"].evidence
    by_content = results(check(url, files, sha256=True))["content"].evidence
    assert "of another size: 1 of" in by_size
    assert "5 instead of" in by_size
    assert "of other content" not in by_size
    assert "of other content: 1 of" in by_content
    assert "of another size: 1 of" in by_content


def test_the_directory_of_another_server(served: Served, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    found = results(check(served(), directory=other))["map"]
    assert (found.status.value, "status 404" in found.evidence) == ("fail", True)
    assert "binaries locate" in found.remedy
    assert list(other.iterdir()) == []


def test_a_directory_that_is_not_there(served: Served, tmp_path: Path) -> None:
    found = results(check(served(), directory=tmp_path / "none"))["map"]
    assert (found.status.value, "No such file" in found.evidence) == ("fail", True)


def test_a_marker_that_may_not_be_read(served: Served, root: Path) -> None:
    found = results(check(served("location ~ [.]txt$ { deny all; }"), directory=root))["map"]
    assert (found.status.value, "restorecon" in found.remedy) == ("fail", True)


def test_nothing_is_written_if_that_is_not_allowed(served: Served, root: Path) -> None:
    assert statuses(check(served(), directory=root, write=False), "map") == ["skip"]


def test_a_redirect_to_a_wrong_port_is_told(served: Served, root: Path) -> None:
    url = served("location = /mirror/ { return 301 http://127.0.0.1/mirror/; }")
    (root / "mirror").mkdir()
    found = results(check(f"{url}/mirror"))["redirect"]
    assert (found.status.value, "absolute_redirect off" in found.remedy) == ("warn", True)
    assert found.evidence.endswith("http://127.0.0.1")


# ---- servers that misbehave


def reply(body: bytes, headers: bytes = b"", status: bytes = b"200 OK", length: int | None = None) -> bytes:
    size = len(body) if length is None else length
    return b"HTTP/1.1 %b\r\nContent-Length: %d\r\n%b\r\n%b" % (status, size, headers, body)


MISSING = reply(b"", status=b"404 Not Found")
FILE = PackageFile("bin/yq", 100, "", 0, executable=True, state=None)  # type: ignore[arg-type]  # nobody asks for it


@pytest.mark.parametrize(
    ("answer", "evidence"),
    [
        (reply(b"", length=99), "of another size: 1 of 1 (bin/yq (99 instead of 100 bytes))"),
        (reply(b"", b"Content-Encoding: gzip\r\n", length=40), "sent compressed: 1 of 1 (bin/yq (gzip))"),
        (
            b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 60,
            "of another size: 1 of 1 (bin/yq (60 instead of 100 bytes))",
        ),
        (
            b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 600,
            "of another size: 1 of 1 (bin/yq (>100 instead of 100 bytes))",
        ),
        (reply(b"", b"Location: /bin/yq\r\n", b"302 Found"), "sent to another server: 1 of 1"),
        (reply(b"", status=b"700 Odd"), "no answer: 1 of 1 (bin/yq (the answer has the status 700"),
        (b"", "no answer: 1 of 1 (bin/yq (the connection was closed"),
    ],
)
def test_wrong_answers_for_a_file(servers: ExitStack, answer: bytes, evidence: str) -> None:
    port = servers.enter_context(answering(lambda head, _: answer if b"/bin/yq" in head else MISSING))
    found = results(check(f"http://127.0.0.1:{port}", (FILE,)))["content"]
    assert (found.status.value, found.evidence[: len(evidence)]) == ("fail", evidence)


def test_a_reset_connection(servers: ExitStack) -> None:
    def reset(_head: bytes, connection: socket.socket) -> bytes:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        return b""

    port = servers.enter_context(answering(reset))
    found = results(check(f"http://127.0.0.1:{port}"))["root"]
    assert (found.status.value, "closed before the answer" in found.evidence) == ("fail", True)


def drip(_head: bytes, connection: socket.socket) -> bytes:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _turn in range(300):
        connection.sendall(b"x")
        time.sleep(0.1)
    return b""


@pytest.mark.parametrize("behavior", [lambda _head, _connection: None, drip], ids=["silent", "dripping"])
def test_a_server_that_hangs_does_not_hold_the_checks(
    servers: ExitStack, behavior: Callable[[bytes, socket.socket], bytes | None]
) -> None:
    port = servers.enter_context(answering(behavior))
    began = time.monotonic()
    ladder = check(f"http://127.0.0.1:{port}", (FILE,), seconds=2.0)
    assert time.monotonic() - began < 4
    assert statuses(ladder, "tcp", "root", "content") == ["pass", "fail", "skip"]
    assert "within 2 seconds" in results(ladder)["root"].evidence


def test_servers_are_checked_at_the_same_time(servers: ExitStack) -> None:
    ports = [servers.enter_context(answering(lambda _head, _connection: None)) for _turn in range(4)]
    targets = [HttpTarget((f"field {port}",), parse_address(f"http://127.0.0.1:{port}")) for port in ports]
    began = time.monotonic()
    report = check_targets(targets, CheckOptions(seconds=1.5))
    assert time.monotonic() - began < 4
    assert [each.fields for each in report.ladders] == [each.fields for each in targets]
    assert report.count(Status.FAIL) == len(targets)


def test_content_of_a_server_that_falls_silent_is_given_up(servers: ExitStack) -> None:
    port = servers.enter_context(answering(lambda head, _: None if b"/bin/" in head else MISSING))
    many = tuple(PackageFile(f"bin/{n}", 1, "", 0, executable=False, state=FILE.state) for n in range(500))
    began = time.monotonic()
    ladder = check(f"http://127.0.0.1:{port}", many, seconds=3.0)
    assert time.monotonic() - began < 6
    assert statuses(ladder, "negative", "content") == ["pass", "fail"]


def test_the_program_itself_ends_although_the_server_drips_on(servers: ExitStack) -> None:
    port = servers.enter_context(
        answering(lambda head, connection: drip(head, connection) if b"/bin/" in head else MISSING)
    )
    code = f"""
        from checking import check_http
        from clustercfg.storage.package import PackageFile, State
        files = [PackageFile(f"bin/{{n}}", 1, "", 0, False, State.NEW) for n in range(50)]
        ladder = check_http("http://127.0.0.1:{port}", files=tuple(files), seconds=2.0)
        print(ladder.results[-1].status.value)
    """
    began = time.monotonic()
    program = [sys.executable, "-c", textwrap.dedent(code)]
    path = {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        program, env=os.environ | path, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout == "fail\n", done.stderr
    assert time.monotonic() - began < 10


def test_the_clock_of_a_server_is_compared(servers: ExitStack) -> None:
    old = reply(b"", b"Date: Tue, 01 Jan 2019 00:00:00 GMT\r\n", b"404 Not Found")
    port = servers.enter_context(answering(lambda _head, _connection: old))
    found = results(check(f"http://127.0.0.1:{port}"))["clock"]
    assert (found.status.value, "seconds behind" in found.evidence) == ("warn", True)


@pytest.mark.parametrize(
    ("url", "rung", "status"),
    [
        ("http://127.0.0.1:{port}", "tcp", "fail"),
        ("http://files.invalid", "dns", "fail"),
        ("http://127.0.0.1:{port}/?x", "url", "fail"),
        ("http://someone:Secret-4411@127.0.0.1:{port}", "url", "warn"),
    ],
)
def test_addresses(url: str, rung: str, status: str) -> None:
    ladder = check(url.format(port=free_port()))
    assert statuses(ladder, rung) == [status]
    assert "Secret-4411" not in str(ladder.to_dict())


def test_a_user_in_the_address_is_sent_as_nodes_would(servers: ExitStack) -> None:
    seen: list[bytes] = []

    def answer(head: bytes, _connection: socket.socket) -> bytes:
        seen.append(head)
        return MISSING

    port = servers.enter_context(answering(answer))
    check(f"http://me:a%40b@127.0.0.1:{port}")
    assert all(b"Authorization: Basic bWU6YUBi" in head for head in seen)
