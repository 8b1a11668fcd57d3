"""Where secrets stand by the look of a text alone: in comments, in lines that cannot be read, in broken YAML.

Every search takes time in proportion to the text: this runs on whatever file it is given.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from clustercfg.linting.secret_names import is_secret_name

__all__ = ["raw_secret_spans"]

# `key: value`, `key=value`; the lookbehind keeps a long word from being tried at each of its letters.
_ASSIGNMENT = re.compile(r"""(?<![\w.-])([\w.-]+)["']?[ \t]*[:=：＝]""")
_NO_COLON = re.compile(
    r"""^[ \t]*(?:[-?][ \t]+)*["']?([\w.-]+)["']?(?:[ \t]+(?=[^\s:=：＝#])|[ \t]*$)""", re.MULTILINE
)
_COMMENT = re.compile(r"#[^\n]*")
_NAME = re.compile(r"[\w.-]+")
_PRIVATE_KEY = re.compile(r"-----BEGIN[^\n]*?PRIVATE KEY-----.*?(?:-----END[^\n]*|\Z)", re.DOTALL)
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]{0,2}[ \t]*(?:#.*)?\Z")
_TOKEN = re.compile(r"[^\s'\"]+")
_REDIS = re.compile(r"\bredis")
_MOST_QUOTED_LINES = 50


def raw_secret_spans(text: str, known: Container[int] = ()) -> Iterator[tuple[int, int]]:
    """Yield what follows the names of secrets, private keys, and the user part of URLs and connection strings.

    `known` holds where names stand whose values are known already.
    """
    for pattern in (_ASSIGNMENT, _NO_COLON):
        done = 0
        for match in pattern.finditer(text):
            if match.start(1) >= done and match.start(1) not in known and is_secret_name(match[1]):
                done = _value_end(text, match.start(1), match.end())
                yield match.end(), done
    if "#" in text:
        yield from _comments(text)
    if "-----BEGIN" in text:
        yield from (match.span() for match in _PRIVATE_KEY.finditer(text))
    if "@" in text:
        yield from _user_parts(text)


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def _value_end(text: str, name: int, start: int) -> int:
    """Where the value of the key at `name` ends: with its line, its quote, or the lines below that are part of it."""
    end = _line_end(text, start)
    before = text[text.rfind("\n", 0, name) + 1 : name]
    if "#" in before:
        return end
    value = text[start:end].strip()
    if value[:1] in ("'", '"') and value.find(value[0], 1) < 0:
        end = _closing_quote(text, value[0], end)
    return _last_line(text, end, len(before.rstrip("\"'")), is_block=_BLOCK_HEADER.match(value) is not None)


def _closing_quote(text: str, mark: str, start: int) -> int:
    """Where the line ends on which a quote is closed; `start` if none of the next lines does."""
    end = start
    for _line in range(_MOST_QUOTED_LINES):
        if end >= len(text):
            break
        begin, end = end + 1, _line_end(text, end + 1)
        if mark in text[begin:end]:
            return end
    return start


def _last_line(text: str, end: int, column: int, *, is_block: bool) -> int:
    """Where the lines end that are indented by more than `column`, or that are neither key, item nor comment."""
    while end < len(text):
        begin, following = end + 1, _line_end(text, end + 1)
        content = text[begin:following].strip()
        if content.startswith("#") and not is_block:
            break
        is_deeper = text[begin : begin + column + 1].isspace()
        is_bare = ":" not in content[1:] and not content.startswith("- ")
        if content and not is_deeper and not is_bare:
            break
        end = following
    return end


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """Yield what follows the name of a secret in a comment, whatever stands between them."""
    for comment in _COMMENT.finditer(text):
        words = _NAME.finditer(text, comment.start(), comment.end())
        found = next((word for word in words if is_secret_name(word[0])), None)
        if found is not None:
            yield found.end(), comment.end()


def _user_parts(text: str) -> Iterator[tuple[int, int]]:
    """Yield what stands before the last `@` of a word that has a colon before it, and all of a Redis URL."""
    for match in _TOKEN.finditer(text):
        head, at, _host = match[0].rpartition("@")
        if not at or not ("//" in head or ":" in head or "：" in head):
            continue
        start = match.start() + (head.find("//") + 2 if "//" in head else 0)
        yield start, match.end() if _REDIS.search(head) else match.start() + len(head)
