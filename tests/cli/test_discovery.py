from __future__ import annotations

import os
from pathlib import Path

import pytest

from clustercfg.cli.discovery import find_files, is_cluster_config
from clustercfg.cli.exit_codes import ExitCode, Outcome

OURS = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (OURS, True),
        ("kind: ClusterConfig", True),
        ("\ufeffkind: ClusterConfig\n", True),
        ("# note\r\nkind: ClusterConfig\r\n", True),
        ("kind: 'ClusterConfig' # note\n", True),
        ('{"apiVersion": "provision.daocloud.io/v1alpha3", "kind": "ClusterConfig"}', True),
        ("apiVersion: provision.daocloud/v1alpha9\nkind: ClusterConfig\n", True),
        ("apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n", False),
        ("apiVersion: k0s.k0sproject.io/v1beta1\nkind: ClusterConfig\n", False),
        ("kind: ClusterConfiguration\n", False),
        ("kind: MyClusterConfig\n", False),
        ("kind: ConfigMap\ndata:\n  a: |\n    kind: ClusterConfig\n", False),
        ("# kind: ClusterConfig\n", False),
        ("", False),
    ],
)
def test_a_cluster_config_is_told_by_its_kind(text: str, wanted: bool) -> None:
    assert is_cluster_config(text.encode()) is wanted


def test_a_file_in_utf_16_is_found_so_that_lint_can_name_the_encoding() -> None:
    assert is_cluster_config(OURS.encode("utf-16-le"))


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "b.yaml",
        "a/z.yml",
        "a/x.yaml",
        ".hidden/c.yaml",
        "node_modules/d.yaml",
        ".venv/e.yaml",
        "a/f.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(OURS)
    (tmp_path / "other.yaml").write_text("kind: Service\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_directory_gives_its_cluster_configs_in_order(tree: Path) -> None:
    outcome = Outcome()
    assert list(find_files(["."], outcome)) == [
        "b.yaml",
        str(Path("a/x.yaml")),
        str(Path("a/z.yml")),
    ]
    assert list(find_files([str(tree)], outcome)) == [
        str(tree / name) for name in ("b.yaml", "a/x.yaml", "a/z.yml")
    ]
    assert outcome.code is ExitCode.OK


def test_a_named_file_is_always_taken_and_only_once(tree: Path) -> None:
    paths = ["other.yaml", ".hidden/c.yaml", "-", "a", str(tree / "a/x.yaml"), "-", "a/f.txt"]
    assert list(find_files(paths, Outcome())) == [
        "other.yaml",
        ".hidden/c.yaml",
        "-",
        "a/x.yaml",
        "a/z.yml",
        "a/f.txt",
    ]


def test_a_directory_without_cluster_config_says_how_far_the_search_went(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tree / "empty").mkdir()
    (tree / "empty/one.yaml").write_text("kind: Service\n")
    outcome = Outcome()
    assert list(find_files(["empty"], outcome)) == []
    assert outcome.code is ExitCode.USAGE
    assert capsys.readouterr().err == (
        "clustercfg: no file of kind ClusterConfig in empty (looked at 1 YAML file); name the file to check it anyway\n"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_a_directory_does_not_block_the_search(tree: Path) -> None:
    os.mkfifo(tree / "a/pipe.yaml")
    assert list(find_files(["a"], Outcome())) == ["a/x.yaml", "a/z.yml"]


def test_a_broken_link_is_told_and_the_search_goes_on(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tree / "a/gone.yaml").symlink_to("nowhere.yaml")
    outcome = Outcome()
    assert list(find_files(["a"], outcome)) == ["a/x.yaml", "a/z.yml"]
    assert outcome.code is ExitCode.UNREADABLE
    assert "cannot read a/gone.yaml" in capsys.readouterr().err
