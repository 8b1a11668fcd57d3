from __future__ import annotations

import io
import json
import os
import re
import stat
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from command_line import Run

OLD = """\
apiVersion: provision.daocloud.io/v1alpha2\r
kind: ClusterConfig\r
spec:\r
  registry:\r
    type: external\r
    externalRegistry: http://r.example.com\r
    externalRegistryPassword: "hunter2-hunter2" # rotate\r
"""
NEW = """\
apiVersion: provision.daocloud.io/v1alpha3\r
kind: ClusterConfig\r
spec:\r
  fullPackagePath: FILL-IN-THE-FOLDER-OF-THE-OFFLINE-PACKAGE\r
  imagesAndCharts:\r
    type: external\r
    externalImageRepo: http://r.example.com\r
    externalImageRepoPassword: "hunter2-hunter2" # rotate\r
"""
REPORT = """\
clustercfg: a.yaml goes from v1alpha2 to v1alpha3
to fill in or to check (lines of the new text):
    4  spec.fullPackagePath: the folder of the unpacked offline package, which
       -p named on the command line before
renamed (lines of the old text):
    4  spec.registry -> spec.imagesAndCharts
    6  spec.registry.externalRegistry -> spec.imagesAndCharts.externalImageRepo
    7  spec.registry.externalRegistryPassword ->
       spec.imagesAndCharts.externalImageRepoPassword
changed (lines of the old text):
    1  apiVersion
clustercfg: 1 placeholder must be filled in; `clustercfg lint` names it
"""


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "a.yaml"
    file.write_bytes(OLD.encode())
    return file


def give(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_the_new_text_goes_to_output_and_the_report_to_talk(run: Run, file: Path) -> None:
    shown = run("migrate", "a.yaml")
    assert (shown.code, shown.out, shown.err) == (0, NEW, REPORT)
    assert file.read_bytes() == OLD.encode()


def test_standard_input_is_taken_and_a_byte_order_mark_kept(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(monkeypatch, b"\xef\xbb\xbf" + OLD.encode())
    shown = run("migrate", "-")
    assert (shown.code, shown.out) == (0, "\ufeff" + NEW)


def test_a_diff_shows_the_change_without_secrets_and_writes_nothing(run: Run, file: Path) -> None:
    shown = run("migrate", "--diff", "a.yaml")
    assert shown.code == 0
    assert re.search(r"^-    externalRegistryPassword: \S?\*{8}", shown.out, re.MULTILINE)
    assert re.search(r"^\+    externalImageRepoPassword: \S?\*{8}", shown.out, re.MULTILINE)
    assert "hunter2" not in shown.out + shown.err
    assert file.read_bytes() == OLD.encode()


def test_in_place_the_file_changes_and_nothing_is_printed(run: Run, file: Path) -> None:
    file.chmod(0o600)
    shown = run("migrate", "--in-place", "a.yaml")
    assert (shown.code, shown.out, shown.err) == (0, "", REPORT)
    assert file.read_bytes() == NEW.encode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("words", [("a.yaml",), ("--to", "v1alpha3", "a.yaml")])
def test_a_second_time_there_is_nothing_to_do(run: Run, file: Path, words: tuple[str, ...]) -> None:
    run("migrate", "--in-place", "a.yaml")
    written = file.stat().st_mtime_ns
    shown = run("migrate", "--in-place", *words)
    assert (shown.code, shown.out) == (0, "")
    assert shown.err == "clustercfg: a.yaml is of v1alpha3 already, nothing to migrate\n"
    assert file.stat().st_mtime_ns == written


@pytest.mark.skipif(os.name == "nt", reason="files have no mode there")
@pytest.mark.parametrize("mode", [0o600, 0o640])
def test_another_file_is_no_more_open_than_the_first(run: Run, file: Path, mode: int) -> None:
    file.chmod(mode)
    umask = os.umask(0o022)
    try:
        shown = run("migrate", "-o", "b.yaml", "a.yaml")
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(umask)
    other = file.with_name("b.yaml")
    assert (shown.code, shown.out, other.read_bytes()) == (0, "", NEW.encode())
    assert stat.S_IMODE(other.stat().st_mode) == mode
    assert file.read_bytes() == OLD.encode()


def test_the_report_as_data_takes_the_place_of_the_text(run: Run, file: Path) -> None:
    shown = run("migrate", "--format", "json", "--in-place", "a.yaml")
    report = json.loads(shown.out)
    assert (shown.code, shown.err, report["path"]) == (0, "", "a.yaml")
    assert report["changes"][0]["target"] == "spec.fullPackagePath"
    assert "hunter2" not in shown.out
    assert file.read_bytes() == NEW.encode()


def test_a_newer_file_keeps_its_version_unless_an_older_one_is_asked_for(run: Run, file: Path) -> None:
    file.write_text(NEW.replace("v1alpha3", "v1alpha4"))
    assert run("migrate", "a.yaml").code == 0
    shown = run("migrate", "--to", "v1alpha3", "a.yaml")
    assert (shown.code, shown.out) == (1, "")
    assert "going back" in shown.err


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"spec: [", "line 1 is not sound YAML"),
        (b"kind: ConfigMap\n", "no ClusterConfig"),
        (b"\xff\xfea", "UTF-16"),
        (b"a" * (1024 * 1024 + 1), "more than 1048576"),
    ],
)
def test_what_cannot_be_migrated_is_left_alone(run: Run, file: Path, data: bytes, told: str) -> None:
    file.write_bytes(data)
    shown = run("migrate", "--in-place", "a.yaml")
    assert (shown.code, shown.out) == (1, "")
    assert told in shown.err
    assert file.read_bytes() == data


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("a.yaml", "b.yaml"),
        ("--to", "v1alpha1", "a.yaml"),
        ("--in-place", "-"),
        ("--in-place", "--diff", "a.yaml"),
        ("--in-place", "-o", "b.yaml", "a.yaml"),
        ("--diff", "--format", "json", "a.yaml"),
    ],
)
def test_contradictions_are_wrong_usage(run: Run, words: tuple[str, ...]) -> None:
    assert run("migrate", *words).code == 2


@pytest.mark.parametrize("words", [("absent.yaml",), ("-o", "no-folder/b.yaml", "a.yaml")])
def test_files_that_cannot_be_read_or_written_have_their_own_code(run: Run, words: tuple[str, ...]) -> None:
    shown = run("migrate", *words)
    assert (shown.code, shown.out) == (3, "")
    assert "Traceback" not in shown.err
