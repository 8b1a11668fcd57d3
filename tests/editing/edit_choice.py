"""Random single edits of a text, each with what it needs: where bytes may change, and how many lines.

The figures are counted here from the places of the nodes and from the text, without the edit engine.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from edit_places import Ends, children_of, start_of

from clustercfg.yamltext.document import Document
from clustercfg.yamltext.nodes import Entry, Item, MappingNode, Node, ScalarNode, SequenceNode
from clustercfg.yamltext.paths import Path
from clustercfg.yamltext.scalars import resolve_go

__all__ = ["Edit", "applied", "choose_edits"]

Kind = Literal["set", "add key", "add item", "delete"]
NEW_KEY = "newKey"
COMMON: tuple[Any, ...] = (
    *(
        "web-1",
        "10.9.8.7",
        "registry.example.io:5000/a/b",
        42,
        True,
        "plain words here",
        "中文 值",
        "v1.29.5",
    ),
    *(False, 30080, 1.5, None, "it's so", "/root/a b/c.tar.gz", "a\\b"),
)
AWKWARD: tuple[Any, ...] = (
    *(
        "yes",
        "022",
        "1.20",
        "on",
        "null",
        "1e3",
        "y",
        "a: b",
        "x # y",
        "",
        "- x",
        "12:30:45",
        "0o17",
        "~",
        "*x",
    ),
    *(
        "{{ v }}",
        'it\'s "q"',
        " lead",
        "0x1F",
        "1_000",
        "=",
        "2024-01-01",
        "%d",
        "@a",
        "?",
        "[a",
        "a,b",
        "\t",
    ),
)
TEXTS = ("first: 1\nsecond: 2\n", "one line\n\nanother", "# remark\na:\n  - b\n")
SCALAR_LISTS: tuple[Any, ...] = (["a", "b"], {"one": 1, "two": ["x", "y"]}, {"deep": {"deeper": True}})


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit; `path` leads to what is set or deleted, or to the new key or item."""

    kind: Kind
    path: Path
    value: Any
    start: int
    """Every character in front of this offset must stay."""
    end: int
    """Every character from this offset on must stay."""
    lines: int
    """Lines that may go plus lines that may come."""


def applied(data: Any, edit: Edit) -> Any:
    """Return plain data after the edit; `data` stays as it is."""
    return _applied(data, edit.path, edit)


def _applied(data: Any, path: Path, edit: Edit) -> Any:
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = list(data or [])
        if rest:
            items[step] = _applied(items[step], rest, edit)
        else:
            items[step : step + 1] = [] if edit.kind == "delete" else [edit.value]
        return items
    keys = dict(data or {})
    if rest:
        keys[step] = _applied(keys[step], rest, edit)
    elif edit.kind == "delete":
        del keys[step]
    else:
        keys[step] = edit.value
    return keys


@dataclass(frozen=True, slots=True)
class _Spot:
    """A key or item: where it is, what holds it, and what holds that (None for the root)."""

    path: Path
    holder: Entry | Item
    parent: MappingNode | SequenceNode
    above: Entry | Item | None


def choose_edits(text: str, count: int, seed: str) -> list[Edit]:
    """Return up to `count` edits that a person could ask for, the same ones each time."""
    chooser = _Chooser(text, random.Random(seed))
    return list(chooser.edits(count))


