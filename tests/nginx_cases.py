"""nginx configurations with tables of URLs: what the resolver says, and what nginx is known to answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from clustercfg.storage.nginx.configuration import Configuration, read_configuration
from clustercfg.storage.nginx.requests import request_for
from clustercfg.storage.nginx.resolve import Resolution, resolve
from clustercfg.storage.nginx.sources import Dump, source_of_text
from clustercfg.storage.reasons import Confidence, Reason

__all__ = [
    "CASES",
    "MAIN",
    "Case",
    "Row",
    "described",
    "listening_ports",
    "read_case",
    "reason_at",
    "resolutions",
    "resolved_in",
]

FOLDER = Path(__file__).parent / "storage" / "nginx" / "cases"
CASES = sorted(path.stem for path in FOLDER.glob("*.conf"))
MAIN = "/etc/nginx/nginx.conf"
_WRAPS = {"http": b"events {}\nhttp {\n%b}\n", "server": b"events {}\nhttp { server { listen 8080;\n%b} }\n"}


@dataclass(frozen=True, slots=True)
class Row:
    """One URL: nginx's status, and the resolver's answer."""

    url: str
    status: int
    answer: str


@dataclass(frozen=True, slots=True)
class Case:
    """A configuration, how nginx has to be started for it, and its table."""

    name: str
    source: Dump
    settings: dict[str, str] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()

    @property
    def configuration(self) -> Configuration:
        """What is tested."""
        return read_configuration(self.source, prefix=self.settings.get("prefix"))

    @property
    def files(self) -> dict[str, bytes]:
        """The files that a real nginx needs."""
        files = dict(self.source.parts)
        wrap = self.settings.get("wrap")
        if wrap:
            files[MAIN] = _WRAPS[wrap] % files[MAIN]
        return files


def read_case(name: str) -> Case:
    """Read `cases/NAME.conf` and `cases/NAME.urls`."""
    settings: dict[str, str] = {}
    rows = []
    for line in (FOLDER / f"{name}.urls").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            key, _colon, value = line[2:].partition(": ")
            settings[key] = value
        else:
            rows.append(_row(line))
    return Case(name, source_of_text((FOLDER / f"{name}.conf").read_bytes(), MAIN), settings, tuple(rows))


def _row(line: str) -> Row:
    url, status, answer = (part.strip() for part in line.split(" | ", 2))
    return Row(url, int(status), answer)


def resolutions(case: Case) -> Iterator[tuple[Row, Resolution]]:
    """Yield every row with what the resolver makes of its URL."""
    configuration = case.configuration
    for row in case.rows:
        yield row, resolve(configuration, request_for(row.url))


def described(resolution: Resolution) -> str:
    """Return an answer in the words of the tables: outcome, location with its rule, and what makes it doubtful."""
    outcome = resolution.outcome
    what = outcome.answer if outcome.path is None else outcome.path
    if outcome.status:
        what += f" {outcome.status}"
    server = (
        f"server:{resolution.server.directive.place.line} {resolution.server_rule}"
        if resolution.server
        else "-"
    )
    where = str(resolution.location) if resolution.location else "-"
    doubts = sorted(
        {reason.code for reason in resolution.reasons if reason.confidence is not Confidence.CERTAIN}
    )
    confidence = resolution.confidence.value + (f" ({', '.join(doubts)})" if doubts else "")
    return f"{what} | {server} | {where} {resolution.location_rule} | {confidence}"


def listening_ports(configuration: Configuration) -> list[int]:
    """Return the TCP ports on which nginx will listen."""
    ports = {port for server in configuration.servers for listen in server.listens for port in listen.ports}
    return sorted(ports) if len(ports) < 100 else [8080]


def resolved_in(http: str, url: str) -> Resolution:
    """Resolve a URL in a configuration whose `http` block begins in line 3."""
    request = request_for(url)
    source = source_of_text(f"events {{}}\nhttp {{\n{http}\n}}\n".encode(), MAIN)
    resolution = resolve(read_configuration(source), request)
    assert resolution.request is request
    return resolution


def reason_at(reason: Reason) -> str:
    """Return the code and the line of a reason."""
    return f"{reason.code}:{reason.place.line}" if reason.place else reason.code
