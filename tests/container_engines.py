"""Real container engines, each with its own folders, sockets and processes, and an nginx to run in them."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from real_parts import requires_tool

__all__ = ["Engine", "containerd_engine", "docker_engine", "free_port", "image_tar", "podman_engine"]

IMAGE = "localhost/nginx:test"
FOLDERS = (
    "bin data etc etc/nginx etc/nginx/conf.d lib lib64 run tmp usr usr/lib usr/sbin usr/share usr/share/nginx"
    " usr/share/nginx/html var var/lib var/lib/nginx var/log var/log/nginx"
)
SLEEP = ("/bin/busybox", "sleep", "600")
NGINX_CONF = """\
user www-data;
daemon off;
pid /run/nginx.pid;
error_log stderr;
events {}
http {
    access_log off;
    include /etc/nginx/conf.d/*.conf;
}
"""


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True, slots=True)
class Engine:
    """One engine, and how to speak to it."""

    tool: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)

    def run(self, *words: str) -> str:
        """Run the engine's tool and return what it printed."""
        done = subprocess.run(
            [*self.tool, *words],
            env=os.environ | self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, (words, done.stderr)
        return done.stdout.strip()


@pytest.fixture(scope="session")
def image_tar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pack Debian's nginx, its libraries and busybox as a root file system."""
    nginx = requires_tool("nginx", package="nginx-light")
    busybox = requires_tool("busybox", package="busybox-static")
    listed = subprocess.run(["ldd", nginx], capture_output=True, text=True, check=True, timeout=20).stdout
    path = tmp_path_factory.mktemp("image") / "root.tar"
    with tarfile.open(path, "w", dereference=True) as tar:
        # An engine makes folders that the archive does not name for root alone.
        for folder in FOLDERS.split():
            _add(tar, folder, None)
        for name in [nginx, *re.findall(r"(/\S+) \(", listed)]:
            tar.add(name, name.lstrip("/"))
        tar.add(busybox, "bin/busybox")
        texts = {
            "etc/nginx/nginx.conf": NGINX_CONF,
            "etc/passwd": "root:x:0:0::/:\nwww-data:x:33:33::/:\n",
            "etc/group": "root:x:0:\nwww-data:x:33:\n",
            "usr/share/nginx/html/image.txt": "from the image\n",
        }
        for name, content in texts.items():
            _add(tar, name, content.encode())
    return path


def _add(tar: tarfile.TarFile, name: str, content: bytes | None) -> None:
    entry = tarfile.TarInfo(name)
    entry.type = tarfile.DIRTYPE if content is None else tarfile.REGTYPE
    entry.mode = 0o755 if content is None else 0o644
    entry.size = len(content or b"")
    tar.addfile(entry, io.BytesIO(content or b""))


@pytest.fixture(scope="session")
def podman_engine(image_tar: Path) -> Iterator[Engine]:
    """Set podman up in a folder of its own; it needs no daemon."""
    requires_tool("podman", package="podman")
    runtime = requires_tool("runc", package="runc")
    with _folder("podman") as folder:
        yield from _podman(folder, runtime, image_tar)


def _podman(folder: Path, runtime: str, image_tar: Path) -> Iterator[Engine]:
    # Machines without the right to raise limits refuse podman's own default for them.
    (folder / "containers.conf").write_text(
        '[containers]\nnetns = "host"\ndefault_ulimits = ["nofile=1024:4096", "nproc=1000:1000"]\n'
        f'[engine]\nruntime = "runc"\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\n'
        f'[engine.runtimes]\nrunc = ["{runtime}"]\n',
        encoding="utf-8",
    )
    (folder / "storage.conf").write_text(
        f'[storage]\ndriver = "vfs"\ngraphroot = "{folder}/graph"\nrunroot = "{folder}/run"\n',
        encoding="utf-8",
    )
    engine = Engine(
        ("podman",),
        {
            "CONTAINERS_CONF": str(folder / "containers.conf"),
            "CONTAINERS_STORAGE_CONF": str(folder / "storage.conf"),
        },
    )
    engine.run("import", str(image_tar), IMAGE)
    yield engine
    engine.run("rm", "--all", "--force", "--time", "0")


@pytest.fixture(scope="session")
def docker_engine(image_tar: Path) -> Iterator[Engine]:
    """Start a dockerd of our own, without networks."""
    dockerd = requires_tool("dockerd", package="docker.io")
    requires_tool("docker", package="docker.io")
    with _folder("docker") as folder:
        yield from _docker(folder, dockerd, image_tar)


def _docker(folder: Path, dockerd: str, image_tar: Path) -> Iterator[Engine]:
    address = f"unix://{folder}/docker.sock"
    settings = {
        "data-root": f"{folder}/data",
        "exec-root": f"{folder}/exec",
        "pidfile": f"{folder}/pid",
        "hosts": [address],
        "storage-driver": "vfs",
        "iptables": False,
        "ip6tables": False,
        "bridge": "none",
        "ip-forward": False,
        "ip-masq": False,
        "default-ulimits": {"nofile": {"Name": "nofile", "Soft": 1024, "Hard": 4096}},
    }
    (folder / "daemon.json").write_text(json.dumps(settings), encoding="utf-8")
    engine = Engine(("docker",), {"DOCKER_HOST": address, "DOCKER_CONFIG": str(folder)})
    with _daemon(
        [dockerd, "--config-file", str(folder / "daemon.json")], folder / "docker.sock", folder / "log"
    ):
        engine.run("import", str(image_tar), IMAGE)
        yield engine
        containers = engine.run("ps", "--all", "--quiet").split()
        if containers:
            engine.run("rm", "--force", *containers)


@pytest.fixture(scope="session")
def containerd_engine(podman_engine: Engine) -> Iterator[Engine]:
    """Start a containerd of our own; podman makes the image for it."""
    containerd = requires_tool("containerd", package="containerd")
    requires_tool("ctr", package="containerd")
    with _folder("containerd") as folder:
        yield from _containerd(folder, containerd, podman_engine)


def _containerd(folder: Path, containerd: str, podman_engine: Engine) -> Iterator[Engine]:
    (folder / "config.toml").write_text(
        f'version = 2\nroot = "{folder}/root"\nstate = "{folder}/state"\n'
        'disabled_plugins = ["io.containerd.grpc.v1.cri"]\n'
        f'[grpc]\naddress = "{folder}/containerd.sock"\n[ttrpc]\naddress = "{folder}/ttrpc.sock"\n',
        encoding="utf-8",
    )
    archive = folder / "image.tar"
    podman_engine.run("save", "--format", "oci-archive", "--output", str(archive), IMAGE)
    engine = Engine(("ctr", "--namespace", "moby"), {"CONTAINERD_ADDRESS": f"{folder}/containerd.sock"})
    command = [containerd, "--config", str(folder / "config.toml")]
    with _daemon(command, folder / "containerd.sock", folder / "log"):
        engine.run(
            "images", "import", "--snapshotter", "native", "--base-name", "localhost/nginx", str(archive)
        )
        yield engine
        for name in engine.run("containers", "list", "--quiet").split():
            # A container may have no task any more; then there is nothing to end.
            _call(engine, "tasks", "delete", "--force", name)
            _call(engine, "containers", "delete", name)


def _call(engine: Engine, *words: str) -> None:
    command = [*engine.tool, *words]
    subprocess.run(command, env=os.environ | engine.environment, capture_output=True, check=False, timeout=60)


@contextmanager
def _folder(name: str) -> Iterator[Path]:
    """Make a folder that pytest does not clean up: engines leave mounts behind, which have to go first."""
    folder = Path(tempfile.mkdtemp(prefix=f"clustercfg-{name}-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        mounts = [
            line.split()[4] for line in Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()
        ]
        for mount in reversed([each for each in mounts if each.startswith(f"{folder}/")]):
            subprocess.run(["umount", mount], check=False, timeout=20)
        shutil.rmtree(folder)


class _daemon:  # noqa: N801 - used like a function
    """Runs a daemon until the block ends, and waits for its socket first."""

    def __init__(self, command: list[str], ready: Path, log: Path) -> None:
        self._command, self._ready, self._log = command, ready, log

    def __enter__(self) -> None:
        # Even if the tests are killed, the daemon ends with them.
        command = [requires_tool("setpriv", package="util-linux"), "--pdeathsig", "TERM", *self._command]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        until = time.monotonic() + 30
        while not _answers(self._ready):
            assert self._process.poll() is None, self._log.read_text(errors="replace")
            assert time.monotonic() < until
            time.sleep(0.05)

    def __exit__(self, *_error: object) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0
