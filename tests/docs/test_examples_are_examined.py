"""What is wrong with an example does not go unnoticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from docsite.examples import examine

HEAD = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\nspec:\n"


def fence(language: str, body: str) -> str:
    return f"```{language}\n{body}\n```\n"


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        (fence("console", "$ clustercfg --nothing"), "ended with 2"),
        (fence("yaml", "loadBalancer:\n  type: nodeport"), "CC209"),
        (fence('yaml title="a.yaml"', HEAD + "  loadBalancer: {type: nodeport}"), "CC209"),
        (fence("json", "{"), "no JSON"),
        (fence("toml", "="), "no TOML"),
        (fence("python", "raise ValueError('x')"), "ValueError: x"),
        (fence("python", "print(1)") + fence("json", "{}"), "printed what is not shown"),
        (fence("ruby", "puts 1"), "nothing examines ruby"),
        (fence("", "text"), "nothing examines a block without a language"),
        ("<!-- setup: false -->\n", "the preparation failed"),
    ],
)
def test_a_fault_is_told(page: str, fault: str, tmp_path: Path) -> None:
    found = examine("# Page\n\n" + page, tmp_path, "en")
    assert fault in "\n".join(found.faults)


@pytest.mark.parametrize(
    ("shown", "kept"),
    [
        ("one\ntwo", True),
        ("one\n…", True),
        ("…\ntwo", True),
        ("o…e\ntwo", True),
        ("one", False),
        ("one\ntwo\nthree", False),
        ("o…x\ntwo", False),
        ("one.two", False),
    ],
)
def test_output_is_written_anew_unless_it_says_the_same(shown: str, kept: bool, tmp_path: Path) -> None:
    page = fence("console", f"$ printf 'one\\ntwo\\n'\n{shown}")
    now = page if kept else fence("console", "$ printf 'one\\ntwo\\n'\none\ntwo")
    assert examine(page, tmp_path, "en").text == now


def test_commands_of_a_page_share_folder_variables_and_exit_code(tmp_path: Path) -> None:
    commands = (
        "mkdir inner",
        "cd inner",
        "export NAME=value",
        'printf "$NAME" > file',
        "false",
        "echo $?",
        "cat file",
    )
    found = examine(fence("console", "\n".join(f"$ {each}" for each in commands)), tmp_path, "en")
    assert (found.faults, (tmp_path / "inner" / "file").read_text()) == ([], "value")
    assert "$ echo $?\n1\n$ cat file\nvalue\n" in found.text
