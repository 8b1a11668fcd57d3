"""Where secrets stand in a text, so that nothing shows them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from clustercfg.linting.raw_secrets import raw_secret_spans
from clustercfg.linting.secret_names import is_secret_name
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.nodes import MappingNode, Node, ScalarNode

__all__ = ["Secrets", "is_secret_name", "mask_text", "secret_spans"]

_MASK = "*"
_VEIL = "*****"
# Shorter ones say nothing, and are parts of other words.
_SHORTEST_QUOTED = 3
_BREAK = re.compile(r"\r\n|\n|\r")
# What stays together when a value is quoted, moved or put into a URL.
_WORD = re.compile(r"[^\s'\",\[\]{}()<>|:@/=;&?#*]+")

Span = tuple[int, int]


def secret_spans(document: Document) -> list[Span]:
    """Return where the document's secrets stand: offsets into its text, in order, apart from each other."""
    return Secrets(document).spans


class Secrets:
    """The secrets of a document, by its keys, by the look of its text, and by what is added later."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        values = list(_values(document.root)) if document.root is not None else []
        self._exact = {span for span, _key in values}
        # Behind a slip a value may end elsewhere than the reader thinks, and in a block the whole line may be meant.
        known = {key for _span, key in values if key is not None and not document.problems}
        self._found = [*self._exact, *raw_secret_spans(document.text, known)]

    def add(self, spans: Iterable[Span]) -> None:
        """Note more values that are secret."""
        new = set(spans) - self._exact
        self._exact |= new
        self._found += new
        for name in ("spans", "_starts", "_pieces", "_judged"):
            self.__dict__.pop(name, None)

    @cached_property
    def spans(self) -> list[Span]:
        """Where secrets stand, in order, apart from each other."""
        merged: list[Span] = []
        for start, end in sorted(self._found):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            elif start < end:
                merged.append((start, end))
        return merged

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _end in self.spans]

    @cached_property
    def _judged(self) -> dict[str, bool]:
        """What was told of texts before: most fixes write the same few."""
        return {}

    @cached_property
    def _pieces(self) -> dict[str, set[str]]:
        """For each word of a secret, the lines and passwords in which it stands."""
        found: dict[str, set[str]] = {}
        for start, end in self.spans:
            for line in self.text[start:end].splitlines():
                content = line.strip().strip("\"'")
                for piece in (content, content.rpartition(":")[2]):
                    for word in _WORD.findall(piece):
                        found.setdefault(word, set()).add(piece)
        return found

    def lines(self) -> tuple[str, ...]:
        """Return the lines of the text with the secrets masked."""
        return tuple(_BREAK.split(mask_text(self.text, self.spans)))

    def are_in(self, text: str) -> bool:
        """Return whether `text` repeats a secret, or a line of one."""
        if text not in self._judged:
            words = self._pieces.keys() & set(_WORD.findall(text))
            self._judged[text] = any(piece in text for word in words for piece in self._pieces[word])
        return self._judged[text]

    def veil(self, message: str, start: int, end: int) -> str:
        """Return `message` without what it quotes of a secret at `start` to `end`, where its finding is.

        After a slip, a line of a secret may be taken for a key or for plain text. A finding about a secret value
        itself never quotes it.
        """
        if (start, end) in self._exact:
            return message
        for begin, stop in self._overlapping(start, end):
            quoted = self.text[max(begin, start) : min(stop, end)].strip().strip("\"'")
            if len(quoted) >= _SHORTEST_QUOTED:
                message = _without(frozenset(_WORD.findall(quoted)), message.replace(quoted, _VEIL))
        return message

    def _overlapping(self, start: int, end: int) -> Iterator[Span]:
        index = max(bisect_right(self._starts, start) - 1, 0)
        while index < len(self.spans) and self.spans[index][0] < end:
            if self.spans[index][1] > start:
                yield self.spans[index]
            index += 1


def _without(words: frozenset[str], message: str) -> str:
    words = frozenset(word for word in words if len(word) >= _SHORTEST_QUOTED)
    return _WORD.sub(lambda match: _VEIL if match[0] in words else match[0], message)


def _values(root: Node) -> Iterator[tuple[Span, int | None]]:
    """Yield the spans of the values under names of secrets, each with the place of its name in a flow mapping."""
    pending: list[tuple[Node, bool]] = [(root, False)]
    seen: set[tuple[int, bool]] = set()
    while pending:
        node, is_redis = pending.pop()
        if (id(node), is_redis) in seen:
            continue
        seen.add((id(node), is_redis))
        if isinstance(node, ScalarNode):
            if is_redis:
                yield (node.start, node.end), None
        elif isinstance(node, MappingNode):
            for entry in node.entries:
                name, value = entry.key, entry.value
                if is_secret_name(name.text):
                    yield (value.start, value.end), name.start + bool(name.style) if node.flow else None
                else:
                    pending.append((value, is_redis or name.text.lower() == "redis"))
        else:
            pending += [(item.value, is_redis) for item in node.items]


def mask_text(text: str, spans: Sequence[Span]) -> str:
    """Return `text` with every character of `spans` but white space masked; columns stay as they are."""
    parts: list[str] = []
    done = 0
    for begin, end in spans:
        start = max(begin, done)
        if end > start:
            parts += [text[done:start], re.sub(r"\S", _MASK, text[start:end])]
            done = end
    return "".join((*parts, text[done:]))
