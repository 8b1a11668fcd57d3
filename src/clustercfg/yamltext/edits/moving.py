"""Renaming keys, and moving them with their value and comments."""

from __future__ import annotations

from clustercfg.errors import EditRefusedError
from clustercfg.translation import gettext as _
from clustercfg.yamltext.edits.layout import Layout
from clustercfg.yamltext.edits.taking import own_lines
from clustercfg.yamltext.geometry import column, stands_alone
from clustercfg.yamltext.nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode
from clustercfg.yamltext.problems import Replacement
from clustercfg.yamltext.rendering import render_scalar

__all__ = ["copied_lines", "place_lines", "rename_key"]


def rename_key(entry: Entry, name: str) -> list[Replacement]:
    """Spell the key of `entry` as `name`, in its own kind of quotes."""
    key = entry.key
    quote = key.style if key.style in ("'", '"') else ""
    return [Replacement(key.start, key.end, render_scalar(name, quote=quote))]


def copied_lines(layout: Layout, entry: Entry, name: str) -> list[str]:
    """Return the lines of `entry` and its comments, from column 0, with its key spelled as `name`.

    Raises:
        EditRefusedError: the entry does not stand alone on its lines, or holds a text that cannot be indented anew.
    """
    text = layout.text
    if not stands_alone(text, entry):
        raise EditRefusedError(_("{key} shares its lines with something else").format(key=entry.key.text))
    if _has_folded_lines(entry.value):
        raise EditRefusedError(_("{key} holds a quoted text that spans lines").format(key=entry.key.text))
    start, end = own_lines(layout, entry)
    (replacement,) = rename_key(entry, name)
    block = text[start : replacement.start] + replacement.text + text[replacement.end : end]
    at = column(text, entry.key.start)
    lines = block.removesuffix("\n").split("\n")
    return [line.removesuffix("\r")[min(at, _indent(line)) :] for line in lines]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _has_folded_lines(node: Node) -> bool:
    if isinstance(node, ScalarNode):
        return node.style not in ("|", ">") and "\n" in node.text
    children = node.entries if isinstance(node, MappingNode) else node.items
    return any(_has_folded_lines(child.value) for child in children if not child.alias)


def place_lines(
    layout: Layout, holder: Entry | None, node: Node | None, names: list[str], lines: list[str]
) -> list[Replacement]:
    """Put `lines` (an entry from column 0) below `node`, the value of `holder`, inside new blocks called `names`.

    `node` is a mapping, or nothing: then the lines become the block below `holder`.
    """
    if isinstance(node, MappingNode) and node.entries:
        if node.flow:
            raise EditRefusedError(_("lines cannot be moved between brackets"))
        last = node.entries[-1]
        at = column(layout.text, last.key.start)
        end = layout.end_with_comments(last, at)
        return [*layout.settle_end(last), layout.insert_lines(end, _nested(names, lines, at, layout.indent))]
    if holder is None or holder.alias:
        raise EditRefusedError(_("there is no block to move to"))
    if not _is_nothing(node):
        message = _("{key} holds a value, so no key can be moved below it")
        raise EditRefusedError(message.format(key=holder.key.text))
    at = column(layout.text, holder.key.start) + layout.indent
    here = holder.colon + 1
    end = max(holder.value.end, here)
    cut = [Replacement(here, end, "")] if end > here else []
    return [*cut, layout.insert_lines(here, _nested(names, lines, at, layout.indent))]


def _is_nothing(node: Node | None) -> bool:
    if isinstance(node, ScalarNode):
        return node.is_null
    if isinstance(node, MappingNode):
        return not node.entries
    return node is None or (isinstance(node, SequenceNode) and not node.items)


def _nested(names: list[str], lines: list[str], at: int, indent: int) -> list[str]:
    written: list[str] = []
    for name in names:
        written.append(" " * at + render_scalar(name) + ":")
        at += indent
    return written + [" " * at + line if line else line for line in lines]
