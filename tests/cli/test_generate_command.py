"""`clustercfg generate`: options, secrets, and a file that is never overwritten by accident."""

from __future__ import annotations

import itertools
import os
import re
import stat
import sys
from typing import TYPE_CHECKING

import pytest

import clustercfg
from clustercfg.cli.generator_options import SECRETS

if TYPE_CHECKING:
    from pathlib import Path

    from command_line import Run

SECRET = "teal-Badger-2084"  # noqa: S105 - made up
MODES = ("--master=1", "--master=3", "--master=3 --worker=3", "--install-mode=install-app")
ACCESS = ("--access-type=official-service", "--access-type=builtin", "--access-type=external")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SECRET", SECRET)
    return tmp_path


@pytest.mark.parametrize("command", ["generate", "generate-config"])
@pytest.mark.parametrize(("mode", "access"), list(itertools.product(MODES, ACCESS)))
def test_the_twelve_documented_command_lines(run: Run, command: str, mode: str, access: str) -> None:
    shown = run(command, *mode.split(), access)
    assert shown.code == 0
    assert {each.code for each in clustercfg.lint(shown.out)} <= {"CC214"}
    counts = [int(number) for number in re.findall(r"=(\d)", mode)]
    config = re.sub(r" *#.*\n", "", shown.out)
    assert config.count("nodeName:") == sum(counts)
    assert set(re.findall(r"^    type: (.*)", config, re.MULTILINE)) == {"NodePort", access.partition("=")[2]}


@pytest.mark.parametrize("mode", MODES)
def test_the_short_forms_mean_the_same(run: Run, mode: str) -> None:
    long = [*mode.split(), "--access-type=official-service"]
    if "install-mode" not in mode:
        long.append("--install-mode=cluster-create")
    assert run("generate", *mode.split()).out == run("generate", *long).out


def test_with_all_answers_nothing_is_left_to_do(run: Run) -> None:
    words = """--master-node m[1-3]=root@10.6.0.[11-13] --worker-node w[1-3]=10.6.0.[21-23]:2222 --password-env SECRET
        --istio-gateway-vip 10.6.0.100 --insight-vip 10.6.0.101/32 --full-package-path /data/offline
        --os-repos builtin --iso-path /data/CentOS-7.iso --os-package-path /data/os-pkgs-centos7.tar.gz
        --images-and-charts external --image-repo https://registry.example.com --chart-repo-type harbor
        --chart-repo https://charts.example.com --binaries s3 --binaries-endpoint https://s3.example.com:9000
        --binaries-user installer --binaries-password-env SECRET --ntp-server 10.6.0.1 --ntp-server 10.6.0.2
        --addon-package /data/a.tar.gz --addon-package /data/b.tar.gz --cluster-cidr 10.240.0.0/18
        --kubean ntp_timezone=Asia/Shanghai --kubean node_sysctl_tuning=true --comments none""".split()
    shown = run("generate", *words)
    assert (shown.code, shown.err) == (0, "")
    spec = clustercfg.loads(shown.out).require().spec
    assert [f"{each.node_name} {each.ansible_ssh_port}" for each in spec.worker_nodes] == [
        "w1 2222",
        "w2 2222",
        "w3 2222",
    ]
    assert spec.kubean_config == "ntp_timezone: Asia/Shanghai\nnode_sysctl_tuning: true"
    assert shown.out.count(SECRET) == 7
    assert "#" not in shown.out


@pytest.mark.parametrize(
    ("count", "words", "masters"),
    [(1, (), 1), (2, (), 1), (3, (), 3), (6, (), 3), (6, ("--master", "5"), 5), (3, ("--master", "1"), 1)],
)
def test_machines_in_order_are_masters_first(
    run: Run, count: int, words: tuple[str, ...], masters: int
) -> None:
    shown = run("generate", "--node", f"10.0.0.[1-{count}]", "--comments", "none", *words)
    spec = clustercfg.loads(shown.out.replace("FILL-IN-THE-ANSIBLE-PASS", "x")).require().spec
    assert (len(spec.master_nodes), len(spec.worker_nodes)) == (masters, count - masters)


