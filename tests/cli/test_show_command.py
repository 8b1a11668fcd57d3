from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from command_line import Run

TEXT = """\
apiVersion: provision.daocloud.io/v1alpha3
kind: ClusterConfig
spec:
  clusterName: my-cluster
  masterNodes:
    - nodeName: m-1
      ip: 10.6.1.5
      ansibleUser: root
      ansiblePass: "hunter2"
  fullPackagePath: /data/offline
  binaries:
    type: external
    externalRepoEndpoint: https://10.6.1.9:9000
    externalRepoUsername: dce
    externalRepoPassword: "hunter2"
  k8sVersion: v1.31.6
"""

HEAD = """\
a.yaml

install mode    cluster-create
                spec.masterNodes lists 1 node
binaries        s3
                type is external with user name and password: S3-compatible
                storage
                nodes will ask (assumed):
                  https://10.6.1.9:9000/kubean
                for example:
                  https://10.6.1.9:9000/kubean/dl.k8s.io/release/v1.31.6/bin/linux/amd64/kubeadm
osRepos         official-service
                type is official-service or absent
imagesAndCharts official-service
                type is official-service or absent

apiVersion: provision.daocloud.io/v1alpha3
kind: ClusterConfig
spec:
  clusterName: my-cluster
  bootstrapNode: auto  # default
"""


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.yaml").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "a.yaml"


def test_the_effective_configuration_is_shown(run: Run) -> None:
    shown = run("show", "a.yaml")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith(HEAD)
    assert '      ansiblePass: "********"\n      ansibleSSHPort: 22  # default\n' in shown.out


def test_json_says_the_same(run: Run) -> None:
    shown = json.loads(run("show", "--format", "json", "a.yaml").out)
    assert shown["installMode"] == {"value": "cluster-create", "reason": "spec.masterNodes lists 1 node"}
    binaries = shown["packageSources"][0]
    assert (binaries["field"], binaries["kind"]) == ("spec.binaries", "s3")
    assert binaries["urls"] == [{"url": "https://10.6.1.9:9000/kubean", "assumed": True}]
    settings = {each["path"]: each for each in shown["settings"]}
    assert settings["spec.masterNodes[0].ansiblePass"]["value"] == "********"
    assert settings["spec.network.cni"] == {
        "path": "spec.network.cni",
        "value": "calico",
        "origin": "default",
        "note": "",
    }


@pytest.mark.parametrize("format_name", ["text", "json"])
def test_no_secret_is_shown(run: Run, format_name: str) -> None:
    assert "hunter2" not in run("show", "--format", format_name, "--color", "always", "a.yaml").out


def test_standard_input_is_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert run("show", "-").out.startswith("<stdin>\n\ninstall mode    cluster-create\n")


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("10.6.1.5", "10.6.1.500"),
        TEXT.replace("v1alpha3", "v1alpha1"),
        TEXT.replace("ClusterConfig", "Service"),
        "a: [",
        "\x00",
        "",
        "- 1\n",
        "plain",
    ],
)
@pytest.mark.parametrize("format_name", ["text", "json"])
def test_a_file_that_says_nothing_definite_gets_its_lint_report(
    run: Run, file: Path, text: str, format_name: str
) -> None:
    file.write_text(text)
    shown = run("show", "--format", format_name, "a.yaml")
    assert (shown.code, shown.err) == (1, "")
    assert shown.out == run("lint", "--format", format_name, "a.yaml").out


def test_a_file_with_errors_that_leave_a_configuration_is_shown_with_a_word(run: Run, file: Path) -> None:
    file.write_text(TEXT + "  bootstrapNod: 10.6.1.1\n")
    shown = run("show", "a.yaml")
    assert (shown.code, shown.err) == (0, "clustercfg: a.yaml has errors, which `clustercfg lint` explains\n")
    assert shown.out.startswith("a.yaml\n\ninstall mode    cluster-create\n")


def test_an_absent_file_is_told(run: Run) -> None:
    shown = run("show", "absent.yaml")
    assert (shown.code, shown.out) == (3, "")
    assert shown.err == "clustercfg: absent.yaml: No such file or directory\n"
