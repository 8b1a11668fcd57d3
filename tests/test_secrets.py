"""No secret is shown, whatever is wrong with the file that holds it."""

from __future__ import annotations

import json
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from clustercfg.errors import InvalidConfigError
from clustercfg.linting.fixing import fix
from clustercfg.linting.reports import FORMATS
from clustercfg.linting.secrets import Secrets
from clustercfg.loading import Loaded, loads
from clustercfg.models.fields import documented_paths, field_shape
from clustercfg.models.shape_table import TABLE
from clustercfg.models.shapes import ChoiceShape, ListShape, MappingShape, MapShape, Shape, StringShape
from clustercfg.yamltext.document import Document
from command_line import Run
from secret_files import DAMAGES, SECRET_LINES, WHOLE, damaged_files, markers

FILES = list(damaged_files())


def outputs(loaded: Loaded) -> Iterator[str]:
    """Yield everything that may be shown of a file."""
    report = loaded.report
    yield json.dumps(report.to_dict())
    yield "\n".join(report.lines)
    yield from (render([report], color=True, width=100) for render in FORMATS.values())
    yield from map(repr, (report, report.diagnostics, loaded, loaded.document, loaded.document))
    yield from map(str, (report, loaded, *report))
    yield from map(repr, (each.fix for each in report))
    if loaded.config is not None:
        yield from (
            repr(loaded.config),
            str(loaded.config),
            repr(loaded.config.spec),
            str(loaded.config.spec),
        )
    try:
        loaded.require()
    except InvalidConfigError as error:
        yield from (str(error), repr(error), "".join(traceback.format_exception(error)))


@pytest.mark.parametrize("damage", DAMAGES)
def test_no_secret_is_shown(damage: str) -> None:
    files = [(name, text) for name, text in FILES if name.endswith(f": {damage}")]
    assert files
    for name, text in files:
        assert markers(text)
        shown = [(name, markers(output)) for output in outputs(loads(text))]
        assert [each for each in shown if each[1]] == [], name


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\u2028"], ids=["crlf", "cr", "ls"])
def test_line_breaks_do_not_matter(newline: str) -> None:
    for output in outputs(loads(WHOLE.replace("\n", newline))):
        assert markers(output) == []


def test_a_file_that_ends_anywhere_shows_no_secret() -> None:
    for length in range(len(WHOLE) - 1, 0, -7):
        for output in outputs(loads(WHOLE[:length])):
            assert markers(output) == []


def secret_paths(shape: Shape, path: str = "") -> Iterator[str]:
    if isinstance(shape, StringShape) and shape.secret:
        yield path
    elif isinstance(shape, MappingShape):
        for key, field in shape.fields.items():
            yield from secret_paths(field.shape, f"{path}.{key}".lstrip("."))
    elif isinstance(shape, ListShape):
        yield from secret_paths(shape.item, f"{path}[]")
    elif isinstance(shape, MapShape):
        yield from secret_paths(shape.value, f"{path}.<name>")
    elif isinstance(shape, ChoiceShape):
        for option in shape.options:
            yield from secret_paths(option, path)


def test_the_file_of_secrets_holds_each_kind_of_them() -> None:
    described = {path for path in documented_paths() if path_is_secret(path)}
    assert set(secret_paths(TABLE)) <= described
    keys = {path.rpartition(".")[2] for path in described}
    assert {key for key in keys if f" {key}: " not in WHOLE and f"{{{key}: " not in WHOLE} <= {
        "creationTimestamp"
    }
    assert loads(WHOLE).report.ok
    assert len(SECRET_LINES) == len(WHOLE.split("\n")) - len([x for x in WHOLE.split("\n") if not markers(x)])


def path_is_secret(path: str) -> bool:
    shape = field_shape(path).shape
    return isinstance(shape, StringShape) and shape.secret


