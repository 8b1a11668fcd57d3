"""From a text to a report: reading, header, shape, rules, suppressions, in this order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Any

from clustercfg.linting.diagnostics import Diagnostic, Fix, Position, Related, Report
from clustercfg.linting.fixes import from_replacements
from clustercfg.linting.header import check_header
from clustercfg.linting.mismatch import Mismatch
from clustercfg.linting.rule import Finding, Rule, Second, Words
from clustercfg.linting.rules import MEANING_RULES, READING_RULES, RULES, SHAPE_RULES
from clustercfg.linting.secrets import Secrets
from clustercfg.linting.shape.absent import ABSENT
from clustercfg.linting.shape.walk import Walk
from clustercfg.linting.suppression import Suppressions
from clustercfg.linting.view import View
from clustercfg.models.shape_table import TABLE
from clustercfg.records import Record, field
from clustercfg.translation import gettext as _
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.paths import Path, format_path
from clustercfg.yamltext.problems import Problem

__all__ = ["MODES", "Inspection", "Options", "inspect_bytes", "inspect_document", "lint_bytes", "undecodable"]

MODES = ("auto", "cluster-create", "install-app")
"""What the installer may be asked to do."""

_READING = {rule.name: rule for rule in READING_RULES}
_SHAPE = {rule.name: rule for rule in SHAPE_RULES}


class Options(Record):
    """What to check. `select` and `ignore` hold codes, beginnings of codes, or rule names.

    Raises:
        ValueError: there is no such mode.
    """

    mode: str = "auto"
    """`cluster-create` or `install-app`; `auto` tells by the nodes in the file."""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    allow_placeholders: bool = False

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise ValueError(_("mode must be one of: {modes}").format(modes=", ".join(MODES)))

    def wants(self, rule: Rule) -> bool:
        """Return whether findings of `rule` are reported."""
        if rule.name == "placeholder" and self.allow_placeholders:
            return False
        return (not self.select or _names(self.select, rule)) and not _names(self.ignore, rule)


def _names(selectors: Iterable[str], rule: Rule) -> bool:
    return any(rule.code.startswith(each.upper()) or rule.name == each for each in selectors)


class Inspection(Record):
    """All that one look at a text yields."""

    report: Report
    document: Document | None
    data: Any = field(default=ABSENT, repr=False)
    """What the models take; ABSENT when the document is none of ours."""


def lint_bytes(data: bytes, *, path: str = "<text>", options: Options | None = None) -> Report:
    """Return the report on the file content `data`; never raises for content."""
    return inspect_bytes(data, path=path, options=options).report


def inspect_bytes(data: bytes, *, path: str = "<text>", options: Options | None = None) -> Inspection:
    """Read and check the file content `data`; never raises for content."""
    document, problem = Document.from_bytes(data)
    if document is None:
        return Inspection(undecodable(problem, path, options or Options()), None)
    return inspect_document(document, path=path, options=options)


def undecodable(problem: Problem | None, path: str, options: Options) -> Report:
    """Return the report on bytes that are no text, because of `problem`."""
    if problem is None:
        return Report(path, ())
    rule = _READING[problem.kind]
    words: Words = rule.check(problem)
    details = problem.details
    place = Position(
        int(details.get("line", 1)), int(details.get("column", 1)), int(details.get("offset", 0))
    )
    found = Diagnostic(
        rule.code, rule.name, rule.severity, words.message, place, place, words.help, path=path
    )
    return Report(path, (found,) if options.wants(rule) else ())


def inspect_document(
    document: Document, *, path: str = "<text>", options: Options | None = None
) -> Inspection:
    """Check a document; never raises for content."""
    return _Linting(document, path, options or Options()).run()


class _Linting:
    def __init__(self, document: Document, path: str, options: Options) -> None:
        self.document = document
        self.path = path
        self.options = options
        self.view = View(document, options.mode)
        self.found: list[tuple[Rule, Finding]] = []
        self.secrets = Secrets(document)

    def run(self) -> Inspection:
        for problem in self.document.problems:
            self._problem(problem, ())
        if "\r" in self.document.text:
            self._line_ends()
        header = check_header(self.document)
        self._mismatches(header.mismatches)
        data: Any = ABSENT
        if header.checkable and self.document.root is not None:
            data = self._shape_and_meaning({mismatch.path for mismatch in header.mismatches})
        report = Report(
            self.path, tuple(self._diagnostics()), self.secrets.lines(), tuple(self.document.line_starts)
        )
        return Inspection(report, self.document, data)

    def _shape_and_meaning(self, told: set[Path]) -> Any:
        assert self.document.root is not None  # noqa: S101 - the caller looked
        walked = Walk(self.view).run(TABLE, self.document.root)
        for problem, path in walked.problems:
            self._problem(problem, path)
        self._mismatches(each for each in walked.mismatches if each.path not in told)
        self.secrets.add(walked.secrets)
        for rule in MEANING_RULES:
            if self.options.wants(rule):
                self.found += [
                    (_SHAPE["placeholder"] if finding.placeholder else rule, finding)
                    for finding in rule.check(self.view)
                ]
        return walked.data

    # ---- collecting

    def _line_ends(self) -> None:
        # Readers take them all alike, so what is read needs no look at them.
        from clustercfg.yamltext.prescan import mixed_line_ends  # noqa: PLC0415 - few texts hold carriage returns

        for problem in mixed_line_ends(self.document.text):
            self._problem(problem, ())

    def _problem(self, problem: Problem, path: Path) -> None:
        rule = _READING[problem.kind]
        words: Words = rule.check(problem)
        fix = from_replacements(words.fix_title, problem.repair, safe=words.safe) if words.fix_title else None
        related = (Second(words.first, *problem.first),) if problem.first else ()
        finding = Finding(
            problem.start, problem.end, words.message, words.help, format_path(path), related, fix
        )
        self.found.append((rule, finding))

    def _mismatches(self, mismatches: Iterable[Mismatch]) -> None:
        for mismatch in mismatches:
            rule = _SHAPE[mismatch.kind]
            words: Words = rule.check(mismatch)
            field_path = format_path(mismatch.path)
            place = (mismatch.start, mismatch.end)
            finding = Finding(
                *place,
                words.message,
                words.help,
                field_path,
                mismatch.related,
                mismatch.fix,
                mismatch.severity,
            )
            self.found.append((rule, finding))

    # ---- turning into diagnostics

    def _diagnostics(self) -> Iterator[Diagnostic]:
        suppressions = Suppressions(self.document, [rule.code for rule in RULES])
        self._mismatches(suppressions.mismatches)
        kept = [
            (rule, finding)
            for rule, finding in self._settled()
            if not self._silenced(suppressions, rule, finding)
        ]
        if not self.options.select and not self.options.ignore:
            self.found = []
            self._mismatches(suppressions.unused())
            kept += self.found
        diagnostics = {
            self._diagnostic(rule, finding): None for rule, finding in kept if self.options.wants(rule)
        }
        yield from sorted(diagnostics, key=_order)

    def _settled(self) -> list[tuple[Rule, Finding]]:
        """Leave out what only repeats a fault of the text at the same place."""
        faults = sorted((each.start, each.end) for rule, each in self.found if rule.code in _EXPLAINS_VALUE)
        starts = [start for start, _end in faults]
        reach = list(accumulate((end for _start, end in faults), max))

        def repeats(finding: Finding) -> bool:
            before = bisect_right(starts, finding.start)
            return before > 0 and reach[before - 1] >= finding.end

        return [(rule, each) for rule, each in self.found if rule.name in _READING or not repeats(each)]

    def _silenced(self, suppressions: Suppressions, rule: Rule, finding: Finding) -> bool:
        return suppressions.silence(rule.code, self.document.line_and_column(finding.start)[0])

    def _diagnostic(self, rule: Rule, finding: Finding) -> Diagnostic:
        return Diagnostic(
            rule.code,
            rule.name,
            finding.severity or rule.severity,
            self._told(finding.message, finding),
            self._position(finding.start),
            self._position(max(finding.end, finding.start)),
            self._told(finding.help, finding),
            self._told(finding.field, finding),
            tuple(
                Related(each.message, self._position(each.start), self._position(each.end))
                for each in finding.related
            ),
            self._fix(finding),
            self.path,
        )

    def _told(self, text: str, finding: Finding) -> str:
        return self.secrets.veil(text, finding.start, finding.end)

    def _position(self, offset: int) -> Position:
        return Position(*self.document.line_and_column(offset), offset)

    def _fix(self, finding: Finding) -> Fix | None:
        """The fix of a finding, marked if its new text repeats a secret of the document."""
        fix = finding.fix
        if fix is None:
            return None
        holds = any(self.secrets.are_in(edit.text) for edit in fix.edits)
        return Fix(
            self._told(fix.title, finding), fix.edits, fix.safe, holds_secret=fix.holds_secret or holds
        )


# A value that these find fault with needs no second finding about its form.
_EXPLAINS_VALUE = frozenset({"CC114", "CC115", "CC123", "CC124", "CC126"})


def _order(diagnostic: Diagnostic) -> tuple[int, int, int, str]:
    return diagnostic.start.offset, diagnostic.severity.rank, diagnostic.end.offset, diagnostic.code
