"""`binaries setup`, with all that it asks, reads, writes and runs, shows no secret."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from clustercfg.yamltext.document import Document
from command_line import Run
from process_arguments import watched
from secret_files import WHOLE, markers
from tarballs import files, write_tarball
from web_servers import nginx

HTTP = 'map $http_x $token { default "Zq51wK"; }'
SERVER = """
root '{root}'; proxy_set_header Authorization "Basic Zq52wK"; set $secret "Zq53wK"; {slip}
location /to {{ return 301 http://u:Zq54wK@10.0.0.9; }}
location /if {{ if ($http_authorization = "Bearer Zq55wK") {{ rewrite ^ http://u:Zq56wK@10.0.0.9 redirect; }} }}
"""
SLIPS = {
    "nothing is wrong": ("", 0),
    "the server knows every address": ("location / { try_files $uri /x.html; }", 1),
    "the server answers with an error": ("location / { return 403 'Zq57wK'; }", 1),
    "the server sends everybody elsewhere": (
        "location / { return 302 http://u:Zq58wK@127.0.0.1:9$uri; }",
        1,
    ),
}


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.chdir(tmp_path)
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    Path("a.yaml").write_text(WHOLE, encoding="utf-8")
    write_tarball(Path("p.tar.gz"), files("top/a", "top/b/c"))
    Path("www").mkdir()
    Path("www/x.html").write_text("an application", encoding="utf-8")


@pytest.fixture
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[str]]:
    """Run a real nginx, whose configuration is full of secrets; return the words that set it up."""
    server = SERVER.format(root=tmp_path / "www", slip=getattr(request, "param", ""))
    with nginx(tmp_path / "nginx", server, http=HTTP) as port:
        words = ["binaries", "setup", "a.yaml", "p.tar.gz", "--endpoint", f"http://127.0.0.1:{port}"]
        yield [*words, "--progress", "lines"]


@pytest.mark.parametrize("known", [("--nginx-conf", "nginx/nginx.conf"), ("--root", "www")], ids=str)
@pytest.mark.parametrize(("served", "code"), SLIPS.values(), ids=SLIPS, indirect=["served"])
def test_setting_up_beside_a_real_server_shows_no_secret(
    run: Run, caplog: pytest.LogCaptureFixture, served: Sequence[str], code: int, known: Sequence[str]
) -> None:
    told = ""
    for words in (["--diff"], ["--sha256"], []):
        shown = run(*served, *known, *words)
        assert shown.code in (0, code), shown
        assert "1. the directory" in shown.out
        told += shown.out + shown.err
    assert shown.code == code
    if known[0] == "--root":
        assert "connectionpool" in caplog.text
    assert markers(told + caplog.text) == []


def test_no_process_of_setting_up_has_a_secret_among_its_arguments(served: Sequence[str]) -> None:
    shown, seen = watched([*served, "--nginx-conf", "nginx/nginx.conf"])
    assert shown.code == 0, shown.err
    assert Document(Path("a.yaml").read_text(encoding="utf-8")).get("spec.binaries.type") == "external"
    assert any("setup" in line for line in seen)
    manifest = Path("www/.clustercfg-import.json").read_text(encoding="utf-8")
    assert markers("".join(seen) + shown.out + shown.err + manifest) == []


@pytest.mark.parametrize(
    "words",
    [
        ("--endpoint", "http://u:Zq60wK@127.0.0.1:9", "p.tar.gz"),
        ("--endpoint", "http://Zq60wK@127.0.0.1:9", "p.tar.gz"),
        ("--endpoint", "http://u:Zq60wK@[::1", "p.tar.gz"),
        ("--endpoint", "//u:Zq60wK@127.0.0.1", "p.tar.gz"),
        ("--endpoint", "http://u:Zq60wK@127.0.0.1:port", "p.tar.gz"),
        ("--endpoint", "http://u:Zq60wK@127.0.0.1:9", "--username", "u", "--password-env", "PATH"),
        ("--endpoint", "http://127.0.0.1:9", "p.tar.gz", "--nginx-conf", "broken.conf"),
        ("--endpoint", "http://127.0.0.1:9", "p.tar.gz", "--root", "www", "--inspect", "broken.conf"),
    ],
)
@pytest.mark.parametrize("damage", ["", "]\n", "# \x01\n"])
def test_a_refusal_shows_no_secret(
    run: Run, caplog: pytest.LogCaptureFixture, words: Sequence[str], damage: str
) -> None:
    Path("a.yaml").write_text(WHOLE + damage, encoding="utf-8")
    Path("broken.conf").write_text(f"{HTTP} broken {{", encoding="utf-8")
    shown = run("binaries", "setup", "a.yaml", *words)
    assert shown.code in (1, 2, 3)
    assert shown.err
    assert markers(shown.out + shown.err + caplog.text) == []
    assert Path("a.yaml").read_text(encoding="utf-8") == WHOLE + damage
