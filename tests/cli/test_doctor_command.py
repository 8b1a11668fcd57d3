from __future__ import annotations

import json
import re
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import clustercfg
from clustercfg.cli import doctor, surroundings
from clustercfg.cli.surroundings import EXTRA, LIBRARIES, PYTHON

if TYPE_CHECKING:
    from command_line import Run


@pytest.fixture(autouse=True)
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with nginx, a podman that fails, a docker that hangs, and nothing else."""
    programs = {
        "nginx": "echo 'nginx version: nginx/1.22.1' >&2",
        "podman": "echo 'cannot connect' >&2; exit 125",
        "docker": "sleep 60",
        "kubectl": "echo 'Client Version: v1.32.4'",
    }
    for name, script in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(surroundings, "_SECONDS", 0.5)
    monkeypatch.setattr(surroundings, "_TOOLS", {**surroundings._TOOLS, "nosuch-runtime": ("--version",)})
    return tmp_path


def checks(run: Run, *words: str, code: int = 0) -> dict[str, dict[str, Any]]:
    shown = run("doctor", "--format", "json", *words)
    assert (shown.code, shown.err if "--lang" not in words else "") == (code, "")
    data = json.loads(shown.out)
    assert (data["version"], data["ok"]) == (1, code == 0)
    return {each["name"]: each for each in data["checks"]}


@pytest.mark.parametrize(
    ("name", "status", "version"),
    [
        ("nginx", "ok", "1.22.1"),
        ("kubectl", "ok", "1.32.4"),
        ("podman", "silent", ""),
        ("docker", "silent", ""),
        ("nosuch-runtime", "absent", ""),
    ],
)
def test_programs_are_found_or_not_and_never_a_problem(
    run: Run, tools: Path, name: str, status: str, version: str
) -> None:
    found = checks(run)[name]
    assert (found["group"], found["status"], found["version"]) == ("tool", status, version)
    assert status == "absent" or str(tools / name) in found["detail"]


def test_what_is_installed_is_told(run: Run) -> None:
    found = checks(run)
    assert found["clustercfg"]["version"] == clustercfg.__version__
    assert found["pydantic"] | {"version": metadata.version("pydantic")} == found["pydantic"]
    assert {each["status"] for each in found.values() if each["group"] == "library"} == {"ok"}
    assert Path(found["clusterconfig-v1alpha3.schema.json"]["detail"]).is_file()


@pytest.mark.parametrize(
    ("installed", "status", "code"), [(None, "missing", 1), ("2.6.9", "outdated", 1), ("2.10", "ok", 0)]
)
def test_a_library_that_is_needed_is_a_problem_when_missing_or_old(
    run: Run, monkeypatch: pytest.MonkeyPatch, installed: str | None, status: str, code: int
) -> None:
    pretend(monkeypatch, "pydantic", installed)
    found = checks(run, code=code)["pydantic"]
    assert found["status"] == status
    assert found["remedy"].startswith("pip install clustercfg") is bool(code)


def test_an_extra_may_be_absent(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "boto3", None)
    assert checks(run)["boto3"]["status"] == "absent"
    assert "pip install 'clustercfg[storage]'" in run("doctor").out


def pretend(monkeypatch: pytest.MonkeyPatch, name: str, installed: str | None) -> None:
    real = metadata.version

    def version(asked: str) -> str:
        if asked != name:
            return real(asked)
        if installed is None:
            raise metadata.PackageNotFoundError(asked)
        return installed

    monkeypatch.setattr(metadata, "version", version)


@pytest.mark.parametrize(
    ("settings", "language", "reason"),
    [
        ({}, "en", ""),
        ({"LANG": "zh_CN.UTF-8"}, "zh", "LANG"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en", ""),
        ({"LANG": "C", "CLUSTERCFG_LANG": "zh"}, "zh", "CLUSTERCFG_LANG"),
    ],
)
def test_the_language_is_told_with_what_chose_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], language: str, reason: str
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    found = checks(run)["messages"]
    assert (found["version"], found["detail"]) == (language, reason)


def test_the_option_chooses_the_language_first(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLUSTERCFG_LANG", "zh")
    found = checks(run, "--lang", "en")["messages"]
    assert (found["version"], found["detail"]) == ("en", "--lang")


def test_the_text_tells_the_same_by_groups(run: Run) -> None:
    shown = run("doctor")
    assert shown.code == 0
    assert all(f"  {name} " in shown.out for name in (*LIBRARIES, *EXTRA, "nginx", "messages"))
    assert re.search(r"^  ok         nginx +1\.22\.1  /", shown.out, re.MULTILINE)
    assert {each["group"] for each in checks(run).values()} == set(doctor._GROUPS)


def test_what_doctor_wants_is_what_the_project_declares(project: Path) -> None:
    text = (project / "pyproject.toml").read_text()
    wanted = {f'"{name}>={version}",' for name, version in (LIBRARIES | EXTRA).items()}
    assert {each for each in wanted if each not in text} == set()
    assert f'requires-python = ">={".".join(map(str, PYTHON))}"' in text
