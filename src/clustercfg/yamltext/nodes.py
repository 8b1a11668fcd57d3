"""The tree of a YAML document, with the exact place of every part.

All places are offsets in code points into the document's text (a byte order mark is no part of it); an end is
exclusive. A node's span covers its own content only: no anchor, no trailing comment, no line break.

These are made by the thousand, so they are plain classes: nothing is quicker to declare and to fill.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

__all__ = [
    "Entry",
    "Item",
    "MappingNode",
    "Node",
    "ScalarNode",
    "SequenceNode",
    "merged",
    "move_nodes",
    "walk",
]


class ScalarNode:
    """A scalar; `text` is its content after quotes, escapes and folding are resolved."""

    __slots__ = ("anchor", "end", "start", "style", "text")

    def __init__(self, start: int, end: int, text: str, style: str = "", anchor: str | None = None) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.style = style
        """'' (plain), "'", '"', '|' or '>'."""
        self.anchor = anchor

    @property
    def is_null(self) -> bool:
        """True for nothing at all, `~` and the spellings of `null`."""
        return not self.style and self.text in ("", "~", "null", "Null", "NULL")


class Entry:
    """One `key: value` of a mapping."""

    __slots__ = ("alias", "colon", "key", "value")

    def __init__(
        self, key: ScalarNode, colon: int, value: Node, alias: tuple[int, int] | None = None
    ) -> None:
        self.key = key
        self.colon = colon
        """Offset of the `:` behind the key."""
        self.value = value
        self.alias = alias
        """Where the alias `*name` stands when the value is one; `value` is then the anchored node."""

    @property
    def end(self) -> int:
        """Where the entry ends: after its value, or after the colon when there is none."""
        if self.alias:
            return self.alias[1]
        return max(self.colon + 1, self.value.end)


class Item:
    """One item of a sequence; `dash` is the offset of its `-`, or None in a flow sequence."""

    __slots__ = ("alias", "dash", "value")

    def __init__(self, dash: int | None, value: Node, alias: tuple[int, int] | None = None) -> None:
        self.dash = dash
        self.value = value
        self.alias = alias

    @property
    def start(self) -> int:
        """Where the item starts: at its dash, or at its value in a flow sequence."""
        if self.dash is not None:
            return self.dash
        return self.alias[0] if self.alias else self.value.start

    @property
    def end(self) -> int:
        """Where the item ends: after its value, or after its dash when there is none."""
        if self.alias:
            return self.alias[1]
        return self.value.end if self.dash is None else max(self.dash + 1, self.value.end)


class MappingNode:
    """A mapping in the order of the text. Where a key stands twice, both entries are kept and the last counts."""

    __slots__ = ("_index", "anchor", "end", "entries", "flow", "start")

    def __init__(self, start: int, end: int, flow: bool, anchor: str | None = None) -> None:
        self.start = start
        self.end = end
        self.flow = flow
        self.entries: list[Entry] = []
        self.anchor = anchor
        self._index: dict[str, Entry] | None = None

    @property
    def index(self) -> dict[str, Entry]:
        """The entry that counts for each key, merge keys (`<<`) expanded. Built once: edits make a new tree."""
        if self._index is None:
            self._index = dict(self._effective())
        return self._index

    def get(self, key: str) -> Entry | None:
        """Return the entry that counts for `key`."""
        return self.index.get(key)

    def keys_changed(self) -> None:
        """Build the index anew when it is asked next."""
        self._index = None

    def _effective(self) -> Iterator[tuple[str, Entry]]:
        for entry in self.entries:
            if entry.key.text == "<<" and not entry.key.style:
                yield from merged(entry.value)
        for entry in self.entries:
            if entry.key.text != "<<" or entry.key.style:
                yield entry.key.text, entry


def merged(value: Node) -> Iterator[tuple[str, Entry]]:
    """Yield the entries that a merge key brings; in a list of mappings the earlier ones win (YAML 1.1 merge type)."""
    if isinstance(value, MappingNode):
        yield from value.index.items()
    elif isinstance(value, SequenceNode):
        for item in reversed(value.items):
            if isinstance(item.value, MappingNode):
                yield from item.value.index.items()


class SequenceNode:
    """A sequence in the order of the text."""

    __slots__ = ("anchor", "end", "flow", "items", "start")

    def __init__(self, start: int, end: int, flow: bool, anchor: str | None = None) -> None:
        self.start = start
        self.end = end
        self.flow = flow
        self.items: list[Item] = []
        self.anchor = anchor


Node = ScalarNode | MappingNode | SequenceNode


def walk(root: Node) -> Iterator[Node]:
    """Yield `root` and every node below it, keys too, each once however many aliases it has."""
    pending: list[Node] = [root]
    seen: set[int] = set()
    while pending:
        node = pending.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, MappingNode):
            for entry in node.entries:
                pending += (entry.key, entry.value)
        elif isinstance(node, SequenceNode):
            pending += [item.value for item in node.items]


def move_nodes(root: Node, move: Callable[[int], int]) -> None:
    """Replace every place in the tree below `root` by what `move` makes of it."""
    for node in walk(root):
        node.start, node.end = move(node.start), move(node.end)
        if isinstance(node, MappingNode):
            for entry in node.entries:
                entry.colon = move(entry.colon)
                entry.alias = _moved_span(entry.alias, move)
        elif isinstance(node, SequenceNode):
            for item in node.items:
                item.dash = None if item.dash is None else move(item.dash)
                item.alias = _moved_span(item.alias, move)


def _moved_span(span: tuple[int, int] | None, move: Callable[[int], int]) -> tuple[int, int] | None:
    return None if span is None else (move(span[0]), move(span[1]))
