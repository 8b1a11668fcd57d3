from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from clustercfg.linting.linter import lint_bytes
from clustercfg.yamltext.document import Document
from edit_samples import SAMPLE, SECRET

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
    "assignment",
    [
        f"masterNodes[0].ansiblePass={NEW}",
        f"kubeanConfig.http_proxy=http://{NEW}",
        f"kubeanConfig.registry_password={NEW}",
        f"kubeanConfig=registry_password: {NEW}",
        f"fullPackagePath=http://user:{NEW}@example.com",
        f"workerNodes[+]={{nodeName: w-3, ip: 10.6.0.9, ansiblePass: {NEW}}}",
        f"externalMiddlewares={{redis: {{kpanda: 'redis://:{NEW}@a:1'}}}}",
        f"spec.mySecrets.inner={NEW}",
        f"masterNodes[0].ansibleExtraArgs={NEW}",
    ],
)
def test_a_secret_among_the_arguments_is_refused_with_the_remedy(
    run: Run, file: Path, assignment: str
) -> None:
    shown = run("set", "--force", "a.yaml", "clusterName=other", assignment)
    assert (shown.code, shown.out) == (2, "")
    assert "holds a secret" in shown.err
    assert "--from-env FIELD=VARIABLE" in shown.err
    assert NEW not in shown.err
    assert file.read_text() == SAMPLE


@pytest.mark.parametrize("value", ["", "******", "<password>", "CHANGE-ME"])
def test_a_placeholder_or_nothing_is_no_secret(run: Run, file: Path, value: str) -> None:
    assert run("set", "a.yaml", f"masterNodes[0].ansiblePass={value}").code == (1 if value == "" else 0)
    assert (file.read_text() == SAMPLE) is (value == "")


def test_a_secret_comes_from_the_environment_a_file_or_a_prompt(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("secret.txt").write_text(f"{NEW}\n")
    monkeypatch.setattr("getpass.getpass", lambda question: NEW if "ansiblePass" in question else "")
    field = "masterNodes[m-1].ansiblePass"
    for words in (
        ["--from-env", f"{field}=PASSWORD"],
        ["--from-file", f"{field}=secret.txt"],
        ["--prompt", field],
    ):
        file.write_text(SAMPLE)
        shown = run("set", "a.yaml", *words)
        assert (shown.code, shown.out) == (0, "")
        assert NEW not in shown.err
        assert Document(file.read_text()).get("spec.masterNodes[0].ansiblePass") == NEW


def test_a_secret_comes_from_standard_input(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NEW.encode() + b"\r\n")))
    assert run("set", "a.yaml", "--from-file", "masterNodes[0].ansiblePass=-").code == 0
    assert Document(file.read_text()).get("spec.masterNodes[0].ansiblePass") == NEW


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        (["--from-env", "clusterName=ABSENT_VARIABLE"], 2, "ABSENT_VARIABLE is not set"),
        (["--from-env", "clusterName"], 2, "--from-env is not of the form FIELD=VALUE"),
        (["--from-file", "clusterName=absent.txt"], 3, "absent.txt: No such file"),
        (["--from-file", "clusterName=latin.txt"], 2, "latin.txt is no UTF-8 text"),
        (["--prompt", "clusterName"], 2, "there is no terminal to ask on"),
        (["clusterName=a", NEW], 2, "argument 2 behind the file is not of the form FIELD=VALUE"),
        ([f"--from-enw=x={NEW}"], 2, "unknown option --from-enw; did you mean --from-env"),
        ([], 2, "say what to set"),
    ],
)
def test_a_value_that_cannot_be_had_changes_nothing(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int, reason: str
) -> None:
    def nobody(_question: str) -> str:
        raise EOFError

    monkeypatch.setattr("getpass.getpass", nobody)
    Path("latin.txt").write_bytes(b"\xe9" + NEW.encode())
    shown = run("set", "a.yaml", *words)
    assert shown.code == code
    assert reason in shown.err
    assert NEW not in shown.err
    assert file.read_text() == SAMPLE


def test_without_a_terminal_nothing_is_asked() -> None:
    program = "from clustercfg.cli.secret_sources import ask; ask('x')"
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=False,
        capture_output=True,
        text=True,
        input=NEW,
        timeout=30,
        start_new_session=True,
    )
    assert done.returncode == 1
    assert "no terminal to ask on" in done.stderr
    assert NEW not in done.stderr


def test_a_diff_shows_the_change_without_secrets_and_writes_nothing(run: Run, file: Path) -> None:
    words = ["--from-env", "masterNodes[0].ansiblePass=PASSWORD", "loadBalancer.type=NodePort"]
    shown = run("set", "--diff", "a.yaml", *words)
    assert shown.code == 0
    assert "\n-    type: metallb\n+    type: NodePort\n" in shown.out
    assert "\n-      ansiblePass: ********\n+      ansiblePass: ********\n" in shown.out
    assert SECRET not in shown.out + shown.err
    assert NEW not in shown.out + shown.err
    assert file.read_text() == SAMPLE


def test_no_secret_is_seen_in_a_refusal(run: Run) -> None:
    words = [
        "--from-env",
        "masterNodes[0].ip=PASSWORD",
        "--from-env",
        "externalMiddlewares.redis.kpanda=PASSWORD",
    ]
    shown = run("set", "a.yaml", *words)
    assert shown.code == 1
    assert NEW not in shown.err
