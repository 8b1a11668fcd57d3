from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING

import pytest

from clustercfg.schema import json_schema

if TYPE_CHECKING:
    from pathlib import Path

    from command_line import Run

TEXT = """\
apiVersion: provision.daocloud.io/v1alpha3
kind: ClusterConfig
spec:
  masterNodes:
    - nodeName: m-1
    - nodeName: m-2
      ip: 10.6.1.5
      ansiblePass: 1234567
  binaries:
    type: builtin
    externalRepoEndpoint: http://10.0.1.1
  loadBalancer:
    type: metalb
    insightVip: 10.6.1.1
  tinderKind:
    registryPort: 70000
unknownBlock:
  x: 1
"""

FINDINGS = """\
a.yaml:5:5: error: the key ip is missing [schema required]
a.yaml:8:20: error: Expected: text; numbers, true and false need quotes. [schema type]
a.yaml:11:27: error: externalRepoEndpoint does not go with type: builtin. [schema type]
a.yaml:13:11: error: Expected one of: NodePort, metallb, cloudLB. [schema enum]
a.yaml:14:17: error: Expected: IP address with /32 (IPv6: /128). [schema pattern]
a.yaml:16:19: error: Expected: whole number from 1 to 65535. [schema maximum]
a.yaml:17:1: error: there is no key unknownBlock [schema additionalProperties]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.yaml").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("version", ["v1alpha3", "v1alpha4"])
def test_the_schema_is_printed(run: Run, version: str) -> None:
    shown = run("schema", "--api-version", version)
    assert (shown.code, shown.err) == (0, "")
    assert json.loads(shown.out) == json_schema(version)


def test_the_schema_is_written_to_a_file(run: Run, folder: Path) -> None:
    shown = run("schema", "-o", "s.json")
    assert (shown.code, shown.out, shown.err) == (0, "", "wrote s.json\n")
    assert json.loads((folder / "s.json").read_text("utf-8")) == json_schema()
    assert [each.name for each in folder.iterdir() if each.name.startswith(".")] == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_file_that_is_replaced_keeps_its_permissions_and_its_link(run: Run, folder: Path) -> None:
    (folder / "real.json").write_text("old")
    (folder / "real.json").chmod(0o640)
    (folder / "link.json").symlink_to("real.json")
    assert run("schema", "-o", "link.json").code == 0
    assert (folder / "link.json").is_symlink()
    assert stat.S_IMODE((folder / "real.json").stat().st_mode) == 0o640
    assert json.loads((folder / "real.json").read_text("utf-8")) == json_schema()


def test_a_folder_that_is_absent_is_told(run: Run) -> None:
    shown = run("schema", "-o", "nowhere/s.json")
    assert (shown.code, shown.out) == (3, "")
    assert "No such file or directory" in shown.err


def test_an_editors_findings_come_with_places_and_without_values(run: Run) -> None:
    shown = run("schema", "--check", "a.yaml", "--format", "concise")
    assert (shown.code, shown.err) == (1, "")
    assert shown.out == FINDINGS
    assert "1234567" not in run("schema", "--check", "a.yaml").out


@pytest.mark.parametrize("version", ["v1alpha3", "v1alpha4"])
def test_the_version_of_the_file_chooses_the_schema(run: Run, folder: Path, version: str) -> None:
    (folder / "b.yaml").write_text(
        f"apiVersion: provision.daocloud.io/{version}\nkind: ClusterConfig\nspec:\n  clusterName: a\n"
    )
    assert run("schema", "--check", "b.yaml").out == "Checked 1 file: no problems found.\n"
    other = "v1alpha4" if version == "v1alpha3" else "v1alpha3"
    shown = run("schema", "--check", "b.yaml", "--api-version", other, "--format", "concise")
    assert shown.code == 1
    assert shown.out == f"b.yaml:1:13: error: Expected: provision.daocloud.io/{other}. [schema enum]\n"


def test_a_file_that_is_no_yaml_gets_its_syntax_errors(run: Run, folder: Path) -> None:
    (folder / "b.yaml").write_text("kind: ClusterConfig\nspec: [\n")
    shown = run("schema", "--check", "b.yaml", "--format", "concise")
    assert shown.code == 1
    assert "[CC1" in shown.out


@pytest.mark.parametrize(
    "words", [["-o", "x", "--check", "a.yaml"], ["--api-version", "v1alpha2"], ["extra"]]
)
def test_a_wrong_command_line_is_refused(run: Run, words: list[str]) -> None:
    assert run("schema", *words).code == 2
