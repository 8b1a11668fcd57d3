"""A real nginx in namespaces of its own, in which configurations run with the very addresses and folders they name.

CLUSTERCFG_NGINX names another program, with options if need be: `CLUSTERCFG_NGINX="/opt/nginx -p /usr/share/nginx/"`.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from real_parts import absent, requires_tool

__all__ = ["Answer", "NginxRoom", "NotStartedError", "nginx_room"]

_WORKER = Path(__file__).with_name("namespace_worker.py")
_ADDRESSES = {"localhost": "127.0.0.1"}
_ANY_ADDRESS = "10.0.1.1"


class NotStartedError(Exception):
    """nginx refuses the configuration."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What nginx answered; status 0 for a broken connection."""

    status: int
    body: str
    head: str = ""

    def header(self, name: str) -> str | None:
        """Return the value of a header."""
        lines = (line.partition(": ") for line in self.head.split("\r\n"))
        return next((value for key, _colon, value in lines if key.lower() == name.lower()), None)


class NginxRoom:
    """Speaks to the worker."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._markers = 0

    def _ask(self, **order: Any) -> dict[str, Any]:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        return self.answer()

    def answer(self) -> dict[str, Any]:
        """Return the worker's next line."""
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "the worker has died"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def start(self, files: Mapping[str, bytes], main: str, ports: list[int]) -> None:
        """Start nginx with only these files on its disk, and wait until it listens on `ports`.

        Raises:
            NotStartedError: nginx refuses the configuration.
        """
        encoded = {path: base64.b64encode(content).decode() for path, content in files.items()}
        error = self._ask(do="start", files=encoded, main=main, ports=ports).get("error")
        if error:
            raise NotStartedError(error)

    def get(self, url: str, *, address: str | None = None) -> Answer:
        """Fetch a URL; its path is sent as it stands."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        literal = host.replace(".", "").isdigit() or ":" in host
        secure = parts.scheme == "https"
        answer = self._ask(
            do="get",
            address=address or (host if literal else _ADDRESSES.get(host, _ANY_ADDRESS)),
            port=parts.port or (443 if secure else 80),
            host=parts.netloc,
            target=parts.path + (f"?{parts.query}" if parts.query else "") or "/",
            name=("" if literal else host) if secure else None,
        )
        if "error" in answer:
            return Answer(0, answer["error"])
        return Answer(answer["status"], answer["body"], answer["head"])

    def serves(self, url: str, path: str, *, address: str | None = None) -> tuple[bool, int]:
        """Put a new marker at `path`, fetch `url`, and tell whether the marker came, and nginx's status."""
        self._markers += 1
        marker = f"marker {self._markers}"
        error = self._ask(do="put", path=path, content=base64.b64encode(marker.encode()).decode()).get(
            "error"
        )
        assert not error, error
        answer = self.get(url, address=address)
        self._ask(do="remove", path=path)
        return answer.body == marker, answer.status


@pytest.fixture(scope="session")
def nginx_room() -> Iterator[NginxRoom]:
    """Start the worker, or skip the test when nginx or namespaces are absent."""
    requires_tool("nginx", package="nginx-light")
    unshare = requires_tool("unshare", package="util-linux")
    requires_tool("ip", package="iproute2")
    flags = ["--net", "--mount"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
    if subprocess.run([unshare, *flags, "true"], capture_output=True, check=False, timeout=20).returncode:
        absent("needs the right to make namespaces (unshare --net --mount)")
    with subprocess.Popen(
        [unshare, *flags, sys.executable, "-I", str(_WORKER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        room = NginxRoom(process)
        assert room.answer() == {"ready": True}
        yield room
        assert process.stdin
        process.stdin.close()
        process.wait(20)
