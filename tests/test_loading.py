"""load, loads and lint: what comes out for whatever goes in, and at what cost."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import clustercfg
from clustercfg import ClusterConfig, Document, InvalidConfigError
from clustercfg.linting.fixing import fix

PROJECT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted((PROJECT / "examples").glob("*.yaml"))
FULL = PROJECT / "examples" / "full.yaml"
BROKEN = PROJECT / "examples" / "broken.yaml"
HEAD = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\n"
SMALL = HEAD + "spec:\n  clusterName: a\n"


def test_a_sound_file_yields_report_document_and_configuration() -> None:
    loaded = clustercfg.load(FULL)
    assert loaded.report.ok
    assert loaded.report.path == str(FULL)
    assert loaded.document is not None
    assert loaded.document.text == FULL.read_text(encoding="utf-8")
    assert loaded.document.file == FULL
    assert isinstance(loaded.config, ClusterConfig)
    assert loaded.require() is loaded.config is loaded.config
    assert loaded.document.get("spec.clusterName") == loaded.config.spec.cluster_name
    assert repr(loaded).startswith(f"<Loaded {FULL}: 0 errors")


def test_a_broken_file_yields_its_report() -> None:
    loaded = clustercfg.load(str(BROKEN))
    assert loaded.report.errors
    assert loaded.document is not None
    with pytest.raises(InvalidConfigError) as caught:
        loaded.require()
    first = loaded.report.errors[0]
    assert caught.value.report is loaded.report
    assert str(caught.value).startswith(
        f"{BROKEN}:{first.start.line}:{first.start.column}: {first.code} {first.message}"
    )
    assert f"(and {len(loaded.report.errors) - 1} more)" in str(caught.value)
    assert caught.value.__cause__ is None is caught.value.__context__


def test_a_configuration_with_errors_elsewhere_can_be_had_but_not_required() -> None:
    loaded = clustercfg.loads(SMALL + "  masterNodes: []\n  workerNodes: [{nodeName: a, ip: 10.0.0.1}]\n")
    assert loaded.config is not None
    assert loaded.report.errors
    with pytest.raises(InvalidConfigError):
        loaded.require()


@pytest.mark.parametrize("source", [b"\xff\xfe", b"\xff", b"a" * (2 * 1024 * 1024)])
def test_what_is_no_text_has_no_document(source: bytes) -> None:
    loaded = clustercfg.loads(source)
    assert (loaded.document, loaded.config, len(loaded.report.errors)) == (None, None, 1)
    with pytest.raises(InvalidConfigError):
        loaded.require()


@pytest.mark.parametrize("source", ["", "a: [", "- a", "\ud800", "null", "kind: ConfigMap\n", "{{", "\x00"])
def test_no_content_raises(source: str) -> None:
    loaded = clustercfg.loads(source)
    assert loaded.config is None
    assert loaded.report.errors
    with pytest.raises(InvalidConfigError):
        loaded.require()


@pytest.mark.parametrize(
    ("name", "error"), [("absent.yaml", FileNotFoundError), (".", IsADirectoryError | PermissionError)]
)
def test_a_file_that_cannot_be_read_is_an_error_of_the_system(
    tmp_path: Path, name: str, error: type[OSError]
) -> None:
    for function in (clustercfg.load, clustercfg.lint):
        with pytest.raises(OSError, match=re.escape(tmp_path.name)) as caught:
            function(tmp_path / name)
        assert isinstance(caught.value, error)


def test_an_endless_file_is_read_to_the_limit(tmp_path: Path) -> None:
    zero = Path("/dev/zero")
    if not zero.exists():
        pytest.skip("needs /dev/zero")
    assert [each.code for each in clustercfg.load(zero).report] in (["CC103"], ["CC102"])
    link = tmp_path / "clusterConfig.yaml"
    link.symlink_to(FULL)
    assert clustercfg.load(link).report.ok


def test_every_kind_of_source_yields_the_same_report() -> None:
    text = BROKEN.read_text(encoding="utf-8")
    document, _problem = Document.from_bytes(text.encode())
    assert document is not None
    from_text = clustercfg.lint(text)
    assert (
        from_text
        == clustercfg.lint(text.encode())
        == clustercfg.lint(document)
        == clustercfg.loads(text).report
    )
    from_file = clustercfg.lint(BROKEN)
    assert from_file == clustercfg.load(BROKEN).report
    assert [each.to_dict() for each in from_file] == [each.to_dict() for each in from_text]


def test_a_text_is_never_taken_for_a_file_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FULL.parent)
    assert [each.code for each in clustercfg.lint(FULL.name)] == ["CC208"]


def test_a_report_names_the_text_as_it_is_told() -> None:
    report = clustercfg.loads("", path="standard input").report
    assert (report.path, report.errors[0].path) == ("standard input", "standard input")


def test_the_mode_tells_what_is_demanded() -> None:
    assert clustercfg.loads(SMALL, mode="install-app").report.ok
    assert not clustercfg.loads(SMALL, mode="cluster-create").report.ok
    assert not clustercfg.lint(SMALL, mode="cluster-create").ok
    with pytest.raises(ValueError, match="install-app"):
        clustercfg.lint(SMALL, mode="install_app")


def test_values_are_what_is_written() -> None:
    config = clustercfg.loads(
        SMALL
        + "  masterNodes:\n    - {nodeName: 'on', ip: 10.0.0.1, ansibleUser: yes, ansiblePass: 0123, ansibleSSHPort: '22'}\n"
    ).config
    assert config is not None
    (node,) = config.spec.master_nodes or []
    assert (node.node_name, node.ansible_user, str(node.ansible_ssh_port)) == ("on", "yes", "22")
    assert node.ansible_pass is not None
    assert node.ansible_pass.get_secret_value() == "0123"


@pytest.mark.parametrize(
    "text",
    [
        SMALL
        + "  LoadBalancer:\n    Type: NodePort\n  masterNodes:\n    - {nodeName: a, ip: 1.1.1.1, ansiblePass: 0123}\n",
        SMALL
        + '  osRepos:\n    type: external\n    externalRepoType: centos\n    externalRepoURLs: ["http://a/\\$b/"]\n',
        SMALL + "  tinderKind:\n    registryPort: '443'\n  cri:\n    skipProvision: 'false'\n",
        "%YAML 1.2\n---\n"
        + SMALL
        + "  bootstrapNode: auto\n  k8sVersion: v1.29.5\n  privateKeyPath: “/root/id”\n",
        *(file.read_text(encoding="utf-8") for file in EXAMPLES),
    ],
)
def test_safe_fixes_do_not_change_the_configuration(text: str) -> None:
    before = clustercfg.loads(text)
    assert before.document is not None
    fixed = fix(before.document)
    after = clustercfg.loads(fixed.text)
    assert not [each for each in after.report if each.fix and each.fix.safe]
    if before.config is not None:
        assert after.config == before.config
    assert len(after.report.errors) <= len(before.report.errors)


def test_the_configuration_is_built_when_it_is_asked_for() -> None:
    code = f"""
        import sys, clustercfg
        from pathlib import Path
        loaded = clustercfg.load({str(FULL)!r})
        report = clustercfg.lint(Path({str(FULL)!r}))
        document = loaded.document.text, loaded.document.get("spec.clusterName"), repr(loaded), report.to_dict()
        heavy = {{"pydantic", "pydantic_core", "jsonschema", "boto3", "rich", "difflib", "gettext"}}
        print(sorted(heavy & set(sys.modules)))
        loaded.config
        print("pydantic" in sys.modules)
    """
    assert fresh(code) == "[]\nTrue\n"


CALLS = {
    "lint": "clustercfg.lint('').errors",
    "load": f"clustercfg.load({str(FULL)!r}).config",
    "loads": "clustercfg.loads('').report.to_dict()",
    "require": f"clustercfg.load({str(FULL)!r}).require()",
    "fix": "clustercfg.fix(clustercfg.Document('a: @b')).text",
    "dumps": f"clustercfg.dumps(clustercfg.load({str(FULL)!r}).config)",
    "json_schema": "clustercfg.json_schema()['properties']",
    "model": "clustercfg.ClusterConfig.model_validate",
    "document": "clustercfg.Document('a: b').get('a') == 'b'",
    "compare": f"clustercfg.compare({str(FULL)!r}, {str(FULL)!r}) is not None",
    "generate": "clustercfg.generate(clustercfg.Topology())",
    "migrate": "clustercfg.migrate(clustercfg.Document('a: b'))",
}
"""An expression for each public function; its value is true, or it raises what that function may raise."""


@pytest.mark.parametrize("name", CALLS)
def test_every_public_function_works_whatever_ran_before(name: str) -> None:
    others = [call for other, call in CALLS.items() if other != name]
    code = f"""
        import clustercfg
        def attempt(expression):
            try:
                return bool(eval(expression))
            except (clustercfg.ClusterCfgError, ValueError) as error:
                return type(error).__name__
        alone = attempt({CALLS[name]!r})
        for other in {others!r}:
            attempt(other)
        print(alone and attempt({CALLS[name]!r}) == alone)
    """
    assert fresh(code) == "True\n"


def fresh(code: str) -> str:
    """Run `code` in an interpreter that has imported nothing yet and return what it printed."""
    command = [sys.executable, "-c", textwrap.dedent(code)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, cwd=PROJECT).stdout
