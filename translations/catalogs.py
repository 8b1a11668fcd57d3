"""Write the catalogs of texts anew: `make catalogs`.

python translations/catalogs.py            extract, update and compile
python translations/catalogs.py FILE...    the same, with the translations of these .po files
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from extraction import KEYWORDS, texts_in

__all__ = [
    "CATALOG",
    "COMPILED",
    "SOURCES",
    "TEMPLATE",
    "compiled",
    "is_translated",
    "read",
    "template",
    "updated",
    "written",
]

PROJECT = Path(__file__).resolve().parent.parent
SOURCES = PROJECT / "src" / "clustercfg"
TEMPLATE = PROJECT / "translations" / "clustercfg.pot"
CATALOG = SOURCES / "locale" / "zh" / "LC_MESSAGES" / "clustercfg.po"
COMPILED = CATALOG.with_suffix(".mo")


class Texts(Catalog):
    """A catalog whose header says only what readers of catalogs need: no date and no version that changes by itself."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header."""
        language = [("Language", str(self.locale_identifier)), ("Plural-Forms", self.plural_forms)]
        kind = [("MIME-Version", "1.0"), ("Content-Type", "text/plain; charset=UTF-8")]
        return kind + [("Content-Transfer-Encoding", "8bit")] + (language if self.locale_identifier else [])


def template() -> Texts:
    """Return every text of the sources, in the order of the files and of the lines in them."""
    texts = _empty()
    for path in sorted(SOURCES.rglob("*.py")):
        with path.open("rb") as file:
            found = extract(texts_in, file, KEYWORDS)  # type: ignore[arg-type] # Babel names another order of results
            for _line, message, _comments, context in found:
                # Files without lines: a line more above a text is no change of the catalogs.
                texts.add(message, None, [(path.relative_to(PROJECT).as_posix(), 0)], context=context)
    return texts


def updated(texts: Catalog, translations: Iterable[Catalog]) -> Texts:
    """Return `texts` with what the `translations` say of them, later ones before earlier ones; others are dropped."""
    known = {each.id: each.string for before in translations for each in before if is_translated(each)}
    catalog = _empty("zh")
    for message in texts:
        if message.id:
            catalog.add(message.id, known.get(message.id, ""), message.locations)
    return catalog


def is_translated(message: Message) -> bool:
    """Return whether there is a translation; that of a plural text has several forms."""
    return any(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def _empty(language: str | None = None) -> Texts:
    return Texts(
        language, header_comment="# The texts of clustercfg; written by `make catalogs`.", fuzzy=False
    )


def written(catalog: Catalog) -> bytes:
    """Return a catalog as the content of a .po file."""
    content = io.BytesIO()
    write_po(content, catalog, width=100, include_lineno=False)
    return content.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """Return a catalog as the content of a .mo file."""
    content = io.BytesIO()
    # Babel would write plural texts without a translation as empty ones.
    done = _empty("zh")
    for message in catalog:
        if message.id and is_translated(message):
            done.add(message.id, message.string)
    write_mo(content, done)
    return content.getvalue()


def read(path: Path) -> Catalog:
    """Read a .po file."""
    with path.open("rb") as file:
        return read_po(file, "zh")


def main(parts: Iterable[str]) -> None:
    """Write template, catalog and compiled catalog."""
    texts = template()
    before = [read(path) for path in (CATALOG, *map(Path, parts)) if path.exists()]
    catalog = updated(texts, before)
    CATALOG.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(written(texts))
    CATALOG.write_bytes(written(catalog))
    COMPILED.write_bytes(compiled(catalog))


if __name__ == "__main__":
    main(sys.argv[1:])
