"""The one door for every text that a person reads."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from gettext import NullTranslations

__all__ = [
    "clauses",
    "gettext",
    "listed",
    "mark",
    "ngettext",
    "running",
    "speaking",
    "spoken",
    "use_language",
]

_FOLDER = __file__.removesuffix("translation.py") + "locale"
_catalogs: list[NullTranslations] = []


def use_language(language: str) -> bool:
    """Speak `language` (`en`, `zh`) from now on; return whether its texts are installed (English otherwise)."""
    _catalogs.clear()
    if language == "en":
        return True
    from gettext import translation  # noqa: PLC0415 - English needs no catalog and no import

    catalog = translation("clustercfg", _FOLDER, [language], fallback=True)
    _catalogs.append(catalog)
    return bool(catalog.info())


def spoken() -> str:
    """Return the language that is spoken, as `use_language` takes it."""
    return _catalogs[0].info().get("language", "en")[:2] if _catalogs else "en"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak `language` inside a `with` block, and the language of before after it."""
    before = list(_catalogs)
    use_language(language)
    try:
        yield
    finally:
        _catalogs[:] = before


def gettext(message: str) -> str:
    """Return `message` in the language of the reader."""
    return _catalogs[0].gettext(message) if _catalogs else message


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the text for `count` things in the language of the reader; it still holds its placeholders."""
    if _catalogs:
        return _catalogs[0].ngettext(singular, plural, count)
    return singular if count == 1 else plural


def clauses(texts: Iterable[str]) -> str:
    """Return texts as one, set apart as clauses of a sentence are."""
    return _joined(gettext("{text}; {more}"), texts)


def listed(texts: Iterable[str]) -> str:
    """Return texts as one, set apart as the parts of a list in a sentence are."""
    return _joined(gettext("{text}, {more}"), texts)


def running(texts: Iterable[str]) -> str:
    """Return whole sentences, or a label and what it is of, as running text; not every language writes blanks."""
    return _joined(gettext("{text} {more}"), texts)


def _joined(form: str, texts: Iterable[str]) -> str:
    first, *rest = [*texts] or [""]
    for more in rest:
        first = form.format(text=first, more=more)
    return first


def mark(message: str) -> str:
    """Mark `message` for extraction without translating it yet (for texts in tables)."""
    return message
