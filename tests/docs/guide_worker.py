"""Runs the examples of one page where a web server and an S3 service stand at the addresses that the page names.

Started through `unshare`, in a network and a mount namespace of its own: nothing outside is touched. Prints what came of
the examples as JSON, or with `--write` writes today's output into the page.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from docsite.examples import Examined, examine
from s3_gateway import ended, running_gateway, wait_for_port
from synthetic_package import make_package

__all__: list[str] = []

HOST, HTTP_PORT, S3_PORT = "10.0.1.1", 8080, 9000
USERS = {"installer": "coral-Heron-5519"}
PACKAGE, WEB_ROOT = Path("/opt/dce5"), Path("/srv/www")
NGINX = """
daemon off; master_process off; user root; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    server {{ listen {host}:{port}; server_name _; location / {{ root {root}; }} }}
}}
"""


def prepare() -> None:
    call("ip", "link", "set", "lo", "up")
    call("ip", "address", "add", HOST, "dev", "lo")
    for folder in (PACKAGE, WEB_ROOT):
        folder.mkdir(parents=True, exist_ok=True)
        call("mount", "-t", "tmpfs", "none", str(folder))
        folder.chmod(0o755)
    make_package(PACKAGE, size=300_000, small_files=40, level=1)


def call(*words: str) -> None:
    subprocess.run(words, check=True, timeout=20)


@contextmanager
def servers(folder: Path) -> Iterator[None]:
    configuration = folder / "nginx.conf"
    configuration.write_text(NGINX.format(folder=folder, host=HOST, port=HTTP_PORT, root=WEB_ROOT))
    with (
        ended(["nginx", "-p", str(folder), "-c", str(configuration)]),
        running_gateway(folder, HOST, S3_PORT, USERS),
    ):
        wait_for_port(HTTP_PORT, host=HOST)
        yield


def examined(page: Path, language: str) -> Examined:
    with tempfile.TemporaryDirectory() as for_servers, tempfile.TemporaryDirectory() as for_page:
        prepare()
        with servers(Path(for_servers)):
            return examine(page.read_text(encoding="utf-8"), Path(for_page), language)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("page", type=Path)
    parser.add_argument("language")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    found = examined(arguments.page, arguments.language)
    if arguments.write:
        if found.faults:
            sys.exit("\n".join(found.faults))
        arguments.page.write_text(found.text, encoding="utf-8")
        return
    print(json.dumps(dataclasses.asdict(found)))  # noqa: T201 - how it answers


if __name__ == "__main__":
    main()
