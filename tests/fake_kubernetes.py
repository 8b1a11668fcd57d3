"""A fake of the Kubernetes API, just enough for the real kubectl to read objects from it.

No package offers an API server to install, so this is no proof of Kubernetes' behavior, only of what kubectl is asked and prints.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest

__all__ = ["kubernetes"]

_KINDS = {
    "pods": ("Pod", "po", True),
    "services": ("Service", "svc", True),
    "persistentvolumeclaims": ("PersistentVolumeClaim", "pvc", True),
    "persistentvolumes": ("PersistentVolume", "pv", False),
}


@contextmanager
def kubernetes(
    objects: list[dict[str, Any]],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    forbidden: tuple[str, ...] = (),
) -> Iterator[None]:
    """Serve `objects` and set kubectl up for them; resources in `forbidden` are refused."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, answer = _answer(self.path.partition("?")[0], objects, forbidden)
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    _set_up(server.server_address[1], folder, monkeypatch)
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _set_up(port: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": "fake", "cluster": {"server": f"http://127.0.0.1:{port}"}}],
        "contexts": [{"name": "fake", "context": {"cluster": "fake", "user": ""}}],
        "current-context": "fake",
    }
    file = folder / "kubeconfig"
    file.write_text(json.dumps(settings), encoding="utf-8")
    # The kubectl of the virtual environment, so that every machine asks in the same way.
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    monkeypatch.setenv("KUBECONFIG", str(file))
    # kubectl remembers what a server at the same address offered before.
    monkeypatch.setenv("HOME", str(folder))


def _answer(
    path: str, objects: list[dict[str, Any]], forbidden: tuple[str, ...]
) -> tuple[int, dict[str, Any]]:
    if path == "/version":
        return 200, {"major": "1", "minor": "31", "gitVersion": "v1.31.0"}
    if path == "/api":
        return 200, {"kind": "APIVersions", "versions": ["v1"]}
    if path == "/apis":
        return 200, {"kind": "APIGroupList", "apiVersion": "v1", "groups": []}
    if path == "/api/v1":
        return 200, {"kind": "APIResourceList", "groupVersion": "v1", "resources": list(_resources())}
    return _of_objects(path.removeprefix("/api/v1/").split("/"), objects, forbidden)


def _resources() -> Iterator[dict[str, Any]]:
    for name, (kind, short, namespaced) in _KINDS.items():
        singular = kind.lower()
        yield {
            "name": name,
            "singularName": singular,
            "kind": kind,
            "shortNames": [short],
            "namespaced": namespaced,
            "verbs": ["get", "list"],
        }


def _of_objects(
    parts: list[str], objects: list[dict[str, Any]], forbidden: tuple[str, ...]
) -> tuple[int, dict[str, Any]]:
    namespace = None
    if parts[0] == "namespaces":
        namespace, parts = parts[1], parts[2:]
        if not parts:
            # kubectl looks whether the namespace is there before it says that an object is not.
            return 200, {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": namespace}}
    resource, *names = parts
    kind = _KINDS[resource][0]
    found = [
        {"apiVersion": "v1"} | each
        for each in objects
        if each["kind"] == kind and each["metadata"].get("namespace") == namespace
    ]
    if resource in forbidden:
        return 403, _failure(
            403, "Forbidden", f'{resource} is forbidden: User "dev" cannot read resource "{resource}"'
        )
    if not names:
        return 200, {"kind": f"{kind}List", "apiVersion": "v1", "metadata": {}, "items": found}
    named = [each for each in found if each["metadata"]["name"] == names[0]]
    if named:
        return 200, named[0]
    return 404, _failure(404, "NotFound", f'{resource} "{names[0]}" not found')


def _failure(code: int, reason: str, message: str) -> dict[str, Any]:
    return {
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {},
        "status": "Failure",
        "reason": reason,
        "message": message,
        "code": code,
    }
