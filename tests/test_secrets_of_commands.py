"""No command shows a secret: not in any format, any log, any failure, any list of processes, any file it leaves."""

from __future__ import annotations

import http.server
import logging
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from clustercfg.linting.reports import FORMATS
from clustercfg.storage.package import import_package
from clustercfg.yamltext.document import Document
from command_line import Run, Shown
from process_arguments import watched
from secret_files import WHOLE, markers
from tarballs import files, write_tarball

NEW = "Zq98wK"
"""A secret that no file holds yet; it comes from the environment."""
SLIPS = {
    "sound": WHOLE,
    "a wrong type": WHOLE.replace("type: NodePort", "type: nodeport").replace(
        "bucket: bucketname", "bucket: [a]"
    ),
    "broken": WHOLE + "]\n",
    "an older version": WHOLE.replace("v1alpha3", "v1alpha2"),
    "outside of spec": WHOLE.replace("  binaries:\n", "binaries:\n"),
    "tabs": WHOLE.replace("    externalRepoPassword", "\texternalRepoPassword"),
    "bad bytes": WHOLE + "# \x01\n",
}
CHANGE = ("--from-env", "spec.binaries.externalRepoPassword=NEW_SECRET")
COMMANDS: dict[str, tuple[str, ...]] = {
    **{f"lint --format {name}": ("lint", "--format", name, "@") for name in FORMATS},
    **{f"lint --output {name}": ("lint", "--output", f"{name}=out", "@") for name in FORMATS},
    **{f"schema --check --format {name}": ("schema", "--format", name, "--check", "@") for name in FORMATS},
    "lint --diff": ("lint", "--diff", "--fix", "--unsafe-fixes", "@"),
    "lint --fix": ("lint", "--fix", "--unsafe-fixes", "@"),
    "show": ("show", "@"),
    "show --format json": ("show", "--format", "json", "@"),
    "get all": ("get", "@", "spec"),
    "diff": ("diff", "@", "other.yaml"),
    "diff --format json": ("diff", "--format", "json", "@", "other.yaml"),
    "set --diff": ("set", "--diff", "@", *CHANGE),
    "set": ("set", "@", *CHANGE),
    "set twice": ("set", "--force", "@", "spec.masterNodes[+].ansiblePass.deeper=1", *CHANGE),
    "unset --diff": ("unset", "--diff", "@", "spec.masterNodes[0].ansiblePass"),
    "unset": ("unset", "@", "spec.externalMiddlewares.redis"),
    "migrate --diff": ("migrate", "--diff", "--to", "v1alpha4", "@"),
    "migrate --format json": ("migrate", "--format", "json", "--to", "v1alpha4", "@"),
    "migrate -o": ("migrate", "--to", "v1alpha4", "@", "-o", "new.yaml"),
    "binaries use --diff": (
        *("binaries", "use", "@", "--diff", "--endpoint", "http://10.0.1.1:9000", "--username", "u"),
        *("--password-env", "NEW_SECRET"),
    ),
    "generate": (
        *(
            "generate",
            "--force",
            "-o",
            "new.yaml",
            "--binaries",
            "s3",
            "--binaries-endpoint",
            "http://10.0.1.1:9000",
        ),
        *("--binaries-user", "u", "--binaries-password-env", "NEW_SECRET"),
    ),
    "schema --install-modeline": ("schema", "--diff", "--install-modeline", "@"),
}


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEW_SECRET", NEW)
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    Path("other.yaml").write_text(WHOLE.replace("Zq0", "Zq7"), encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_shows_a_secret_whatever_is_wrong(
    run: Run, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    caplog.set_level(logging.DEBUG)
    all_told = ""
    for slip, text in SLIPS.items():
        Path("a.yaml").write_text(text, encoding="utf-8")
        shown = run(*("a.yaml" if word == "@" else word for word in COMMANDS[name]))
        assert shown.code in (0, 1, 2, 3), (slip, shown)
        report = Path("out").read_text(encoding="utf-8") if Path("out").exists() else ""
        told = shown.out + shown.err + caplog.text + report
        assert markers(told) == [], slip
        all_told += told
    assert all_told


class _Refusing(http.server.BaseHTTPRequestHandler):
    """A server that repeats in its answer what it was asked, and lets nobody in."""

    def do_GET(self) -> None:
        body = (
            f"<Error><Code>AccessDenied</Code><Message>{self.path} {self.headers}</Message></Error>".encode()
        )
        self.send_response(403)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_PUT = do_DELETE = do_POST = do_GET  # noqa: N815 - names of the library

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Refusing)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield f"127.0.0.1:{running.server_address[1]}"
    running.shutdown()
    thread.join()
    running.server_close()


CHECKED = """\
apiVersion: provision.daocloud.io/v1alpha3
kind: ClusterConfig
metadata:
spec:
  clusterName: a
  fullPackagePath: /data
  binaries: {{type: external, externalRepoEndpoint: "http://{user}{host}", {login}}}
  loadBalancer: {{type: NodePort}}
"""
SETUP = (
    *("binaries", "setup", "a.yaml", "--endpoint", "http://HOST"),
    *("--username", "u", "--password-env", "NEW_SECRET"),
)
LOGINS = {
    "S3": ("", "externalRepoUsername: u, externalRepoPassword: Zq01wK"),
    "a user in the URL": ("u:Zq02wK@", ""),
}


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(("user", "login"), LOGINS.values(), ids=LOGINS)
def test_no_check_of_a_server_shows_a_secret_not_even_in_the_logs_of_libraries(
    run: Run, caplog: pytest.LogCaptureFixture, server: str, form: str, user: str, login: str
) -> None:
    caplog.set_level(logging.DEBUG)
    Path("a.yaml").write_text(CHECKED.format(user=user, login=login, host=server), encoding="utf-8")
    shown = run("binaries", "check", "--format", form, "a.yaml")
    assert shown.code == (1 if login else 0)
    assert server in shown.out
    assert "connectionpool" in caplog.text
    assert markers(shown.out + shown.err + caplog.text) == []


@pytest.mark.parametrize("words", [(), ("--diff",)], ids=str)
def test_setting_up_s3_shows_no_secret(
    run: Run, caplog: pytest.LogCaptureFixture, server: str, words: Sequence[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    Path("a.yaml").write_text(WHOLE, encoding="utf-8")
    shown = run(*(word.replace("HOST", server) for word in SETUP), *words)
    assert (shown.code, "connectionpool" in caplog.text) == ((0, False) if words else (1, True))
    assert server in shown.out
    assert markers(shown.out + shown.err + caplog.text) == []


def in_dev_mode(words: Sequence[str], place: str, **environment: str) -> Shown:
    """Run a command with a bug at `place` (a module and a name), which raises all the secrets, in Python's dev mode."""
    module, name = place.rsplit(".", 1)
    program = f"""
import sys
import {module} as broken
from clustercfg.cli import main
from secret_files import WHOLE
def bug(*_arguments, **_more):
    secret = WHOLE
    raise ValueError(secret)
broken.{name} = bug
sys.exit(main(sys.argv[1:]))
"""
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-c", program, *words],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return Shown(done.returncode, done.stdout, done.stderr)


LOCATE = ("binaries", "locate", "http://10.0.0.1", "--nginx-conf", "nginx.conf")
BUGS = {
    "clustercfg.linting.linter.inspect_document": ("set", "a.yaml", *CHANGE),
    "clustercfg.linting.linter.Suppressions": ("lint", "a.yaml"),
    "clustercfg.cli.show.loads": ("show", "a.yaml"),
    "clustercfg.cli.migrate.migrate": ("migrate", "a.yaml"),
    "clustercfg.cli.get.typed_value": ("get", "a.yaml", "spec.binaries"),
    "clustercfg.cli.get.mask_value": ("get", "--reveal", "a.yaml", "spec.binaries.externalRepoPassword"),
    "clustercfg.storage.locate.request_for": LOCATE,
    "clustercfg.cli.binaries.locate.locate": LOCATE,
    "clustercfg.cli.binaries.locate.page": LOCATE,
    "clustercfg.cli.binaries.setup.locate": (
        *("binaries", "setup", "a.yaml", "p.tar.gz", "--endpoint", "http://10.0.0.1"),
        *("--root", "/srv"),
    ),
    "clustercfg.cli.binaries.setup.check_announced": SETUP,
}


@pytest.mark.parametrize("place", BUGS)
def test_not_even_a_bug_shows_a_secret(place: str) -> None:
    Path("a.yaml").write_text(WHOLE, encoding="utf-8")
    Path("nginx.conf").write_text('http { server { root /srv; set $a "Zq77wK"; } }', encoding="utf-8")
    write_tarball(Path("p.tar.gz"), files("top/a"))
    shown = in_dev_mode(BUGS[place], place)
    assert (shown.code, "internal error (ValueError)" in shown.err) == (70, True), shown.err
    assert markers(shown.out + shown.err) == []


PROCESSES = {
    "set": ("set", "a.yaml", *CHANGE),
    "binaries use": COMMANDS["binaries use --diff"],
    "binaries check": ("binaries", "check", "a.yaml"),
    "binaries setup": SETUP,
    "binaries setup --diff": (*SETUP, "--diff"),
}


@pytest.mark.parametrize("name", PROCESSES)
def test_no_process_has_a_secret_among_its_arguments(server: str, name: str) -> None:
    Path("a.yaml").write_text(CHECKED.format(user="", login=LOGINS["S3"][1], host=server), encoding="utf-8")
    words = ["a.yaml" if word == "@" else word.replace("HOST", server) for word in PROCESSES[name]]
    shown, seen = watched(words)
    assert shown.code in (0, 1), shown.err
    assert any("clustercfg" in line for line in seen)
    assert markers("".join(seen) + shown.out + shown.err) == []


def test_a_file_on_its_way_is_for_nobody_else(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    file, modes = Path("a.yaml"), list[int]()
    file.write_text(WHOLE, encoding="utf-8")
    file.chmod(0o644)
    sync = os.fsync

    def looked_at(handle: int) -> None:
        if stat.S_ISREG(os.fstat(handle).st_mode):
            modes.append(stat.S_IMODE(os.fstat(handle).st_mode))
        sync(handle)

    monkeypatch.setattr(os, "fsync", looked_at)
    assert run("set", "a.yaml", *CHANGE).code == 0
    assert run("generate", "-o", "new.yaml").code == 0
    assert modes == [0o600, 0o600]
    assert Document(file.read_text(encoding="utf-8")).get("spec.binaries.externalRepoPassword") == NEW
    assert sorted(path.name for path in Path().iterdir()) == ["a.yaml", "new.yaml", "other.yaml"]


def test_a_manifest_holds_no_secret(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    import_package([write_tarball(tmp_path / "p.tar.gz", files("top/a", "top/b"))], root)
    manifest = root / ".clustercfg-import.json"
    assert markers(manifest.read_text(encoding="utf-8")) == []
    assert stat.S_IMODE(manifest.stat().st_mode) == 0o600
