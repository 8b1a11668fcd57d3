"""`get --reveal` shows what was asked for alone; `binaries locate` shows nothing secret of what it reads."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from command_line import Run
from secret_files import WHOLE, markers

NGINX = """\
http { server { listen 80; root /srv;
  proxy_set_header Authorization "Basic Zq01wK"; set $token Zq02wK; auth_basic "Zq03wK";
  location /up { proxy_pass http://u:Zq04wK@10.0.0.9; }
  location /to { return 301 http://u:Zq05wK@10.0.0.9; }
  location /re { rewrite ^ http://u:Zq06wK@10.0.0.9 redirect; }
  location /if { if ($http_authorization = "Bearer Zq07wK") { root /b; } }
} }
"""
DOCKER = [
    {
        "Name": "/web",
        "State": {"Running": True},
        "Config": {"Env": ["PASSWORD=Zq08wK"], "Labels": {"url": "http://u:Zq09wK@h"}},
        "HostConfig": {"NetworkMode": "bridge"},
        "NetworkSettings": {"Ports": {"80/tcp": [{"HostIp": "", "HostPort": "80"}]}},
        "Mounts": [{"Type": "bind", "Source": "/data", "Destination": "/srv", "RW": True}],
    }
]


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("slip", ["", "broken {", "listen 99999;", "location /up {}"])
@pytest.mark.parametrize("path", ["", "/up", "/to", "/re", "/if"])
def test_locating_shows_no_secret(
    run: Run, tmp_path: Path, caplog: pytest.LogCaptureFixture, form: str, slip: str, path: str
) -> None:
    caplog.set_level(logging.DEBUG)
    configuration, description = tmp_path / "nginx.conf", tmp_path / "web.json"
    configuration.write_text(NGINX.replace("set $token", f"{slip} set $token"), encoding="utf-8")
    description.write_text(json.dumps(DOCKER), encoding="utf-8")
    words = ["binaries", "locate", f"http://10.0.0.1{path}", "--nginx-conf", str(configuration)]
    shown = run(*words, "--inspect", str(description), "--format", form)
    assert shown.code in (0, 1, 3)
    assert markers(shown.out + shown.err + caplog.text) == []
    with_user = run("binaries", "locate", "http://u:Zq10wK@10.0.0.1", *words[3:])
    assert (with_user.code, markers(with_user.out + with_user.err + caplog.text)) == (2, [])


def test_only_what_is_asked_for_is_revealed(
    run: Run, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    file = tmp_path / "a.yaml"
    file.write_text(WHOLE, encoding="utf-8")
    shown = run("get", "--reveal", str(file), "spec.binaries.externalRepoPassword")
    assert (shown.code, len(markers(shown.out)), markers(shown.err + caplog.text)) == (0, 1, [])
    for field in ("spec.clusterName", "spec.binaries.type", "spec.nothing"):
        told = run("get", "--reveal", str(file), field)
        assert markers(told.out + told.err + caplog.text) == []
