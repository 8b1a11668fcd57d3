"""Why an edit at a place would change another place too: anchors, aliases and merge keys."""

from __future__ import annotations

from clustercfg.translation import gettext as _
from clustercfg.yamltext.edits.navigation import holders, holders_below
from clustercfg.yamltext.nodes import Entry, Item, MappingNode, Node
from clustercfg.yamltext.paths import Path, format_path

__all__ = ["merged_in", "shared_with"]


def shared_with(root: Node | None, path: Path) -> str | None:
    """Return a sentence that says which alias stands in the way of an edit at `path`; None when none does."""
    found = holders(root, path)
    for depth, holder in enumerate(found[:-1] if len(found) == len(path) else found, 1):
        if holder.alias:
            message = _("{path} is an alias of &{name}: change it there, or write the value out first")
            return message.format(path=format_path(path[:depth]), name=holder.value.anchor)
    return _shared_node(root, path, found)


def _shared_node(root: Node | None, path: Path, found: list[Entry | Item]) -> str | None:
    """An anchored value along the path, or inside what is replaced, that an alias elsewhere stands for."""
    aliased = {id(each.value) for each in holders_below(root) if each.alias}
    touched = [(each.value, path[:depth]) for depth, each in enumerate(found, 1) if not each.alias]
    if len(found) == len(path) and found and not found[-1].alias:
        touched += [(each.value, path) for each in holders_below(found[-1].value) if not each.alias]
    for node, place in touched:
        if id(node) in aliased:
            message = _("{path} is shared: *{name} stands for &{name} elsewhere, and would change too")
            return message.format(path=format_path(place), name=node.anchor)
    return None


def merged_in(root: Node | None, path: Path) -> str | None:
    """Return a sentence if `path` names a key that only a merge key brings; None if not."""
    above = holders(root, path[:-1])
    node = above[-1].value if above else root
    if len(above) < len(path) - 1 or not isinstance(node, MappingNode) or not path:
        return None
    if str(path[-1]) not in node.index or holders(node, path[-1:]):
        return None
    return _("{path} is merged in by <<: it is written somewhere else").format(path=format_path(path))
