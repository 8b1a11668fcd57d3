from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from edit_samples import SAMPLE, SECRET

if TYPE_CHECKING:
    from pathlib import Path

    from command_line import Run

MASKED = "clustercfg: secrets are masked; --reveal shows them\n"


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.yaml").write_text(SAMPLE)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "a.yaml"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("spec.loadBalancer.type", "metallb"),
        ("loadBalancer.insightVip", "10.6.0.201/32"),
        ("LOADBALANCER.TYPE", "metallb"),
        ("apiVersion", "provision.daocloud.io/v1alpha3"),
        ("metadata.name", "site"),
        ("spec.masterNodes[0].ip", "10.6.0.11"),
        ("workerNodes[w-2].ip", "10.6.0.22"),
        ('spec.workerNodes["w-2"].nodeLabels["example.com/zone"]', "hall-a"),
        ("workerNodes[1].nodeLabels[example.com/zone]", "hall-a"),
        ("workerNodes[0].ansibleSSHPort", "22"),
        ("ntpServer", "- a.example.com\n- b.example.com"),
        ("ntpServer[1]", "b.example.com"),
        ("cri.skipProvision", "false"),
        ("kubeanConfig.bin_dir", "/usr/local/bin"),
        ("spec.kubeanConfig.node_sysctl_tuning", "true"),
        ("network", "cni: calico"),
    ],
)
def test_a_value_is_printed_as_it_is(run: Run, field: str, value: str) -> None:
    shown = run("get", "a.yaml", field)
    assert (shown.code, shown.out, shown.err) == (0, value + "\n", "")


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("  tinderKind: {registryPort: 8443}", "tinderKind.registryPort", "8443"),
        ("  bootstrap: {registryPort: 8443}", "tinderKind.registryPort", "8443"),
        ("  LoadBalancer: {Type: NodePort}", "loadBalancer.type", "NodePort"),
        ("  clusterName: 0123", "clusterName", "0123"),
        ("  k8sVersion: 1.30", "k8sVersion", "1.30"),
        ("  unknown: {a: [1, yes, 0123, '5']}", "spec.unknown.a", '- 1\n- "yes"\n- "0123"\n- "5"'),
        ("binaries: {type: builtin}", "spec.binaries.type", "builtin"),
        ("  kubeanConfig: 'foo: 3'", "kubeanConfig.foo", "3"),
        ("  kubeanConfig: >\n    foo: 3", "kubeanConfig", "foo: 3"),
    ],
)
def test_whatever_its_spelling_a_field_is_found(
    run: Run, file: Path, line: str, field: str, value: str
) -> None:
    file.write_text(
        f"apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\nspec:\n  cri: {{}}\n{line}\n"
    )
    assert run("get", "a.yaml", field).out == value + "\n"


@pytest.mark.parametrize(
    ("field", "masked", "revealed"),
    [
        ("masterNodes[0].ansiblePass", "********", SECRET),
        ("kubeanConfig.http_proxy", "********", f"http://user:{SECRET}@proxy.example.com:3128"),
        ("masterNodes", 'ansiblePass: "********"', f"ansiblePass: {SECRET}"),
        ("kubeanConfig", "http_proxy: ********", f"http_proxy: http://user:{SECRET}@proxy.example.com:3128"),
        ("spec", 'ansiblePass: "********"', f"ansiblePass: {SECRET}"),
    ],
)
def test_secrets_are_masked_unless_they_are_asked_for(
    run: Run, field: str, masked: str, revealed: str
) -> None:
    shown = run("get", "a.yaml", field)
    assert (shown.code, shown.err) == (0, MASKED)
    assert masked in shown.out
    assert SECRET not in shown.out
    shown = run("get", "--reveal", "a.yaml", field)
    assert (shown.code, shown.err) == (0, "")
    assert revealed in shown.out


