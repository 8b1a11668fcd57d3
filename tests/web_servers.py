"""Web servers for tests: a real nginx, and small ones that misbehave on purpose."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from real_parts import requires_tool
from s3_gateway import ended, free_port, wait_for_port

__all__ = ["answering", "nginx", "proxy"]

_MAIN = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {http}
    server {{ listen 127.0.0.1:{port}{flags}; {server} }}
}}
"""


@contextmanager
def nginx(folder: Path, server: str, *, http: str = "", flags: str = "") -> Iterator[int]:
    """Run a real nginx with one server on a free port; `server` and `http` are directives."""
    program = requires_tool("nginx", package="nginx-light")
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(_MAIN.format(folder=folder, port=port, server=server, http=http, flags=flags))
    with ended([program, "-p", str(folder), "-c", str(configuration)]):
        wait_for_port(port)
        yield port


@contextmanager
def proxy(
    folder: Path, upstream: int, directives: str = "", *, server: str = "", flags: str = ""
) -> Iterator[int]:
    """Run a real nginx in front of another server."""
    location = f"location / {{ proxy_pass http://127.0.0.1:{upstream}; {directives} }}"
    with nginx(folder, f"{server} client_max_body_size 0; {location}", flags=flags) as port:
        yield port


@contextmanager
def answering(answer: Callable[[bytes, socket.socket], bytes | None]) -> Iterator[int]:
    """Run a server that gives each request's head to `answer` and sends what that returns; None keeps silent."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)

        def serve(connection: socket.socket) -> None:
            with connection:
                connection.settimeout(30)
                try:
                    while head := _head(connection):
                        reply = answer(head, connection)
                        if reply is None:
                            over.wait(60)
                            return
                        connection.sendall(reply)
                        if b"Content-Length" not in reply.partition(b"\r\n\r\n")[0]:
                            return
                except OSError:
                    return

        def accept() -> None:
            while not over.is_set():
                try:
                    connection, _address = listener.accept()
                except TimeoutError:
                    continue
                except OSError:
                    return
                threading.Thread(target=serve, args=(connection,), daemon=True).start()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield int(listener.getsockname()[1])
        over.set()
        thread.join(5)


def _head(connection: socket.socket) -> bytes:
    """Read one request; its body is read too, and left out."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return b""
        data += piece
    head, _end, body = data.partition(b"\r\n\r\n")
    lengths = [
        int(line.split(b":")[1])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length:")
    ]
    while lengths and len(body) < lengths[0]:
        body += connection.recv(65536)
    return head
