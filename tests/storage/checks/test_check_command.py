"""`binaries check` as a person runs it. The S3 service is moto's, whose answers differ from MinIO's in their details."""

from __future__ import annotations

import json
import logging
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from checking import write_config
from clustercfg.cli.exit_codes import ExitCode
from clustercfg.storage.extras import require
from command_line import Run
from s3_gateway import BUCKET, PASSWORDS, Gateway
from tarballs import files, write_tarball
from web_servers import answering, nginx

SECRET = "Moto-Secret-7731"  # noqa: S105 - of a server that lives for one test


@pytest.fixture(scope="module")
def moto() -> Iterator[str]:
    """Return the URL of moto's S3, which does not check who asks."""
    server = pytest.importorskip("moto.server").ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def s3_config(folder: Path, url: str, user: str = "user", password: str = SECRET) -> str:
    block = f"  binaries:\n    type: external\n    externalRepoEndpoint: {url}\n"
    login = f"    externalRepoUsername: {user}\n    externalRepoPassword: {password}\n"
    return str(write_config(folder / "clusterConfig.yaml", block + login))


def test_a_bucket_that_is_to_come_and_one_that_is_there(run: Run, moto: str, tmp_path: Path) -> None:
    config = s3_config(tmp_path, moto)
    shown = run("binaries", "check", config)
    assert (shown.code, "there is no bucket kubean" in shown.out) == (ExitCode.OK, True), shown.out
    assert run("binaries", "check", config, "--after-import").code == ExitCode.PROBLEMS
    client = require("boto3").client(
        "s3",
        endpoint_url=moto,
        aws_access_key_id="x",
        aws_secret_access_key="x",  # noqa: S106 - moto does not look at it
        region_name="us-east-1",
    )
    client.create_bucket(Bucket=BUCKET)
    shown = run("binaries", "check", config)
    assert "pass  right to write (assumed): wrote 1024 bytes" in shown.out
    assert "kubean/clustercfg-probe/" in shown.err
    assert client.list_objects_v2(Bucket=BUCKET)["KeyCount"] == 0


def test_json_has_the_same_facts(run: Run, moto: str, tmp_path: Path) -> None:
    shown = run("binaries", "check", s3_config(tmp_path, moto), "--format", "json", "--no-write")
    report = json.loads(shown.out)
    (ladder,) = report["ladders"]
    assert report["version"] == 1
    assert ladder["fields"] == ["spec.binaries"]
    assert ladder["filesRepo"] == {"url": f"{moto}/kubean", "assumed": True}
    assert {key for check in ladder["checks"] for key in check} == {
        "id",
        "title",
        "status",
        "evidence",
        "remedy",
        "seconds",
        "requires",
        "assumed",
    }
    assert sum(report["summary"].values()) == len(ladder["checks"])
    assert "probe" not in shown.err


def test_a_configuration_without_storage_of_its_own(run: Run, tmp_path: Path) -> None:
    config = write_config(tmp_path / "c.yaml", "  binaries:\n    type: builtin\n")
    shown = run("binaries", "check", str(config))
    assert (shown.code, shown.out, "nothing to check" in shown.err) == (ExitCode.OK, "", True)


def test_a_file_without_a_configuration_gets_its_lint_report(run: Run, tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text("kind: Pod\n")
    shown = run("binaries", "check", str(tmp_path / "c.yaml"))
    assert (shown.code, "CC216" in shown.out) == (ExitCode.PROBLEMS, True)


def test_packages_are_compared_with_what_the_server_has(run: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    root = tmp_path / "www"
    root.mkdir()
    tarball = write_tarball(tmp_path / "offline-files.tar.gz", files("offline-files/dl.k8s.io/kubelet"))
    with nginx(tmp_path / "nginx", f"root {root};") as port:
        block = f"  binaries:\n    type: external\n    externalRepoEndpoint: http://127.0.0.1:{port}\n"
        config = str(write_config(tmp_path / "c.yaml", block))
        words = ("binaries", "check", config, str(tarball), "--directory", str(root), "--progress", "none")
        shown = run(*words)
        assert (shown.code, "missing: 1 of 1 (dl.k8s.io/kubelet)" in shown.out) == (ExitCode.PROBLEMS, True)
        assert run("binaries", "import", "--to", str(root), str(tarball)).code == ExitCode.OK
        shown = run(*words, "--sha256")
        assert (shown.code, "1 file, size and SHA-256 are right" in shown.out) == (ExitCode.OK, True)
        elsewhere = run(*words, "--files-repo", f"http://127.0.0.1:{port}/none")
        assert "(assumed)" not in elsewhere.out
        assert elsewhere.code == ExitCode.PROBLEMS


def test_both_ways_to_name_packages_are_one_too_many(run: Run, tmp_path: Path) -> None:
    assert run("binaries", "check", "c.yaml", "x.tar.gz", "--package", str(tmp_path)).code == ExitCode.USAGE


def test_no_secret_is_shown_or_logged(
    run: Run, gateway: Gateway, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for user, password in (
        ("everything", PASSWORDS["everything"]),
        ("everything", SECRET),
        ("nobody", SECRET),
    ):
        config = s3_config(tmp_path, gateway.url, user, password)
        for form in ("text", "json"):
            shown = run("binaries", "check", config, "--format", form)
            assert password not in shown.out + shown.err + caplog.text


def test_no_secret_is_in_the_list_of_processes(tmp_path: Path) -> None:
    with answering(lambda _head, _connection: None) as port:
        config = s3_config(tmp_path, f"http://127.0.0.1:{port}")
        command = [sys.executable, "-m", "clustercfg", "binaries", "check", config]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stderr
            process.stderr.readline()  # the announcement: the checks are on their way
            for name in ("cmdline", "environ"):
                assert SECRET.encode() not in Path(f"/proc/{process.pid}/{name}").read_bytes()
            process.kill()


def test_an_interrupted_check_takes_its_probe_away(tmp_path: Path) -> None:
    heads: list[bytes] = []

    def answer(head: bytes, _connection: socket.socket) -> bytes | None:
        heads.append(head.partition(b" HTTP")[0])
        if head.startswith(b"GET /kubean/clustercfg-probe/"):
            return None
        code = b"200 OK" if b"Authorization" in head else b"403 Forbidden"
        body = b"<Error><Code>AccessDenied</Code></Error>"
        return b"HTTP/1.1 %b\r\nContent-Length: %d\r\n\r\n%b" % (code, len(body), body)

    with answering(answer) as port:
        config = s3_config(tmp_path, f"http://127.0.0.1:{port}")
        command = [sys.executable, "-m", "clustercfg", "binaries", "check", config]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            end = time.monotonic() + 20
            while not any(each.startswith(b"GET /kubean/clustercfg-probe/") for each in heads):
                assert time.monotonic() < end
                time.sleep(0.05)
            os.kill(process.pid, 2)
            assert process.wait(20) == ExitCode.INTERRUPTED
    (put,) = [each for each in heads if each.startswith(b"PUT")]
    assert put.replace(b"PUT", b"DELETE") in heads


def test_without_the_extra_the_command_says_what_to_install(
    run: Run, moto: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "botocore.auth", None)
    shown = run("binaries", "check", s3_config(tmp_path, moto))
    assert (shown.code, "pip install 'clustercfg[storage]'" in shown.err) == (ExitCode.UNREADABLE, True)
