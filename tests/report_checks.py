"""What is true of every report, whatever the file."""

from __future__ import annotations

import json

from clustercfg.linting.diagnostics import Position, Report
from clustercfg.linting.reports import FORMATS
from clustercfg.yamltext.document import Document

__all__ = ["assert_sound_report"]


def assert_sound_report(report: Report, document: Document | None) -> None:
    """Fail unless every place of `report` is one of `document`, in order, and every format can show it."""
    order = [(each.start.offset, each.severity.rank, each.end.offset, each.code) for each in report]
    assert order == sorted(order)
    assert len(set(report.diagnostics)) == len(report)
    if document is None:
        assert [each.code for each in report] in (["CC101"], ["CC102"], ["CC103"])
    else:
        _check_places(report, document)
    for render in FORMATS.values():
        render([report], color=False, width=80)
    shown = json.loads(json.dumps(report.to_dict()))
    assert [each["code"] for each in shown["diagnostics"]] == [each.code for each in report]


def _check_places(report: Report, document: Document) -> None:
    assert len(report.lines) == len(document.lines)
    assert [len(line) for line in report.lines] == [len(line) for line in document.lines]
    for found in report:
        assert found.start.offset <= found.end.offset
        assert found.message
        places = [found.start, found.end]
        for related in found.related:
            places += [related.start, related.end]
        for place in places:
            assert place == Position(*document.line_and_column(place.offset), place.offset)
            assert 0 <= place.offset <= len(document.text)
        for edit in found.fix.edits if found.fix else ():
            assert 0 <= edit.start <= edit.end <= len(document.text)
