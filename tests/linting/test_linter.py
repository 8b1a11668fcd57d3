"""The order of findings, what is asked for, the head of a file, and the form of a report."""

from __future__ import annotations

from pathlib import Path

import pytest

from clustercfg.linting.diagnostics import Position, Report, Severity
from clustercfg.linting.linter import Options, inspect_bytes, inspect_document, lint_bytes
from clustercfg.linting.rules import RULES
from clustercfg.linting.shape.absent import ABSENT
from clustercfg.yamltext.document import Document
from report_checks import assert_sound_report

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
API = "apiVersion: provision.daocloud.io/v1alpha3\n"
HEAD = API + "kind: ClusterConfig\n"
SPEC = HEAD + "spec:\n  clusterName: a\n"


def found(text: str, options: Options | None = None) -> list[str]:
    """Return each finding as `code line:column field`."""
    report = lint_bytes(text.encode(), options=options)
    return [f"{each.code} {each.start.line}:{each.start.column} {each.field}" for each in report]


def test_findings_stand_in_the_order_of_the_text() -> None:
    data = (EXAMPLES / "broken.yaml").read_bytes()
    report = lint_bytes(data, path="broken.yaml")
    document, _problem = Document.from_bytes(data)
    assert_sound_report(report, document)
    assert len({each.code for each in report}) > 5
    assert {each.path for each in report} == {"broken.yaml"} == {report.path}


def test_of_findings_at_one_place_the_gravest_comes_first() -> None:
    rank = [each.severity.rank for each in lint_bytes((EXAMPLES / "broken.yaml").read_bytes()) if each.start]
    assert {0, 1} <= set(rank)
    assert [each.rank for each in (Severity.ERROR, Severity.WARNING, Severity.INFO)] == [0, 1, 2]


def test_what_is_wrong_twice_is_told_twice_and_not_more() -> None:
    text = SPEC + "  masterNodes:\n    - &n {nodeName: A, ip: 1.1.1.1, ansibleUser: root, ansiblePass: xyz}\n"
    text += "  workerNodes: [*n]\n"
    malformed = [each for each in found(text) if each.startswith("CC211")]
    assert malformed == ["CC211 6:21 spec.masterNodes[0].nodeName", "CC211 6:21 spec.workerNodes[0].nodeName"]


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ((), (), ["CC201", "CC202"]),
        (("CC2",), (), ["CC201", "CC202"]),
        (("cc201",), (), ["CC201"]),
        (("unknown-key",), (), ["CC201"]),
        (("CC201", "misspelt-key"), (), ["CC201", "CC202"]),
        (("CC3",), (), []),
        ((), ("CC201",), ["CC202"]),
        ((), ("CC2",), []),
        (("CC2",), ("unknown-key",), ["CC202"]),
        (("CC201",), ("CC2",), []),
    ],
)
def test_findings_can_be_chosen(
    select: tuple[str, ...], ignore: tuple[str, ...], expected: list[str]
) -> None:
    report = lint_bytes(
        (SPEC + "  colour: blue\n  loadBalancr: {}\n").encode(), options=Options(select=select, ignore=ignore)
    )
    assert [each.code for each in report] == expected


@pytest.mark.parametrize("data", [b"\xff", b"a\x00b\x00", b"a: \x01\n", b"a: [\n"])
def test_findings_about_bytes_and_text_can_be_chosen_too(data: bytes) -> None:
    assert lint_bytes(data).errors
    assert not [each for each in lint_bytes(data, options=Options(ignore=("CC1",))) if each.code < "CC2"]


MIDDLEWARES = "  externalMiddlewares:\n    {}:\n      kpanda"
DATABASE = (
    MIDDLEWARES.format("database")
    + ":\n      - {{dbDriverName: {}, accessType: readwrite, dataSourceName: '{}'}}\n"
)


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ("  bootstrapNode: xx.xx.xx.xx\n", "5:18 spec.bootstrapNode"),
        (
            MIDDLEWARES.format("redis") + ": redis://:pw@<host>:6379/0\n",
            "7:15 spec.externalMiddlewares.redis.kpanda",
        ),
        (
            DATABASE.format("mysql", "u:pw@tcp(<host>:3306)/db"),
            "8:70 spec.externalMiddlewares.database.kpanda[0].dataSourceName",
        ),
        (
            DATABASE.format("postgres", "host=<host> user=u password=pw dbname=db"),
            "8:73 spec.externalMiddlewares.database.kpanda[0].dataSourceName",
        ),
    ],
)
def test_placeholders_can_be_allowed(lines: str, place: str) -> None:
    assert found(SPEC + lines) == [f"CC214 {place}"]
    assert found(SPEC + lines, Options(allow_placeholders=True)) == []


