"""Every rule on files that a user could have written.

A folder of `tests/cases` is named after a rule, `CC301-vip-without-prefix`, with a word more for a second case of the
same rule. It holds:

bad.yaml      a file with the mistake (`bad.yaml.gz` where it must be large)
expected.txt  one line for each finding in it: line:column-line:column severity code field message
advice.txt    what else a reader is told of the mistake itself: the other places, help, and what its fix would do
good.yaml     the same without the mistake
fixed.yaml    bad.yaml after all fixes of the rule, the unsafe ones too; absent where there is none
mode.txt      what the installer is asked to do, where the file does not tell

`pytest --update-cases` writes expected.txt, advice.txt and fixed.yaml anew: read the difference before you commit it.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from clustercfg.linting.diagnostics import Diagnostic, Report
from clustercfg.linting.fixing import fix
from clustercfg.linting.linter import Options, lint_bytes
from clustercfg.linting.rule import Rule
from clustercfg.linting.rules import RULES
from clustercfg.yamltext.document import Document

CASES = Path(__file__).resolve().parent / "cases"
NAMES = sorted(path.name for path in CASES.iterdir())
KNOWN_FILES = {"bad.yaml", "bad.yaml.gz", "expected.txt", "advice.txt", "good.yaml", "fixed.yaml", "mode.txt"}


@dataclass(frozen=True)
class Case:
    folder: Path
    rule: Rule

    @property
    def bad(self) -> bytes:
        packed = self.folder / "bad.yaml.gz"
        return gzip.decompress(packed.read_bytes()) if packed.exists() else self.read("bad.yaml")

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def options(self, *select: str) -> Options:
        mode = self.folder / "mode.txt"
        return Options(mode=mode.read_text().strip() if mode.exists() else "auto", select=select)

    def lint(self, data: bytes) -> Report:
        return report_on(data, self.options())

    def own(self, data: bytes) -> list[Diagnostic]:
        return [each for each in self.lint(data) if each.code == self.rule.code]

    def expect(self, name: str, content: bytes | None, *, update: bool) -> None:
        """Compare `content` with a file of the case; None when there must be no such file."""
        path = self.folder / name
        if update and content is None:
            path.unlink(missing_ok=True)
        elif update and content is not None:
            path.write_bytes(content)
        assert (path.read_bytes() if path.exists() else None) == content


@cache
def report_on(data: bytes, options: Options) -> Report:
    return lint_bytes(data, options=options)


def rule_of(name: str) -> Rule:
    found = [rule for rule in RULES if f"{name}-".startswith(f"{rule.code}-{rule.name}-")]
    assert len(found) == 1, f"{name} is not called after a rule"
    return found[0]


@pytest.fixture(params=NAMES)
def case(request: pytest.FixtureRequest) -> Case:
    name: str = request.param
    return Case(CASES / name, rule_of(name))


@pytest.fixture
def update(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("--update-cases"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_case(rule: Rule) -> None:
    assert [name for name in NAMES if f"{name}-".startswith(f"{rule.code}-{rule.name}-")]


def test_a_case_holds_known_files_and_shows_its_rule(case: Case) -> None:
    assert {path.name for path in case.folder.iterdir()} <= KNOWN_FILES
    assert case.own(case.bad)


def test_the_bad_file_shows_what_is_expected(case: Case, update: bool) -> None:
    lines = [as_line(each) for each in case.lint(case.bad)]
    case.expect("expected.txt", "".join(lines).encode(), update=update)


def as_line(found: Diagnostic) -> str:
    start, end = found.start, found.end
    place = f"{start.line}:{start.column}-{end.line}:{end.column}"
    return f"{place} {found.severity.value} {found.code} {found.field or '-'} {found.message}\n"


def test_the_mistake_comes_with_the_advice_that_is_expected(case: Case, update: bool) -> None:
    lines = [line for each in case.own(case.bad) for line in advice(each)]
    case.expect("advice.txt", "".join(lines).encode() or None, update=update)


def advice(found: Diagnostic) -> Iterator[str]:
    here = f"{found.start.line}:{found.start.column}"
    for place in found.related:
        yield f"{here} see {place.start.line}:{place.start.column}-{place.end.line}:{place.end.column} {place.message}\n"
    if found.help:
        yield f"{here} help {found.help}\n"
    if found.fix:
        yield f"{here} fix ({'safe' if found.fix.safe else 'unsafe'}) {found.fix.title}\n"


def test_the_good_file_has_neither_the_mistake_nor_any_error(case: Case) -> None:
    good = case.read("good.yaml")
    assert case.own(good) == []
    assert case.lint(good).errors == ()


def test_fixes_lead_to_the_fixed_file(case: Case, update: bool) -> None:
    data = fixed(case)
    case.expect("fixed.yaml", None if data == case.bad else data, update=update)


def fixed(case: Case) -> bytes:
    document, _problem = Document.from_bytes(case.bad)
    if document is None or not any(each.fix for each in case.own(case.bad)):
        return case.bad
    text = fix(document, options=case.options(case.rule.code), unsafe=True).text
    return Document(text, bom=document.bom).to_bytes()


def test_a_message_is_one_finished_sentence_or_two(case: Case) -> None:
    for found in case.lint(case.bad):
        assert re.fullmatch(r"\S(?:[^\n]*\S)?[.:]", found.message), found.message
        assert not found.help or re.fullmatch(r"\S[^\n]*\S", found.help), found.help
        for place in found.related:
            assert re.fullmatch(r"[^\sA-Z][^\n]*[^\s.]", place.message), place.message


def test_a_rule_is_documented_under_the_usual_headings(case: Case) -> None:
    headings = re.findall(r"^## (.*)$", case.rule.documentation, re.MULTILINE)
    usual = ["Why it matters", "Example", "Use instead", "Fix", "Source"]
    assert headings == [each for each in usual if each in headings]
    assert ("Fix" in headings) >= (case.folder / "fixed.yaml").exists()
