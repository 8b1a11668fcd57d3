"""Whatever a command says was given to translators: with a catalog of bracketed texts, no English is left outside."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from clustercfg import translation
from clustercfg.cli import arguments, streams
from clustercfg.cli.commands import COMMANDS, Command, Group
from clustercfg.linting.rules import RULES
from clustercfg.models.fields import documented_paths
from pseudo_catalog import english_outside_brackets, write_pseudo_catalog

if TYPE_CHECKING:
    from collections.abc import Callable

    from command_line import Run

PROJECT = Path(__file__).resolve().parents[2]
CASES = sorted((PROJECT / "tests" / "cases").glob("*/bad.yaml"))
GROUPS = {each.name: each.load_group().COMMANDS for each in COMMANDS if isinstance(each, Group)}
EVERY_COMMAND = [
    (),
    *((each.name,) for each in COMMANDS),
    *((group, each.name) for group, commands in GROUPS.items() for each in commands),
]

# Commands in examples and usage lines, and the words that a value may be.
NOT_LANGUAGE = re.compile(
    r"clustercfg( (generate-config|[a-z]+))?( (locate|import|check|use|setup))?(?= |$)"
    r"|\| [a-z]+|^ +(ssh|git) .*|\{[\w,-]+\}|schema [a-zA-Z]+$",
    re.MULTILINE,
)
# Lines of the file, which are shown as they are; the code of rules' pages; comments in snippets.
QUOTED = re.compile(r"^ *\d+ \|.*|^    .*|#.*", re.MULTILINE)
EXAMPLES = str(PROJECT / "examples")

COMMAND_LINES = f"""
lnit
lint
lint nowhere.yaml
lint {EXAMPLES}/broken.yaml --select nothing
lint {EXAMPLES}/broken.yaml --output nothing=a
lint {EXAMPLES}/broken.yaml --output json=/nowhere/a
lint {EXAMPLES}/broken.yaml --format xml
lint {EXAMPLES}/broken.yaml --fix --diff --unsafe-fixes
generate --comments full --master=3 --worker=3 --access-type=external
generate --comments full --master=3 --worker=3 --access-type=builtin
generate --comments short --install-mode=install-app
generate --node broken@@
generate --node 10.6.0.[3-1]
generate --cluster-name A_B --load-balancer NodePort --insight-vip 10.6.0.9
generate --master 4 --worker 1 --es-only 9
generate-config --nothing
get {EXAMPLES}/full.yaml spec.nothing
get {EXAMPLES}/full.yaml spec.masterNodes[9]
get nowhere.yaml spec
set --diff {EXAMPLES}/full.yaml spec.nothing=3
set --diff {EXAMPLES}/full.yaml spec.loadBalancer=3
set --diff {EXAMPLES}/full.yaml masterNodes[0].ansiblePass=a
set --diff {EXAMPLES}/full.yaml --from-env masterNodes[0].ansiblePass=NOTHING
set --diff {EXAMPLES}/full.yaml --from-file masterNodes[0].ansiblePass=/
set --diff {EXAMPLES}/full.yaml ntpServer[+]={{a:
unset --diff {EXAMPLES}/full.yaml spec.nothing
unset --diff {EXAMPLES}/full.yaml spec.loadBalancer
diff {EXAMPLES}/full.yaml {EXAMPLES}/broken.yaml
diff nowhere.yaml elsewhere.yaml
migrate {EXAMPLES}/full.yaml
migrate --format json {EXAMPLES}/full.yaml
show {EXAMPLES}/full.yaml
show {EXAMPLES}/broken.yaml
explain
explain nothing
schema
schema --api-version v1alpha4
schema --check {EXAMPLES}/broken.yaml
doctor
completion nothing
binaries locate nowhere
binaries locate http://10.0.1.1 --listen-port none
binaries import --to /nowhere --package /nowhere
binaries check {EXAMPLES}/full.yaml --endpoint nowhere
binaries use --diff {EXAMPLES}/full.yaml --endpoint http://10.0.1.1
binaries use --diff {EXAMPLES}/full.yaml --endpoint nowhere
binaries setup {EXAMPLES}/full.yaml
""".strip().splitlines()


@pytest.fixture(scope="module")
def catalogs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locale")
    write_pseudo_catalog(folder)
    return folder


@pytest.fixture
def english_in(run: Run, monkeypatch: pytest.MonkeyPatch, catalogs: Path) -> Callable[..., list[str]]:
    """Return a function that runs a command in the language of brackets and returns the English in its output."""
    monkeypatch.setattr(translation, "_FOLDER", str(catalogs))
    monkeypatch.setenv("CLUSTERCFG_LANG", "zh")
    # Wrapped texts would hide brackets behind line breaks.
    monkeypatch.setattr(streams, "_WIDEST", 100_000)
    monkeypatch.setattr(arguments, "_WIDTH", 100_000)
    monkeypatch.setenv("COLUMNS", "100000")

    def english(*words: str) -> list[str]:
        shown = run(*words)
        text = (shown.out + shown.err).replace("\\n", "\n")
        return english_outside_brackets(NOT_LANGUAGE.sub("", QUOTED.sub("", text)))

    return english


@pytest.mark.parametrize("words", EVERY_COMMAND, ids=" ".join)
def test_help_and_usage_errors(english_in: Callable[..., list[str]], words: tuple[str, ...]) -> None:
    assert [
        *english_in(*words, "--help"),
        *english_in(*words, "--nothing"),
        *english_in(*words, "--lang"),
    ] == []


def test_a_text_that_no_translator_saw_is_found(
    english_in: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert english_in("--help") == []
    monkeypatch.setattr(arguments, "COMMANDS", (Command("lint", "look for mistakes"),))
    assert english_in("--help") == ["look for"]


@pytest.mark.parametrize("line", COMMAND_LINES)
def test_what_commands_print(english_in: Callable[..., list[str]], line: str) -> None:
    assert english_in(*shlex.split(line)) == []


@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "github", "junit"])
def test_reports(english_in: Callable[..., list[str]], form: str) -> None:
    assert english_in("lint", "--format", form, *map(str, CASES)) == []


def test_migrations_and_editors_findings(english_in: Callable[..., list[str]]) -> None:
    for path in map(str, CASES[::4]):
        assert english_in("schema", "--check", path) == []
        assert english_in("migrate", path, "--format", "json") == []


def test_pages_of_rules_and_fields(english_in: Callable[..., list[str]]) -> None:
    for subject in (*(rule.code for rule in RULES), *documented_paths()):
        assert english_in("explain", subject) == [], subject
