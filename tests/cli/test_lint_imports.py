"""What a command imports decides how fast it starts: each of these costs `lint` more than the checking itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from realistic import faulty_config, realistic_config

DEAR = {
    *("asyncio", "concurrent.futures", "dataclasses", "inspect", "ipaddress", "json", "jsonschema"),
    *("multiprocessing", "pathlib", "pydantic", "ruamel", "ruamel.yaml", "subprocess", "urllib.parse"),
}
UNUSED = {
    *("clustercfg.linting.fixing", "clustercfg.linting.reports.sarif", "clustercfg.models.cluster"),
    *("clustercfg.yamltext.edits.transaction", "clustercfg.yamltext.reader", "clustercfg.yamltext.storing"),
}


def imported(program: str, folder: Path) -> set[str]:
    words = f"{program}\nimport sys; print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-I", "-c", words], cwd=folder, check=True, capture_output=True, text=True
    )
    return set(done.stderr.split())


@pytest.mark.parametrize(
    ("text", "more"),
    [(realistic_config(100), {"difflib"}), (faulty_config(100), set())],
    ids=["clean", "ten findings"],
)
def test_lint_imports_only_what_it_needs(text: str, more: set[str], tmp_path: Path) -> None:
    (tmp_path / "clusterConfig.yaml").write_text(text, encoding="utf-8")
    program = "from clustercfg.cli import main; main(['lint', 'clusterConfig.yaml'])"
    assert imported(program, tmp_path) & (DEAR | UNUSED | more) == set()


def test_importing_the_package_imports_nothing_else(tmp_path: Path) -> None:
    assert imported("import clustercfg", tmp_path) - imported("pass", tmp_path) == {
        "__future__",
        "clustercfg",
    }
