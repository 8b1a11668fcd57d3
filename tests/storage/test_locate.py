"""The whole chain, from a URL to a directory, and the command that shows it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest

from container_engines import free_port
from real_parts import requires_tool

if TYPE_CHECKING:
    from command_line import Run

CONFIGURATION = """\
http {
    server {
        listen 8080;
        location / {
            root /usr/share/nginx/html;
        }
        location ~ \\.tgz$ {
            root /data/archives;
        }
    }
}
"""


@pytest.fixture
def main_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the configuration of the tests to `nginx.conf` in the current folder."""
    monkeypatch.chdir(tmp_path)
    tmp_path.chmod(0o755)
    (tmp_path / "nginx.conf").write_text(CONFIGURATION, encoding="utf-8")
    return tmp_path / "nginx.conf"


def write_tarball(path: Path, *names: str) -> None:
    with tarfile.open(path, "w:gz") as tar:
        for name in names:
            entry = tarfile.TarInfo(f"offline-files/{name}")
            entry.size = 3
            tar.addfile(entry, io.BytesIO(b"abc"))


SPLIT = """\
nginx: what http://127.0.0.1:8080 leads to
  2 paths, such as dl.k8s.io/kubeadm: in /usr/share/nginx/html
    server at nginx.conf:2: the only server on that port
    location / at nginx.conf:4: the longest matching beginning, and no regular
    expression matches
    root /usr/share/nginx/html at nginx.conf:5
  1 path, such as github.com/cni.tgz: in /data/archives
    server at nginx.conf:2: the only server on that port
    location ~ \\.tgz$ at nginx.conf:7: the first matching regular expression
    root /data/archives at nginx.conf:8

No directory was found that all files can be imported into.
"""


@pytest.mark.usefixtures("main_file")
def test_every_path_of_the_packages_is_tried(run: Run) -> None:
    write_tarball(Path("files.tar.gz"), "dl.k8s.io/kubeadm", "get.helm.sh/helm.tar.gz", "github.com/cni.tgz")
    shown = run("binaries", "locate", "http://127.0.0.1:8080", "files.tar.gz", "--nginx-conf", "nginx.conf")
    assert (shown.code, shown.out) == (1, SPLIT)
    assert shown.err == "reading files.tar.gz\n"


