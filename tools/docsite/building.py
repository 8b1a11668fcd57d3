"""Builds the site: both languages, each page linked with its other language, nothing loaded from elsewhere."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from docsite.assembling import DOCS, assemble
from docsite.links import faults
from docsite.words import LANGUAGES

__all__ = ["SiteError", "build"]

_WORK = DOCS.parent / "build" / "docs"
_WORKER = "https://unpkg.com/iframe-worker/shim"
_ALTERNATE = re.compile(r'href="[^"]*LANGUAGE-(\w+)"')


class SiteError(Exception):
    """The site cannot be built, or has links that lead nowhere; the text says which."""


def build(site: Path) -> int:
    """Build the site into the folder `site` and return the number of pages.

    Raises:
        SiteError: a page is not as it should be.
    """
    shutil.rmtree(site, ignore_errors=True)
    for language in LANGUAGES:
        _build_language(language, site / language)
    for page in site.rglob("*.html"):
        _finish(page, site)
    shutil.copy(DOCS / "choose.html", site / "index.html")
    found = list(faults(site))
    if found:
        raise SiteError("\n".join(found))
    return len(list(site.rglob("*.html")))


def _build_language(language: str, site: Path) -> None:
    configuration = assemble(language, _WORK / language)
    command = [sys.executable, "-m", "zensical", "build", "--strict", "--clean", "-f", configuration.name]
    done = subprocess.run(
        command, cwd=configuration.parent, capture_output=True, text=True, check=False, timeout=300
    )
    if done.returncode:
        raise SiteError(f"{language}: {done.stdout}{done.stderr}")
    shutil.copytree(configuration.parent / "site", site)


def _finish(page: Path, site: Path) -> None:
    """Let the choice of language lead to the same page, and the search of pages on disk find its part beside them."""
    inner = page.relative_to(site)
    up = "../" * (len(inner.parts) - 1)
    rest = "/".join(inner.parts[1:])
    text = _ALTERNATE.sub(lambda found: f'href="{up}{found[1]}/{rest}"', page.read_text(encoding="utf-8"))
    own = f"{up}{inner.parts[0]}/assets/vendor/iframe-worker.js"
    page.write_text(text.replace(_WORKER, own), encoding="utf-8")
