"""The hooks of `.pre-commit-hooks.yaml`, run as pre-commit runs them in somebody's repository."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from real_parts import absent, requires_tool

CODE = ".pre-commit-hooks.yaml LICENSE README.md pyproject.toml schemas src".split()
HEADER = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\n"
GOOD = HEADER + "spec:\n  loadBalancer:\n    type: NodePort\n"
BAD = HEADER + "spec:\n  loadBalancer:\n    type: nodeport\n"
FIXABLE = HEADER + "spec:\n  loadbalancer:\n    type: NodePort\n"


def done(
    *words: str | Path, folder: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=300
    )


def commit(folder: Path) -> str:
    person = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    for words in (["init", "-q"], ["add", "-A"], [*person, "commit", "-q", "-m", "all"]):
        assert done("git", *words, folder=folder).returncode == 0
    return done("git", "rev-parse", "HEAD", folder=folder).stdout.strip()


class Repository:
    """Somebody's repository that uses our hooks."""

    def __init__(self, folder: Path, hooks: Path, revision: str) -> None:
        self.folder = folder / "sites"
        self.env = os.environ | {"PRE_COMMIT_HOME": str(folder / "cache"), "PRE_COMMIT_COLOR": "never"}
        self.folder.mkdir()
        wanted = [{"id": "clustercfg-lint"}, {"id": "clustercfg-fix", "stages": ["manual"]}]
        config = {"repos": [{"repo": str(hooks), "rev": revision, "hooks": wanted}]}
        (self.folder / ".pre-commit-config.yaml").write_text(json.dumps(config))

    def with_files(self, **texts: str) -> None:
        shutil.rmtree(self.folder / ".git", ignore_errors=True)
        for path in self.folder.glob("[!.]*.yaml"):
            path.unlink()
        for name, text in texts.items():
            (self.folder / f"{name}.yaml").write_text(text)
        commit(self.folder)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        pre_commit = (sys.executable, "-m", "pre_commit", "run", "--all-files", *words)
        return done(*pre_commit, folder=self.folder, env=self.env)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Repository:
    requires_tool("git", package="git")
    folder = tmp_path_factory.mktemp("hooks")
    hooks = folder / "clustercfg"
    hooks.mkdir()
    leave_out = shutil.ignore_patterns("__pycache__")
    for name in CODE:
        source = project / name
        if source.is_dir():
            shutil.copytree(source, hooks / name, ignore=leave_out)
        else:
            shutil.copy(source, hooks / name)
    made = Repository(folder, hooks, commit(hooks))
    made.with_files(clusterConfig=GOOD)
    installed = done(sys.executable, "-m", "pre_commit", "install-hooks", folder=made.folder, env=made.env)
    if installed.returncode and "pip" in installed.stdout:
        absent(
            f"pre-commit could not install the hooks (is there a package index?): {installed.stdout[-300:]}"
        )
    assert installed.returncode == 0, installed.stdout
    return made


def test_pre_commit_finds_the_hooks_well_formed(project: Path) -> None:
    manifest = project / ".pre-commit-hooks.yaml"
    checked = done(sys.executable, "-m", "pre_commit", "validate-manifest", manifest, folder=project)
    assert (checked.returncode, checked.stdout) == (0, "")


def test_the_lint_hook_passes_good_files_and_leaves_others_alone(repository: Repository) -> None:
    repository.with_files(clusterConfig=GOOD, values=BAD)
    shown = repository.run("clustercfg-lint")
    assert (shown.returncode, "Passed" in shown.stdout) == (0, True), shown.stdout


def test_the_lint_hook_fails_with_the_report(repository: Repository) -> None:
    repository.with_files(site_clusterConfig=BAD, clusterConfig=GOOD)
    shown = repository.run("clustercfg-lint")
    assert shown.returncode == 1
    assert "site_clusterConfig.yaml:5:11: error CC209" in shown.stdout
    assert "Checked 2 files" in shown.stdout


def test_the_fix_hook_mends_the_file_and_stops_the_commit_once(repository: Repository) -> None:
    repository.with_files(clusterConfig=FIXABLE)
    shown = repository.run("clustercfg-fix", "--hook-stage", "manual")
    assert (shown.returncode, "files were modified by this hook" in shown.stdout) == (1, True), shown.stdout
    assert (repository.folder / "clusterConfig.yaml").read_text() == GOOD
    assert repository.run("clustercfg-fix", "--hook-stage", "manual").returncode == 0
