"""The directory for the import, before anything is written there."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from clustercfg.storage import host_directory
from clustercfg.storage.findings import Finding, Verdict
from clustercfg.storage.host_directory import Demand, look_at_directory
from clustercfg.storage.machines import is_own_address, is_this_machine
from clustercfg.storage.workers import Worker, worker_named

KNOWN = Worker("www-data", 33, frozenset({33}))
PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def html(tmp_path: Path) -> Path:
    found = tmp_path / "html"
    found.mkdir()
    for each in (tmp_path, found):
        each.chmod(0o755)
    return found


def looked(directory: Path, worker: Worker = KNOWN, demand: Demand | None = None) -> dict[str, Finding]:
    start = directory.parent if directory.parent.is_dir() else Path("/")
    return {each.id: each for each in look_at_directory(directory, worker=worker, start=start, demand=demand)}


def test_a_good_directory_passes(html: Path) -> None:
    found = looked(html, demand=Demand(1000, 10))
    assert {name: each.verdict for name, each in found.items()} == dict.fromkeys(
        ("directory", "writable", "readable", "space"), Verdict.PASS
    )


def test_it_is_never_made(html: Path) -> None:
    found = looked(html / "missing")
    assert (list(found), found["directory"].verdict) == (["directory"], Verdict.FAIL)
    assert "--node" in found["directory"].remedy
    assert not (html / "missing").exists()


def test_a_file_is_no_directory(html: Path) -> None:
    (html / "file").touch()
    assert "is no directory" in looked(html / "file")["directory"].text


MODES = [
    (0o755, KNOWN, Verdict.PASS),
    (0o711, KNOWN, Verdict.PASS),
    (0o750, KNOWN, Verdict.FAIL),
    (0o700, Worker("nginx", os.geteuid()), Verdict.PASS),
    (0o700, Worker("root", 0), Verdict.PASS),
    (0o750, Worker("nginx", 33, frozenset({os.getegid()})), Verdict.PASS),
    (0o705, Worker("nginx", 33, frozenset({os.getegid()})), Verdict.FAIL),
    (0o700, Worker("nginx"), Verdict.WARN),
    (0o700, Worker(), Verdict.WARN),
]


@pytest.mark.parametrize(("mode", "worker", "verdict"), MODES)
def test_the_server_must_get_through_every_folder(
    html: Path, mode: int, worker: Worker, verdict: Verdict
) -> None:
    inner = html / "inner"
    inner.mkdir(mode=0o755)
    html.chmod(mode)
    found = {each.id: each for each in look_at_directory(inner, worker=worker, start=html)}["readable"]
    assert found.verdict is verdict
    assert bool(found.remedy) is (verdict is not Verdict.PASS)


def test_folders_above_a_mount_do_not_matter(html: Path) -> None:
    html.parent.chmod(0o700)
    found = {each.id: each for each in look_at_directory(html, worker=KNOWN, start=html)}["readable"]
    assert found.verdict is Verdict.PASS


def test_space_and_inodes_are_compared_with_the_packages(html: Path) -> None:
    free = os.statvfs(html)
    too_much = looked(html, demand=Demand(free.f_bavail * free.f_frsize, 1))["space"]
    assert too_much.verdict is Verdict.FAIL
    assert "MB are free, the packages need" in too_much.text
    if free.f_files:
        assert looked(html, demand=Demand(1, free.f_favail))["inodes"].verdict is Verdict.FAIL


READ_ONLY = """
import sys; from pathlib import Path
from clustercfg.storage.host_directory import look_at_directory
print({each.id: each.verdict.value for each in look_at_directory(Path(sys.argv[1]))}["writable"])
"""


def test_a_read_only_file_system_is_noticed_even_by_root(html: Path) -> None:
    flags = ["--mount"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
    script = f'mount -t tmpfs -o ro none {html} && exec "$@"'
    words = ["unshare", *flags, "sh", "-c", script, "sh", sys.executable, "-c", READ_ONLY, str(html)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60, cwd=PROJECT)
    if done.returncode and "unshare" in done.stderr:
        pytest.skip("needs the right to make namespaces")
    assert done.stdout == "fail\n", done.stderr


def test_a_directory_of_others_is_not_writable(html: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    html.chmod(0o555)
    if os.geteuid() == 0:  # root may write anywhere
        monkeypatch.setattr(
            "os.access", lambda path, mode: bool(Path(path).stat().st_mode & 0o222) or not mode
        )
    assert looked(html)["writable"].verdict is Verdict.FAIL


@pytest.mark.parametrize(
    ("label", "verdict"),
    [
        ("system_u:object_r:httpd_sys_content_t:s0", Verdict.PASS),
        ("system_u:object_r:container_file_t:s0:c1,c2", Verdict.PASS),
        ("unconfined_u:object_r:user_home_t:s0", Verdict.WARN),
        ("", Verdict.WARN),
    ],
)
def test_selinux_labels_are_judged_where_it_is_on(
    html: Path, label: str, verdict: Verdict, monkeypatch: pytest.MonkeyPatch
) -> None:
    enforcing = html / "enforce"
    enforcing.write_text("1\n", encoding="ascii")
    monkeypatch.setattr(host_directory, "_SELINUX", enforcing)
    monkeypatch.setattr(host_directory, "_label", lambda _directory: label)
    finding = looked(html)["selinux"]
    assert finding.verdict is verdict
    assert bool(finding.remedy) is (verdict is Verdict.WARN)
    enforcing.write_text("0\n", encoding="ascii")
    assert "selinux" not in looked(html)


def test_users_are_looked_up() -> None:
    assert worker_named("root").user == 0
    assert worker_named("nobody-has-this-name") == Worker("nobody-has-this-name")


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [
        ("node1", "node1", True),
        ("node1", "NODE1", True),
        ("node1.example.org", "node1", True),
        ("node1", "node1.example.org", True),
        ("node1.example.org", "node1.example.net", False),
        ("node1", "node2", False),
        ("node1", "", False),
    ],
)
def test_machines_are_told_by_name(
    mine: str, theirs: str, monkeypatch: pytest.MonkeyPatch, *, same: bool
) -> None:
    monkeypatch.setattr("platform.node", lambda: mine)
    assert is_this_machine(theirs) is same


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("192.0.2.1", False),
        ("2001:db8::1", False),
        ("web.example.org", None),
    ],
)
def test_addresses_are_told_without_asking_anyone(host: str, *, own: bool | None) -> None:
    assert is_own_address(host) is own


def test_modes_are_left_alone(html: Path) -> None:
    before = stat.S_IMODE(html.stat().st_mode)
    looked(html)
    assert stat.S_IMODE(html.stat().st_mode) == before
    assert list(html.iterdir()) == []
