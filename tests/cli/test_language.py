from __future__ import annotations

import io
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from clustercfg.cli import language
from clustercfg.linting.reports.characters import columns

if TYPE_CHECKING:
    from command_line import Run


@pytest.mark.parametrize(
    ("words", "variables", "chosen"),
    [
        ((), {}, "en"),
        ((), {"LANG": "C.UTF-8"}, "en"),
        ((), {"LANG": "zh_CN.UTF-8"}, "zh"),
        ((), {"LANG": "zh_CN.UTF-8", "LC_ALL": "de_DE.UTF-8"}, "en"),
        ((), {"LC_ALL": "zh_TW.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        ((), {"LC_ALL": "zh_CN.UTF-8", "CLUSTERCFG_LANG": "en"}, "en"),
        ((), {"CLUSTERCFG_LANG": "zh"}, "zh"),
        ((), {"CLUSTERCFG_LANG": "fr", "LANG": "zh_CN"}, "zh"),
        (("lint", "--lang", "zh", "a.yaml"), {"CLUSTERCFG_LANG": "en"}, "zh"),
        (("lint", "--lang=en", "a.yaml"), {"LANG": "zh_CN"}, "en"),
        (("lint", "--lang"), {"LANG": "zh_CN"}, "zh"),
    ],
)
@pytest.mark.usefixtures("plain_surroundings")
def test_the_option_wins_over_the_variable_and_that_over_the_locale(
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], variables: dict[str, str], chosen: str
) -> None:
    asked: list[str] = []

    def use_language(code: str) -> bool:
        asked.append(code)
        return True

    monkeypatch.setattr(language, "use_language", use_language)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    language.choose_language(words)
    assert asked == [chosen]


def test_a_language_without_texts_is_told_once_and_only_when_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language, "use_language", lambda _code: False)
    message = "clustercfg: no texts in language zh are installed; English is used\n"
    assert run("explain", "--lang", "zh").err == message
    monkeypatch.setenv("CLUSTERCFG_LANG", "zh")
    assert run("explain").err == ""


def test_a_language_that_is_not_offered_is_refused(run: Run) -> None:
    assert run("explain", "--lang", "fr").code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("--lang", "zh", "explain", "CC301"),
        ("--lang=zh", "explain", "CC301"),
        ("explain", "--lang=zh", "CC301"),
        ("--lang", "en", "explain", "CC301", "--lang", "zh"),
        ("--lang", "zh", "binaries", "use", "--help"),
        ("binaries", "--lang", "zh", "use", "--help"),
        ("binaries", "use", "--help", "--lang", "zh"),
    ],
)
def test_the_language_may_stand_anywhere(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    asked: list[str] = []

    def use_language(code: str) -> bool:
        asked.append(code)
        return True

    monkeypatch.setattr(language, "use_language", use_language)
    assert run(*words).code == 0
    assert asked == ["zh"]


def test_a_language_before_the_command_counts_for_its_output(run: Run) -> None:
    assert run("--lang", "zh", "schema").out == run("schema", "--lang", "zh").out
    assert run("--lang", "zh", "schema", "--lang", "en").out == run("schema").out


@pytest.mark.parametrize(("encoding", "spoken"), [("utf-8", "zh"), ("gbk", "zh"), ("latin-1", "en")])
@pytest.mark.usefixtures("plain_surroundings")
def test_chinese_is_spoken_only_where_it_can_be_written(
    monkeypatch: pytest.MonkeyPatch, encoding: str, spoken: str
) -> None:
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), encoding))
    monkeypatch.setenv("LANG", "zh_CN")
    assert language.chosen_language()[0] == spoken
    assert language.chosen_language("zh")[0] == spoken


@pytest.mark.parametrize(
    ("locale", "encoding"),
    [("C", ""), ("POSIX", "ascii"), ("zh_CN.GBK", ""), ("zh_CN.UTF-8", "gbk"), ("", "latin-1")],
)
def test_no_locale_and_no_encoding_breaks_a_command(locale: str, encoding: str) -> None:
    variables = {
        "LC_ALL": locale,
        "PYTHONIOENCODING": encoding,
        "PYTHONUTF8": "0",
        "PATH": os.environ["PATH"],
    }
    for words in (["explain", "--lang", "zh", "CC301"], ["lint", "--lang", "zh", "没有.yaml"]):
        done = subprocess.run(
            [sys.executable, "-m", "clustercfg", *words], env=variables, capture_output=True, check=False
        )
        assert done.returncode == (3 if words[0] == "lint" else 0)
        assert b"Traceback" not in done.stderr
        (done.stdout + done.stderr).decode(encoding or "utf-8")


@pytest.mark.parametrize("command", ["generate", "lint"])
def test_chinese_help_fits_the_width_and_has_chinese_colons(run: Run, command: str) -> None:
    lines = run(command, "--lang", "zh", "--help").out.splitlines()
    assert [line for line in lines if columns(line) > 80] == []
    assert [line for line in lines if line.endswith(":")] == []
    assert "选项：" in lines