OLD = "apiVersion: provision.daocloud.io/{}\nkind: ClusterConfig\nspec:\n  loadBalancer: metallb\n  colour: blue\n"


@pytest.mark.parametrize("version", ["v1alpha1", "v1alpha2"])
def test_an_older_version_is_one_error_and_nothing_else_is_checked(version: str) -> None:
    inspection = inspect_bytes(OLD.format(version).encode())
    (error,) = inspection.report
    assert (error.rule, error.field, error.start) == ("old-api-version", "apiVersion", Position(1, 13, 12))
    assert error.end.column == len(f"apiVersion: provision.daocloud.io/{version}") + 1
    assert version in error.message
    assert "migrate" in error.help
    assert inspection.data is ABSENT


def test_the_yaml_of_an_older_version_is_checked() -> None:
    assert [each[:5] for each in found(OLD.format("v1alpha2") + "  a: @b\n")] == ["CC215", "CC114"]
    assert [each[:5] for each in found(OLD.format("v1alpha2").replace("  load", "load"))] == [
        "CC215",
        "CC204",
        "CC130",
    ]


HEADS = {
    "another kind": ("apiVersion: v1\nkind: ConfigMap\ndata: {}\n", ["CC216 2:7 kind"]),
    "the list of products": (
        "apiVersion: manifest.daocloud.io/v1alpha1\nkind: DCEManifest\n",
        ["CC216 2:7 kind"],
    ),
    "the kind in small letters": (API + "kind: clusterconfig\nspec: {}\n", ["CC216 2:7 kind"]),
    "no kind": (API + "spec: {}\n", ["CC207 1:1 kind"]),
    "an empty kind": (API + "kind:\nspec: {}\n", ["CC207 2:1 kind"]),
    "a list as kind": (API + "kind: []\nspec: {}\n", ["CC208 2:1 kind"]),
    "no version": ("kind: ClusterConfig\nspec: {}\n", ["CC207 1:1 apiVersion"]),
    "an empty version": ("apiVersion:\nkind: ClusterConfig\nspec: {}\n", ["CC207 1:1 apiVersion"]),
    "a short version": ("apiVersion: v1alpha3\nkind: ClusterConfig\nspec: {}\n", ["CC217 1:13 apiVersion"]),
    "an unknown version": (
        "apiVersion: provision.daocloud.io/v1alpha9\nkind: ClusterConfig\nspec: {}\n",
        ["CC217 1:13 apiVersion"],
    ),
    "the newest version": ("apiVersion: provision.daocloud.io/v1alpha4\nkind: ClusterConfig\nspec: {}\n", []),
    "no spec": (HEAD, ["CC207 1:1 spec"]),
    "an empty spec": (HEAD + "spec:\n", ["CC207 3:1 spec"]),
    "a word as spec": (HEAD + "spec: a\n", ["CC208 3:7 spec"]),
    "a list as spec": (HEAD + "spec: []\n", ["CC208 3:1 spec"]),
    "an empty file": ("", ["CC131 1:1 "]),
    "only comments": ("# a\n", ["CC131 1:1 "]),
    "nothing": ("null\n", ["CC131 1:1 "]),
    "a word": ("abc\n", ["CC208 1:1 "]),
    "a list": ("- a\n", ["CC208 1:1 "]),
    "an empty mapping": ("{}\n", ["CC207 1:1 apiVersion", "CC207 1:1 kind", "CC207 1:1 spec"]),
    "a second document": (HEAD + "spec: {}\n---\n- a\n", ["CC109 4:1 "]),
}


@pytest.mark.parametrize(("text", "expected"), HEADS.values(), ids=HEADS)
def test_the_head_of_a_file_is_checked(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            SPEC + "  masterNodes:\n    - nodeName: a\n      ansibleUser: root\n      ansiblePass: xyz\n",
            "CC207 6:5 spec.masterNodes[0].ip",
        ),
        (SPEC + "  binaries:\n    type: external\n", "CC207 5:3 spec.binaries.externalRepoEndpoint"),
        (
            SPEC + "  binaries:\n    type: external\n    externalRepoEndpoint:\n",
            "CC207 7:5 spec.binaries.externalRepoEndpoint",
        ),
        (SPEC + "  binaries: {type: external}\n", "CC207 5:3 spec.binaries.externalRepoEndpoint"),
        (
            SPEC + "  externalMiddlewares:\n    kafka: {}\n",
            "CC207 6:5 spec.externalMiddlewares.kafka.brokers",
        ),
        (
            SPEC + "  kubeanConfig: |\n    extra_sysctl:\n      - name: a\n",
            "CC207 7:7 spec.kubeanConfig.extra_sysctl[0].value",
        ),
    ],
)
def test_a_missing_key_is_shown_at_its_parent(text: str, place: str) -> None:
    assert [each for each in found(text) if each.startswith("CC207")] == [place]


