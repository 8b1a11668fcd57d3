"""Connection strings of databases and Redis. No message ever holds a part of one: they contain passwords.

Sources: external-middlewares of the installation guide (which refers to the drivers' own documents for the DSN) and
the DSN grammar of the README of go-sql-driver/mysql.
"""

from __future__ import annotations

import re

from clustercfg.models.hosts import is_host, is_port, split_host_port, split_url
from clustercfg.models.placeholders import is_placeholder
from clustercfg.models.problems import FormatProblem
from clustercfg.translation import gettext as _

__all__ = ["dsn_problem", "mysql_dsn", "postgres_dsn", "redis_url"]

_PAIR = r"""\s*([A-Za-z_]+)\s*=\s*('(?:[^'\\]|\\.)*'|(?:[^\s'\\]|\\.)*)(?=\s|\Z)"""


def dsn_problem(driver: str, dsn: str) -> FormatProblem | None:
    """Check a connection string against the driver that will read it; an unknown driver has no known form."""
    if driver == "mysql":
        return mysql_dsn(dsn)
    if driver in ("postgres", "kingbase"):
        return postgres_dsn(dsn)
    return None


def mysql_dsn(dsn: str) -> FormatProblem | None:
    """Check `user:password@tcp(host:port)/dbname[?option=value]`."""
    head, slash, tail = dsn.rpartition("/")
    if "://" in dsn or not slash:
        return FormatProblem(_("A MySQL connection string reads user:password@tcp(host:port)/dbname."))
    if not tail.partition("?")[0]:
        return FormatProblem(
            _("The MySQL connection string names no database: write it after the last slash.")
        )
    user, at, network = head.rpartition("@")
    if not at or not user:
        return FormatProblem(
            _("The MySQL connection string has no user: write user:password@ in front of tcp(...).")
        )
    return _network_problem(network)


def _network_problem(network: str) -> FormatProblem | None:
    match = re.fullmatch(r"([a-z0-9]+)\((.*)\)", network)
    if match is None:
        return FormatProblem(
            _(
                "The address in the MySQL connection string must stand in parentheses after the protocol: tcp(host:port)."
            )
        )
    protocol, address = match.groups()
    if protocol in ("tcp", "tcp4", "tcp6"):
        return _address_problem(address)
    return None


def postgres_dsn(dsn: str) -> FormatProblem | None:
    """Check `host=... user=... password=... dbname=... port=...`, or the URL form of the same driver."""
    if "://" in dsn:
        return _postgres_url(dsn)
    if re.fullmatch(rf"(?:{_PAIR})+\s*", dsn) is None:
        return FormatProblem(
            _(
                "A PostgreSQL connection string reads host=... user=... password=... dbname=... port=...; values with blanks stand in single quotes."
            )
        )
    return _pairs_problem({key.lower(): value.strip("'") for key, value in re.findall(_PAIR, dsn)})


def _pairs_problem(pairs: dict[str, str]) -> FormatProblem | None:
    missing = [key for key in ("host", "user", "dbname") if not pairs.get(key)]
    if missing:
        return FormatProblem(_("The connection string lacks {keys}.").format(keys=", ".join(missing)))
    if "port" in pairs and not is_port(pairs["port"]):
        return FormatProblem(_("The port in the connection string must be a number from 1 to 65535."))
    if is_placeholder(pairs["host"]):
        return FormatProblem(_("The host in the connection string is a placeholder."), placeholder=True)
    return None


def _postgres_url(dsn: str) -> FormatProblem | None:
    parts = split_url(dsn)
    if parts is None or parts.scheme not in ("postgres", "postgresql", "kingbase"):
        return FormatProblem(
            _("A PostgreSQL connection string reads host=... user=... password=... dbname=... port=...")
        )
    return _address_problem(parts.host if parts.port is None else f"{parts.host}:{parts.port}")


def redis_url(url: str) -> FormatProblem | None:
    """Check the three forms of a Redis URL.

    standalone  `redis://[[user]:password@]host[:port][/db][?option=value]` (rediss for TLS)
    sentinel    `redis+sentinel://[[user]:password@]host1[:port1][,host2[:port2]]/master-name[/db]`
    cluster     `redis://[[user]:password@]host1[:port1]?addr=host2[:port2][&addr=...]`
    """
    parts = split_url(url)
    if parts is None or parts.scheme not in ("redis", "rediss", "redis+sentinel"):
        return FormatProblem(_("A Redis URL begins with redis://, rediss:// or redis+sentinel://."))
    if re.search(r"[\s\x00-\x1f]", url) or re.search(r"%(?![0-9A-Fa-f]{2})", url):
        return FormatProblem(_("The Redis URL holds a character that must be percent-encoded."))
    authority = url.partition("://")[2].partition("?")[0].partition("/")[0].partition("#")[0]
    address = authority.rpartition("@")[2]
    if parts.scheme == "redis+sentinel":
        return _sentinel_problem(address, parts.tail)
    return _address_problem(address) or _redis_tail_problem(parts.tail)


def _sentinel_problem(addresses: str, tail: str) -> FormatProblem | None:
    for address in addresses.split(","):
        if problem := _address_problem(address):
            return problem
    path = tail.partition("?")[0].strip("/")
    if not path:
        return FormatProblem(_("A Redis Sentinel URL names the master after the hosts: .../master-name."))
    name, _slash, database = path.partition("/")
    return _database_problem(database) if name else None


def _redis_tail_problem(tail: str) -> FormatProblem | None:
    path, _mark, query = tail.partition("?")
    if "#" in tail:
        return FormatProblem(_("The Redis URL holds a # that must be percent-encoded (%23)."))
    for option in query.split("&"):
        key, _equals, value = option.partition("=")
        if key == "addr" and (problem := _address_problem(value)):
            return problem
    return _database_problem(path.strip("/"))


def _database_problem(database: str) -> FormatProblem | None:
    if database and not database.isdecimal():
        return FormatProblem(
            _(
                "What follows the host of a Redis URL is the number of the database; if it belongs to the password, percent-encode the special characters."
            )
        )
    return None


def _address_problem(address: str) -> FormatProblem | None:
    host, port = split_host_port(address)
    if is_placeholder(address):
        return FormatProblem(_("The host in the connection string is a placeholder."), placeholder=True)
    if not is_host(host):
        return FormatProblem(
            _(
                "The connection string has no valid host; special characters in the password must be percent-encoded in a URL."
            )
        )
    if port is not None and not is_port(port):
        return FormatProblem(_("The port in the connection string must be a number from 1 to 65535."))
    return None
