"""Real engines with a real nginx in a container: what is found is where nginx reads."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from clustercfg.errors import StorageError
from clustercfg.storage.locate import locate
from clustercfg.storage.located import Located, Question
from container_engines import IMAGE, SLEEP, Engine, free_port

START = ("/usr/sbin/nginx",)


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path, int]:
    """Make the host's directory, nginx's configuration and a port; nginx's user must be able to come in."""
    html, settings, port = tmp_path / "host html", tmp_path / "conf.d", free_port()
    html.mkdir()
    settings.mkdir()
    (settings / "site.conf").write_text(
        f"server {{ listen 127.0.0.1:{port}; location / {{ root /usr/share/nginx/html; }} }}",
        encoding="utf-8",
    )
    for each in (tmp_path, html, settings):
        each.chmod(0o755)
    return html, settings, port


def use(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in engine.environment.items():
        monkeypatch.setenv(name, value)


def fetch(url: str) -> str:
    port = urlsplit(url).port or 80
    until = time.monotonic() + 20
    while not _is_open(port):
        assert time.monotonic() < until
        time.sleep(0.05)
    with urlopen(url, timeout=10) as answer:  # noqa: S310 - our own server
        text: str = answer.read().decode()
        return text


def _is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def assert_serves(located: Located, html: Path, url: str) -> None:
    assert located.ok, located.to_dict()
    assert located.confidence.value == "certain"
    assert (located.served, located.directory) == ("/usr/share/nginx/html", str(html))
    marker = Path(str(located.directory)) / "dl.k8s.io"
    marker.write_text("marker", encoding="utf-8")
    assert fetch(f"{url}/dl.k8s.io") == "marker"


@pytest.mark.parametrize("runtime", ["podman", "docker"])
def test_podman_and_docker(
    runtime: str,
    request: pytest.FixtureRequest,
    folders: tuple[Path, Path, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine: Engine = request.getfixturevalue(f"{runtime}_engine")
    html, settings, port = folders
    words = f"run --detach --name web --network host --volume {settings}:/etc/nginx/conf.d:ro --volume spare:/data".split()
    identity = engine.run(*words, "--volume", f"{html}:/usr/share/nginx/html:ro", IMAGE, *START)
    use(engine, monkeypatch)
    url = f"http://127.0.0.1:{port}"
    try:
        assert_serves(locate(Question(url, runtime=runtime, container="web")), html, url)
        assert locate(Question(url, runtime=runtime, container=identity[:12])).directory == str(html)
        volume = locate(Question(url, runtime=runtime, container="web", root="/data/below"))
        assert volume.directory
        assert volume.directory.endswith("spare/_data/below")
        assert volume.place is not None
        assert volume.place.mount is not None
        assert volume.place.mount.kind == "volume"
        outside = locate(Question(url, runtime=runtime, container="web", root="/opt"))
        assert (outside.ok, outside.directory, outside.place and outside.place.reasons[0].code) == (
            False,
            None,
            "not-mounted",
        )
    finally:
        engine.run("rm", "--force", "web")


@pytest.mark.parametrize("runtime", ["podman", "docker"])
def test_a_container_that_only_was_made_is_understood(
    runtime: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine: Engine = request.getfixturevalue(f"{runtime}_engine")
    port = free_port()
    network = ("--network", "bridge") if runtime == "podman" else ()
    volumes = ("--volume", f"{tmp_path}:/usr/share/nginx/html", "--tmpfs", "/usr/share/nginx/html/tmp")
    engine.run("create", "--name", "idle", *network, "--publish", f"{port}:80", *volumes, IMAGE, *SLEEP)
    use(engine, monkeypatch)
    configuration = b"http { server { listen 80; root /usr/share/nginx/html; } }"
    try:
        found = locate(
            Question(
                f"http://127.0.0.1:{port}", configuration=configuration, runtime=runtime, container="idle"
            )
        )
    finally:
        engine.run("rm", "--force", "idle")
    assert found.directory == str(tmp_path)
    assert found.mapping is not None
    assert found.mapping.confidence.value == "certain"
    assert found.place is not None
    assert {reason.code for reason in found.place.reasons} == {"not-running", "nested-mount"}


def test_ports_may_belong_to_another_container(
    docker_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    docker_engine.run("create", "--name", "network", "--publish", "8081:80", IMAGE, *SLEEP)
    docker_engine.run(
        "create", "--name", "shares", "--network", "container:network", "--volume", "/data", IMAGE, *SLEEP
    )
    use(docker_engine, monkeypatch)
    configuration = b"http { server { listen 80; root /data; } }"
    try:
        question = Question(
            "http://10.0.1.1:8081", configuration=configuration, runtime="docker", container="shares"
        )
        found = locate(question)
    finally:
        docker_engine.run("rm", "--force", "network", "shares")
    assert (found.served, found.confidence.value) == ("/data", "certain")
    assert [command.split()[1] for command in found.commands] == ["inspect", "inspect", "info"]


def test_ctr_looks_through_the_namespaces(
    containerd_engine: Engine, folders: tuple[Path, Path, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    html, settings, port = folders
    # runc keeps the names of all containerds of a machine in one place.
    name = f"web-{port}"
    mounts = [
        f"--mount=type=bind,src={source},dst={target},options=rbind:ro"
        for source, target in ((html, "/usr/share/nginx/html"), (settings, "/etc/nginx/conf.d"))
    ]
    image = containerd_engine.run("images", "list", "--quiet").split()[0]
    containerd_engine.run(
        "run", "--detach", "--snapshotter", "native", "--net-host", *mounts, image, name, *START
    )
    use(containerd_engine, monkeypatch)
    url = f"http://127.0.0.1:{port}"
    assert_serves(locate(Question(url, runtime="ctr", container=name)), html, url)
    located = locate(Question(url, runtime="ctr", container=name, containerd_namespace="moby"))
    assert located.directory == str(html)
    inner, wrapped = (
        containerd_engine.run("containers", "info", *option, name).encode() for option in (["--spec"], [])
    )
    for saved in (inner, wrapped):
        found = locate(Question(url, root="/usr/share/nginx/html/x", inspection=saved))
        assert found.directory == f"{html}/x"


@pytest.mark.parametrize(
    ("runtime", "complaint"), [("podman", "no such"), ("docker", "No such"), ("ctr", "not found")]
)
def test_an_unknown_container_is_told(
    runtime: str, complaint: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "containerd_engine" if runtime == "ctr" else f"{runtime}_engine"
    use(request.getfixturevalue(name), monkeypatch)
    with pytest.raises(StorageError, match=complaint) as caught:
        locate(Question("http://127.0.0.1", runtime=runtime, container="nobody"))
    assert caught.value.remedy


def test_an_engine_on_another_machine_is_noticed(
    docker_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docker_engine.run(
        "create", "--name", "far", "--network", "host", "--volume", f"{tmp_path}:/data", IMAGE, *SLEEP
    )
    use(docker_engine, monkeypatch)
    monkeypatch.setattr("platform.node", lambda: "elsewhere.example.org")
    try:
        found = locate(Question("http://127.0.0.1", root="/data", runtime="docker", container="far"))
    finally:
        docker_engine.run("rm", "--force", "far")
    here = os.uname().nodename
    assert (found.nodes, found.findings) == ((here,), ())
    assert any(here in reason.text for reason in found.reasons)
    assert any(command.startswith("scp ") and f"{here}:" in command for command in found.copy_commands)


def test_an_nginx_that_does_not_print_is_told(podman_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    podman_engine.run("run", "--detach", "--name", "bare", IMAGE, *SLEEP)
    use(podman_engine, monkeypatch)
    podman_engine.run("exec", "bare", "/bin/busybox", "rm", "/etc/nginx/nginx.conf")
    try:
        with pytest.raises(StorageError, match="nginx -T did not print") as caught:
            locate(Question("http://127.0.0.1", runtime="podman", container="bare"))
    finally:
        podman_engine.run("rm", "--force", "--time", "0", "bare")
    assert "--nginx-conf /etc/nginx/nginx.conf" in caught.value.remedy


def test_the_commands_name_no_shell() -> None:
    done = subprocess.run(
        ["grep", "-rn", "shell=True", "src/clustercfg/storage"], check=False, capture_output=True, timeout=20
    )
    assert done.stdout == b""
