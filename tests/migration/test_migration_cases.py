from __future__ import annotations

import random
import re
from collections import Counter

import pytest

from clustercfg.documents import Document
from clustercfg.linting.linter import lint_bytes
from clustercfg.migration.report import ChangeKind
from migration_cases import CASES, Case

IN_LINES = [case for case in CASES if "{" not in case.before]
"""Comments between brackets are refused."""
SECRETS = re.compile(r"Pa55|s3cret|hidden-\d|0123456|it''s")


@pytest.fixture
def update(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("--update-cases"))


def comments_of(document: Document) -> Counter[str]:
    return Counter(each.text for each in document.comments)


def with_more_comments(text: str, seed: int) -> str:
    """Put remarks, commented-out keys and blank lines wherever YAML takes them."""
    chance = random.Random(seed)
    lines: list[str] = []
    for number, line in enumerate(text.splitlines()):
        if chance.random() < 0.3:
            lines.append(" " * chance.choice((0, 2, 4, 6, 30)) + f"# {number}: {chance.choice('ab')}")
        if chance.random() < 0.1:
            lines.append("")
        behind = line and "#" not in line and chance.random() < 0.3
        lines.append(f"{line}  # behind {number}" if behind else line)
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.folder.name)
class TestEveryCase:
    def test_becomes_the_golden_file(self, case: Case, update: bool) -> None:
        case.expect("after.yaml", case.migrate().text, update=update)

    def test_is_reported_as_written_down(self, case: Case, update: bool) -> None:
        case.expect("report.txt", case.report(), update=update)

    def test_has_no_errors_but_placeholders_then(self, case: Case) -> None:
        migration = case.migrate()
        report = lint_bytes(migration.document.to_bytes())
        errors = {each.field: each.code for each in report.errors}
        if case.target == "v1alpha2":
            assert errors == {"apiVersion": "CC215"}
            return
        assert set(errors.values()) <= {"CC214"}
        assert set(errors) == {each.target for each in migration.changes if each.placeholder}

    def test_keeps_every_comment(self, case: Case) -> None:
        before = Document(case.before)
        assert comments_of(case.migrate().document) == comments_of(before)

    def test_is_not_changed_by_migrating_again(self, case: Case) -> None:
        once = case.migrate()
        twice = case.migrate(once.text)
        assert twice.text == once.text
        assert not twice.changed
        assert {each.kind for each in twice.changes} <= {ChangeKind.COMMENTED}

    def test_shows_no_secret_in_the_report(self, case: Case) -> None:
        assert SECRETS.search(case.report() + repr(case.migrate()) + str(case.migrate().to_dict())) is None

    @pytest.mark.parametrize("newline", ["\r\n", "\n"])
    @pytest.mark.parametrize("end", ["", "\n"])
    def test_keeps_line_breaks(self, case: Case, newline: str, end: str) -> None:
        before, after = (
            text.rstrip("\n").replace("\n", newline) + end.replace("\n", newline)
            for text in (case.before, case.migrate().text)
        )
        assert case.migrate(before).text == after


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("case", IN_LINES, ids=lambda case: case.folder.name)
def test_says_the_same_whatever_is_remarked(case: Case, seed: int) -> None:
    remarked = Document(with_more_comments(case.before, seed))
    migration = case.migrate(remarked.text)
    assert comments_of(migration.document) == comments_of(remarked)
    assert migration.document.get(()) == case.migrate().document.get(())


def test_every_old_version_has_cases() -> None:
    told: dict[str, int] = Counter(case.migrate().source_version for case in CASES)
    assert set(told) == {"v1alpha1", "v1alpha2", "v1alpha3"}
