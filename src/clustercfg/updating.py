"""What must be edited in a document so that it says what a changed configuration says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from clustercfg.errors import EditRefusedError
from clustercfg.linting.shape.walk import Walk
from clustercfg.linting.view import View
from clustercfg.models.shape_table import TABLE
from clustercfg.translation import gettext as _
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.edits.operations import Insert, Operation, Set, Unset
from clustercfg.yamltext.nodes import MappingNode, Node, SequenceNode
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
    return list(
        _Difference(places, document_data(config, complete=True)).mapping((), before, document_data(config))
    )


def _current(document: Document) -> tuple[dict[str, Any], Mapping[Path, Path]]:
    from pydantic import ValidationError  # noqa: PLC0415 - the same

    from clustercfg.models.cluster import ClusterConfig  # noqa: PLC0415 - the same
    from clustercfg.models.plain import document_data  # noqa: PLC0415 - the same

    view = View(document)
    data = Walk(view).run(TABLE, document.root).data if document.root is not None else None
    try:
        return document_data(ClusterConfig.model_validate(data)), _written_places(view)
    except ValidationError:
        pass
    raise EditRefusedError(_("the document holds no valid configuration to compare with; see its report"))


def _written_places(view: View) -> dict[Path, Path]:
    """Where each documented path really stands: keys may be spelled or placed differently."""
    actual: dict[int, Path] = {}
    pending: list[tuple[Node, Path]] = [(view.document.root, ())] if view.document.root is not None else []
    while pending:
        node, path = pending.pop()
        actual[id(node)] = path
        if isinstance(node, MappingNode):
            pending += [(entry.value, (*path, entry.key.text)) for entry in node.entries]
        elif isinstance(node, SequenceNode):
            pending += [(item.value, (*path, index)) for index, item in enumerate(node.items)]
    return {path: actual[id(slot.node)] for path, slot in view.slots.items() if id(slot.node) in actual}


class _Difference:
    """Compares two sets of data; `complete` is the new one with every default written out."""

    def __init__(self, places: Mapping[Path, Path], complete: dict[str, Any]) -> None:
        self.places = places
        self.complete = complete

    def place(self, path: Path) -> Path:
        """Return where `path` stands in the text, or would stand."""
        if path in self.places:
            return self.places[path]
        return (*self.place(path[:-1]), path[-1]) if path else ()

    def mapping(self, path: Path, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Operation]:
        """Yield the edits from one mapping to another."""
        for key, value in new.items():
            if key not in old:
                yield Set(self.place((*path, key)), value)
            elif value != old[key]:
                yield from self._value((*path, key), old[key], value)
        for key in old:
            if key not in new:
                yield from self._back_to_default((*path, key))

    def _value(self, path: Path, old: Any, new: Any) -> Iterator[Operation]:
        if isinstance(old, dict) and isinstance(new, dict):
            yield from self.mapping(path, old, new)
        elif isinstance(old, list) and isinstance(new, list) and old and new:
            yield from self._list(path, old, new)
        else:
            yield Set(self.place(path), new)

    def _back_to_default(self, path: Path) -> Iterator[Operation]:
        """A key whose new value is its default: written out if it has one, else taken out."""
        if path not in self.places:
            return
        default = _at(self.complete, path)
        place = self.place(path)
        yield Unset(place) if default is None or isinstance(default, dict) else Set(place, default)

    def _list(self, path: Path, old: list[Any], new: list[Any]) -> Iterator[Operation]:
        """Match items by name (machines) or value, and edit from the end so that positions stay right."""
        matcher = SequenceMatcher(
            None, [_name(each) for each in old], [_name(each) for each in new], autojunk=False
        )
        place = self.place(path)
        for kind, old_start, old_end, new_start, new_end in reversed(matcher.get_opcodes()):
            if kind == "equal":
                for offset in reversed(range(old_end - old_start)):
                    yield from self._item(
                        path, old_start + offset, old[old_start + offset], new[new_start + offset]
                    )
                continue
            shared = min(old_end - old_start, new_end - new_start) if kind == "replace" else 0
            yield from (Unset((*place, index)) for index in reversed(range(old_start + shared, old_end)))
            for index in reversed(range(new_start + shared, new_end)):
                yield Insert(place, old_start + shared, new[index])
            for offset in reversed(range(shared)):
                yield Set((*place, old_start + offset), new[new_start + offset])

    def _item(self, path: Path, index: int, old: Any, new: Any) -> Iterator[Operation]:
        if old != new:
            yield from self._value((*path, index), old, new)


def _name(item: Any) -> str:
    """What tells an item of a list from the others."""
    return str(item["nodeName"]) if isinstance(item, dict) and "nodeName" in item else repr(item)


def _at(data: Any, path: Path) -> Any:
    for step in path:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data