def test_json_keeps_the_types(run: Run) -> None:
    shown = json.loads(run("get", "--format", "json", "a.yaml", "spec").out)
    assert shown["cri"] == {"skipProvision": False}
    assert shown["workerNodes"][1]["nodeLabels"] == {"example.com/zone": "hall-a"}
    assert shown["masterNodes"][0]["ansiblePass"] == "********"
    assert isinstance(shown["kubeanConfig"], str)
    assert json.loads(run("get", "--format=json", "a.yaml", "kubeanConfig.node_sysctl_tuning").out) is True


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("spec.privateKeyPath", "a.yaml does not give spec.privateKeyPath"),
        ("network.serviceCIDR", "it has a default, which --default prints"),
        ("k8sVersion", "the default: the installer's own version"),
        ("spec.netwrk.cni", "did you mean spec.network.cni?"),
        ("loadBalancer.typ", "did you mean spec.loadBalancer.type?"),
        ("spec.somethingElse", "it is no documented field"),
        ("masterNodes[1]", "a.yaml does not give spec.masterNodes[1]"),
        ("masterNodes[7].ip", "the last item is spec.masterNodes[0]"),
        ("workerNodes[w-9].ip", "spec.workerNodes has no item called w-9; it has: w-1, w-2"),
        ("network[0]", "spec.network is no list"),
        ("kubeanConfig.foo.bar", "a.yaml does not give spec.kubeanConfig.foo.bar"),
    ],
)
def test_what_is_not_there_is_told(run: Run, field: str, reason: str) -> None:
    shown = run("get", "a.yaml", field)
    assert (shown.code, shown.out) == (1, "")
    assert reason in shown.err


@pytest.mark.parametrize("words", [("get", "a.yaml", "spec"), ("set", "a.yaml", "clusterName=a")])
def test_a_list_for_a_file_is_told(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "a.yaml").write_text("- spec:\n    clusterName: b\n", encoding="utf-8")
    shown = run(*words)
    assert (shown.code, shown.out) == (1, "")
    assert "the file holds a list, not a block of keys; `clustercfg lint` explains it" in shown.err


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("network.serviceCIDR", "10.233.0.0/18"),
        ("network.cni", "calico"),
        ("tinderKind.registryPort", "443"),
        ("auditConfig", None),
        ("masterNodes[0].ansibleSSHPort", "22"),
        ("kubeanConfig.etcd_deployment_type", "kubeadm"),
        ("kubeanConfig.use_oracle_public_repo", None),
        ("k8sVersion", None),
    ],
)
def test_defaults_are_printed_on_demand(run: Run, field: str, value: str | None) -> None:
    shown = run("get", "--default", "a.yaml", field)
    assert (shown.code, shown.out) == ((1, "") if value is None else (0, value + "\n"))


def test_a_whole_block_of_defaults_is_printed(run: Run) -> None:
    shown = run("get", "--default", "--format", "json", "a.yaml", "tinderKind")
    assert json.loads(shown.out)["minioServerPort"] == 9000


@pytest.mark.parametrize(
    "field", ["", "a b", "spec.", "masterNodes[].ip", "masterNodes[", 'a["\\q"]', "[0]x", "a=b"]
)
def test_what_is_no_field_is_wrong_usage(run: Run, field: str) -> None:
    shown = run("get", "a.yaml", field)
    assert (shown.code, shown.out) == (2, "")
    assert "is no field" in shown.err


def test_standard_input_is_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SAMPLE.encode())))
    assert run("get", "-", "clusterName").out == "site\n"


def test_a_broken_file_still_answers_with_a_word(run: Run, file: Path) -> None:
    file.write_text(SAMPLE + "\tx: [\n")
    shown = run("get", "a.yaml", "clusterName")
    assert (shown.code, shown.out) == (0, "site\n")
    assert shown.err == "clustercfg: a.yaml is not sound YAML, as `clustercfg lint` explains\n"


@pytest.mark.parametrize(("data", "code"), [(b"\xff\xfe\x00", 1), (None, 3), (b"", 1), (b"- a\n", 1)])
def test_a_file_that_gives_nothing_is_told(run: Run, file: Path, data: bytes | None, code: int) -> None:
    file.unlink() if data is None else file.write_bytes(data)
    shown = run("get", "a.yaml", "spec.clusterName")
    assert (shown.code, shown.out) == (code, "")
    assert shown.err.startswith("clustercfg: ")


def test_many_aliases_end_the_reading_and_not_the_memory(run: Run, file: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]" for n in range(1, 20)]
    file.write_text("\n".join(lines) + "\n")
    assert run("get", "a.yaml", "a19").code in (0, 1)
