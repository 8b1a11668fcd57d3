from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clustercfg.cli import language

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
