"""Bringing keys home that stand outside the block they belong to."""

from __future__ import annotations

from collections.abc import Sequence

from clustercfg.linting.diagnostics import Edit, Fix
from clustercfg.linting.fixes import indent_block, move_entry
from clustercfg.translation import gettext as _
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.geometry import entry_block, indent_below, newline_of, next_line, stands_alone
from clustercfg.yamltext.nodes import Entry, MappingNode, ScalarNode

__all__ = ["misplaced_fix", "under_spec_fix"]

_DEFAULT_INDENT = 2


def under_spec_fix(text: str, root: MappingNode, spec: Entry | None, strays: Sequence[Entry]) -> Fix | None:
    """Return the fix that puts root keys under `spec`: by indenting them in place if they follow it, else by moving."""
    if root.flow or not all(stands_alone(text, each) for each in strays):
        return None
    title = _("Move {keys} under spec").format(keys=", ".join(each.key.text for each in strays))
    start, end = entry_block(text, strays[0])[0], entry_block(text, strays[-1])[1]
    if not _adjacent(root, strays):
        return _moved(text, spec, strays, title)
    if spec is None:
        return indent_block(text, start, end, _DEFAULT_INDENT, title, before="spec:" + newline_of(text))
    position = root.entries.index(spec)
    follows = root.entries.index(strays[0]) == position + 1
    if not follows or spec.alias:
        return _moved(text, spec, strays, title)
    if isinstance(spec.value, MappingNode) and not spec.value.flow:
        return indent_block(text, start, end, indent_below(text, spec.value), title)
    if isinstance(spec.value, ScalarNode) and spec.value.is_null and not spec.value.text:
        return indent_block(text, start, end, _DEFAULT_INDENT, title)
    return None


def _adjacent(root: MappingNode, strays: Sequence[Entry]) -> bool:
    positions = [root.entries.index(each) for each in strays]
    return positions == list(range(positions[0], positions[0] + len(positions)))


def _moved(text: str, spec: Entry | None, strays: Sequence[Entry], title: str) -> Fix | None:
    """Cut the strays and write them behind the last key of `spec`."""
    if spec is None:
        return None
    fixes = [move_entry(text, each, spec.value, title) for each in strays]
    edits = [edit for fix in fixes if fix is not None for edit in fix.edits]
    if None in fixes:
        return None
    cuts = [edit for edit in edits if not edit.text]
    written = [edit for edit in edits if edit.text]
    goal = written[0].start
    together = Edit(goal, goal, "".join(edit.text for edit in written))
    return Fix(title, (*cuts, together), safe=False)


def misplaced_fix(document: Document, parent: MappingNode, entry: Entry, place: str) -> Fix | None:
    """Return the fix that moves `entry` from `parent` to the mapping at the dotted `place`."""
    if "[]" in place or "*" in place:
        return None
    title = _("Move {key} to {place}").format(key=entry.key.text, place=place)
    home = document.find(place)
    if not isinstance(home, Entry):
        return None
    if isinstance(home.value, ScalarNode):
        return _into_text(document.text, parent, home, entry, title)
    return move_entry(document.text, entry, home.value, title)


def _into_text(text: str, parent: MappingNode, home: Entry, entry: Entry, title: str) -> Fix | None:
    """Indent an entry that directly follows the text block it belongs to."""
    # The caller has seen that the value is a scalar.
    if home.value.style != "|" or home not in parent.entries or not stands_alone(text, entry):  # type: ignore[union-attr]
        return None
    if parent.entries.index(entry) != parent.entries.index(home) + 1:
        return None
    start, end = entry_block(text, entry)
    if text[next_line(text, home.end) : start].strip():
        return None
    return indent_block(text, start, end, _DEFAULT_INDENT, title)
