from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from clustercfg.schema import file_name, json_schema
from clustercfg.schema_modeline import with_modeline
from clustercfg.yamltext.document import Document

if TYPE_CHECKING:
    from pathlib import Path

    from command_line import Run

LINE = "# yaml-language-server: $schema="
BODY = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\nspec:\n  clusterName: a  # keep\n"
SCHEMA = file_name("v1alpha3")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.yaml").write_text(BODY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"{LINE}s.json\n"),
        (BODY, f"{LINE}s.json\n{BODY}"),
        ("a: 1", f"{LINE}s.json\na: 1"),
        ("a: 1\r\nb: 2\r\n", f"{LINE}s.json\r\na: 1\r\nb: 2\r\n"),
        ("%YAML 1.1\n---\na: 1\n", f"{LINE}s.json\n%YAML 1.1\n---\na: 1\n"),
        (f"{LINE}old.json\na: 1\n", f"{LINE}s.json\na: 1\n"),
        (f"# of us\n---\n{LINE}old.json  # x\r\na: 1\n", f"# of us\n---\n{LINE}s.json  # x\r\na: 1\n"),
        (
            "#  yaml-language-server : $schema=../b c\na: 1\n",
            "#  yaml-language-server : $schema=s.json c\na: 1\n",
        ),
        (
            "a: 1\n  # yaml-language-server: x=1 $schema=\n",
            "a: 1\n  # yaml-language-server: x=1 $schema=s.json\n",
        ),
        ("# yaml-language-server: x=1\na: 1\n", "# yaml-language-server: $schema=s.json x=1\na: 1\n"),
        # An editor takes none of these for a modeline.
        ("#yaml-language-server: $schema=b\n", f"{LINE}s.json\n#yaml-language-server: $schema=b\n"),
        (f"a: |\n  {LINE}b\n", f"{LINE}s.json\na: |\n  {LINE}b\n"),
        (f"a: 1 {LINE}b\n", f"{LINE}s.json\na: 1 {LINE}b\n"),
    ],
)
def test_only_the_modeline_changes(before: str, after: str) -> None:
    assert with_modeline(Document(before), "s.json") == after
    assert with_modeline(Document(after), "s.json") == after


def files(project: Path) -> list[Path]:
    return [*project.glob("examples/*.yaml"), *project.glob("tests/cases/*/*.yaml")]


def test_nothing_else_changes_in_any_file(project: Path) -> None:
    for path in files(project):
        document, _problem = Document.from_bytes(path.read_bytes())
        if document is None:
            continue
        written = Document(with_modeline(document, "s.json"))
        others = [line for line in document.text.splitlines(True) if "$schema=" not in line]
        assert written.text.count("$schema=s.json") == 1, path
        assert [line for line in written.text.splitlines(True) if "$schema=" not in line] == others, path
        assert with_modeline(written, "s.json") == written.text
        if not document.problems:
            assert (written.get(()), written.problems) == (document.get(()), ()), path


def test_the_schema_is_put_beside_the_file_that_names_it(run: Run, folder: Path) -> None:
    shown = run("schema", "--install-modeline", "a.yaml")
    assert (shown.code, shown.out) == (0, "")
    assert shown.err == f"clustercfg: wrote {SCHEMA}\nclustercfg: wrote a.yaml\n"
    assert (folder / "a.yaml").read_text("utf-8") == f"{LINE}{SCHEMA}\n{BODY}"
    assert json.loads((folder / SCHEMA).read_text("utf-8")) == json_schema()
    again = run("schema", "--install-modeline", str(folder / "a.yaml"))
    assert (again.code, again.out) == (0, "")
    assert again.err == f"clustercfg: nothing to change: {folder / 'a.yaml'} says so already\n"


def test_every_other_byte_stays(run: Run, folder: Path) -> None:
    body = BODY.replace("\n", "\r\n").encode()
    (folder / "a.yaml").write_bytes(b"\xef\xbb\xbf" + body)
    assert run("schema", "--install-modeline", "a.yaml").code == 0
    assert (folder / "a.yaml").read_bytes() == b"\xef\xbb\xbf" + f"{LINE}{SCHEMA}\r\n".encode() + body


@pytest.mark.parametrize(
    ("words", "version", "lang"),
    [
        (["--lang", "zh"], "v1alpha3", "zh"),
        (["--api-version", "v1alpha4"], "v1alpha4", "en"),
        ([], "v1alpha4", "en"),
    ],
)
def test_version_and_language_choose_the_schema(
    run: Run, folder: Path, words: list[str], version: str, lang: str
) -> None:
    if not words:
        (folder / "a.yaml").write_text(BODY.replace("v1alpha3", version))
    assert run("schema", "--install-modeline", "a.yaml", *words).code == 0
    name = file_name(version, lang)
    assert (folder / "a.yaml").read_text("utf-8").startswith(f"{LINE}{name}\n")
    assert json.loads((folder / name).read_text("utf-8")) == json_schema(version, lang)


def test_diff_shows_the_change_and_writes_nothing(run: Run, folder: Path) -> None:
    shown = run("schema", "--install-modeline", "a.yaml", "--diff")
    assert shown.code == 0
    assert f"+{LINE}{SCHEMA}\n apiVersion:" in shown.out
    assert shown.err == f"clustercfg: would write {SCHEMA}\n"
    assert [each.name for each in folder.iterdir()] == ["a.yaml"]
    assert (folder / "a.yaml").read_text("utf-8") == BODY


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--install-modeline", "-"], 2, "needs a file"),
        (["--install-modeline", "old.yaml"], 2, "no schema for v1alpha2, only for v1alpha3, v1alpha4"),
        (["--install-modeline", "none.yaml"], 3, "none.yaml"),
        (["--install-modeline", "a.yaml", "-o", "x"], 2, "not allowed"),
        (["--diff"], 2, "--diff goes with --install-modeline"),
    ],
)
def test_what_cannot_be_done_is_refused(
    run: Run, folder: Path, words: list[str], code: int, told: str
) -> None:
    (folder / "old.yaml").write_text(BODY.replace("v1alpha3", "v1alpha2"))
    before = sorted(folder.iterdir())
    shown = run("schema", *words)
    assert (shown.code, shown.out) == (code, "")
    assert told in shown.err
    assert sorted(folder.iterdir()) == before
