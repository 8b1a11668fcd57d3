"""Puts the pages of one language, written and generated, and their configuration into a folder to build from."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from docsite.command_pages import command_pages
from docsite.field_pages import field_pages
from docsite.navigation import HAND_WRITTEN, navigation, title_of
from docsite.pages import Page
from docsite.plain_pages import plain_pages
from docsite.python_pages import python_pages
from docsite.rule_pages import rule_pages
from docsite.words import LANGUAGES

__all__ = ["DOCS", "all_pages", "assemble", "hand_written"]

DOCS = Path(__file__).resolve().parents[2] / "docs"


def hand_written(language: str) -> Iterator[Page]:
    """Yield the pages that people wrote.

    Raises:
        OSError: one of them is missing.
    """
    for path in HAND_WRITTEN:
        text = (DOCS / language / path).read_text(encoding="utf-8")
        yield Page(path, title_of(text), text)


@cache
def all_pages(language: str) -> Mapping[str, Page]:
    """Return every page of a language by its path."""
    makers = (hand_written, field_pages, rule_pages, command_pages, python_pages, plain_pages)
    return {page.path: page for maker in makers for page in maker(language)}


def assemble(language: str, folder: Path) -> Path:
    """Write the pages of a language below `folder` and return the configuration, which builds `folder/site` of them."""
    shutil.rmtree(folder, ignore_errors=True)
    pages = all_pages(language)
    for page in pages.values():
        file = folder / "docs" / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page.text, encoding="utf-8")
    shutil.copytree(DOCS / "assets", folder / "docs" / "assets")
    configuration = folder / "mkdocs.yml"
    configuration.write_text(
        json.dumps(_configuration(pages, language), ensure_ascii=False), encoding="utf-8"
    )
    return configuration


def _configuration(pages: Mapping[str, Page], language: str) -> dict[str, Any]:
    shared: dict[str, Any] = YAML(typ="safe", pure=True).load(DOCS / "site.yml")
    others = [{"name": name, "lang": code, "link": f"LANGUAGE-{code}"} for code, name in LANGUAGES.items()]
    return shared | {
        "docs_dir": "docs",
        "site_dir": "site",
        "theme": shared["theme"] | {"language": language},
        "extra": {"alternate": others, "generator": False},
        "nav": navigation(pages, language),
    }
