"""Which page stands where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docsite.pages import Page
from docsite.words import word

__all__ = ["HAND_WRITTEN", "navigation", "title_of"]

_SECTIONS: Mapping[str, tuple[str, ...]] = {
    "start": ("index.md", "tutorial.md", "storage.md"),
    "how-to": (
        "how-to/ci.md",
        "how-to/editors.md",
        "how-to/change.md",
        "how-to/scripts.md",
        "how-to/air-gapped.md",
    ),
    "reference": ("reference/contract.md",),
    "explanation": (
        "explanation/reading.md",
        "explanation/editing.md",
        "explanation/storage.md",
        "explanation/assumptions.md",
    ),
}
HAND_WRITTEN = tuple(path for paths in _SECTIONS.values() for path in paths)
"""The pages that every language must have in `docs/LANGUAGE`."""
_FOLDERS = ("reference/fields", "reference/rules", "reference/commands")
_PLAIN = ("mistakes.md", "benchmarks.md", "security.md", "changelog.md")


def navigation(pages: Mapping[str, Page], language: str) -> list[dict[str, Any]]:
    """Return the navigation in the form of the configuration."""
    sections: list[dict[str, Any]] = [
        {word(name, language): [_entry(pages[path]) for path in paths]} for name, paths in _SECTIONS.items()
    ]
    reference = sections[list(_SECTIONS).index("reference")][word("reference", language)]
    reference[:0] = [_folder(pages, folder) for folder in _FOLDERS] + [_entry(pages["reference/python.md"])]
    project = [_entry(pages[path]) for path in _PLAIN if path in pages]
    return [*sections, {word("project", language): project}]


def _entry(page: Page) -> dict[str, str]:
    return {page.title: page.path}


def _folder(pages: Mapping[str, Page], folder: str) -> dict[str, Any]:
    index = pages[f"{folder}/index.md"]
    below = [page for path, page in pages.items() if path.startswith(f"{folder}/") and page is not index]
    return {index.title: [index.path, *_entries(below)]}


def _entries(pages: Sequence[Page]) -> Iterator[dict[str, str]]:
    yield from map(_entry, pages)


def title_of(text: str) -> str:
    """Return the first heading of a page.

    Raises:
        ValueError: it has none.
    """
    found = re.search(r"^# (.+?)(?: *\{[^}]*\})?$", text, re.MULTILINE)
    if found is None:
        raise ValueError("the page has no heading of the first level")
    return found[1].strip("`")
