"""The whole procedure with real parts, as the guide for external binaries tells it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from clustercfg.cli.exit_codes import ExitCode
from command_line import Run, Shown
from container_engines import IMAGE, Engine, free_port, image_tar, podman_engine
from s3_gateway import BUCKET, PASSWORDS, Gateway, running_gateway, wait_for_port
from synthetic_package import make_package
from web_servers import nginx

__all__ = ["image_tar", "podman_engine"]

CONFIG = """\
apiVersion: provision.daocloud.io/v1alpha3
kind: ClusterConfig
metadata:
spec:
  clusterName: office # one of three
  loadBalancer:
    type: NodePort
  fullPackagePath: /data/dce5/offline
  binaries: # filled in below
    type: builtin
  kubeanConfig: |-
    node_sysctl_tuning: true
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    make_package(folder, size=300_000, small_files=40, level=1)
    return folder / "offline"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "clusterConfig.yaml"
    file.write_text(CONFIG)
    return file


@pytest.fixture
def html(tmp_path: Path) -> Path:
    """Return the directory on the host; the server's user must be able to come in."""
    folder = tmp_path / "host html"
    folder.mkdir()
    for each in (tmp_path, folder):
        each.chmod(0o755)
    return folder


@pytest.fixture
def web(podman_engine: Engine, html: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Run nginx in a container of podman with the directory mounted, and return its URL."""
    settings, port = tmp_path / "conf.d", free_port()
    settings.mkdir()
    settings.chmod(0o755)
    (settings / "site.conf").write_text(
        f"server {{ listen 127.0.0.1:{port}; server_name _; location / {{ root /usr/share/nginx/html; }} }}"
    )
    for name, value in podman_engine.environment.items():
        monkeypatch.setenv(name, value)
    mounts = ("-v", f"{html}:/usr/share/nginx/html:ro", "-v", f"{settings}:/etc/nginx/conf.d:ro")
    podman_engine.run("run", "-d", "--name", "procedure", *mounts, IMAGE, "/usr/sbin/nginx")
    wait_for_port(port)
    yield f"http://127.0.0.1:{port}"
    podman_engine.run("rm", "--force", "--time", "0", "procedure")


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    with running_gateway(tmp_path_factory.mktemp("gateway")) as running:
        running.client().create_bucket(Bucket=BUCKET)
        yield running


def good(shown: Shown) -> Shown:
    assert shown.code == ExitCode.OK, (shown.out, shown.err)
    return shown


def is_served(root: Path) -> bool:
    return len(list(root.glob("dl.k8s.io/release/*/bin/linux/*/kubeadm"))) == 2


def test_step_by_step_with_nginx_in_a_container(
    run: Run, web: str, html: Path, package: Path, config: Path
) -> None:
    words = ("binaries", "locate", web, "--runtime", "podman", "--container", "procedure")
    located = json.loads(good(run(*words, "--package", str(package), "--format", "json")).out)
    assert (located["directory"], located["confidence"]) == (str(html), "certain")
    good(run("binaries", "import", "--to", located["directory"], "--package", str(package)))
    good(run("binaries", "use", str(config), "--endpoint", web))
    checked = good(
        run("binaries", "check", str(config), "--package", str(package), "--directory", str(html), "--sha256")
    )
    assert "0 failed" in checked.out
    assert "size and SHA-256 are right" in checked.out
    assert good(run("lint", str(config))).code == ExitCode.OK
    assert is_served(html)


def test_in_one_go_with_nginx_in_a_container(
    run: Run, web: str, html: Path, package: Path, config: Path
) -> None:
    words = ("binaries", "setup", str(config), "--endpoint", web, "--package", str(package))
    container = ("--runtime", "podman", "--container", "procedure")
    shown = good(run(*words, *container, "--diff"))
    assert "+    externalRepoEndpoint: " + web in shown.out
    assert config.read_text() == CONFIG
    assert list(html.iterdir()) == []
    good(run(*words, *container, "--sha256"))
    assert is_served(html)
    changed = f"  binaries: # filled in below\n    type: external\n    externalRepoEndpoint: {web}\n"
    assert config.read_text() == CONFIG.replace("  binaries: # filled in below\n    type: builtin\n", changed)
    again = good(run(*words, *container))
    assert "everything is in" in again.out


def test_s3_step_by_step(run: Run, gateway: Gateway, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S3_PASSWORD", PASSWORDS["everything"])
    login = ("--username", "everything", "--password-env", "S3_PASSWORD")
    good(run("binaries", "use", str(config), "--endpoint", gateway.url, *login))
    assert "0 failed" in good(run("binaries", "check", str(config))).out
    good(run("lint", str(config)))


@pytest.mark.parametrize("user", ["everything", "reader"])
def test_s3_in_one_go(
    run: Run, gateway: Gateway, config: Path, monkeypatch: pytest.MonkeyPatch, user: str
) -> None:
    monkeypatch.setenv("S3_PASSWORD", PASSWORDS[user])
    login = ("--username", user, "--password-env", "S3_PASSWORD")
    shown = run("binaries", "setup", str(config), "--endpoint", gateway.url, *login)
    fine = user == "everything"
    assert shown.code == (ExitCode.OK if fine else ExitCode.PROBLEMS)
    assert (f"externalRepoUsername: {user}" in config.read_text()) == fine
    assert ("stopped here" in shown.err) != fine
    assert PASSWORDS[user] not in shown.out + shown.err


def stop(run: Run, config: Path, *words: str) -> Shown:
    shown = run("binaries", "setup", str(config), *words)
    assert config.read_text() == CONFIG
    return shown


def test_a_directory_on_another_machine_ends_it_with_the_commands_to_type(
    run: Run, config: Path, package: Path
) -> None:
    endpoint = ("--endpoint", "http://192.0.2.1:8080", "--package", str(package))
    shown = stop(run, config, *endpoint, "--root", "/srv/www", "--node", "web-1")
    assert shown.code == ExitCode.PROBLEMS
    tarballs: Sequence[str] = ("offline-files.tar.gz", "component-tools.tar.gz")
    assert all(f"{name}" in shown.out for name in tarballs)
    assert "ssh web-1 'clustercfg binaries import --to /srv/www" in shown.out
    assert "import the packages there" in shown.err


def test_a_failed_check_ends_it(run: Run, config: Path, package: Path, html: Path, tmp_path: Path) -> None:
    with nginx(tmp_path / "nginx", f"root '{html}'; location / {{ try_files $uri /x.html; }}") as port:
        (html / "x.html").write_text("an application")
        words = ("--endpoint", f"http://127.0.0.1:{port}", "--package", str(package), "--root", str(html))
        shown = stop(run, config, *words)
    assert (shown.code, "try_files $uri =404" in shown.out) == (ExitCode.PROBLEMS, True)
    assert "stopped here" in shown.err


@pytest.mark.parametrize(
    "words",
    [
        ("--endpoint", "http://10.0.1.1"),
        ("--endpoint", "http://u:Secret-4411@10.0.1.1", "x.tar.gz"),
        ("x.tar.gz",),
    ],
)
def test_wrong_usage(run: Run, config: Path, words: tuple[str, ...]) -> None:
    shown = stop(run, config, *words)
    assert (shown.code, "Secret-4411" in shown.err) == (ExitCode.USAGE, False)


@pytest.mark.parametrize("command", ["check", "use", "setup"])
def test_the_help_fits_a_terminal(run: Run, command: str) -> None:
    shown = good(run("binaries", command, "--help"))
    assert f"examples:\n  clustercfg binaries {command} " in shown.out
    assert max(len(line) for line in shown.out.splitlines()) <= 80