def test_a_ready_directory_is_named_with_the_next_command(run: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    write_tarball(tmp_path / "files.tar.gz", "dl.k8s.io/kubeadm")
    shown = run(
        *("binaries", "locate", "http://127.0.0.1", str(tmp_path / "files.tar.gz"), "--root", str(tmp_path))
    )
    assert shown.code == 0
    assert shown.out.startswith(f"directory {tmp_path}\n  ok: ")
    assert "MB are free, the packages need 1 MB" in shown.out
    assert shown.out.endswith(
        f"{tmp_path} is the directory for the import.\n  clustercfg binaries import --to {tmp_path}\n"
    )


CONTAINER = {
    "Name": "/web",
    "State": {"Running": True},
    "HostConfig": {"NetworkMode": "bridge", "PortBindings": {"8080/tcp": [{"HostIp": "", "HostPort": "80"}]}},
    "Mounts": [{"Type": "bind", "Source": "/data/web", "Destination": "/usr/share/nginx/html", "RW": False}],
}
ELSEWHERE = """\
nginx: what http://10.0.1.1 leads to
  1 path: in /usr/share/nginx/html
    server at nginx.conf:2: the only server on that port
    location / at nginx.conf:4: the longest matching beginning, and no regular
    expression matches
    root /usr/share/nginx/html at nginx.conf:5

container web: where that is on its host
  bind mount /usr/share/nginx/html is /data/web there, read-only in the
  container

/data/web is the directory for the import.
It is on web1. To copy the packages there:
  ssh web1 'test -d /data/web'
  scp files.tar.gz web1:/tmp/
  ssh web1 'clustercfg binaries import --to /data/web /tmp/files.tar.gz'
"""


@pytest.mark.usefixtures("main_file")
def test_a_directory_on_another_node_comes_with_the_commands_that_copy(run: Run) -> None:
    write_tarball(Path("files.tar.gz"), "dl.k8s.io/kubeadm")
    Path("container.json").write_text(json.dumps([CONTAINER]), encoding="utf-8")
    words = "http://10.0.1.1 files.tar.gz --nginx-conf nginx.conf --inspect container.json --node web1"
    shown = run("binaries", "locate", *words.split())
    assert (shown.code, shown.out) == (0, ELSEWHERE)


@pytest.mark.usefixtures("main_file")
def test_the_same_as_json(run: Run) -> None:
    Path("container.json").write_text(json.dumps([CONTAINER]), encoding="utf-8")
    words = (
        "http://10.0.1.1 --root /usr/share/nginx/html/x --inspect container.json --node web1 --format json"
    )
    shown = run("binaries", "locate", *words.split())
    told: dict[str, Any] = json.loads(shown.out)
    assert (shown.code, told["version"], told["ok"], told["directory"]) == (0, 1, True, "/data/web/x")
    assert (told["nodes"], told["served"], told["confidence"]) == (
        ["web1"],
        "/usr/share/nginx/html/x",
        "certain",
    )
    assert told["mount"]["mount"]["readOnly"] is True
    assert told["copyCommands"][1] == "scp offline-files.tar.gz component-tools.tar.gz web1:/tmp/"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_colors_do_not_change_the_words(run: Run, tmp_path: Path, lang: str) -> None:
    words = ("binaries", "locate", "http://192.0.2.1", "--root", str(tmp_path / "missing"), "--lang", lang)
    plain, painted = run(*words).out, run(*words, "--color", "always").out
    assert painted != plain
    for code in ("\x1b[0m", "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[36m"):
        painted = painted.replace(code, "")
    assert painted == plain


def test_configurations_come_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    dump = b"# configuration file /etc/nginx/nginx.conf:\n" + CONFIGURATION.encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(dump)))
    shown = run("binaries", "locate", "http://10.0.1.1:9090", "--nginx-conf", "-")
    assert shown.code == 1
    assert "no server listens on 10.0.1.1:9090; there are: *:8080" in shown.out.replace("\n  ", "")
    assert "(/etc/nginx/nginx.conf:3)" in shown.out


def test_a_saved_dump_needs_no_files_of_this_machine(run: Run, tmp_path: Path) -> None:
    dump = tmp_path / "dump"
    dump.write_text(
        "# configuration file /etc/nginx/nginx.conf:\nhttp { include /not/here/*.conf; }\n"
        "# configuration file /not/here/a.conf:\nserver { listen 80; root /srv/dumped; }\n",
        encoding="utf-8",
    )
    shown = run("binaries", "locate", "http://10.0.1.1", "--nginx-conf", str(dump), "--node", "web1")
    assert shown.code == 0
    assert "/srv/dumped is the directory for the import." in shown.out


WRONG = [
    ("nonsense", "an http:// or https:// URL is needed"),
    ("http://user:hunter2@h", "the URL holds a user name or a password"),
    ("http://h --nginx-conf - --inspect -", "only one of --nginx-conf and --inspect"),
    ("http://h --nginx-conf a --root b", "name one of them"),
    ("http://h a.tar.gz --package b", "not both"),
    ("http://h --runtime docker --container a --pod b/c", "name one of --runtime, --pod and --inspect"),
    ("http://h --runtime docker", "say which container"),
    ("http://h --container web", "--runtime docker|nerdctl|podman|crictl|ctr"),
    ("http://h --pod web", "NAMESPACE/NAME"),
    ("http://h --pod /web", "NAMESPACE/NAME"),
    ("http://h --runtime lxc --container a", "invalid choice"),
]


