"""The golden cases of migration: files that a user could have written, and what must become of them.

A folder of `migration/cases` holds:

before.yaml   a sound file of an older version, or one that was migrated by halves
to.txt        the version to reach, v1alpha3 without it
after.yaml    what must become of it
report.txt    what must be told of it

`pytest --update-cases` writes after.yaml and report.txt anew: read the difference before you commit it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clustercfg.cli.migration_text import migration_lines
from clustercfg.documents import Document
from clustercfg.migration.migrating import migrate
from clustercfg.migration.report import Migration

__all__ = ["CASES", "Case"]

_WIDTH = 110


@dataclass(frozen=True)
class Case:
    folder: Path

    @property
    def before(self) -> str:
        return (self.folder / "before.yaml").read_text(encoding="utf-8")

    @property
    def target(self) -> str:
        file = self.folder / "to.txt"
        return file.read_text().strip() if file.exists() else "v1alpha3"

    def migrate(self, text: str | None = None) -> Migration[Document]:
        return migrate(Document(self.before if text is None else text), self.target)

    def report(self) -> str:
        return "".join(line + "\n" for line in migration_lines(self.migrate(), "before.yaml", _WIDTH))

    def expect(self, name: str, content: str, *, update: bool) -> None:
        """Compare `content` with a file of the case."""
        file = self.folder / name
        if update:
            file.write_text(content, encoding="utf-8")
        assert file.read_text(encoding="utf-8") == content


CASES = [Case(folder) for folder in sorted((Path(__file__).parent / "migration" / "cases").iterdir())]
