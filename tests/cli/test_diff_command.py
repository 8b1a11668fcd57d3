from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from edit_samples import SAMPLE, SECRET, replaced

if TYPE_CHECKING:
    from command_line import Run

OTHER = (
    replaced("type: metallb", "type: NodePort")
    .replace('    insightVip: "10.6.0.201/32"\n', "")
    .replace("    cni: calico\n", "    clusterCIDR: 10.9.0.0/16\n")
    .replace(SECRET, "another1")
    .replace("w-2", "w-3")
    .replace("10.6.0.22", "10.6.0.23")
    .replace("[a.example.com, b.example.com]", "[b.example.com, a.example.com]")
    .replace("bin_dir: /usr/local/bin", "bin_dir: /a/folder/whose/name/is/so/long/that/it/does/not/fit/here")
)
EXPECTED = """\
--- a.yaml
+++ b.yaml
~ spec.loadBalancer.type: metallb -> NodePort
- spec.loadBalancer.insightVip: 10.6.0.201/32
~ spec.masterNodes[m-1].ansiblePass: ******** (the secret differs)
~ spec.workerNodes[w-1].ansiblePass: ******** (the secret differs)
- spec.workerNodes[w-2]:
    {nodeName: w-2, ip: 10.6.0.22, ansibleUser: root, ansiblePass: "********",
    nodeLabels: {example.com/zone: hall-a}}
+ spec.workerNodes[w-3]:
    {nodeName: w-3, ip: 10.6.0.23, ansibleUser: root, ansiblePass: "********",
    nodeLabels: {example.com/zone: hall-a}}
% spec.ntpServer: (another order)
  - [a.example.com, b.example.com]
  + [b.example.com, a.example.com]
+ spec.network.clusterCIDR: 10.9.0.0/16
~ spec.kubeanConfig.bin_dir:
  - /usr/local/bin
  + /a/folder/whose/name/is/so/long/that/it/does/not/fit/here
~ spec.kubeanConfig.http_proxy: ******** (the secret differs)
"""
DEFAULT = "= spec.network.cni: calico (default, only in A)\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.yaml").write_text(SAMPLE)
    (tmp_path / "b.yaml").write_text(OTHER)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_differences_are_shown_in_the_order_of_the_file(run: Run) -> None:
    shown = run("diff", "a.yaml", "b.yaml")
    assert (shown.code, shown.out) == (1, EXPECTED)
    assert shown.err == (
        "clustercfg: 10 differences (1 default is written out in one of them only: --all shows it)\n"
    )


def test_defaults_are_shown_on_demand(run: Run) -> None:
    shown = run("diff", "--all", "a.yaml", "b.yaml")
    before, after = EXPECTED.split("+ spec.network")
    assert shown.out == before + DEFAULT + "+ spec.network" + after
    assert shown.err == "clustercfg: 10 differences\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (SAMPLE, "clustercfg: no difference in meaning\n"),
        (SAMPLE.replace("\n", "\r\n") + "# a comment\n", "clustercfg: no difference in meaning\n"),
        (replaced("    cni: calico\n", "    {}\n"), "clustercfg: no difference in meaning (1 default is"),
    ],
)
def test_files_that_mean_the_same_are_no_problem(run: Run, text: str, told: str) -> None:
    Path("b.yaml").write_bytes(text.encode())
    shown = run("diff", "a.yaml", "b.yaml")
    assert (shown.code, shown.out) == (0, "")
    assert shown.err.startswith(told)


def test_json_holds_everything(run: Run) -> None:
    shown = run("diff", "--format", "json", "a.yaml", "b.yaml")
    data = json.loads(shown.out)
    assert (shown.code, shown.err) == (1, "")
    assert {key: data[key] for key in ("version", "before", "after", "equal")} == {
        "version": 1,
        "before": "a.yaml",
        "after": "b.yaml",
        "equal": False,
    }
    assert data["differences"][0] == {
        "path": "spec.loadBalancer.type",
        "kind": "changed",
        "before": "metallb",
        "after": "NodePort",
        "secret": False,
    }
    assert {each["kind"] for each in data["differences"]} == {
        "changed",
        "added",
        "removed",
        "order",
        "default",
    }
    equal = run("diff", "--format", "json", "a.yaml", "a.yaml")
    assert equal.code == 0
    assert json.loads(equal.out)["equal"] is True


@pytest.mark.parametrize("words", [[], ["--all"], ["--format", "json"], ["--color", "always"]])
def test_no_secret_is_shown(run: Run, words: list[str]) -> None:
    shown = run("diff", *words, "a.yaml", "b.yaml")
    assert SECRET not in shown.out + shown.err
    assert "another1" not in shown.out + shown.err


def test_color_tells_what_goes_and_comes(run: Run) -> None:
    shown = run("diff", "--color", "always", "a.yaml", "b.yaml")
    assert "\x1b[31m- spec.loadBalancer.insightVip: 10.6.0.201/32\x1b[0m\n" in shown.out
    assert "\x1b[32m+ spec.network.clusterCIDR: 10.9.0.0/16\x1b[0m\n" in shown.out


def test_one_side_may_be_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for words, head in (
        (["-", "b.yaml"], "--- <stdin>\n+++ b.yaml\n"),
        (["b.yaml", "-"], "--- b.yaml\n+++ <stdin>\n"),
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SAMPLE.encode())))
        assert run("diff", *words).out.startswith(head)
    assert run("diff", "-", "-").code == 2


@pytest.mark.parametrize("data", [None, b"", b"\xff\xfe", b"]\n", b"- a\n", b"\x00"])
def test_what_cannot_be_compared_is_told(run: Run, data: bytes | None) -> None:
    Path("b.yaml").unlink() if data is None else Path("b.yaml").write_bytes(data)
    for words in (["a.yaml", "b.yaml"], ["b.yaml", "a.yaml"]):
        shown = run("diff", *words)
        assert (shown.code, shown.out) == (3, "")
        assert "b.yaml" in shown.err