@pytest.mark.parametrize(
    "words", [("lint", "--format", name) for name in FORMATS] + [("show",), ("show", "--format", "json")]
)
def test_no_command_shows_a_secret(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    file = tmp_path / "clusterConfig.yaml"
    for text in (
        WHOLE,
        WHOLE.replace("kind: ClusterConfig", "kind: clusterconfig\nloadBalancer: x"),
        WHOLE + "]\n",
    ):
        file.write_text(text, encoding="utf-8")
        shown = run(*words, str(file))
        assert markers(shown.out + shown.err) == []
        assert shown.out + shown.err


def test_a_difference_shows_no_secret(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "clusterConfig.yaml"
    text = WHOLE.replace("ansiblePass: Zq", "ansiblePass: '0Zq").replace(
        "wK\n      ansibleExtra", "wK'\n      ansibleExtra"
    )
    file.write_text(text.replace("type: NodePort", "type: nodeport"), encoding="utf-8")
    shown = run("lint", "--diff", "--fix", "--unsafe-fixes", str(file))
    assert "NodePort" in shown.out
    assert markers(shown.out + shown.err) == []


# What a fix moves or rewrites may hold a secret; then the report does not show what it writes.
MOVED = {
    "a block outside spec": (
        "binaries:\n  type: external\n  externalRepoPassword: {0}\nspec:\n  clusterName: a\n",
        "binaries",
    ),
    "a block of a text block": (
        "spec:\n  cri:\n    masterNodes:\n      - nodeName: a\n        ip: 10.0.0.1\n        ansibleUser: root\n        ansiblePass: |-\n          a\n          {0}\n  clusterName: a\n",
        "masterNodes",
    ),
    "a URL with its scheme broken": (
        "spec:\n  binaries:\n    type: external\n    externalRepoEndpoint: https//u:{0}@h\n",
        "https",
    ),
    "a URL with a single slash": (
        "spec:\n  binaries:\n    type: external\n    externalRepoEndpoint: http:/u:{0}@h\n",
        "http",
    ),
    "a URL without slashes": (
        "spec:\n  binaries:\n    type: external\n    externalRepoEndpoint: http:u:{0}@h\n",
        "http",
    ),
}


@pytest.mark.parametrize(("text", "word"), MOVED.values(), ids=MOVED)
def test_a_fix_that_writes_a_secret_is_withheld_and_works(text: str, word: str) -> None:
    text = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\n" + text.format("Zq99wK")
    loaded = loads(text)
    for output in outputs(loaded):
        assert markers(output) == []
    withheld = [each.fix for each in loaded.report if each.fix and each.fix.holds_secret]
    assert withheld
    assert all(each.to_dict()["edits"] is None and each.to_dict()["redacted"] for each in withheld)
    fixed = fix(Document(text), unsafe=True)
    assert fixed.text != text
    assert markers(fixed.text) == ["Zq99wK"]
    assert word in fixed.text


def test_quoting_a_secret_shows_none() -> None:
    text = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\nspec:\n  masterNodes:\n    - ansiblePass: 0123\n"
    (quoting,) = [each.fix for each in loads(text).report if each.code == "CC121"]
    assert quoting is not None
    start = text.index("0123")
    edits = [{"start": place, "end": place, "text": "'"} for place in (start, start + 4)]
    assert quoting.to_dict()["edits"] == edits


def test_a_fix_that_writes_what_is_only_like_a_part_of_a_secret_is_shown() -> None:
    text = WHOLE.replace("    etcd_deployment_type: host\n", "")
    (fix_,) = [each.fix for each in loads(text).report if each.code == "CC345"]
    assert fix_ is not None
    assert fix_.to_dict()["edits"]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("ansiblePass: a b # c\n", "ansiblePass: * * * *\n"),
        ("{ansiblePass: ab, ip: 10.0.0.1}\n", "{ansiblePass: **, ip: 10.0.0.1}\n"),
        ("ansiblePass: |\n  ab\n  c\nip: d\n", "ansiblePass: *\n  **\n  *\nip: d\n"),
        ("# password: ab\nip: d\n", "# password* **\nip: d\n"),
        ("url: http://a:b@c/d\n", "url: http://***@c/d\n"),
        ("redis: redis://a:b@c/d\n", "redis: ***************\n"),
        ("a: redis://a:b@c/d\n", "a: redis://*******\n"),
        ("a: u:p@tcp(h:1)/d\n", "a: ***@tcp(h:1)/d\n"),
        ("ip: a\nprivateKeyPath: /etc/dce/id\n", "ip: a\nprivateKeyPath: /etc/dce/id\n"),
        ("accessType: readwrite\n", "accessType: readwrite\n"),
        ("pasword: ab\n", "pasword: **\n"),
        ("密码：ab\n", "密码：**\n"),
        ("email: a@b.example\n", "email: a@b.example\n"),
    ],
)
def test_lines_are_masked_without_moving_anything(text: str, masked: str) -> None:
    assert "\n".join(Secrets(Document(text)).lines()) == masked
