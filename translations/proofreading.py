"""What a program can tell of a translation into Chinese: `python translations/proofreading.py FILE.po...`."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from catalogs import is_translated, read
from terms import TERMS

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

__all__ = ["faults", "faults_of"]

_HAN = r"[\u4e00-\u9fff]"
_FULL_WIDTH = "，。；：！？、（）《》「」“”"
_PLACEHOLDERS = re.compile(r"\{\w*\}|%\(\w+\)[rsd]|%[rsd]")
_CODE = re.compile(r"`[^`]+`")
_SAMPLE = re.compile(r"\S+[=:@]\S+")
"""What shows how to write something, such as host:port; its words are not translated."""

_CHINESE_END = {".": "。", "?": "？", ":": "：", ";": "；"}
_WIDEST = 80


def faults(catalog: Catalog) -> Iterator[str]:
    """Yield a line for each fault of a catalog; what is not translated yet is none."""
    for message in catalog:
        if message.id and is_translated(message):
            yield from (f"{fault}\n  {message.id!r}\n  {message.string!r}" for fault in faults_of(message))


def faults_of(message: Message) -> Iterator[str]:
    """Yield what is wrong with the translation of one text."""
    english = message.id if isinstance(message.id, str) else message.id[-1]
    chinese = message.string if isinstance(message.string, str) else (message.string or [""])[0]
    if message.fuzzy:
        yield "marked fuzzy"
    for check in _CHECKS:
        yield from check(english, chinese)


def _same_parts(english: str, chinese: str) -> Iterator[str]:
    for name, pattern in (("placeholders", _PLACEHOLDERS), ("code in backticks", _CODE)):
        before, after = set(pattern.findall(english)), set(pattern.findall(chinese))
        if before != after:
            yield f"{name}: missing {sorted(before - after)}, added {sorted(after - before)}"


def _same_margins(english: str, chinese: str) -> Iterator[str]:
    for name, pattern in (("start", r"\A\s*"), ("end", r"\s*\Z")):
        if re.findall(pattern, english) != re.findall(pattern, chinese):
            yield f"blanks at the {name} differ"


def _same_end(english: str, chinese: str) -> Iterator[str]:
    last, said = english.rstrip()[-1:], chinese.rstrip()[-1:]
    if english.endswith("..."):
        return
    if last in _CHINESE_END and said not in (last if last == ":" else "", _CHINESE_END[last]):
        yield f"ends with {last!r} in English and not with {_CHINESE_END[last]!r}"
    if last not in '.)"`' and said == "。":
        yield "ends with a full stop that the English text has not"


def _punctuation(_english: str, chinese: str) -> Iterator[str]:
    text = _CODE.sub("`x`", chinese)
    if re.search(rf"{_HAN}[,;:!?()\".]|[,;!?()]{_HAN}", text):
        yield "ASCII punctuation beside a Chinese character"
    if re.search(rf"[ \t][{_FULL_WIDTH}]|(?<=[{_FULL_WIDTH}]) +(?=\S)", text):
        yield "a blank beside full-width punctuation"


def _blanks(_english: str, chinese: str) -> Iterator[str]:
    if re.search(rf"{_HAN}[A-Za-z0-9`{{%<]|[A-Za-z0-9`}}>]{_HAN}", chinese):
        yield "no blank between Chinese and Latin characters, code or placeholders"
    if re.search(rf"{_HAN} +{_HAN}", chinese):
        yield "a blank between two Chinese characters"


def _width(english: str, chinese: str) -> Iterator[str]:
    if "\n" in english.strip() and any(_columns(line) > _WIDEST for line in chinese.split("\n")):
        yield f"a line of more than {_WIDEST} columns"


def _columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in line)


def _terms(english: str, chinese: str) -> Iterator[str]:
    plain = _SAMPLE.sub("", _PLACEHOLDERS.sub("", _CODE.sub("", english)))
    for word, terms in TERMS.items():
        if re.search(rf"(?<![\w.-])(?:{word})(?![\w-]|\.\w)", plain, re.IGNORECASE) and not any(
            term in chinese for term in terms
        ):
            yield f"{word!r} is {' or '.join(terms)}"


def _chinese(english: str, chinese: str) -> Iterator[str]:
    words = re.findall(r"[A-Za-z]{4,}", _PLACEHOLDERS.sub("", _CODE.sub("", english)))
    if len(words) > 2 and not re.search(_HAN, chinese):  # noqa: PLR2004 - fewer may be names alone
        yield "not in Chinese"


_CHECKS: tuple[Callable[[str, str], Iterator[str]], ...] = (
    _chinese,
    _same_parts,
    _same_margins,
    _same_end,
    _punctuation,
    _blanks,
    _width,
    _terms,
)


def main(paths: list[str]) -> int:
    """Print the faults of .po files, and how much is left to do."""
    found = 0
    for path in paths:
        catalog = read(Path(path))
        lines = list(faults(catalog))
        left = sum(1 for message in catalog if message.id and not is_translated(message))
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.write(f"{path}: {len(lines)} faults, {left} of {len(catalog)} texts left\n")
        found += len(lines) + left
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
