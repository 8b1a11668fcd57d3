"""The nginx that is installed here is asked by `nginx -T`."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from clustercfg.errors import StorageError
from clustercfg.storage.locate import locate
from clustercfg.storage.located import Question
from clustercfg.storage.nginx.running import ask_nginx
from container_engines import free_port
from real_parts import requires_tool


@pytest.fixture
def nginx(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, int]]:
    """Run a real nginx of our own, and let `nginx` on the path mean it; return its prefix and port."""
    program = requires_tool("nginx", package="nginx-light")
    port = free_port()
    (tmp_path / "nginx.conf").write_text(
        f"user root; pid {tmp_path}/pid; error_log stderr; events {{}}\n"
        f"http {{ access_log off; include conf.d/*.conf; server {{ listen 127.0.0.1:{port}; root files; }} }}",
        encoding="utf-8",
    )
    (tmp_path / "files").mkdir()
    (tmp_path / "bin").mkdir()
    wrapper = tmp_path / "bin" / "nginx"
    # Debian's nginx says its built-in prefix; ours has another one.
    wrapper.write_text(
        f'#!/bin/sh\ntest "$1" = -V && {{ echo "configure arguments: --prefix={tmp_path} --user=nobody" >&2; exit; }}\n'
        f'exec {program} -p {tmp_path} -c {tmp_path}/nginx.conf "$@"\n',
        encoding="utf-8",
    )
    wrapper.chmod(0o755)
    monkeypatch.setenv("PATH", str(wrapper.parent), prepend=":")
    # nginx goes to the background and would keep a pipe open.
    subprocess.run([wrapper], check=True, timeout=20, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    yield tmp_path, port
    subprocess.run([wrapper, "-s", "quit"], check=True, timeout=20, capture_output=True)


def test_its_directory_is_found_and_served(nginx: tuple[Path, int]) -> None:
    folder, port = nginx
    url = f"http://127.0.0.1:{port}"
    located = locate(Question(url))
    assert (located.ok, located.directory, located.confidence.value) == (True, f"{folder}/files", "certain")
    assert located.commands == ("nginx -T",)
    (folder / "files" / "marker").write_text("it is here", encoding="utf-8")
    with urlopen(f"{url}/marker", timeout=10) as answer:  # noqa: S310 - our own server
        assert answer.read() == b"it is here"


@pytest.mark.usefixtures("nginx")
def test_what_it_was_built_with_is_asked() -> None:
    installed = ask_nginx()
    assert installed.user == "nobody"
    assert installed.source.main.endswith("/nginx.conf")


def test_as_another_user_it_prints_nothing_and_the_file_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = requires_tool("nginx", package="nginx-light")
    setpriv = requires_tool("setpriv", package="util-linux")
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    tmp_path.chmod(0o755)
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/none/pid; events {{}} http {{}}", encoding="utf-8")
    wrapper = tmp_path / "nginx"
    wrapper.write_text(
        f'#!/bin/sh\nexec {setpriv} --reuid=65534 --regid=65534 --clear-groups {program} -c {tmp_path}/nginx.conf "$@"\n',
        encoding="utf-8",
    )
    wrapper.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(StorageError, match="emerg") as caught:
        locate(Question("http://127.0.0.1"))
    assert "--nginx-conf /etc/nginx/nginx.conf" in caught.value.remedy


def test_without_nginx_that_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StorageError, match="program nginx is not installed") as caught:
        locate(Question("http://127.0.0.1"))
    assert caught.value.remedy
