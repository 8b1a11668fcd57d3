"""What a missing key was meant to be, where something near tells: a comment, an item cut in two, the head of the file."""

from __future__ import annotations

import re

from clustercfg.linting.diagnostics import Edit, Fix
from clustercfg.models.shape_table import TABLE
from clustercfg.models.shapes import MappingShape
from clustercfg.translation import gettext as _
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.geometry import column, line_start, newline_of
from clustercfg.yamltext.nodes import MappingNode, SequenceNode
from clustercfg.yamltext.paths import Path

__all__ = ["missing_fix", "swallowed_spec"]

_HEAD = {"apiVersion": "provision.daocloud.io/v1alpha3", "kind": "ClusterConfig"}

_MOST_COMMENTS = 30


def missing_fix(document: Document, path: Path) -> Fix | None:
    """Return the unsafe fix that brings the missing key at `path` back; None where nothing tells its value."""
    name = str(path[-1])
    node = document.root if len(path) == 1 else document.node(path[:-1])
    if not isinstance(node, MappingNode) or node.flow or not node.entries:
        return None
    if len(path) == 1:
        return _of_the_head(document.text, node, name) or _uncommented(document.text, node, name)
    return _uncommented(document.text, node, name) or _joined(document, path, node)


def _of_the_head(text: str, root: MappingNode, name: str) -> Fix | None:
    """Write `apiVersion` or `kind`, which are the same in every file, beside the other one."""
    if name == "spec":
        place = swallowed_spec(root)
        at = line_start(text, place[0]) if place else 0
        return (
            Fix(_("Write {key}").format(key=name), (Edit(at, at, "spec:" + newline_of(text)),))
            if place
            else None
        )
    if name not in _HEAD or not (root.index.keys() & {"spec", *_HEAD} - {name}):
        return None
    line = f"{name}: {_HEAD[name]}"
    other = root.get("apiVersion") if name == "kind" else None
    at = line_start(text, root.entries[0].key.start)
    if other is not None:
        end = text.find("\n", other.end)
        at = end + 1 if end >= 0 else at
    return Fix(_("Write {key}").format(key=name), (Edit(at, at, line + newline_of(text)),))


def swallowed_spec(root: MappingNode) -> tuple[int, int] | None:
    """Return the place of the first key of `spec` that stands below `metadata`, as it does when `spec:` is lost."""
    shape = TABLE.fields["spec"].shape
    above = root.get("metadata")
    if above is None or not isinstance(above.value, MappingNode) or not isinstance(shape, MappingShape):
        return None
    first = next((entry.key for entry in above.value.entries if entry.key.text in shape.fields), None)
    return (first.start, first.end) if first is not None and not above.value.flow else None


def _uncommented(text: str, node: MappingNode, name: str) -> Fix | None:
    """Take the comment sign from a line `# name: value` among the lines of the block."""
    indent = column(text, node.entries[0].key.start)
    line = re.compile(rf"^([ ]*)#([ ]*){re.escape(name)}:[ ]+[^\s#]", re.MULTILINE)
    match = line.search(text, line_start(text, node.start), _behind(text, node, indent))
    if match is None or len(match[1]) not in (indent, max(indent - 2, 0)):
        return None
    sign = match.start() + len(match[1])
    return Fix(
        _("Take the comment sign away"), (Edit(match.start(), sign + 1 + len(match[2]), " " * indent),)
    )


def _behind(text: str, node: MappingNode, indent: int) -> int:
    """Where the lines end that follow the block and are comments in its column."""
    end = text.find("\n", node.end) + 1
    for _line in range(_MOST_COMMENTS):
        match = re.compile(rf"[ ]{{{indent}}}#[^\n]*\n").match(text, end)
        if match is None or not end:
            break
        end = match.end()
    return end or len(text)


def _joined(document: Document, path: Path, node: MappingNode) -> Fix | None:
    """Take away the dash before this item, if the one above lacks just what stands here."""
    index = path[-2] if len(path) > 1 else None
    parent = document.node(path[:-2]) if isinstance(index, int) else None
    if not isinstance(parent, SequenceNode) or parent.flow or not isinstance(index, int):
        return None
    if index == 0:
        return None
    above, item = parent.items[index - 1], parent.items[index]
    if not isinstance(above.value, MappingNode) or not _completes(above.value, node, str(path[-1])):
        return None
    dash = item.dash
    first = node.entries[0].key.start
    if dash is None or document.text[dash:first].strip() != "-" or above.alias or item.alias:
        return None
    return Fix(_("Take the dash away"), (Edit(dash, dash + 1, " "),))


def _completes(above: MappingNode, node: MappingNode, name: str) -> bool:
    return name in above.index and not above.index.keys() & node.index.keys()
