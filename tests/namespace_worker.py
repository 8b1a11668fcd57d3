"""Runs one nginx after another in a network and a mount namespace of its own; spoken to in lines of JSON.

Started by `nginx_replay.py` through `unshare`. Nothing outside is touched: every folder that a configuration may name is an
empty one of this namespace, every address is on its own loopback interface.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

FOLDERS = (
    "/data",
    "/etc/nginx",
    "/mnt",
    "/opt/www",
    "/run",
    "/srv",
    "/usr/local/nginx",
    "/usr/share/nginx",
    "/var/lib/nginx",
    "/var/log/nginx",
    "/var/www",
)
NGINX = os.environ.get("CLUSTERCFG_NGINX", "nginx").split()
USERS = ("nginx", "nobody2")
ADDRESSES = ("10.0.1.1", "10.0.1.2", "fd00::1")
ANSWER = 65536


def prepare() -> None:
    _call("ip", "link", "set", "lo", "up")
    for address in ADDRESSES:
        # A new IPv6 address may not be used until it was checked for doubles, which takes a second.
        checked = ["nodad"] if ":" in address else []
        _call("ip", "address", "add", address, "dev", "lo", *checked)
    for folder in FOLDERS:
        Path(folder).mkdir(parents=True, exist_ok=True)
        _call("mount", "-t", "tmpfs", "none", folder)
    passwords = Path("/run/passwd")
    passwords.write_text(
        Path("/etc/passwd").read_text(encoding="utf-8")
        + "".join(f"{user}:x:{number}:{number}::/:/bin/false\n" for number, user in enumerate(USERS, 901)),
        encoding="utf-8",
    )
    groups = Path("/run/group")
    groups.write_text(
        Path("/etc/group").read_text(encoding="utf-8")
        + "".join(f"{user}:x:{number}:\n" for number, user in enumerate(USERS, 901)),
        encoding="utf-8",
    )
    _call("mount", "--bind", str(passwords), "/etc/passwd")
    _call("mount", "--bind", str(groups), "/etc/group")


def _call(*words: str) -> None:
    subprocess.run(words, check=True, timeout=20)


class Room:
    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, files: dict[str, str], main: str, ports: list[int]) -> dict[str, Any]:
        self.stop()
        for folder in FOLDERS:
            for entry in Path(folder).iterdir() if folder != "/run" else []:
                shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
        for path, content in files.items():
            self.put(path, content)
        self.process = subprocess.Popen(
            [*NGINX, "-c", main, "-g", "daemon off;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        return self._wait(ports, main)

    def _wait(self, ports: list[int], main: str) -> dict[str, Any]:
        assert self.process
        until = time.monotonic() + 10
        while time.monotonic() < until:
            if self.process.poll() is not None:
                check = subprocess.run(
                    [*NGINX, "-t", "-c", main], capture_output=True, check=False, timeout=20
                )
                return {"error": check.stderr.decode("utf-8", "replace")}
            if ports and all(_is_open(port) for port in ports):
                return {}
            time.sleep(0.003)
        return {"error": f"nginx does not listen on {ports}"}

    def stop(self) -> dict[str, Any]:
        if self.process:
            self.process.terminate()
            # Without a time limit: with one, Python looks only every 50 ms.
            self.process.wait()
        self.process = None
        return {}

    def put(self, path: str, content: str) -> dict[str, Any]:
        file = Path(path)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(base64.b64decode(content))
        except OSError as error:
            return {"error": str(error)}
        return {}

    def remove(self, path: str) -> dict[str, Any]:
        file = Path(path)
        file.unlink()
        for parent in file.parents:
            if str(parent) in FOLDERS or any(parent.iterdir()):
                break
            parent.rmdir()
        return {}

    def get(self, address: str, port: int, host: str, target: str, name: str | None) -> dict[str, Any]:
        try:
            with socket.create_connection((address, port), timeout=10) as plain:
                connection = _secured(plain, name) if name is not None else plain
                request = f"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
                connection.sendall(request.encode("utf-8", "surrogateescape"))
                answer = b""
                while len(answer) < ANSWER and (piece := connection.recv(ANSWER)):
                    answer += piece
        except (OSError, ssl.SSLError) as error:
            return {"error": str(error)}
        head, _blank, body = answer.partition(b"\r\n\r\n")
        status = head.split(b" ", 2)[1] if head.startswith(b"HTTP/") else b"0"
        return {"status": int(status), "head": head.decode("latin-1"), "body": body.decode("latin-1")}


def _secured(plain: socket.socket, name: str) -> ssl.SSLSocket:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context.wrap_socket(plain, server_hostname=name or None)


def _is_open(port: int) -> bool:
    """Look into the kernel's list: a trial connection would itself be a request to nginx."""
    wanted = f":{port:04X} "
    return any(
        wanted in line and " 0A " in line
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        for line in Path(table).read_text(encoding="ascii").splitlines()
    )


def tell(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main() -> None:
    prepare()
    room = Room()
    tell({"ready": True})
    try:
        for line in sys.stdin:
            order = json.loads(line)
            do = order.pop("do")
            tell(getattr(room, do)(**order))
    finally:
        room.stop()


if __name__ == "__main__":
    main()
