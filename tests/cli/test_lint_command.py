from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from clustercfg.cli import checking
from clustercfg.linting.linter import lint_bytes
from clustercfg.linting.reports import FORMATS
from clustercfg.linting.rules import RULES

if TYPE_CHECKING:
    from command_line import Run

HEADER = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\n"
GOOD = HEADER + "spec:\n  loadBalancer:\n    type: NodePort\n"
WARNING = HEADER + "spec:\n  loadBalancer:\n    type: NodePort\n  somethingNew: 1\n"
ERROR = HEADER + "spec:\n  loadBalancer:\n    type: nodeport\n"
SECRETS = (
    HEADER
    + """\
spec:
  masterNodes:
    - {nodeName: M_1, ip: 10.6.1.1, ansibleUser: root, ansiblePass: 0123hunter2}
    - nodeName: m-2
      ip: 10.6.1.1
      ansiblePassword: hunter2 # was hunter2
      ansibleExtraArgs: "ansible_become_pass='hunter2'"
  binaries:
    type: builtin
    externalRepoEndpoint: http://user:hunter2@10.0.1.1/kubean
    externalRepoPassword: [hunter2]
  externalMiddlewares:
    redis:
      kpanda: redis://:hunter2@10.0.1.1:6379
    database:
      kpanda:
        - driver: oracle
          dataSourceName: user:hunter2@tcp(db)/x
  kubeanConfig: |-
    http_proxy: http://user:hunter2@proxy:1
    my_password: hunter2: x
"""
)


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    texts = {"good.yaml": GOOD, "warning.yaml": WARNING, "error.yaml": ERROR, "secrets.yaml": SECRETS}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["good.yaml"], 0),
        (["warning.yaml"], 0),
        (["--strict", "warning.yaml"], 1),
        (["--strict", "good.yaml"], 0),
        (["error.yaml"], 1),
        (["good.yaml", "error.yaml"], 1),
        (["--select", "CC1", "error.yaml"], 0),
        (["--ignore", "cc2", "error.yaml"], 0),
        (["--ignore", "invalid-value", "--ignore", "unknown-key", "error.yaml"], 0),
        (["--select", "CC3,invalid-value", "error.yaml"], 1),
        (["absent.yaml"], 3),
        (["absent.yaml", "error.yaml"], 3),
        (["--select", "CC999", "error.yaml"], 2),
        ([], 2),
    ],
)
def test_exit_codes(run: Run, words: list[str], code: int) -> None:
    assert run("lint", *words).code == code


def test_a_finding_is_shown_with_place_and_snippet(run: Run) -> None:
    shown = run("lint", "error.yaml")
    lines = shown.out.splitlines()
    assert lines[0].startswith("error.yaml:5:11: error CC")
    assert "  5 |     type: nodeport" in lines
    assert "    |           ^^^^^^^^" in lines
    assert lines[-1].startswith("Checked 1 file: 1 error.")
    assert shown.err == ""


def test_an_unreadable_file_is_told_and_the_others_are_checked(run: Run) -> None:
    shown = run("lint", "--format", "concise", "absent.yaml", "error.yaml")
    assert shown.err == "clustercfg: cannot read absent.yaml: No such file or directory\n"
    assert shown.out.startswith("error.yaml:5:11: error: ")
    assert len(shown.out.splitlines()) == 1


def test_json_holds_every_file_in_order(run: Run) -> None:
    shown = run("lint", "--format", "json", "warning.yaml", "good.yaml", "error.yaml")
    report = json.loads(shown.out)
    assert [file["path"] for file in report["files"]] == ["warning.yaml", "good.yaml", "error.yaml"]
    assert report["summary"] == {"files": 3, "errors": 1, "warnings": 1}
    assert report["files"][2]["diagnostics"][0]["start"] == {
        "line": 5,
        "column": 11,
        "offset": ERROR.index("nodeport"),
    }


