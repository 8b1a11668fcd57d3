"""JUnit's XML, which every CI server shows as a table of tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustercfg.linting.diagnostics import Severity
from clustercfg.linting.reports.characters import printable
from clustercfg.translation import gettext as _
from clustercfg.translation import running

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from clustercfg.linting.diagnostics import Diagnostic, Report

__all__ = ["render"]


def render(reports: Sequence[Report], *, color: bool, width: int) -> str:  # noqa: ARG001 - every format takes the same arguments
    """Return a suite per file and a test case per finding.

    An error is a failed case. Warnings and advice, for which JUnit has no word, are skipped ones: they are seen and
    fail nothing. A file without findings is one case that passed.
    """
    from xml.etree import ElementTree as ET  # noqa: PLC0415 - the other formats start faster without it

    root = ET.Element("testsuites", {"name": "clustercfg"} | _figures(reports))
    for report in reports:
        name = printable(report.path)
        suite = ET.SubElement(root, "testsuite", {"name": name} | _figures([report]))
        suite.extend(_case(each, name) for each in report)
        if not len(report):
            ET.SubElement(suite, "testcase", _names(name, _("no problems found")))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, "unicode") + "\n"


def _figures(reports: Sequence[Report]) -> dict[str, str]:
    failures = sum(len(report.errors) for report in reports)
    tests = sum(max(1, len(report)) for report in reports)
    skipped = sum(len(report) for report in reports) - failures
    return {"tests": str(tests), "failures": str(failures), "errors": "0", "skipped": str(skipped)}


def _names(path: str, name: str) -> dict[str, str]:
    return {"classname": path, "name": name, "file": path, "time": "0"}


def _case(found: Diagnostic, path: str) -> Element:
    from xml.etree import ElementTree as ET  # noqa: PLC0415 - as above

    place = f"{found.start.line}:{found.start.column}"
    names = _names(path, f"{found.code} {found.rule} {place}") | {"line": str(found.start.line)}
    case = ET.Element("testcase", names)
    failed = found.severity is Severity.ERROR
    verdict = {"message": printable(found.message)} | ({"type": found.code} if failed else {})
    told = ET.SubElement(case, "failure" if failed else "skipped", verdict)
    told.text = "\n".join(printable(line) for line in _lines(found, place))
    return case


def _lines(found: Diagnostic, place: str) -> Iterator[str]:
    yield f"{found.path}:{place}: {found.severity.value}: {found.message}"
    if found.field:
        yield found.field
    for other in found.related:
        yield running((_("note:"), f"{other.start.line}:{other.start.column}: {other.message}"))
    if found.help:
        yield running((_("help:"), found.help))
    if found.fix:
        yield running((_("fix:"), found.fix.title))
