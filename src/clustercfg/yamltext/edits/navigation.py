"""From a path to what is written there: entries that a merge key (`<<`) brings are not."""

from __future__ import annotations

from collections.abc import Iterator

from clustercfg.yamltext.nodes import Entry, Item, MappingNode, Node, ScalarNode, SequenceNode
from clustercfg.yamltext.paths import Path

__all__ = ["child", "children", "holders", "holders_below"]


def children(node: Node | None) -> list[Entry | Item]:
    """Return the entries or items of `node`, in the order of the text."""
    if isinstance(node, MappingNode):
        return list(node.entries)
    return list(node.items) if isinstance(node, SequenceNode) else []


def child(node: Node | None, step: str | int) -> Entry | Item | None:
    """Return the entry or item of `node` that `step` names; of a key that stands twice, the last."""
    if isinstance(node, MappingNode) and isinstance(step, str):
        return next((entry for entry in reversed(node.entries) if entry.key.text == step), None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None


def holders(root: Node | None, path: Path) -> list[Entry | Item]:
    """Return what is met along `path`, as far as it leads."""
    found: list[Entry | Item] = []
    node = root
    for step in path:
        holder = child(node, step)
        if holder is None:
            break
        found.append(holder)
        node = holder.value
    return found


def holders_below(root: Node | None) -> Iterator[Entry | Item]:
    """Yield every entry and item below `root`, without following aliases."""
    pending: list[Node] = [root] if root is not None else []
    while pending:
        node = pending.pop()
        if not isinstance(node, ScalarNode):
            found = children(node)
            yield from found
            pending += [each.value for each in found if not each.alias]
