from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from clustercfg.linting.linter import lint_bytes
from clustercfg.yamltext.document import Document
from edit_samples import SAMPLE, replaced

if TYPE_CHECKING:
    from command_line import Run

NEW = "freshSecret-17"


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert list(lint_bytes(SAMPLE.encode())) == []
    (tmp_path / "a.yaml").write_text(SAMPLE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PASSWORD", NEW)
    return tmp_path / "a.yaml"


@pytest.mark.parametrize(
    ("assignment", "old", "new"),
    [
        ("spec.loadBalancer.type=NodePort", "type: metallb", "type: NodePort"),
        ("clusterName=factory", "clusterName: site   #", "clusterName: factory   #"),
        ("loadBalancer.insightVip=10.6.0.9/32", '"10.6.0.201/32"', '"10.6.0.9/32"'),
        ("network.clusterCIDR=10.9.0.0/16", "cni: calico\n", "cni: calico\n    clusterCIDR: 10.9.0.0/16\n"),
        ("workerNodes[w-1].ansibleSSHPort=2222", '"22"', '"2222"'),
        ("ntpServer[+]=c.example.com", "b.example.com]", "b.example.com, c.example.com]"),
        ("ntpServer=[x.example.com]", "[a.example.com, b.example.com]", "[x.example.com]"),
        ('ntpServer=["x.example.com"]', "[a.example.com, b.example.com]", "[x.example.com]"),
        ("kubeanConfig.bin_dir=/opt", "bin_dir: /usr/local/bin", "bin_dir: /opt"),
        ("kubeanConfig.node_sysctl_tuning=false", "tuning: true", "tuning: false"),
        ("kubeanConfig.foo=1.20", "tuning: true\n", 'tuning: true\n    foo: "1.20"\n'),
        ("metadata.labels={team: '7'}", "  name: site\n", '  name: site\n  labels:\n    team: "7"\n'),
        ("workerNodes[w-2].nodeLabels[example.com/zone]=yes", "zone: hall-a", 'zone: "yes"'),
    ],
)
def test_one_value_changes_and_nothing_else(
    run: Run, file: Path, assignment: str, old: str, new: str
) -> None:
    shown = run("set", "a.yaml", assignment)
    assert (shown.code, shown.out) == (0, "")
    assert file.read_text() == replaced(old, new)
    assert shown.err.splitlines()[-1].startswith("clustercfg: wrote a.yaml: ")


@pytest.mark.parametrize(
    ("assignment", "path", "value"),
    [
        ("k8sVersion=1.30", "spec.k8sVersion", "1.30"),
        ("tinderKind.registryPort=8443", "spec.tinderKind.registryPort", 8443),
        ("workerNodes[1].ansibleSSHPort=2222", "spec.workerNodes[1].ansibleSSHPort", 2222),
        ("cri.skipProvision=yes", "spec.cri.skipProvision", True),
        ("loadBalancer.SourceIP=auto", "spec.loadBalancer.SourceIP", "auto"),
        ("loadBalancer.SourceIP=false", "spec.loadBalancer.SourceIP", False),
        ("addonPackage.path=/data/a.tar.gz", "spec.addonPackage.path", "/data/a.tar.gz"),
        ("addonPackage.path=[/data/a.tar.gz]", "spec.addonPackage.path", ["/data/a.tar.gz"]),
        ("metadata.name=007", "metadata.name", "007"),
        ("metadata.count=7", "metadata.count", 7),
        ("clusterName=a=b", "spec.clusterName", "a=b"),
        (
            "workerNodes[w-1].nodeTaints[+]=a=b:NoSchedule",
            "spec.workerNodes[0].nodeTaints",
            ["a=b:NoSchedule"],
        ),
    ],
)
def test_values_are_typed_by_their_field(
    run: Run, file: Path, assignment: str, path: str, value: object
) -> None:
    assert run("set", "--force", "a.yaml", assignment).code == 0
    assert Document(file.read_text()).get(path) == value


REFUSED = [
    ("loadBalancer.type=nodeport", "type must be one of: NodePort, metallb, cloudLB. [CC209 invalid-value]"),
    ("loadBalancer.type=nodeport", "Did you mean NodePort?"),
    ("masterNodes[0].ip=10.6.0.256", "CC211 malformed-value"),
    ("cri.skipProvision=maybe", "True or false is expected here, not text. [CC208 wrong-type]"),
    ("tinderKind.registryPort=many", "A whole number is expected here"),
    ("tinderKind.registryPort=70000", "between 1 and 65535"),
    ("ntpServer=a.example.com", "A list is expected here"),
    ("network=calico", "A block of keys is expected here"),
    ("workerNodes[w-1].nodeName=w-2", "CC310 duplicate-node-name"),
    ("binaries.type=external", "externalRepoEndpoint"),
    ("masterNodes[0].ip.x=1", "leads through a value that holds no keys"),
    ("workerNodes[9].ip=10.6.0.9", "the last item is spec.workerNodes[1]"),
    ("workerNodes[w-9].ip=10.6.0.9", "has no item called w-9"),
]


@pytest.mark.parametrize(("assignment", "reason"), REFUSED)
def test_what_brings_an_error_is_refused_with_its_message(
    run: Run, file: Path, assignment: str, reason: str
) -> None:
    shown = run("set", "a.yaml", "clusterName=other", assignment)
    assert (shown.code, shown.out) == (1, "")
    assert reason in " ".join(shown.err.split())
    assert file.read_text() == SAMPLE


def test_force_makes_the_change_all_the_same(run: Run, file: Path) -> None:
    shown = run("set", "--force", "a.yaml", "loadBalancer.type=nodeport")
    assert shown.code == 0
    assert "error: spec.loadBalancer.type: " in shown.err
    assert file.read_text() == replaced("type: metallb", "type: nodeport")


@pytest.mark.parametrize(
    ("assignment", "hint"),
    [
        (
            "loadBalancer.typ=metallb",
            "there is no field spec.loadBalancer.typ; did you mean spec.loadBalancer.type?",
        ),
        ("spec.netwrk.cni=calico", "did you mean spec.network.cni?"),
        ("clusterNam=a", "did you mean spec.clusterName?"),
        ("zebra=1", "there is no field zebra; did you mean spec.zebra?"),
        ("zebra.a=1", "did you mean spec.zebra.a?"),
    ],
)
def test_a_misspelt_field_is_asked_about(run: Run, file: Path, assignment: str, hint: str) -> None:
    shown = run("set", "a.yaml", assignment)
    assert shown.code == 2
    assert hint in shown.err
    assert file.read_text() == SAMPLE


def test_an_undocumented_field_is_written_with_the_warning(run: Run, file: Path) -> None:
    shown = run("set", "a.yaml", "spec.zebra=1")
    assert shown.code == 0
    assert "warning: spec.zebra: " in shown.err
    assert file.read_text() == SAMPLE + "  zebra: 1\n"


def test_a_whole_text_comes_from_a_file(run: Run, file: Path) -> None:
    Path("vars.yaml").write_text("# new\nbin_dir: /opt\nfoo: [1]\n")
    assert run("set", "a.yaml", "--from-file", "kubeanConfig=vars.yaml").code == 0
    head = SAMPLE[: SAMPLE.index("    # variables")]
    assert file.read_text() == head + "    # new\n    bin_dir: /opt\n    foo: [1]\n"


def test_nodes_come_from_a_file(run: Run, file: Path) -> None:
    Path("nodes.yaml").write_text(
        "- nodeName: w-9\n  ip: 10.6.0.29\n  ansibleUser: root\n  ansiblePass: 0123\n"
    )
    assert run("set", "a.yaml", "--from-file", "workerNodes=nodes.yaml").code == 0
    assert Document(file.read_text()).get("spec.workerNodes") == [
        {"nodeName": "w-9", "ip": "10.6.0.29", "ansibleUser": "root", "ansiblePass": "0123"}
    ]


def test_several_assignments_are_one_change(run: Run, file: Path) -> None:
    words = [
        "binaries.type=external",
        "binaries.externalRepoEndpoint=http://10.6.0.5:8080",
        "fullPackagePath=/data",
    ]
    assert [run("set", "a.yaml", *words[:count]).code for count in (1, 2)] == [1, 1]
    assert run("set", "a.yaml", *words).code == 0
    assert Document(file.read_text()).get("spec.binaries") == {
        "type": "external",
        "externalRepoEndpoint": "http://10.6.0.5:8080",
    }


def test_a_machine_is_added_by_several_assignments(run: Run, file: Path) -> None:
    words = ["workerNodes[+]={nodeName: w-3, ip: 10.6.0.23}", "workerNodes[w-3].ansibleUser=root"]
    assert run("set", "a.yaml", *words, "--from-env", "workerNodes[w-3].ansiblePass=PASSWORD").code == 0
    assert Document(file.read_text()).get("spec.workerNodes[2]") == {
        "nodeName": "w-3",
        "ip": "10.6.0.23",
        "ansibleUser": "root",
        "ansiblePass": NEW,
    }


def test_what_the_file_says_already_is_not_written(run: Run, file: Path) -> None:
    before = file.stat().st_mtime_ns
    shown = run("set", "a.yaml", "clusterName=site", "workerNodes[0].ansibleSSHPort=22")
    assert (shown.code, shown.err) == (0, "clustercfg: nothing to change: a.yaml says so already\n")
    assert file.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("old", "new", "assignment", "expected"),
    [
        ("  clusterName:", "  ClusterName:", "clusterName=x", "  ClusterName: x   #"),
        (
            "  network:\n    cni: calico\n",
            "  network:\n",
            "network.cni=cilium",
            "  network:\n    cni: cilium\n",
        ),
        (
            "  kubeanConfig: |-\n",
            "  kubeanConfig: |-\n    \n",
            "kubeanConfig.bin_dir=/o",
            "    bin_dir: /o\n",
        ),
        (
            "  kubeanConfig: |-\n",
            "  other: |-\n",
            "kubeanConfig.bin_dir=/o",
            '  kubeanConfig: "bin_dir: /o"\n',
        ),
        ("  kubeanConfig: |-\n", "  other: |-\n", "kubeanConfig={}", '  kubeanConfig: "{}"\n'),
        (
            "  cri:\n",
            "  bootstrap: {registryPort: 8443}\n  cri:\n",
            "tinderKind.registryPort=443",
            "{registryPort: 443}",
        ),
    ],
)
def test_a_field_is_changed_where_and_as_the_file_writes_it(
    run: Run, file: Path, old: str, new: str, assignment: str, expected: str
) -> None:
    file.write_text(replaced(old, new))
    assert run("set", "--force", "a.yaml", assignment).code == 0
    assert expected in file.read_text()


