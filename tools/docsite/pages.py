"""What a page is."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Page"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site: its path below the folder of a language, its title in the navigation, its Markdown."""

    path: str
    title: str
    text: str
