"""`binaries use`: the block says the new source, and every other byte stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from clustercfg.cli.exit_codes import ExitCode
from clustercfg.errors import EditRefusedError
from clustercfg.loading import loads
from clustercfg.storage.use import BinariesSource, use_source
from clustercfg.yamltext.document import Document
from command_line import Run

HEAD = """\
# a comment at the top
apiVersion: provision.daocloud.io/v1alpha3
kind: ClusterConfig
metadata:
spec:
  clusterName: office # kept
  loadBalancer:
    type: NodePort
  fullPackagePath: /data/dce5/offline
"""
TAIL = "  kubeanConfig: |-\n    node_sysctl_tuning: true\n"
BLOCKS = {
    "none": "",
    "empty": "  binaries:\n",
    "builtin": "  binaries: # where from\n    # the bootstrap node\n    type: builtin # for now\n",
    "http": "  binaries:\n    type: external\n    externalRepoEndpoint: 'http://10.0.1.1:8080' # nginx\n",
    "s3": (
        "  binaries:\n    externalRepoPassword: Old-Secret-1199 # kept in a safe\n    type: external\n"
        "    externalRepoUsername: old\n    externalRepoEndpoint: http://10.0.1.9:9000\n"
    ),
    "repository": "  binaries: {type: external, externalRepository: 'http://10.0.1.9/kubean'}\n",
    "cases": "  binaries:\n    Type: builtin\n    externalRepoEndPoint: http://10.0.1.1:8080\n",
}
SOURCES = {
    "builtin": BinariesSource("builtin"),
    "official": BinariesSource("official-service"),
    "http": BinariesSource("external", "http://10.0.1.2:8080"),
    "s3": BinariesSource("external", "https://10.0.1.3:9000", "installer", "New: #Secret-7731"),
}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("block", BLOCKS)
def test_the_block_says_exactly_the_new_source(block: str, source: str) -> None:
    document = Document(HEAD + BLOCKS[block] + TAIL)
    use_source(document, SOURCES[source])
    assert document.get("spec.binaries") == SOURCES[source].to_dict()
    assert document.text.startswith(HEAD)
    assert document.text.replace("\n  binaries", "\n!", 1).count(TAIL) == 1
    again = document.text
    use_source(document, SOURCES[source])
    assert document.text == again


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("block", BLOCKS)
def test_the_outcome_is_clean(block: str, source: str) -> None:
    document = Document(HEAD + BLOCKS[block] + TAIL)
    use_source(document, SOURCES[source])
    assert loads(document.text).report.ok


def test_comments_of_what_stays_are_kept() -> None:
    document = Document(HEAD + BLOCKS["builtin"])
    use_source(document, SOURCES["http"])
    assert document.text == HEAD + (
        "  binaries: # where from\n    # the bootstrap node\n    type: external # for now\n"
        "    externalRepoEndpoint: http://10.0.1.2:8080\n"
    )


def test_keys_of_nobody_stay() -> None:
    document = Document(HEAD + BLOCKS["builtin"] + "    somethingElse: 1\n")
    use_source(document, SOURCES["http"])
    assert document.get("spec.binaries.somethingElse") == 1


@pytest.mark.parametrize(
    "text",
    [HEAD + "  binaries: external\n", HEAD + "binaries:\n  type: builtin\n"],
    ids=["no-block", "stray"],
)
def test_a_block_that_is_none_is_refused(text: str) -> None:
    document = Document(text)
    with pytest.raises(EditRefusedError):
        use_source(document, SOURCES["http"])
    assert document.text == text


# ---- the command


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "clusterConfig.yaml"
    file.write_text(HEAD + BLOCKS["http"] + TAIL)
    return file


def test_the_file_is_written_and_only_the_block_has_changed(run: Run, config: Path) -> None:
    shown = run("binaries", "use", str(config), "--endpoint", "http://10.0.1.2:8080")
    assert shown.code == ExitCode.OK, shown.err
    assert config.read_text() == HEAD + BLOCKS["http"].replace("10.0.1.1", "10.0.1.2") + TAIL
    assert run("lint", str(config)).code == ExitCode.OK


@pytest.mark.parametrize("way", ["env", "file"])
def test_a_password_comes_from_elsewhere_and_is_not_shown(
    run: Run, config: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv("S3_PASSWORD", "Secret-7731-plum")
    (config.parent / "password").write_text("Secret-7731-plum\n")
    options = {
        "env": ("--password-env", "S3_PASSWORD"),
        "file": ("--password-file", str(config.parent / "password")),
    }
    words = ("binaries", "use", str(config), "--endpoint", "https://10.0.1.3:9000", "--username", "installer")
    shown = run(*words, *options[way], "--diff")
    assert "+    externalRepoPassword: ********" in shown.out
    assert config.read_text() == HEAD + BLOCKS["http"] + TAIL
    written = run(*words, *options[way])
    assert (written.code, "externalRepoPassword: Secret-7731-plum" in config.read_text()) == (
        ExitCode.OK,
        True,
    )
    assert "Secret-7731" not in shown.out + shown.err + written.out + written.err


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("builtin", "--endpoint", "http://10.0.1.1"),
        ("builtin", "--username", "x"),
        ("--endpoint", "http://u:Secret-4411@10.0.1.1"),
        ("--endpoint", "ftp://10.0.1.1"),
        ("--endpoint", "http://10.0.1.1", "--password-env", "HOME"),
        ("--endpoint", "http://10.0.1.1", "--username", "x", "--password-env", "NO_SUCH_VARIABLE"),
        ("--endpoint", "http://10.0.1.1", "--username", "x"),
        ("--endpoint", "http://10.0.1.1", "--username", "x", "--password-env", "A", "--password-file", "b"),
        ("external",),
    ],
)
def test_wrong_usage_changes_nothing(run: Run, config: Path, words: tuple[str, ...]) -> None:
    before = config.read_bytes()
    shown = run("binaries", "use", str(config), *words)
    assert shown.code == ExitCode.USAGE
    assert config.read_bytes() == before
    assert "Secret-4411" not in shown.err


def test_a_change_that_brings_errors_is_not_written(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "c.yaml"
    file.write_text(HEAD.replace("  fullPackagePath: /data/dce5/offline\n", ""))
    before = file.read_bytes()
    shown = run("binaries", "use", str(file), "builtin")
    assert (shown.code, "CC401" in shown.err) == (ExitCode.PROBLEMS, True)
    assert file.read_bytes() == before
