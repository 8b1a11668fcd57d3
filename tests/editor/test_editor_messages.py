"""What an editor underlines: one message for each mistake, at its place, in words that help."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from clustercfg.schema import file_name
from clustercfg.schema_modeline import with_modeline
from clustercfg.yamltext.document import Document
from editor_mistakes import MISTAKES, RIGHT
from language_server import Finding, LanguageServer

Page = Callable[..., str]


@pytest.mark.parametrize("name", MISTAKES)
def test_one_mistake_gets_one_message(server: LanguageServer, page: Page, name: str) -> None:
    spec, underlined, message = MISTAKES[name]
    assert server.findings(page(spec)) == [Finding(underlined, message)]


def test_there_are_forty_mistakes() -> None:
    assert len(MISTAKES) >= 40


@pytest.mark.parametrize(
    "name",
    ["a placeholder", "a virtual IP without its prefix", "a mode that does not exist", "URLs beside S3"],
)
def test_what_the_schema_says_is_said_in_chinese_too(server: LanguageServer, page: Page, name: str) -> None:
    spec, underlined, message = MISTAKES[name]
    (found,) = server.findings(page(spec, lang="zh"))
    assert found.text == underlined
    assert found.message != message
    assert re.search(r"[\u4e00-\u9fff]", found.message)


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_is_not_underlined(server: LanguageServer, page: Page, name: str) -> None:
    assert server.findings(page(RIGHT[name])) == []


@pytest.mark.parametrize("version", ["v1alpha3", "v1alpha4"])
def test_each_version_has_its_schema(server: LanguageServer, page: Page, version: str) -> None:
    text = page("  clusterName: a\n", version=version)
    assert server.findings(text) == []
    other = "v1alpha4" if version == "v1alpha3" else "v1alpha3"
    wrong = text.replace(file_name(version), file_name(other))
    group = "provision.daocloud.io"
    assert server.findings(wrong) == [Finding(f"{group}/{version}", f"Expected: {group}/{other}.")]


MODELINE = f"# yaml-language-server: $schema={file_name('v1alpha3')}\n"


@pytest.mark.parametrize(
    "head",
    [
        MODELINE,
        "# of the site\n\n" + MODELINE,
        "---\n" + MODELINE,
        MODELINE.replace("=", "=./"),
        "\ufeff" + MODELINE,
    ],
    ids=["first", "after a comment", "after the marker", "with ./", "after a byte order mark"],
)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_the_modeline_names_the_schema(server: LanguageServer, head: str, line_break: str) -> None:
    text = (head + "kind: Cluster\n").replace("\n", line_break)
    assert Finding("Cluster", "Expected one of: ClusterConfig.") in server.findings(text)


@pytest.mark.parametrize("line_break", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_the_line_that_the_command_writes_is_understood(server: LanguageServer, line_break: str) -> None:
    text = "# of the site\n---\nkind: Cluster\n".replace("\n", line_break)
    assert server.findings(text) == []
    written = with_modeline(Document(text), file_name("v1alpha3", "zh"))
    assert "Cluster" in {each.text for each in server.findings(written)}
