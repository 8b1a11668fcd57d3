"""Looks through built pages for links that lead nowhere and for anything that is loaded from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

__all__ = ["faults"]

# Pages are those of one generator, whose tags are regular; an HTML parser takes ten times as long.
_TAG = re.compile(r"<(a|script|img|link|iframe|source)\b([^>]*)>")
_ATTRIBUTE = re.compile(r'\b(href|src|rel)="?([^"\s>]*)')
_ANCHOR = re.compile(r'\b(?:id|name)="?([^"\s>]+)')
_ONLY_NAMED = {"alternate", "canonical", "next", "prev"}


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page links to, loads and offers as anchors."""

    links: tuple[str, ...]
    loaded: tuple[str, ...]
    anchors: frozenset[str]


@cache
def _read(page: Path) -> _Page:
    text = page.read_text(encoding="utf-8")
    links: list[str] = []
    loaded: list[str] = []
    for tag, rest in _TAG.findall(text):
        given = dict(_ATTRIBUTE.findall(rest))
        target = unescape(given.get("href") or given.get("src") or "")
        if target:
            (links if tag == "a" or given.get("rel") in _ONLY_NAMED else loaded).append(target)
    return _Page(tuple(links), tuple(loaded), frozenset(map(unescape, _ANCHOR.findall(text))))


def faults(site: Path) -> Iterator[str]:
    """Yield a sentence for each link without a target and each thing that is loaded from another host."""
    _read.cache_clear()
    for page in sorted(site.rglob("*.html")):
        place, found = page.relative_to(site), _read(page)
        # The page for what is not found knows no place of its own, so its links cannot be followed.
        links = () if page.name == "404.html" else (*found.links, *found.loaded)
        yield from (f"{place}: nothing is at {link}" for link in links if not _leads_somewhere(page, link))
        yield from (f"{place}: loads {link}" for link in found.loaded if urlsplit(link).netloc)


def _leads_somewhere(page: Path, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return True
    target = _target(page.parent, unquote(parts.path)) if parts.path else page
    if target is None:
        return False
    return not parts.fragment or target.suffix != ".html" or unquote(parts.fragment) in _read(target).anchors


@cache
def _target(folder: Path, path: str) -> Path | None:
    target = (folder / path).resolve()
    target = target / "index.html" if target.is_dir() else target
    return target if target.exists() else None
