"""`schema --check` says what an editor says: the same mistakes as the tests with a real language server."""

from __future__ import annotations

import pytest

from clustercfg.cli.schema_check import check
from editor_mistakes import MISTAKES, RIGHT

HEAD = "apiVersion: provision.daocloud.io/v1alpha3\nkind: ClusterConfig\nspec:\n"
# Where the schema has no message of its own, each program has its own words.
OWN_WORDS = ("Missing property", "Property", "Incorrect type", "Value is")


@pytest.mark.parametrize("name", MISTAKES)
def test_one_mistake_gets_one_finding_in_the_words_of_the_editor(name: str) -> None:
    spec, _underlined, message = MISTAKES[name]
    (found,) = check((HEAD + spec).encode(), "a.yaml", None, "en")
    if not message.startswith(OWN_WORDS):
        assert found.message == message


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_has_no_finding(name: str) -> None:
    assert check((HEAD + RIGHT[name]).encode(), "a.yaml", None, "en").ok


@pytest.mark.parametrize("name", MISTAKES)
def test_a_finding_in_chinese_stands_at_the_same_place(name: str) -> None:
    text = (HEAD + MISTAKES[name][0]).encode()
    (english,), (chinese,) = (check(text, "a.yaml", None, lang) for lang in ("en", "zh"))
    assert (chinese.start, chinese.end, chinese.field) == (english.start, english.end, english.field)
