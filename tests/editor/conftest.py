"""The language servers, each with the schemas beside its documents."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clustercfg.schema import API_VERSIONS, LANGUAGES, file_name, json_schema, render
from language_server import LanguageServer
from real_parts import absent, requires_tool

__all__ = ["page", "server"]

Page = Callable[..., str]


@pytest.fixture(scope="session", params=["yaml-language-server", "yaml-language-server-older"])
def server(
    request: pytest.FixtureRequest, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LanguageServer]:
    """Start a version of yaml-language-server, or skip the test when it is not installed."""
    requires_tool("node", package="nodejs npm")
    program = project / ".tools" / "editor" / "node_modules" / request.param / "bin" / "yaml-language-server"
    if not program.exists():
        absent(f"needs {request.param} of npm: make .tools/editor/.installed")
    folder = tmp_path_factory.mktemp("editor")
    for version in API_VERSIONS:
        for lang in LANGUAGES:
            (folder / file_name(version, lang)).write_text(render(json_schema(version, lang)), "utf-8")
    running = LanguageServer(program, folder)
    yield running
    running.close()
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def page() -> Page:
    """Return a function that puts what stands below `spec:` into a whole document with its modeline."""

    def make(spec: str, *, version: str = "v1alpha3", lang: str = "en") -> str:
        modeline = f"# yaml-language-server: $schema={file_name(version, lang)}\n"
        return f"{modeline}apiVersion: provision.daocloud.io/{version}\nkind: ClusterConfig\nspec:\n{spec}"

    return make
