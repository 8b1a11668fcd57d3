"""What is true of every tree of nodes, whatever the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clustercfg.yamltext.nodes import Entry, Item, MappingNode, Node, ScalarNode

__all__ = ["assert_sound", "children", "outline"]


def children(root: Node) -> Iterator[Entry | Item]:
    """Yield every entry and item below `root`, once for each place where it is written."""
    pending = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, ScalarNode):
            continue
        for child in node.entries if isinstance(node, MappingNode) else node.items:
            yield child
            if child.alias is None:
                pending.append(child.value)


def outline(node: Node) -> Any:
    """Return all that a tree says, to be compared."""
    if isinstance(node, ScalarNode):
        return (node.start, node.end, node.text, node.style, node.anchor)
    if isinstance(node, MappingNode):
        below = tuple(
            (outline(each.key), each.colon, outline(each.value), each.alias) for each in node.entries
        )
        return ("mapping", node.start, node.end, node.flow, node.anchor, below)
    items = tuple((each.dash, outline(each.value), each.alias) for each in node.items)
    return ("list", node.start, node.end, node.flow, node.anchor, items)


def assert_sound(text: str, root: Node) -> None:
    """Fail unless every span of the tree begins and ends as it should in `text`, read without any repair."""
    assert 0 <= root.start <= root.end <= len(text)
    _check_node(text, root)
    for child in children(root):
        if isinstance(child, Entry):
            _check_entry(text, child)
        elif child.dash is not None:
            assert text[child.dash] == "-"
            assert child.alias or child.value.start > child.dash
        if child.alias is not None:
            start, end = child.alias
            assert text[start:end] == f"*{child.value.anchor}"
        else:
            _check_node(text, child.value)


def _check_entry(text: str, entry: Entry) -> None:
    assert text[entry.colon] == ":"
    assert entry.key.end <= entry.colon
    assert (
        not text[entry.key.end : entry.colon].strip() or text[entry.key.end : entry.colon].strip()[0] == "#"
    )
    assert entry.alias or entry.value.start > entry.colon
    _check_node(text, entry.key)


def _check_node(text: str, node: Node) -> None:
    source = text[node.start : node.end]
    assert source == source.strip()
    if isinstance(node, ScalarNode):
        _check_scalar(source, node)
    elif node.flow:
        assert source[0] + source[-1] in ("{}", "[]")
    else:
        inner = node.entries if isinstance(node, MappingNode) else node.items
        first = inner[0]
        start = first.key.start if isinstance(first, Entry) else first.start
        assert (node.start, node.end) == (start, inner[-1].end) or source.startswith("?")


def _check_scalar(source: str, node: ScalarNode) -> None:
    if not node.style:
        assert source.split() == node.text.split()
    elif node.style in "'\"":
        assert source[0] == source[-1] == node.style
        assert len(source) > 1
    else:
        assert source[0] == node.style
