"""Draft: the text under migration, and what is done to it.

Every edit is proven (`proof`): one that would change anything else, or lose a comment, is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from clustercfg.errors import EditRefusedError
from clustercfg.migration.proof import data_of, proven, unordered
from clustercfg.migration.splices import key_above, key_below, key_cut, key_first, key_wrapped
from clustercfg.migration.trail import Remark, Trail
from clustercfg.translation import gettext as _
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.edits.expectation import model_of_node
from clustercfg.yamltext.edits.operations import Move, Operation, Set, Unset
from clustercfg.yamltext.nodes import Entry, MappingNode, ScalarNode, SequenceNode
from clustercfg.yamltext.paths import Path, format_path
from clustercfg.yamltext.problems import Replacement

__all__ = ["Draft"]


class Draft:
    """A copy of a document while it is migrated. Paths are those of the moment."""

    def __init__(self, document: Document) -> None:
        self.document = Document(document.text)
        self.trail = Trail(self.document.root)

    # ---- looking

    def entry(self, path: Path) -> Entry | None:
        """Return the key at `path`, if there is one."""
        found = self.document.find(path)
        return found if isinstance(found, Entry) else None

    def has(self, path: Path) -> bool:
        """Return whether there is a key at `path`, whatever its value."""
        return self.entry(path) is not None

    def given(self, path: Path) -> bool:
        """Return whether the key at `path` has a value that says something."""
        node = self.document.node(path)
        if isinstance(node, ScalarNode):
            return not node.is_null and node.text != ""
        if isinstance(node, MappingNode):
            return bool(node.entries)
        return node is not None and bool(node.items)

    def text(self, path: Path) -> str:
        """Return the text of the scalar at `path`; empty for anything else."""
        node = self.document.node(path)
        return node.text if isinstance(node, ScalarNode) and not node.is_null else ""

    def texts(self, path: Path) -> list[str]:
        """Return the texts of the list at `path`, or of the scalar as a list of one."""
        node = self.document.node(path)
        if isinstance(node, SequenceNode):
            return [each.value.text for each in node.items if isinstance(each.value, ScalarNode)]
        return [self.text(path)] if self.text(path) else []

    def is_block(self, path: Path) -> bool:
        """Return whether the key at `path` holds keys.

        Raises:
            EditRefusedError: it holds a value, which no version of the file has there.
        """
        if self.given(path) and not isinstance(self.document.node(path), MappingNode):
            message = _("{path} must be a block of keys")
            raise EditRefusedError(message.format(path=format_path(path)))
        return self.given(path)

    # ---- saying

    def remark(self, path: Path, reason: str) -> None:
        """Note that a person must look at what stands at `path`."""
        self.trail.record(path).remarks.append(Remark(reason))

    # ---- changing

    def change(self, path: Path, value: Any, reason: str) -> None:
        """Give the key at `path` another value, in its own kind of quotes."""
        self._lead_to([Set(path, value)])
        record = self.trail.record(path)
        if record.origin is not None:
            record.changed, record.reason = True, reason

    def add(
        self, path: Path, value: str, reason: str, *, above: Path | None = None, below: Path | None = None
    ) -> None:
        """Write a new key: above or below another one, or as the first of its block."""
        splice = None if self.has(path) else self._beside(path, value, above, below)
        self._lead_to([Set(path, value)], splice)
        self.trail.record(path).reason = reason

    def _beside(
        self, path: Path, value: str, above: Path | None, below: Path | None
    ) -> list[Replacement] | None:
        neighbor, key = self.entry(above or below or path[:-1]), str(path[-1])
        if neighbor is None:
            return None
        if above or below:
            return (key_above if above else key_below)(self.document, neighbor, key, value)
        return key_first(self.document, neighbor, key, value)

    def ask(
        self,
        path: Path,
        placeholder: str,
        reason: str,
        *,
        above: Path | None = None,
        below: Path | None = None,
    ) -> None:
        """Write a placeholder for what a person must give, unless something is given."""
        if not self.given(path):
            self.add(path, placeholder, "", above=above, below=below)
            self.trail.record(path).remarks.append(Remark(reason, placeholder=True))

    def replace_by_placeholder(self, path: Path, placeholder: str, reason: str) -> None:
        """Write a placeholder over a value that has no successor."""
        self.change(path, placeholder, "")
        self.trail.record(path).remarks.append(Remark(reason, placeholder=True))

    def drop(self, path: Path, reason: str) -> None:
        """Take the key at `path` out, if there is one; its comments stay where they are."""
        entry, parent = self.entry(path), self.document.node(path[:-1])
        if entry is None or not isinstance(parent, MappingNode):
            return
        holder = self.entry(path[:-1])
        self._lead_to([Unset(path)], key_cut(self.document, parent, entry, holder))
        self.trail.drop(path, reason)

    def bring(self, path: Path, target: Path) -> None:
        """Take the key at `path`, if there is one, to `target`, with its value and comments.

        Raises:
            EditRefusedError: `target` says something else already.
        """
        if path == target or not self.has(path):
            return
        if self.given(target):
            self._drop_repetition(path, target)
            return
        self.drop(target, "")
        self._lead_to([Move(path, target)], data=[Unset(path), Set(target, self._data(path))])
        self.trail.move(path, target)

    def _drop_repetition(self, path: Path, target: Path) -> None:
        old, new = self.document.node(path), self.document.node(target)
        if self.given(path) and unordered(model_of_node(old)) != unordered(model_of_node(new)):
            message = _("{path} and its successor {target} say different things: take one of them out")
            raise EditRefusedError(message.format(path=format_path(path), target=format_path(target)))
        self.drop(path, _("{target} says it already").format(target=format_path(target)))

    def merge(self, path: Path, target: Path) -> None:
        """Take the block at `path` to `target`; where that holds keys already, key by key."""
        if not self.given(target):
            self.bring(path, target)
            return
        block = self.document.node(path)
        for entry in block.entries if isinstance(block, MappingNode) else ():
            self.bring((*path, entry.key.text), (*target, entry.key.text))
        self.drop(path, _("its keys now stand in {target}").format(target=format_path(target)))

    def wrap(self, path: Path, target: Path, before: Mapping[str, str], reason: str) -> None:
        """Make the key at `path` a key of the block that holds `target`; a new block begins with the keys of `before`."""
        block = target[:-1]
        if not self.has(path):
            return
        if block != path and self.has(block):
            self.bring(path, target)
        else:
            wanted: list[Operation] = [
                Move(path, target),
                *(Set((*block, key), each) for key, each in before.items()),
            ]
            splice = self._wrapped(path, target, before)
            whole = Set(block, {**before, str(target[-1]): self._data(path)})
            self._lead_to(wanted, splice, data=[whole] if block == path else [whole, Unset(path)])
            self.trail.move(path, target)
        for key, value in before.items():
            if not self.given((*block, key)):
                self.add((*block, key), value, "")
            self.trail.record((*block, key)).reason = reason

    def _wrapped(self, path: Path, target: Path, before: Mapping[str, str]) -> list[Replacement] | None:
        entry, holder = self.entry(path), self.entry(path[:-1])
        if entry is None or holder is None:
            return None
        names = (str(target[-2]), str(target[-1]))
        return key_wrapped(self.document, entry, holder, names, before)

    def _lead_to(
        self,
        wanted: Sequence[Operation],
        splice: list[Replacement] | None = None,
        data: Sequence[Operation] = (),
    ) -> None:
        self.document = proven(self.document, wanted, splice, data)

    def _data(self, path: Path) -> Any:
        node = self.document.node(path)
        return None if node is None else data_of(node)