class _Chooser:
    def __init__(self, text: str, generator: random.Random) -> None:
        self.text = text
        self.random = generator
        self.root = Document(text).root
        self.spots = list(_spots(self.root))
        self.ends = Ends(text)

    def edits(self, count: int) -> Iterator[Edit]:
        makers = [self.setting] * 40 + [self.adding_key] * 20 + [self.adding_item] * 17 + [self.deleting] * 23
        found = 0
        for _attempt in range(count * 20):
            if found == count or not self.spots:
                return
            edit = self.random.choice(makers)()
            if edit is not None:
                found += 1
                yield edit

    def value(self, *, filled: bool = False) -> Any:
        roll = self.random.random()
        if roll < 0.15:
            return self.random.choice(AWKWARD)
        if roll < 0.2:
            return self.random.choice(TEXTS)
        return self.random.choice(SCALAR_LISTS if filled and roll < 0.3 else COMMON)

    def setting(self) -> Edit | None:
        spot = self.random.choice(self.spots)
        if not isinstance(spot.holder.value, ScalarNode) and not spot.holder.alias:
            return None
        value = self.value()
        start, end = self.ends.value_span(spot.holder)
        lines = self.ends.lines_between(start, end) + self.lines_of(value, spot.parent.flow)
        lines += self.final_break(value, end)
        return Edit(
            "set", spot.path, value, self.ends.linestart_of(start), self.ends.behind_blanks(end), lines
        )

    def lines_of(self, value: Any, flow: bool) -> int:
        """Return how many lines `key: value` or `- value` takes."""
        if flow:
            return 1
        if isinstance(value, str):
            lines = value.removesuffix("\n").split("\n")
            return 1 + len(lines) if len(lines) > 1 else 1
        if isinstance(value, dict):
            return 1 + sum(self.lines_of(each, flow=False) for each in value.values())
        return 1 + sum(self.lines_of(each, flow=False) for each in value) if isinstance(value, list) else 1

    def final_break(self, value: Any, end: int) -> int:
        """Return 1 where a text with a line break at its end becomes the end of a file that has none."""
        while isinstance(value, dict | list) and value:
            value = list(value.values() if isinstance(value, dict) else value)[-1]
        ends = isinstance(value, str) and value.endswith("\n")
        return int(ends and self.ends.behind_comments(end) == len(self.text) and not self.text.endswith("\n"))

    def adding_key(self) -> Edit | None:
        found = self.container(MappingNode)
        if found is None:
            return None
        path, node, holder, in_flow = found
        value = self.value(filled=True)
        key = NEW_KEY
        if isinstance(node, MappingNode) and any(entry.key.text == key for entry in node.entries):
            return None
        flow = in_flow or (isinstance(node, MappingNode) and node.flow and bool(node.entries))
        return self.adding("add key", (*path, key), value, node, holder, self.lines_of(value, flow), flow)

    def adding_item(self) -> Edit | None:
        found = self.container(SequenceNode)
        if found is None:
            return None
        path, node, holder, in_flow = found
        items = node.items if isinstance(node, SequenceNode) else []
        value = self.value()
        flow = in_flow or (isinstance(node, SequenceNode) and node.flow and bool(items))
        lines = self.lines_of(value, flow)
        if items and isinstance(items[0].value, MappingNode):
            value = {"nodeName": "new", "v": value}
            lines = 1 if flow else 1 + lines
        return self.adding("add item", (*path, len(items)), value, node, holder, lines, flow)

    def container(self, kind: type[Node]) -> tuple[Path, Node, Entry | Item | None, bool] | None:
        """Return a place that takes keys (or items): a filled one, an empty one, or a null."""
        places: list[tuple[Path, Node, Entry | Item | None, bool]] = [
            (spot.path, spot.holder.value, spot.holder, spot.parent.flow)
            for spot in self.spots
            if not spot.holder.alias
            and (isinstance(spot.holder.value, kind) or _is_null(spot.holder.value, spot.parent))
        ]
        if self.root is not None and isinstance(self.root, kind):
            places.append(((), self.root, None, False))
        return self.random.choice(places) if places else None

    def adding(
        self,
        kind: Kind,
        path: Path,
        value: Any,
        node: Node,
        holder: Entry | Item | None,
        lines: int,
        flow: bool,
    ) -> Edit | None:
        children = children_of(node)
        ends = self.ends
        if not children:
            if holder is None:
                return None
            start, end = ends.value_span(holder)
            lines += self.final_break(value, end)
            written = end > start and not (isinstance(node, ScalarNode) and not node.text)
            more = 2 if written or isinstance(holder, Item) else 0
            return Edit(
                kind, path, value, ends.linestart_of(start), ends.behind_comments(end), lines + more + flow
            )
        last = children[-1]
        end = ends.of(last)
        lines += self.final_break(value, end)
        if flow:
            return Edit(kind, path, value, ends.linestart_of(end), ends.next_line(end), 2)
        settled = ends.unsettled(last)
        start = ends.linestart_of(settled) if settled is not None else end
        return Edit(
            kind, path, value, start, ends.behind_comments(end), lines + (2 if settled is not None else 0)
        )

    def deleting(self) -> Edit | None:
        spot = self.random.choice(self.spots)
        children = children_of(spot.parent)
        if any(isinstance(each, Entry) and each.key.text == "<<" for each in children):
            return None  # What is merged in would show again.
        position = next(index for index, each in enumerate(children) if each is spot.holder)
        start, end = start_of(spot.holder), self.ends.of(spot.holder)
        if spot.parent.flow:
            return self.deleting_between_brackets(spot, children, position)
        first, behind = self.ends.lines_with_comments(spot.holder)
        lines = self.text[first:behind].count("\n") + (0 if self.text[behind - 1 : behind] == "\n" else 1)
        beside = bool(self.text[self.ends.linestart_of(start) : start].strip(" "))
        if len(children) == 1:
            if spot.above is None:
                return Edit("delete", spot.path, None, first, behind, lines + 1)
            head, _end = self.ends.value_span(spot.above)
            head = min(head, self.ends.indicator(spot.above))
            if beside:
                return Edit("delete", spot.path, None, head, self.ends.behind_blanks(end), lines + 1)
            return Edit("delete", spot.path, None, head, behind, lines + 2)
        if beside:
            moved = self.ends.behind_blank_lines(behind)
            blank = self.text[behind:moved].count("\n")
            return Edit("delete", spot.path, None, start, self.ends.next_line(moved), lines + blank + 2)
        kept = self.ends.kept_blank_lines(children[position - 1]) if position else False
        if kept:
            further = self.ends.behind_blank_lines(behind)
            lines, behind = lines + self.text[behind:further].count("\n"), further
        at_end = behind == len(self.text) and not self.text.endswith("\n")
        lines += int(at_end and bool(position) and self.ends.text_with_break(children[position - 1]))
        return Edit(
            "delete", spot.path, None, self.ends.break_before(first) if at_end else first, behind, lines
        )

    def deleting_between_brackets(
        self, spot: _Spot, children: list[Entry | Item], position: int
    ) -> Edit | None:
        text = self.text
        start, end = start_of(spot.holder), self.ends.of(spot.holder)
        low = self.ends.of(children[position - 1]) if position else start
        high = start_of(children[position + 1]) if position + 1 < len(children) else end
        low, high = self.ends.linestart_of(min(low, start)), self.ends.next_line(max(high, end))
        span = text[self.ends.linestart_of(start) : self.ends.next_line(max(end, high - 1))].count("\n")
        return Edit("delete", spot.path, None, low, high, 2 * max(span, 1) + (2 if position else 0))