def test_standard_input_becomes_standard_output() -> None:
    data = b"\xef\xbb\xbf" + SAMPLE.replace("\n", "\r\n").encode()
    with subprocess.Popen(
        [sys.executable, "-m", "clustercfg", "set", "-", "clusterName=x"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        out, _err = process.communicate(data, timeout=60)
    assert out == data.replace(b"clusterName: site", b"clusterName: x")


def test_bytes_mode_and_link_of_the_file_stay(run: Run, file: Path) -> None:
    data = b"\xef\xbb\xbf" + SAMPLE.replace("\n", "\r\n").rstrip().encode()
    file.write_bytes(data)
    file.chmod(0o640)
    Path("link.yaml").symlink_to("a.yaml")
    assert run("set", "link.yaml", "network.cni=cilium").code == 0
    assert file.read_bytes() == data.replace(b"cni: calico", b"cni: cilium")
    assert file.stat().st_mode & 0o777 == 0o640
    assert Path("link.yaml").is_symlink()


@pytest.mark.parametrize(
    ("data", "code"),
    [(None, 3), (b"\xff\xfe", 1), ((SAMPLE + "\tx: [\n").encode(), 1), (b"&a [*a]\n", 1)],
)
def test_a_file_that_cannot_be_changed_is_left_alone(
    run: Run, file: Path, data: bytes | None, code: int
) -> None:
    file.unlink() if data is None else file.write_bytes(data)
    shown = run("set", "a.yaml", "clusterName=x")
    assert (shown.code, shown.out) == (code, "")
    assert shown.err.startswith("clustercfg: ")
    assert file.exists() is (data is not None)
    assert data is None or file.read_bytes() == data


def test_a_file_that_changed_meanwhile_is_not_overwritten(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change_it(*_documents: object) -> list[object]:
        file.write_text("other: 1\n")
        return []

    monkeypatch.setattr("clustercfg.cli.editing._new_findings", change_it)
    shown = run("set", "a.yaml", "clusterName=x")
    assert shown.code == 3
    assert "has changed on disk" in shown.err
    assert file.read_text() == "other: 1\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no /dev")
def test_a_folder_that_takes_no_file_is_told(run: Run) -> None:
    shown = run("set", "/dev/full", "clusterName=x")
    assert shown.code in (1, 3)
    assert "Traceback" not in shown.err


def test_options_may_stand_between_the_arguments(run: Run, file: Path) -> None:
    shown = run("set", "a.yaml", "clusterName=x", "--diff", "network.cni=cilium")
    assert shown.code == 0
    assert "+    cni: cilium" in shown.out
    assert "+  clusterName: x   # shown in the console" in shown.out
    assert file.read_text() == SAMPLE
