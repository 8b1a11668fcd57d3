"""What programs rely on stays, and what changes is noticed."""

from __future__ import annotations

import pytest

from public_api import LISTING, breakages, listed

BEFORE = """
def load(path: str, *, mode: str = "auto") -> Loaded: ...

class Loaded:
    report: Report
    path: str = "<text>"
    @property
    def ok(self) -> bool: ...
    def require(self, strict: bool = False) -> ClusterConfig: ...
"""
BREAKING = {
    "a function is gone": ("def load(", "def read(", "load: Public object was removed"),
    "an argument is gone": (', *, mode: str = "auto"', "", "load(mode): Parameter was removed"),
    "an argument more is required": ("path: str, *", "path: str, lang: str, *", "load(lang): Parameter was added as required"),
    "another default": ('"auto"', '"create"', "load(mode): Parameter default was changed"),
    "an argument needs its name": ("self, strict", "self, *, strict", "require(strict): Parameter kind was changed"),
    "a class is gone": ("class Loaded", "class Read", "Loaded: Public object was removed"),
    "a property is gone": ("def ok(", "def _ok(", "ok: Public object was removed"),
    "a field is gone": ("    report: Report\n", "", "report: Public object was removed"),
}  # fmt: skip
HARMLESS = {
    "nothing": ("", ""),
    "a function more": ("class Loaded", "def lint() -> Report: ...\n\nclass Loaded"),
    "an argument more with a default": ('"auto")', '"auto", lang: str = "en")'),
    "a field more": ("    report: Report\n", "    report: Report\n    lang: str = 'en'\n"),
}


def test_the_listing_is_fresh() -> None:
    """After a change that was meant: `make api`."""
    present, committed = listed(), LISTING.read_text(encoding="utf-8")
    assert breakages(committed, present) == []
    assert present.splitlines() == committed.splitlines()


@pytest.mark.parametrize(("old", "new", "told"), BREAKING.values(), ids=BREAKING.keys())
def test_a_change_that_breaks_programs_is_told(old: str, new: str, told: str) -> None:
    assert BEFORE.count(old) == 1
    (line, *_) = breakages(BEFORE, BEFORE.replace(old, new))
    assert told in line


@pytest.mark.parametrize(("old", "new"), HARMLESS.values(), ids=HARMLESS.keys())
def test_what_only_adds_breaks_nothing(old: str, new: str) -> None:
    assert breakages(BEFORE, BEFORE.replace(old, new, 1)) == []


def test_the_listing_holds_models_and_inherited_members_but_no_inner_parts() -> None:
    text = LISTING.read_text(encoding="utf-8")
    assert {"class Spec(Block):", "    cluster_name: ClusterName | None = None"} <= set(text.splitlines())
    assert "    def save(self, file: str | os.PathLike[str] | None=None) -> None:" in text
    assert "MappingNode:" not in text
    assert "documented(" not in text