def _is_null(node: Node, parent: Node) -> bool:
    return (
        isinstance(node, ScalarNode) and node.is_null and isinstance(parent, MappingNode) and not parent.flow
    )


def _spots(root: Node | None) -> Iterator[_Spot]:
    """Yield what can be named by a path: no merge keys, none that stands twice or is no text for Go."""
    pending: list[tuple[Path, Node, Entry | Item | None]] = [((), root, None)] if root is not None else []
    while pending:
        path, node, above = pending.pop()
        if isinstance(node, MappingNode):
            names = [entry.key.text for entry in node.entries]
            for entry in node.entries:
                key = entry.key
                plain = not key.style and (key.text == "<<" or not isinstance(resolve_go(key.text), str))
                if not plain and names.count(key.text) == 1:
                    yield from _spot(pending, (*path, key.text), entry, node, above)
        elif isinstance(node, SequenceNode):
            for index, item in enumerate(node.items):
                yield from _spot(pending, (*path, index), item, node, above)


def _spot(
    pending: list[tuple[Path, Node, Entry | Item | None]],
    path: Path,
    holder: Entry | Item,
    parent: MappingNode | SequenceNode,
    above: Entry | Item | None,
) -> Iterator[_Spot]:
    yield _Spot(path, holder, parent, above)
    if not holder.alias:
        pending.append((path, holder.value, holder))
