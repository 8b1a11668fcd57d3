"""CC352 and CC355 to CC357: databases, message queues and object storage that exist already."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clustercfg.linting.endpoints import middleware_endpoints
from clustercfg.linting.fixes import replace_part
from clustercfg.linting.rule import Finding
from clustercfg.linting.view import View
from clustercfg.models.formats import dsn_problem
from clustercfg.models.hosts import is_ipv4
from clustercfg.translation import gettext as _
from clustercfg.translation import mark
from clustercfg.yamltext.paths import Path

__all__ = ["doubtful_object_storage", "half_kafka_login", "local_middleware", "wrong_connection_string"]

_BLOCK: Path = ("spec", "externalMiddlewares")
_KAFKA: Path = (*_BLOCK, "kafka")
_LOCAL_NAMES = ("localhost", "0.0.0.0", "[::1]", "[::]")  # noqa: S104 - nothing is bound to it
# In a connection string a host stands in parentheses, behind host=, or behind the user part of a URL.
_HOSTS = r"(?:\(|\bhost=|//|@|,|addr=)(\[[0-9a-f:]+\]|[a-z0-9.]+)(?=[:/)\s?,&]|$)"
_API_PORT = "9000"
_FOREIGN_PORTS = {
    "9001": mark("Port 9001 is usually the console of MinIO, not its API."),
    "9200": mark("Port 9200 is usually Elasticsearch, not object storage."),
}


def _databases(view: View) -> Iterator[Path]:
    for component in view.keys((*_BLOCK, "database")):
        yield from view.items(component)


def wrong_connection_string(view: View) -> Iterator[Finding]:
    """The connection string of a database does not have the form of its driver.

    ## Why it matters
    Each driver reads its own form, and the component cannot reach its database with another: mysql takes
    `user:password@tcp(host:port)/dbname`, postgres and kingbase take `host=... user=... password=... dbname=... port=...`.

    ## Example
    ```yaml
    kpanda:
      - dbDriverName: postgres
        dataSourceName: "kpanda:secret@tcp(10.6.229.41:5432)/kpanda"
    ```

    ## Use instead
    ```yaml
    kpanda:
      - dbDriverName: postgres
        dataSourceName: "host=10.6.229.41 user=kpanda password=secret dbname=kpanda port=5432"
    ```

    ## Source
    External-middlewares page of the installation guide.
    """
    for entry in _databases(view):
        driver, path = view.get((*entry, "dbDriverName")), (*entry, "dataSourceName")
        name = view.get(path)
        problem = dsn_problem(driver, name) if driver and name else None
        if problem is not None:
            help_text = _("Put your own value here.") if problem.placeholder else ""
            yield Finding(
                *view.place(path),
                problem.message,
                help_text,
                field=view.name(path),
                placeholder=problem.placeholder,
            )


def half_kafka_login(view: View) -> Iterator[Finding]:
    """Kafka has a user name without a password, or the reverse.

    ## Why it matters
    A login is optional for Kafka, but half a login is none.

    ## Example
    ```yaml
    kafka:
      brokers: ["10.6.229.46:9092"]
      username: insight
    ```

    ## Use instead
    ```yaml
    kafka:
      brokers: ["10.6.229.46:9092"]
      username: insight
      password: "teal-Badger-3006"
    ```

    ## Source
    Full sample of cluster-config in the installation guide.
    """
    keys = ("username", "password")
    for given, missing in (keys, keys[::-1]):
        path = (*_KAFKA, given)
        if view.has(path) and view.lacks((*_KAFKA, missing)):
            message = _("{given} is given without {missing}.").format(given=given, missing=missing)
            yield Finding(*view.key_place(path), message, _("Give both or neither."), view.name(path))


def local_middleware(view: View) -> Iterator[Finding]:
    """A database or another service is to be reached on localhost.

    ## Why it matters
    The platform runs in pods, and localhost is the pod itself there. The samples show localhost to keep the example
    short.

    ## Example
    ```yaml
    redis:
      kpanda: "redis://:secret@localhost:6379"
    ```

    ## Use instead
    ```yaml
    redis:
      kpanda: "redis://:secret@10.6.229.45:6379"
    ```

    ## Source
    External-middlewares page of the installation guide.
    """
    for path in sorted({*_local_connections(view), *_local_endpoints(view)}, key=view.place):
        yield Finding(
            *view.place(path),
            _("The platform's pods do not reach a service on localhost."),
            _("Give the address of the machine on which it runs."),
            view.name(path),
        )


def _local_connections(view: View) -> Iterator[Path]:
    names = ((*entry, "dataSourceName") for entry in _databases(view))
    for path in (*names, *view.keys((*_BLOCK, "redis"))):
        connection = (view.get(path) or "").lower()
        if any(map(_is_local, re.findall(_HOSTS, connection))):
            yield path


def _local_endpoints(view: View) -> Iterator[Path]:
    for each in middleware_endpoints(view):
        if _is_local(each.host.lower()):
            yield each.path


def _is_local(host: str) -> bool:
    return host in _LOCAL_NAMES or (host.startswith("127.") and is_ipv4(host))


def doubtful_object_storage(view: View) -> Iterator[Finding]:
    """The endpoint of the object storage is most likely not that of its API.

    ## Why it matters
    The API of MinIO listens on 9000, its console on 9001. One sample prints 9200, which it copied from Elasticsearch.
    A path behind the host is not part of an S3 endpoint: the bucket has its own key.

    ## Example
    ```yaml
    S3Storage:
      default:
        endpoint: minio.example.com:9001
    ```

    ## Use instead
    ```yaml
    S3Storage:
      default:
        endpoint: minio.example.com:9000
    ```

    ## Fix
    Unsafe: the port becomes 9000, and the path is removed.

    ## Source
    Full sample of cluster-config and external-middlewares page of the installation guide.
    """
    for each in middleware_endpoints(view):
        slot = view.slot(each.path)
        if "S3Storage" not in each.path or slot is None:
            continue
        text, place, field = view.document.text, view.place(each.path), view.name(each.path)
        doubt = _FOREIGN_PORTS.get(each.port or "")
        if doubt is not None:
            title = _("Write port {port}").format(port=_API_PORT)
            fix = replace_part(text, slot, each.address, f"{each.host}:{_API_PORT}", title)
            yield Finding(*place, _(doubt), _("MinIO's API is on port 9000."), field, fix=fix)
        if each.folder:
            message = _("An S3 endpoint has no path: the bucket stands in its own key.")
            fix = replace_part(text, slot, each.folder, "", _("Remove {path}").format(path=each.folder))
            yield Finding(*place, message, field=field, fix=fix)
