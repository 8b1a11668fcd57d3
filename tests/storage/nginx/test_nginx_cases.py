"""Every configuration of `cases/`: what the resolver says of each URL, and that a real nginx does just that."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from clustercfg.storage.nginx.resolve import Resolution
from clustercfg.storage.reasons import Confidence
from nginx_cases import CASES, MAIN, Row, described, listening_ports, read_case, resolutions
from nginx_replay import NginxRoom
from real_parts import requires_tool

MODULES = Path("/usr/lib/nginx/modules")


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 40
    assert sum(len(read_case(name).rows) for name in CASES) >= 200


@pytest.mark.parametrize("name", CASES)
def test_the_resolver_answers_as_the_table_says(name: str) -> None:
    case = read_case(name)
    told = {row.url: described(resolution) for row, resolution in resolutions(case)}
    assert told == {row.url: row.answer for row in case.rows}


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    openssl = requires_tool("openssl", package="openssl")
    folder = tmp_path_factory.mktemp("tls")
    words = (
        f"{openssl} req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=test"
    )
    subprocess.run(words.split(), cwd=folder, capture_output=True, check=True, timeout=60)
    return {f"/srv/tls/{name}": (folder / name).read_bytes() for name in ("cert.pem", "key.pem")}


@pytest.mark.parametrize("name", CASES)
def test_a_real_nginx_does_what_the_resolver_says(
    name: str, nginx_room: NginxRoom, request: pytest.FixtureRequest
) -> None:
    case = read_case(name)
    files = case.files
    if "certificate" in case.settings:
        files |= request.getfixturevalue("certificate")
    if "module" in case.settings:
        module = case.settings["module"]
        requires_tool(
            "nginx",
            package=f"libnginx-mod-{module}",
            files=[MODULES / f"ngx_{module.replace('-', '_')}_module.so"],
        )
    nginx_room.start(files, MAIN, listening_ports(case.configuration))
    for row, resolution in resolutions(case):
        status, served = _replayed(nginx_room, row, resolution)
        assert status == row.status, row.url
        if resolution.confidence is Confidence.CERTAIN:
            assert served is (resolution.outcome.answer == "files"), row.url


def _replayed(room: NginxRoom, row: Row, resolution: Resolution) -> tuple[int, bool]:
    """Return nginx's status, and whether it has sent the marker that was put where the resolver said."""
    path = resolution.outcome.path
    if path is None or resolution.outcome.answer == "folder":
        return room.get(row.url).status, False
    served, status = room.serves(row.url, path)
    return status, served
