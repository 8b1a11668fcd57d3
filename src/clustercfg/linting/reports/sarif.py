"""SARIF 2.1.0, the OASIS standard that code hosts and editors read, with the fixes."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from clustercfg.linting.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from clustercfg.linting.diagnostics import Diagnostic, Edit, Fix, Position, Related, Report

__all__ = ["render"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(reports: Sequence[Report], *, color: bool, width: int) -> str:  # noqa: ARG001 - every format takes the same arguments
    """Return a log with a single run over all files.

    Columns count code points, as `columnKind` says. A fix whose text would hold a secret is left out.
    """
    import json  # noqa: PLC0415 - the other formats start faster without it

    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(reports)]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _run(reports: Sequence[Report]) -> dict[str, Any]:
    from clustercfg.linting.reports.sarif_rules import describe_rules  # noqa: PLC0415 - imports every rule, which other commands do without

    rules = describe_rules(each for report in reports for each in report)
    places = {rule["id"]: index for index, rule in enumerate(rules)}
    driver = {"name": "clustercfg", **_version(), "rules": rules}
    return {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True}],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "artifacts": [{"location": _location(report.path), "sourceLanguage": "yaml"} for report in reports],
        "results": [
            _result(each, report, index, places) for index, report in enumerate(reports) for each in report
        ],
    }


def _version() -> dict[str, str]:
    from importlib import metadata  # noqa: PLC0415 - only this format names the version

    try:
        version = metadata.version("clustercfg")
    except metadata.PackageNotFoundError:  # run without having been installed
        return {}
    return {"version": version, "semanticVersion": version}


def _result(found: Diagnostic, report: Report, artifact: int, rules: Mapping[str, int]) -> dict[str, Any]:
    location = _physical(report.path, found.start, found.end, index=artifact)
    if found.field:
        location["logicalLocations"] = [{"fullyQualifiedName": found.field}]
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": rules[found.code],
        "level": _LEVELS[found.severity],
        "message": {"text": _plain("\n\n".join(filter(None, (found.message, found.help))))},
        "locations": [location],
    }
    if found.related:
        result["relatedLocations"] = [
            _related(number, each, report.path) for number, each in enumerate(found.related)
        ]
    if found.fix and not found.fix.holds_secret:
        result["fixes"] = [_fix(found.fix, report)]
    return result


def _related(number: int, place: Related, path: str) -> dict[str, Any]:
    location = _physical(path, place.start, place.end)
    return {"id": number, **location, "message": {"text": _plain(place.message)}}


def _physical(path: str, start: Position, end: Position, **more: int) -> dict[str, Any]:
    artifact = _location(path) | more
    return {"physicalLocation": {"artifactLocation": artifact, "region": _region(start, end)}}


def _region(start: Position, end: Position) -> dict[str, int]:
    """The end column is the one behind the last character, in SARIF as in our positions."""
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _fix(fix: Fix, report: Report) -> dict[str, Any]:
    change = {
        "artifactLocation": _location(report.path),
        "replacements": [_replacement(each, report) for each in fix.edits],
    }
    safety = "safe" if fix.safe else "unsafe"
    description = {"text": _plain(fix.title)}
    return {"description": description, "artifactChanges": [change], "properties": {"safety": safety}}


def _replacement(edit: Edit, report: Report) -> dict[str, Any]:
    region = _region(report.position(edit.start), report.position(edit.end))
    return {"deletedRegion": region, "insertedContent": {"text": edit.text}}


def _location(path: str) -> dict[str, str]:
    """An absolute path as a file URI, another one as a relative reference, as it was named."""
    from pathlib import Path  # noqa: PLC0415 - only this format needs it
    from urllib.parse import quote  # noqa: PLC0415 - the same

    file = Path(path)
    return {"uri": file.as_uri() if file.is_absolute() else quote(path.replace(os.sep, "/"))}


def _plain(text: str) -> str:
    # Viewers make links of [words](target): no file may place one in a report.
    return re.sub(r"\](?=\()", "] ", text)
