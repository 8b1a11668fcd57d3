"""What must be edited in a document so that it says what a changed configuration says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from clustercfg.errors import EditRefusedError
from clustercfg.linting.shape.walk import Walk
from clustercfg.linting.view import View
from clustercfg.models.shape_table import TABLE
from clustercfg.translation import gettext as _
from clustercfg.updating_lists import Matching
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.edits.operations import Insert, Operation, Reorder, Set, Unset
from clustercfg.yamltext.nodes import Entry, Item, MappingNode, Node, SequenceNode
from clustercfg.yamltext.paths import Path

if TYPE_CHECKING:
    from clustercfg.models.cluster import ClusterConfig

__all__ = ["differences"]


def differences(document: Document, config: ClusterConfig) -> list[Operation]:
    """Return the fewest edits that make `document` say what `config` says.

    Keys that were never written stay absent unless they changed; unknown keys stay; machines are matched by name.

    Raises:
        EditRefusedError: the document itself holds no configuration to compare with.
    """
    from clustercfg.models.plain import document_data  # noqa: PLC0415 - models are imported when they are used

    before, places = _current(document)
    wanted, complete = document_data(config), document_data(config, complete=True)
    return list(_Difference(places).mapping((), before, wanted, complete))


def _current(document: Document) -> tuple[dict[str, Any], Places]:
    from pydantic import ValidationError  # noqa: PLC0415 - the same

    from clustercfg.models.cluster import ClusterConfig  # noqa: PLC0415 - the same
    from clustercfg.models.plain import document_data  # noqa: PLC0415 - the same

    view = View(document)
    data = Walk(view).run(TABLE, document.root).data if document.root is not None else None
    try:
        return document_data(ClusterConfig.model_validate(data)), Places(view)
    except ValidationError:
        pass
    raise EditRefusedError(_("the document holds no valid configuration to compare with; see its report"))


class Places:
    """Where documented paths stand in the text: keys may be spelled or placed differently there."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.actual = _paths_by_start(view.document.root)

    def of(self, path: Path) -> Path:
        """Return where `path` stands, or would stand."""
        if not path:
            return ()
        above, slot = self.of(path[:-1]), self.view.slot(path)
        written, node = self.actual.get(slot.key_start, ((), None)) if slot is not None else ((), None)
        # What an alias or a merge key brings is written elsewhere: it is changed where it is used.
        if slot is not None and node is slot.node and (written[:-1] == above or len(written) == 1):
            return written
        return (*above, path[-1])

    def hold_unknown_keys(self, path: Path) -> bool:
        """Return whether the block at `path` holds keys that are no part of the configuration."""
        node = self.view.document.node(self.of(path))
        if not isinstance(node, MappingNode):
            return False
        known = {slot.key_start for place, slot in self.view.slots.items() if place[:-1] == path and place}
        return any(entry.key.start not in known for entry in node.entries)


def _paths_by_start(root: Node | None) -> dict[int, tuple[Path, Node]]:
    """Return path and value of each key and item by the offset where it starts; aliases are not followed."""
    found: dict[int, tuple[Path, Node]] = {}
    pending: list[tuple[Node, Path]] = [(root, ())] if root is not None else []
    while pending:
        node, path = pending.pop()
        for start, holder, step in _children(node):
            found.setdefault(start, ((*path, step), holder.value))
            if not holder.alias:
                pending.append((holder.value, (*path, step)))
    return found


def _children(node: Node) -> Iterator[tuple[int, Entry | Item, str | int]]:
    if isinstance(node, MappingNode):
        yield from ((entry.key.start, entry, entry.key.text) for entry in node.entries)
    elif isinstance(node, SequenceNode):
        yield from ((item.start, item, index) for index, item in enumerate(node.items))


class _Difference:
    """Compares two sets of data; `complete` is the new one with every default written out."""

    def __init__(self, places: Places) -> None:
        self.places = places

    def mapping(
        self, path: Path, old: Mapping[str, Any], new: Mapping[str, Any], complete: Any
    ) -> Iterator[Operation]:
        """Yield the edits from one mapping to another."""
        for key, value in new.items():
            place = (*path, key)
            if key in old:
                yield from self._value(place, old[key], value, _below(complete, key))
            elif isinstance(value, dict) and self.places.view.has(place):
                # It is written out, and equal to its default until now.
                yield from self.mapping(place, {}, value, _below(complete, key))
            else:
                yield Set(self.places.of(place), value)
        for key, value in old.items():
            if key not in new:
                yield from self._back_to_default((*path, key), value, _below(complete, key))

    def _value(self, path: Path, old: Any, new: Any, complete: Any) -> Iterator[Operation]:
        if old == new and type(old) is type(new):
            return
        if isinstance(old, dict) and isinstance(new, dict):
            yield from self.mapping(path, old, new, complete)
        elif isinstance(old, list) and isinstance(new, list) and old and new:
            yield from self._list(path, old, new, complete)
        else:
            yield Set(self.places.of(path), new)

    def _back_to_default(self, path: Path, old: Any, default: Any) -> Iterator[Operation]:
        """A key whose new value is its default: written out if that says something, else taken out."""
        if not self.places.view.has(path):
            return
        if isinstance(default, dict) and isinstance(old, dict) and self.places.hold_unknown_keys(path):
            yield from self.mapping(path, old, {}, default)
        elif default is None or isinstance(default, dict) or default == []:
            yield Unset(self.places.of(path))
        else:
            yield Set(self.places.of(path), default)

    def _list(self, path: Path, old: list[Any], new: list[Any], complete: Any) -> Iterator[Operation]:
        """First what changes inside items, while their places are those of today; then which items there are."""
        matching, place = Matching.of(old, new), self.places.of(path)
        for before, after in matching.pairs:
            yield from self._value((*path, before), old[before], new[after], _below(complete, after))
        for index in reversed(matching.gone):
            yield Unset((*place, index))
        if matching.order != tuple(range(len(matching.order))):
            yield Reorder(place, matching.order)
        for index in matching.new:
            yield Insert(place, index, new[index])


def _below(complete: Any, step: str | int) -> Any:
    if isinstance(complete, dict):
        return complete.get(str(step))
    return complete[step] if isinstance(complete, list) and isinstance(step, int) else None