@pytest.mark.parametrize(
    "text",
    [
        "...\n" + SPEC + "  masterNodes:\n    - nodeName: a\n",
        SPEC + "  masterNodes:\n    - nodeName: a\n      ip: ]\n",
        SPEC + "  masterNodes:\n    - nodeName: a\n      // ip 10.0.0.1\n      ansibleUser: root\n",
    ],
)
def test_what_may_stand_where_nothing_could_be_read_is_not_called_missing(text: str) -> None:
    assert not [each for each in found(text) if each.startswith("CC207")]


def test_two_places_of_a_key_are_shown() -> None:
    (duplicate,) = lint_bytes((SPEC + "  clusterName: b\n").encode())
    assert (duplicate.rule, duplicate.start.line) == ("duplicate-key", 5)
    assert [(each.start.line, each.start.column, each.end.column) for each in duplicate.related] == [
        (4, 3, 14)
    ]


def test_a_fault_inside_text_names_the_field() -> None:
    assert found(SPEC + "  kubeanConfig: |\n    bin_dir: @a\n") == ["CC114 6:14 spec.kubeanConfig"]
    assert found(SPEC + "  kubeanConfig: |\n    bin_dir: a\n") == ["CC211 6:14 spec.kubeanConfig.bin_dir"]


def test_a_value_that_starts_wrong_is_not_called_malformed_too() -> None:
    assert found(SPEC + "  bootstrapNode: “10.0.0.1”\n") == ["CC123 5:18 "]
    assert found(SPEC + "  bootstrapNode: @a_b c\n") == ["CC114 5:18 "]


def test_columns_count_characters_and_a_byte_order_mark_takes_none() -> None:
    text = API + "kind: ClusterConfig # 种类 😀\nspec: {clusterName: 名}\n"
    (plain,) = lint_bytes(text.encode())
    (marked,) = lint_bytes(b"\xef\xbb\xbf" + text.encode())
    assert plain == marked
    assert (plain.start.line, plain.start.column, plain.end.column) == (3, 21, 22)
    assert plain.start.offset == text.index("名")
    (crlf,) = lint_bytes(text.replace("\n", "\r\n").encode())
    assert (crlf.start.line, crlf.start.column, crlf.start.offset) == (3, 21, text.index("名") + 2)


def test_a_report_has_the_form_that_programs_rely_on() -> None:
    text = SPEC + "  clusterName: b\n  LoadBalancer: {type: x}\n"
    report = lint_bytes(text.encode(), path="a.yaml")
    shown = report.to_dict()
    assert list(shown) == ["path", "diagnostics"]
    assert shown["path"] == "a.yaml"
    duplicate, key_case, value = shown["diagnostics"]
    keys = ["code", "rule", "severity", "message", "help", "field", "start", "end", "related", "fix"]
    assert list(duplicate) == list(key_case) == list(value) == keys
    assert duplicate["start"] == {"line": 5, "column": 3, "offset": text.rindex("clusterName")}
    assert list(duplicate["related"][0]) == ["message", "start", "end"]
    assert duplicate["fix"] is None
    assert key_case["severity"] == "warning"
    place = text.index("LoadBalancer")
    assert key_case["fix"] == {
        "title": "Write loadBalancer",
        "safety": "safe",
        "edits": [{"start": place, "end": place + 12, "text": "loadBalancer"}],
    }
    assert value["field"] == "spec.loadBalancer.type"


def test_a_report_tells_whether_all_is_well() -> None:
    report = lint_bytes((SPEC + "  colour: blue\n").encode())
    assert report.ok
    assert (len(report), len(report.errors), [each.code for each in report.warnings]) == (1, 0, ["CC201"])
    assert not lint_bytes(b"").ok
    assert Report("a", ()).ok


@pytest.mark.parametrize("name", ["full.yaml", "broken.yaml"])
def test_a_document_is_left_as_it_is(name: str) -> None:
    document, _problem = Document.from_bytes((EXAMPLES / name).read_bytes())
    assert document is not None
    before = document.text
    first = inspect_document(document).report
    assert document.text == before
    assert inspect_document(document).report == first


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
