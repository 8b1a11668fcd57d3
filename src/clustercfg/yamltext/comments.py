"""The comments of a text: every `#` that is not inside a scalar."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clustercfg.records import Record
from clustercfg.yamltext.nodes import MappingNode, Node, ScalarNode

__all__ = ["Comment", "find_comments"]

_COMMENT = r"(?:^|(?<=[\s,\[\]{}]))#[^\r\n]*"


class Comment(Record):
    """A comment from its `#` to the end of the line. Offsets into the text."""

    start: int
    end: int
    text: str
    """The comment with its `#`."""
    alone: bool
    """True when nothing else stands on its line."""


def find_comments(text: str, root: Node | None) -> Iterator[Comment]:
    """Yield the comments of `text`, whose nodes are `root`, in order."""
    if "#" not in text:
        return
    comment = re.compile(_COMMENT, re.MULTILINE)
    done = 0
    for start, end in [*_scalar_spans(text, root), (len(text), len(text))]:
        for match in comment.finditer(text, done, max(start, done)):
            line_start = text.rfind("\n", 0, match.start()) + 1
            alone = not text[line_start : match.start()].strip()
            yield Comment(match.start(), match.end(), match[0], alone)
        done = max(done, end)


def _scalar_spans(text: str, root: Node | None) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    pending: list[Node] = [root] if root is not None else []
    seen: set[int] = set()
    while pending:
        node = pending.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, ScalarNode):
            spans.append((_body_start(text, node), node.end))
        elif isinstance(node, MappingNode):
            pending += [child for entry in node.entries for child in (entry.key, entry.value)]
        else:
            pending += [item.value for item in node.items]
    return sorted(spans)


def _body_start(text: str, node: ScalarNode) -> int:
    """A block scalar's header line may end in a comment, so its content starts on the next line."""
    if node.style not in ("|", ">"):
        return node.start
    end = text.find("\n", node.start, node.end)
    return node.end if end < 0 else end