def test_a_directory_is_searched(run: Run, files: Path) -> None:
    (files / "sub").mkdir()
    (files / "sub/more.yml").write_text(ERROR)
    shown = run("lint", "--format", "concise", ".")
    assert {line.split(":")[0] for line in shown.out.splitlines()} >= {
        "error.yaml",
        str(Path("sub/more.yml")),
    }
    assert "Checked 5 files" in run("lint", ".").out


def test_a_directory_without_cluster_config_is_wrong_usage(run: Run, files: Path) -> None:
    (files / "empty").mkdir()
    shown = run("lint", "empty")
    assert (shown.code, shown.out) == (2, "")
    assert "no file of kind ClusterConfig in empty (looked at 0 YAML files)" in shown.err


def test_standard_input_is_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ERROR.encode())))
    shown = run("lint", "--format", "concise", "-")
    assert shown.code == 1
    assert shown.out.startswith("<stdin>:5:11: error: ")


def test_without_a_path_the_usual_file_is_suggested(run: Run, files: Path) -> None:
    assert run("lint").err == "clustercfg lint: name a file, a directory, or - for standard input\n"
    (files / "clusterConfig.yaml").write_text(GOOD)
    assert "here you may want: clustercfg lint clusterConfig.yaml" in run("lint").err


@pytest.mark.parametrize(
    ("option", "word", "hint"),
    [
        ("--select", "CC2O1", "did you mean CC2"),
        ("--ignore", "unknown-keys", "did you mean unknown-key"),
        ("--ignore", "zzz", "there is no such rule"),
    ],
)
def test_an_unknown_rule_is_refused_with_a_near_match(run: Run, option: str, word: str, hint: str) -> None:
    shown = run("lint", option, word, "good.yaml")
    assert shown.code == 2
    assert f"{option} {word}" in shown.err
    assert hint in shown.err


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_can_be_selected_by_code_and_name(run: Run, rule: object) -> None:
    assert run("lint", "--select", rule.code, "--ignore", rule.name.upper(), "good.yaml").code == 0  # type: ignore[attr-defined] # the parameter of pytest is untyped


def test_the_mode_can_be_given(run: Run) -> None:
    assert run("lint", "--mode", "install-app", "good.yaml").code == 0
    assert run("lint", "--mode", "upgrade", "good.yaml").code == 2


def test_placeholders_can_be_allowed(run: Run, files: Path) -> None:
    (files / "template.yaml").write_text(HEADER + "spec:\n  bootstrapNode: xx.xx.xx.xx\n")
    assert run("lint", "template.yaml").code == 1
    assert run("lint", "--allow-placeholders", "template.yaml").code == 0


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("color", ["always", "never"])
def test_no_format_shows_a_secret(run: Run, format_name: str, color: str) -> None:
    shown = run("lint", "--format", format_name, "--color", color, "secrets.yaml")
    assert shown.code == 1
    assert len(shown.out) > 500
    assert "hunter2" not in shown.out + shown.err


@pytest.mark.parametrize(
    ("variables", "words", "colored"),
    [
        ({}, (), False),
        ({"FORCE_COLOR": "1"}, (), True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
        ({"FORCE_COLOR": "1"}, ("--color", "never"), False),
        ({}, ("--color", "always"), True),
    ],
)
def test_color_follows_the_option_and_the_customs(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    words: tuple[str, ...],
    colored: bool,
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in run("lint", *words, "error.yaml").out) is colored


def test_color_is_used_on_a_terminal(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b[" in run("lint", "error.yaml").out


def test_a_file_beyond_the_limit_is_refused_without_being_read_whole(run: Run, files: Path) -> None:
    with (files / "huge.yaml").open("wb") as file:
        file.truncate(1 << 33)
    shown = run("lint", "--format", "concise", "huge.yaml")
    assert shown.code == 1
    assert "CC103" in shown.out


def test_only_the_lines_that_a_snippet_shows_are_kept() -> None:
    report = checking._slim(lint_bytes(ERROR.encode()))
    assert report.lines == ("", "", "", "", "    type: nodeport")
    assert report == lint_bytes(ERROR.encode())
