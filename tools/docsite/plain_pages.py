"""Pages made of files of the project: the changelog, the table of mistakes, measurements, security."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docsite.pages import Page
from docsite.words import word

__all__ = ["plain_pages"]

_PROJECT = Path(__file__).resolve().parents[2]
_SOURCES = {
    "changelog": ("CHANGELOG.md",),
    "mistakes": ("tests/long/mistakes/table.md",),
    "benchmarks": ("benchmarks/results.md",),
    "security": ("SECURITY.md",),
}
_NOTES = {
    "changelog": ("english-only",),
    "mistakes": ("mistakes-intro", "english-table"),
    "benchmarks": ("benchmarks-intro", "english-table"),
}
_RELATIVE_LINK = re.compile(r"\[([^\]]+)\]\((?!https?://|#)[^)]+\)")


def plain_pages(language: str) -> Iterator[Page]:
    """Yield a page for each of these files that exists; the first source that does wins, a Chinese one before all."""
    for name, sources in _SOURCES.items():
        found = [_PROJECT / each for each in _candidates(sources, language) if (_PROJECT / each).exists()]
        if found:
            yield Page(f"{name}.md", word(name, language), _text(found[0], name, language))


def _candidates(sources: tuple[str, ...], language: str) -> list[str]:
    chinese = [each.replace(".md", ".zh-CN.md") for each in sources] if language == "zh" else []
    return [*chinese, *sources]


def _text(file: Path, name: str, language: str) -> str:
    """Return the file with the site's own title; links to files beside it are only shown as text."""
    text = re.sub(r"\A\s*# [^\n]*\n", "", file.read_text(encoding="utf-8"))
    notes = [word(note, language) for note in _NOTES.get(name, ())]
    parts = [f"# {word(name, language)}", *notes, _RELATIVE_LINK.sub(r"\1", text).strip()]
    return "\n\n".join(part for part in parts if part) + "\n"
