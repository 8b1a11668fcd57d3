"""The documentation site: complete in both languages, without a link that leads nowhere, from the disk alone."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

import clustercfg
from clustercfg.cli.commands import COMMANDS, Group
from clustercfg.linting.rules import RULES
from clustercfg.models.fields import documented_paths
from docsite.assembling import all_pages
from docsite.building import build
from docsite.links import faults
from docsite.python_summaries import SUMMARIES
from docsite.words import LANGUAGES
from real_parts import absent


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if find_spec("zensical") is None:
        absent("needs the Python package zensical, which wants Python 3.11")
    folder = tmp_path_factory.mktemp("docs") / "site"
    build(folder)
    return folder


def test_the_site_is_built_strictly_in_both_languages(site: Path) -> None:
    built = [
        {str(page.relative_to(site / language)) for page in (site / language).rglob("*.html")}
        for language in LANGUAGES
    ]
    assert built[0] == built[1] != set()


def test_every_page_leads_to_the_other_language(site: Path) -> None:
    page = (site / "en" / "reference" / "rules" / "CC301.html").read_text(encoding="utf-8")
    assert "../../../zh/reference/rules/CC301.html" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_field_command_and_name_is_documented(language: str) -> None:
    pages = all_pages(language)
    commands = [word for each in COMMANDS for word in words(each)]
    assert {f"reference/rules/{rule.code}.md" for rule in RULES} <= set(pages)
    assert {f"reference/commands/{word}.md" for word in commands} <= set(pages)
    fields = "".join(page.text for path, page in pages.items() if path.startswith("reference/fields/"))
    assert [path for path in documented_paths() if f"`{path}`" not in fields] == []
    names = set(clustercfg.__all__) - {"__version__"}
    assert [name for name in names if f"### `{name}`" not in pages["reference/python.md"].text] == []
    assert set(SUMMARIES) == names


def words(command: object) -> list[str]:
    assert hasattr(command, "name")
    below = command.load_group().COMMANDS if isinstance(command, Group) else ()
    return [command.name, *(f"{command.name}-{each.name}" for each in below)]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<a href="other.html#there">', []),
        ('<a href="https://example.com/">', []),
        ('<a href="missing.html">', ["page.html: nothing is at missing.html"]),
        ('<a href="other.html#gone">', ["page.html: nothing is at other.html#gone"]),
        ('<a href="#gone">', ["page.html: nothing is at #gone"]),
        ('<script src="https://example.com/a.js"></script>', ["page.html: loads https://example.com/a.js"]),
        ('<link rel="stylesheet" href="gone.css">', ["page.html: nothing is at gone.css"]),
    ],
)
def test_links_that_lead_nowhere_and_what_is_loaded_are_told(
    page: str, expected: list[str], tmp_path: Path
) -> None:
    (tmp_path / "other.html").write_text('<h2 id="there">')
    (tmp_path / "page.html").write_text(page)
    assert list(faults(tmp_path)) == expected
