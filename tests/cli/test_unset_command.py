from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from clustercfg.yamltext.document import Document
from edit_samples import SAMPLE, SECRET, replaced

if TYPE_CHECKING:
    from command_line import Run


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.yaml").write_text(SAMPLE)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "a.yaml"


@pytest.mark.parametrize(
    ("fields", "gone"),
    [
        (["spec.clusterName"], "  clusterName: site   # shown in the console\n"),
        (["NETWORK"], "  network:\n    cni: calico\n"),
        (["kubeanConfig.node_sysctl_tuning"], "    node_sysctl_tuning: true\n"),
        (["kubeanConfig.bin_dir"], "    # variables of Kubespray\n    bin_dir: /usr/local/bin\n"),
        (["ntpServer[1]"], ", b.example.com"),
        (["workerNodes[w-1].ansibleSSHPort"], '      ansibleSSHPort: "22"\n'),
        (['workerNodes[1].nodeLabels["example.com/zone"]', "workerNodes[1].nodeLabels"],
         "      nodeLabels:\n        example.com/zone: hall-a\n"),
        (["cri", "network"], "  network:\n    cni: calico\n  cri:\n    skipProvision: false\n"),
    ],
)  # fmt: skip
def test_what_is_asked_for_goes_and_nothing_else(run: Run, file: Path, fields: list[str], gone: str) -> None:
    shown = run("unset", "a.yaml", *fields)
    assert (shown.code, shown.out) == (0, "")
    assert file.read_text() == replaced(gone, "")


def test_indices_are_those_of_the_file_as_it_was(run: Run, file: Path) -> None:
    assert run("unset", "a.yaml", "ntpServer[0]", "spec.ntpServer[1]", "ntpServer[0]").code == 0
    assert Document(file.read_text()).get("spec.ntpServer") == []


def test_a_variable_of_a_quoted_text_goes(run: Run, file: Path) -> None:
    head = SAMPLE[: SAMPLE.index("  kubeanConfig")]
    file.write_text(head + '  kubeanConfig: "bin_dir: /a\\nfoo: 1"\n')
    assert run("unset", "a.yaml", "kubeanConfig.foo").code == 0
    assert file.read_text() == head + '  kubeanConfig: "bin_dir: /a"\n'


@pytest.mark.parametrize(
    ("fields", "code", "reason"),
    [
        (["clusterName", "masterNodes[0].ip"], 1, "CC207 missing-key"),
        (["loadBalancer.insightVip"], 1, "CC302 metallb-without-vip"),
        (["clusterName", "privateKeyPath"], 1, "a.yaml has no spec.privateKeyPath"),
        (["netwrk.cni"], 1, "did you mean spec.network.cni?"),
        (["workerNodes[w-7]"], 1, "it has: w-1, w-2"),
        (["ntpServer[2]"], 1, "a.yaml has no spec.ntpServer[2]"),
        ([], 2, "say what to take out"),
        (["a b"], 2, "a b is no field"),
        ([f"clusterName={SECRET}"], 2, "is no field"),
    ],
)
def test_a_refused_change_leaves_the_file(
    run: Run, file: Path, fields: list[str], code: int, reason: str
) -> None:
    shown = run("unset", "a.yaml", *fields)
    assert (shown.code, shown.out) == (code, "")
    assert reason in " ".join(shown.err.split())
    assert file.read_text() == SAMPLE


def test_force_takes_out_what_is_needed(run: Run, file: Path) -> None:
    assert run("unset", "--force", "a.yaml", "masterNodes[m-1].ip").code == 0
    assert "10.6.0.11" not in file.read_text()


def test_a_diff_masks_secrets_and_writes_nothing(run: Run, file: Path) -> None:
    shown = run("unset", "--diff", "a.yaml", "workerNodes[w-2]")
    assert shown.code == 0
    assert "\n-    - nodeName: w-2\n" in shown.out
    assert "\n-      ansiblePass: '********'\n" in shown.out
    assert SECRET not in shown.out + shown.err
    assert file.read_text() == SAMPLE


def test_errors_that_were_there_before_do_not_count(run: Run, file: Path) -> None:
    file.write_text(replaced("type: metallb", "type: nodeport"))
    assert run("unset", "a.yaml", "workerNodes[0]", "clusterName").code == 0


def test_standard_input_becomes_standard_output(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SAMPLE.encode())))
    shown = run("unset", "-", "network")
    assert (shown.code, shown.out) == (0, replaced("  network:\n    cni: calico\n", ""))
    assert file.read_text() == SAMPLE