@pytest.mark.parametrize(("words", "message"), WRONG)
def test_a_command_line_that_makes_no_sense_is_told(run: Run, words: str, message: str) -> None:
    shown = run("binaries", "locate", *words.split())
    assert (shown.code, shown.out) == (2, "")
    assert message in shown.err
    assert "hunter2" not in shown.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--nginx-conf missing.conf", "missing.conf: No such file or directory"),
        ("--nginx-conf broken.conf", "broken.conf:1: nginx would refuse this"),
        ("--inspect missing.json --root /x", "missing.json: No such file or directory"),
        ("--inspect broken.conf --root /x", "this is not what docker, nerdctl"),
        ("--inspect container.json", "saved output does not say which directory nginx serves"),
        ("missing.tar.gz --root /x", "missing.tar.gz"),
        ("--package . --root /x", "there is no kubespray-binary/offline-files.tar.gz"),
    ],
)
@pytest.mark.usefixtures("main_file")
def test_what_cannot_be_read_is_told(run: Run, words: str, message: str) -> None:
    Path("broken.conf").write_text("http { server {", encoding="utf-8")
    Path("container.json").write_text(json.dumps([CONTAINER]), encoding="utf-8")
    shown = run("binaries", "locate", "http://h", *words.split())
    assert (shown.code, shown.out) == (3, "")
    assert message in shown.err
    assert "Traceback" not in shown.err


@pytest.mark.parametrize("command", ["locate"])
def test_the_help_fits_a_terminal(run: Run, command: str) -> None:
    shown = run("binaries", command, "--help")
    assert shown.code == 0
    assert "examples:\n  clustercfg binaries locate" in shown.out
    assert max(map(len, shown.out.splitlines())) <= 80


@pytest.fixture
def apache() -> Iterator[tuple[Path, int]]:
    """Run Apache with a document root of its own; return that and the port.

    pytest's own folders are closed to Apache's user.
    """
    with tempfile.TemporaryDirectory(prefix="clustercfg-apache-") as folder:
        yield from _apache(Path(folder))


def _apache(tmp_path: Path) -> Iterator[tuple[Path, int]]:
    program = requires_tool("apache2", package="apache2-bin")
    modules = Path("/usr/lib/apache2/modules")
    loaded = ("mpm_event", "authz_core", "dir")
    requires_tool("apache2", package="apache2-bin", files=[modules / f"mod_{name}.so" for name in loaded])
    root, port = tmp_path / "html", free_port()
    root.mkdir()
    for each in (tmp_path, root):
        each.chmod(0o755)
    lines = [f"LoadModule {name}_module {modules}/mod_{name}.so" for name in loaded]
    lines += [
        f"Listen 127.0.0.1:{port}",
        f"DocumentRoot {root}",
        "ServerName localhost",
        "User #33",
        "Group #33",
    ]
    lines += [f"PidFile {tmp_path}/pid", f"ErrorLog {tmp_path}/log", f"DefaultRuntimeDir {tmp_path}"]
    (tmp_path / "apache.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = [program, "-d", str(tmp_path), "-f", str(tmp_path / "apache.conf"), "-D", "FOREGROUND"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _wait_for(port, process)
        yield root, port
        process.terminate()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    code = f"import socket, time\nwhile socket.socket().connect_ex(('127.0.0.1', {port})): time.sleep(0.05)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=30)
    assert process.poll() is None


def test_another_server_is_located_by_its_root(run: Run, apache: tuple[Path, int]) -> None:
    root, port = apache
    url = f"http://127.0.0.1:{port}"
    shown = run("binaries", "locate", url, "--root", str(root), "--format", "json")
    told = json.loads(shown.out)
    assert (shown.code, told["directory"], told["confidence"]) == (0, str(root), "certain")
    (Path(told["directory"]) / "marker").write_text("it is here", encoding="utf-8")
    with urlopen(f"{url}/marker", timeout=10) as answer:  # noqa: S310 - our own server
        assert answer.read() == b"it is here"


def test_no_module_of_weight_is_loaded_for_another_server(tmp_path: Path) -> None:
    code = (
        "import sys; from clustercfg.cli import main; main(sys.argv[1:]);"
        "print(sorted({'crossplane', 'boto3', 'rich', 'pydantic'} & set(sys.modules)))"
    )
    words = [sys.executable, "-c", code, "binaries", "locate", "http://127.0.0.1", "--root", str(tmp_path)]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60, env=os.environ)
    assert done.stdout.splitlines()[-1] == "[]"
