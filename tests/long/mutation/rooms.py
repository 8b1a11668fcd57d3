"""Which files of a room are mutated, and the tests that must notice: those that call it in their own process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["PROJECT", "ROOMS", "Room"]

PROJECT = Path(__file__).resolve().parents[3]
PACKAGE = PROJECT / "src" / "clustercfg"

LONG = (
    "too-many",
    "too-large",
    "broken_files_of_any_length",
    "holds_known_files",
    "hangs",
    "silent",
    "drips",
    "twenty_kills",
    "two_imports",
)
"""Parts of the names of tests that read very large or very many files, wait, or say nothing of the package."""


@dataclass(frozen=True, slots=True)
class Room:
    """Patterns of files below the package, and of tests below `tests`; which of `tests/cases` belong to the room."""

    sources: tuple[str, ...]
    tests: tuple[str, ...]
    cases: str

    def files(self) -> list[Path]:
        """Return the files to mutate, in a fixed order."""
        return sorted({path for pattern in self.sources for path in PACKAGE.glob(pattern)})

    def test_files(self) -> list[str]:
        """Return the paths of the tests."""
        found = {path for pattern in self.tests for path in (PROJECT / "tests").glob(pattern)}
        return [str(path) for path in sorted(found)]

    def keeps(self, name: str) -> bool:
        """Whether a test is run: of `tests/cases` those of the room, and nothing that takes seconds."""
        if any(word in name for word in LONG):
            return False
        return "test_cases.py" not in name or f"[{self.cases}" in name


ROOMS = {
    "yamltext": Room(
        ("yamltext/**/*.py",),
        (
            "yamltext/test_*.py",
            "editing/test_[ior]*.py",
            "editing/test_[su]*.py",
            "linting/test_strange_keys.py",
            "test_cases.py",
        ),
        "CC1",
    ),
    "linting": Room(
        ("linting/**/*.py",),
        ("linting/test_*.py", "rules/test_*.py", "reports/test_[!v]*[!y].py", "test_cases.py"),
        "CC",
    ),
    "storage": Room(
        (
            "storage/nginx/[!r]*.py",
            "storage/nginx/re*.py",
            "storage/mounts/*.py",
            *(f"storage/package/{name}.py" for name in ("contents", "listing", "manifest", "plan", "record")),
            *(f"storage/package/{name}.py" for name in ("member_paths", "tar_members", "tarball_reader")),
            *(f"storage/package/{name}.py" for name in ("gzip_stream", "safety")),
            *(f"storage/s3/{name}.py" for name in ("answers", "policy", "verdicts")),
            "storage/http/marker.py",
            "storage/addresses.py",
        ),
        (
            "storage/nginx/test_nginx_[cer][!u]*.py",
            "storage/nginx/test_nginx_do*.py",
            "storage/mounts/test_[!r]*.py",
            "storage/package/test_[chp]*.py",
            "storage/package/test_damaged_tarballs.py",
            "storage/package/test_import_tree.py",
            "storage/package/test_int*.py",
            "storage/package/test_re*.py",
            "storage/checks/test_[hmst]*.py",
        ),
        "",
    ),
}
