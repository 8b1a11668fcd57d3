"""The catalogs hold every text that a person may read, and their Chinese keeps the rules."""

from __future__ import annotations

import ast
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from catalogs import (
    CATALOG,
    COMPILED,
    SOURCES,
    TEMPLATE,
    compiled,
    is_translated,
    read,
    template,
    updated,
    written,
)
from clustercfg.linting.passages import passages, section, translated
from clustercfg.linting.rules import RULES
from proofreading import faults, faults_of

SOURCES_WITH_TEXTS = sorted(
    path for path in SOURCES.rglob("*.py") if "gettext" in path.read_text(encoding="utf-8")
)
LEFT_BEHIND = "`make catalogs` writes it anew"


def test_the_extracted_texts_are_fresh() -> None:
    assert TEMPLATE.read_bytes() == written(template()), LEFT_BEHIND


def test_the_catalog_holds_these_texts_and_no_others() -> None:
    assert CATALOG.read_bytes() == written(updated(template(), [read(CATALOG)])), LEFT_BEHIND


def test_the_compiled_catalog_is_fresh() -> None:
    assert COMPILED.read_bytes() == compiled(read(CATALOG)), LEFT_BEHIND


def test_every_text_is_in_chinese() -> None:
    left = [message.id for message in read(CATALOG) if message.id and not is_translated(message)]
    assert left == []


def test_the_chinese_keeps_placeholders_code_terms_and_typography() -> None:
    assert list(faults(read(CATALOG))) == []


@pytest.mark.parametrize(
    ("english", "chinese", "fault"),
    [
        ("The key {key} stands twice.", "键 {key} 重复。", ""),
        ("The key {key} stands twice.", "键重复。", "placeholders"),
        ("expected %s of %(name)s", "应为 %(name)s", "placeholders"),
        ("Write `a`.", "写成 `a`。", ""),
        ("Write `a`.", "写成 `b`。", "code in backticks"),
        ("the bootstrap node", "火种节点", ""),
        ("the bootstrap node", "引导节点", "bootstrap node"),
        ("Remove the lines that repeat.", "删除重复的行.", "ends with"),
        ("remove that", "删除。", "full stop"),
        ("first, then", "首先,然后", "ASCII punctuation"),
        ("first, then", "首先， 然后", "a blank beside"),
        ("use YAML here", "使用YAML", "no blank between"),
        ("use {name} here", "使用{name}", "no blank between"),
        ("use it", "使 用", "between two Chinese"),
        (" or ", "或", "blanks at the start"),
        ("first\nsecond", f"{'中' * 41}\n二", "columns"),
        ("This was never touched at all.", "This was never touched at all.", "not in Chinese"),
    ],
)
def test_a_fault_of_a_translation_is_named(english: str, chinese: str, fault: str) -> None:
    found = list(faults_of(Message(english, chinese)))
    assert found == [] if not fault else any(fault in each for each in found)


def test_a_text_that_was_guessed_is_a_fault() -> None:
    assert "marked fuzzy" in list(faults_of(Message("a", "一", flags=["fuzzy"])))


def test_a_plural_text_without_translation_stays_english() -> None:
    catalog = updated(template(), [])
    read_back = GNUTranslations(BytesIO(compiled(catalog)))
    assert read_back.ngettext("{count} file", "{count} files", 2) == "{count} files"


def test_the_page_of_a_rule_is_taken_apart_without_loss() -> None:
    extracted = {message.id for message in read(TEMPLATE)}
    for rule in RULES:
        page = rule.documentation
        found = list(passages(page))
        code = [f"```{block}```" for block in page.split("```")[1::2]]
        assert translated(page).split() == page.split()
        assert [each.text for each in found if each.kind == "code"] == code
        assert {each.message for each in found} - {""} <= extracted
        assert section(page, "Why it matters")


@pytest.mark.parametrize("path", SOURCES_WITH_TEXTS, ids=lambda path: path.name)
def test_texts_are_translated_when_they_are_used(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    later = {inner for each in functions for statement in each.body for inner in ast.walk(statement)}
    calls = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    spoken = [each for each in calls if each.func.id in {"_", "gettext", "ngettext"}]  # type: ignore[attr-defined] # a Name
    assert [each.lineno for each in spoken if each not in later] == []
    # A text that is put together cannot be looked up.
    assert [each.lineno for each in spoken if isinstance(each.args[0], ast.JoinedStr | ast.BinOp)] == []