@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: secret.name)
@pytest.mark.parametrize("source", ["env", "file", "prompt"])
def test_a_secret_comes_from_anywhere_but_an_argument(
    run: Run, monkeypatch: pytest.MonkeyPatch, folder: Path, secret: object, source: str
) -> None:
    name = getattr(secret, "name", "")
    (folder / "secret").write_text(f"{SECRET}\n")
    monkeypatch.setattr("getpass.getpass", lambda _question: SECRET)
    option = {
        "env": [f"{name}-env", "SECRET"],
        "file": [f"{name}-file", "secret"],
        "prompt": [f"{name}-prompt"],
    }
    shown = run("generate", "--access-type=external", "--comments=none", *option[source])
    assert (shown.code, shown.out.count(SECRET)) == (0, 1)
    assert SECRET not in shown.err
    refused = run("generate", "--access-type=external", name, SECRET)
    assert (refused.code, SECRET in refused.out + refused.err) == (2, False)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--iso-path x --os-repos builtin", "--iso-path: An absolute path"),
        ("--binaries-endpoint http://x", "--binaries-endpoint: not with official-service."),
        ("--binaries http --binaries-password-env SECRET", "--binaries-password-...: not with http."),
        (
            f"--binaries s3 --binaries-endpoint http://u:{SECRET}@x",
            "--binaries-endpoint: A URL holds no user",
        ),
        ("--install-mode=install-app --node 10.0.0.1 --cni x", "--master-node, --cni: not with install-app"),
        ("--master 0", "--master: A number from 1 to 1000"),
        ("--ssh-port 70000", "--ssh-port: A number from 1 to 65535"),
        ("--master three", "--master: invalid int value"),
        ("--master 1 --node 10.0.0.1 --worker-node 10.0.0.2", "--node: It does not go with --master-node"),
        ("--master-node 10.0.0.300", "--master-node: This is no IP address."),
        (f"--node m=root:{SECRET}@10.0.0.1", "--node: A password does not stand here"),
        ("--kubean novalue", "--kubean: A variable is written NAME=VALUE."),
        (f"--kubean http_proxy=http://u:{SECRET}@x", "--kubean: A secret does not stand here"),
        (f"--kubean some_password={SECRET}", "--kubean: A secret does not stand here"),
        ("--password-file - --os-repos-password-file -", "only one secret can come from standard input"),
        ("--password-env NOT_SET", "NOT_SET is not set"),
        ("--password-env SECRET --password-prompt", "not allowed with argument"),
    ],
)
def test_wrong_usage_names_the_option_and_no_secret(run: Run, words: str, message: str) -> None:
    shown = run("generate", *words.split())
    assert (shown.code, shown.out) == (2, "")
    assert message in shown.err
    assert SECRET not in shown.err


def test_contradictions_are_told_as_the_linter_tells_them(run: Run, folder: Path) -> None:
    shown = run("generate", "-o", "new.yaml", "--istio-gateway-vip=10.0.0.9", "--insight-vip=10.0.0.9")
    assert (shown.code, shown.out, list(folder.iterdir())) == (1, "", [])
    assert "spec.loadBalancer.insightVip: 10.0.0.9 is given twice" in " ".join(shown.err.split())
    assert "CC304" in shown.err


def test_doubts_are_told_and_the_file_is_written_all_the_same(run: Run) -> None:
    shown = run("generate", "--master=2")
    assert shown.code == 0
    assert "CC314" in shown.err
    assert "4 values are left to fill in; `clustercfg lint FILE` names them" in shown.err


def test_a_file_is_replaced_only_by_force(run: Run, folder: Path) -> None:
    shown = run("generate", "-o", "new.yaml", "--comments=none")
    assert (shown.code, shown.out) == (0, "")
    assert "wrote new.yaml" in shown.err
    assert "`clustercfg lint new.yaml`" in shown.err
    first = (folder / "new.yaml").read_text()
    again = run("generate", "-o", "new.yaml", "--master=3")
    assert (again.code, (folder / "new.yaml").read_text()) == (1, first)
    assert "new.yaml exists; --force replaces it" in again.err
    assert run("generate", "-o", "new.yaml", "--master=3", "--force").code == 0
    assert (folder / "new.yaml").read_text().count("- nodeName: g-master") == 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_new_file_is_for_its_owner_alone(run: Run, folder: Path) -> None:
    run("generate", "-o", "new.yaml")
    assert stat.S_IMODE((folder / "new.yaml").stat().st_mode) == 0o600


@pytest.mark.skipif(not os.path.exists("/dev/null"), reason="there are no devices")  # noqa: PTH110 - a plain question
def test_a_device_is_written_to(run: Run) -> None:
    assert run("generate", "-o", "/dev/null").code == 0


@pytest.mark.parametrize("path", ["missing/new.yaml", "."])
def test_a_place_that_cannot_be_written_leaves_nothing(run: Run, folder: Path, path: str) -> None:
    assert run("generate", "-o", path).code in (1, 3)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("comments", ["full", "short", "none"])
def test_comments_and_language_change_no_value(run: Run, comments: str, lang: str) -> None:
    shown = run("generate", "--master=3", "--comments", comments, "--lang", lang)
    bare = re.sub(r"^ *#.*\n|^\n", "", shown.out, flags=re.MULTILINE)
    assert bare == run("generate", "--master=3", "--comments=none").out
