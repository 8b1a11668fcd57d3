"""load, loads, lint: content never raises, and the typed configuration comes only with a sound shape."""

from __future__ import annotations

from pathlib import Path

import pytest

import clustercfg

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yaml"))
GOOD = """\
apiVersion: provision.daocloud.io/v1alpha3
kind: ClusterConfig
metadata:
spec:
  clusterName: 0123
  masterNodes:
    - nodeName: g-master1
      ip: 10.6.127.11
      ansibleUser: root
      ansiblePass: 1e5
"""


def with_line(line: str) -> str:
    return GOOD + line + "\n"


def test_a_file_gives_its_report_its_document_and_its_configuration(tmp_path: Path) -> None:
    file = tmp_path / "clusterConfig.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    loaded = clustercfg.load(file)
    assert loaded.report.ok
    assert loaded.report.path == str(file)
    assert loaded.document is not None
    assert loaded.document.to_bytes() == file.read_bytes()
    assert loaded.require() is loaded.config


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        clustercfg.load(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "\n",
        "# nothing",
        "[]",
        "a: [",
        "kind: Other",
        b"\xff\xfe\x00",
        b"\xd6\xd0\xce\xc4",
        "\x00",
        "a: &a [*a]",
    ],
)
def test_content_never_raises(content: str | bytes) -> None:
    loaded = clustercfg.loads(content)
    assert not loaded.report.ok
    assert loaded.config is None
    with pytest.raises(clustercfg.InvalidConfigError) as caught:
        loaded.require()
    assert caught.value.report is loaded.report


def test_only_bytes_that_are_no_text_have_no_document() -> None:
    assert clustercfg.loads(b"\xff\xff").document is None
    assert clustercfg.loads("a: [").document is not None


@pytest.mark.parametrize(
    "line",
    [
        "  loadBalancer: metallb",
        "  tinderKind: {registryPort: '443'}",
        "  ntpServer: 10.6.0.1",
        "  kubeanConfig: {a: 1}",
        "  network: {clusterCIDR: 10.6.0.0/16/1}",
        "  binaries: {type: external, externalRepoEndpoint: 'http://10.6.0.1', externalRepoUsername: a}",
    ],
)
def test_what_the_shape_forbids_leaves_no_configuration(line: str) -> None:
    loaded = clustercfg.loads(with_line(line))
    assert not loaded.report.ok
    assert loaded.config is None


def test_text_is_what_is_written_also_where_a_reader_changes_it() -> None:
    config = clustercfg.loads(GOOD).require()
    password = config.spec.master_nodes[0].ansible_pass
    assert config.spec.cluster_name == "0123"
    assert password is not None
    assert password.get_secret_value() == "1e5"


@pytest.mark.parametrize(
    "line", ["  colour: blue", "  LoadBalancer: {type: NodePort}", "  binaries: {type: ~}", "  addonPackage:"]
)
def test_unknown_keys_other_cases_and_nulls_still_give_a_configuration(line: str) -> None:
    loaded = clustercfg.loads(with_line(line))
    assert loaded.report.ok
    assert loaded.config is not None


def test_errors_of_meaning_leave_a_configuration_but_are_not_to_be_relied_on() -> None:
    loaded = clustercfg.loads(with_line("  binaries: {type: builtin}"))
    assert [each.rule for each in loaded.report.errors] == ["offline-without-package-path"]
    assert loaded.config is not None
    with pytest.raises(clustercfg.InvalidConfigError, match="CC401"):
        loaded.require()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_safe_fixes_leave_the_configuration_as_it_is(path: Path) -> None:
    document = clustercfg.load(path).document
    assert document is not None
    assert clustercfg.loads(clustercfg.fix(document).text).config == clustercfg.loads(document.text).config


def test_quoting_what_would_change_leaves_the_configuration_as_it_is() -> None:
    document = clustercfg.loads(GOOD).document
    assert document is not None
    fixed = clustercfg.fix(document)
    assert "'0123'" in fixed.text or '"0123"' in fixed.text
    assert clustercfg.loads(fixed.text).config == clustercfg.loads(GOOD).config


def test_lint_takes_text_bytes_a_path_and_a_document(tmp_path: Path) -> None:
    file = tmp_path / "clusterConfig.yaml"
    file.write_text(GOOD, encoding="utf-8")
    document = clustercfg.loads(GOOD).document
    assert document is not None
    codes = {
        tuple(each.code for each in clustercfg.lint(source))
        for source in (GOOD, GOOD.encode(), file, document)
    }
    assert codes == {("CC121", "CC121")}


def test_the_mode_of_the_installation_is_passed_on() -> None:
    report = clustercfg.lint(GOOD, mode="install-app")
    assert {each.code for each in report} - {each.code for each in clustercfg.lint(GOOD)} == {"CC325"}
