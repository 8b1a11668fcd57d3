"""The servers that a document names: every URL and `host:port` that is no secret, taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from clustercfg.linting.sources import source_kind
from clustercfg.linting.view import View
from clustercfg.models.hosts import split_host_port, split_url
from clustercfg.records import Record
from clustercfg.yamltext.paths import Path

__all__ = ["Endpoint", "endpoints", "middleware_endpoints", "servers", "source_endpoints"]

_KEYS = {
    ("binaries", "s3"): ("externalRepoEndpoint",),
    ("binaries", "http"): ("externalRepoEndpoint",),
    ("binaries", "repository"): ("externalRepository",),
    ("osRepos", "s3"): ("externalRepoEndpoint",),
    ("osRepos", "http"): ("externalRepoURLs",),
    ("imagesAndCharts", "external"): ("externalImageRepo", "externalChartRepo"),
}
_MIDDLEWARES: Path = ("spec", "externalMiddlewares")
_DEFAULT_PORTS = {"http": "80", "https": "443"}


class Endpoint(Record):
    """One server as a document names it. `scheme` is empty for a bare `host:port`."""

    path: Path
    kind: str
    """The kind of the source that it serves (`s3`, `http`, `repository`, `external`); empty for middleware."""
    scheme: str
    host: str
    port: str | None
    """As it is written."""
    folder: str
    """What stands between the server and a query, without slashes at its end: `/kubean`, or nothing."""
    query: str
    """The query and the fragment, with their marks."""
    has_userinfo: bool
    """The user and password themselves are left out: nothing may show them."""

    @property
    def effective_port(self) -> str | None:
        """The port, or that of the scheme."""
        return self.port or _DEFAULT_PORTS.get(self.scheme)

    @property
    def address(self) -> str:
        """Host and port as they are written."""
        return self.host if self.port is None else f"{self.host}:{self.port}"


def source_endpoints(view: View) -> Iterator[Endpoint]:
    """Yield the servers of the package sources, in the order of the documents."""
    for block in ("osRepos", "imagesAndCharts", "binaries"):
        kind = source_kind(view, block)
        for key in _KEYS.get((block, kind or ""), ()):
            for path in _paths(view, ("spec", block, key)):
                if found := _endpoint(view, path, kind or ""):
                    yield found


def endpoints(view: View) -> Iterator[Endpoint]:
    """Yield all servers: those of the package sources, then those of the middleware."""
    yield from source_endpoints(view)
    yield from middleware_endpoints(view)


def middleware_endpoints(view: View) -> Iterator[Endpoint]:
    """Yield the servers of the middleware but those inside connection strings."""
    paths = [(*_MIDDLEWARES, "elasticsearch", "insight", "endpoint")]
    paths += [(*each, "endpoint") for each in view.keys((*_MIDDLEWARES, "S3Storage"))]
    paths += view.items((*_MIDDLEWARES, "kafka", "brokers"))
    yield from filter(None, (_endpoint(view, path) for path in paths))


def servers(found: Iterable[Endpoint]) -> Iterator[Endpoint]:
    """Yield what was found, of those in one list only the first with the same host and port."""
    seen: set[tuple[Path, str, str | None]] = set()
    for each in found:
        home = each.path[:-1] if isinstance(each.path[-1], int) else each.path
        mark = (home, each.host.lower(), each.effective_port)
        if mark not in seen:
            seen.add(mark)
            yield each


def _paths(view: View, path: Path) -> Iterator[Path]:
    """Yield the items of a list, or the path itself."""
    first = next(view.items(path), None)
    yield from (path,) if first is None else view.items(path)


def _endpoint(view: View, path: Path, kind: str = "") -> Endpoint | None:
    value = view.get(path)
    if not isinstance(value, str):
        return None
    url = re.search(r"[a-z]+://\S+", value, re.IGNORECASE)
    parts = split_url(url[0]) if url else None
    if parts is None:
        host, port = split_host_port(value)
        return Endpoint(path, kind, "", host, port, "", "", has_userinfo=False)
    folder = re.split(r"[?#]", parts.tail, maxsplit=1)[0]
    query = parts.tail[len(folder) :]
    has_userinfo = parts.userinfo is not None
    return Endpoint(path, kind, parts.scheme, parts.host, parts.port, folder.rstrip("/"), query, has_userinfo)
