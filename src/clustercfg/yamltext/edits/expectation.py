"""What the data of a document must be after an edit: computed without looking at the text.

A document's data is modeled with the order of its keys, with keys that stand twice, and with both readings of every
scalar, so that an edit is accepted only if nothing else changed for any reader.
"""

from __future__ import annotations

import re
from typing import Any

from clustercfg.errors import EditRefusedError
from clustercfg.translation import gettext as _
from clustercfg.yamltext.edits.operations import Insert, Move, Operation, Rename, Set, Unset
from clustercfg.yamltext.nodes import MappingNode, Node, ScalarNode
from clustercfg.yamltext.paths import Path, format_path
from clustercfg.yamltext.scalars import resolve_core, resolve_go

__all__ = ["Model", "expect", "model_of_node", "model_of_value"]

_LARGEST = 400_000
_SURROGATE = re.compile("[\ud800-\udfff]")


class Model:
    """The data below one place. `entries` for a mapping, `items` for a list, `readings` for a scalar."""

    __slots__ = ("entries", "items", "readings")

    def __init__(
        self,
        readings: tuple[str, str] | None = None,
        entries: list[tuple[str, Model]] | None = None,
        items: list[Model] | None = None,
    ) -> None:
        self.readings = readings
        self.entries = entries
        self.items = items

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Model):
            return NotImplemented
        return (self.readings, self.entries, self.items) == (other.readings, other.entries, other.items)

    __hash__ = None  # type: ignore[assignment] # models are compared, never kept in sets

    @property
    def is_null(self) -> bool:
        """True for nothing."""
        return self.readings == _NULL

    def position(self, key: str) -> int | None:
        """Return where the entry that counts for `key` stands."""
        found = [index for index, (name, _value) in enumerate(self.entries or ()) if name == key]
        return found[-1] if found else None


_NULL = (repr(None), repr(None))


def model_of_value(value: Any) -> Model:
    """Return the model of plain data."""
    if isinstance(value, dict):
        return Model(entries=[(str(key), model_of_value(each)) for key, each in value.items()])
    if isinstance(value, list | tuple):
        return Model(items=[model_of_value(each) for each in value])
    if isinstance(value, str) and _SURROGATE.search(value):
        raise EditRefusedError(_("the new value holds bytes that are no text"))
    return Model((repr(value), repr(value)))


def model_of_node(node: Node | None) -> Model:
    """Return the model of a document's node; every alias stands for a copy of what it points at."""
    return Model(_NULL) if node is None else _of_node(node, [_LARGEST])


def _of_node(node: Node, budget: list[int]) -> Model:
    budget[0] -= 1
    if budget[0] < 0:
        raise EditRefusedError(_("the aliases of this document stand for too many values"))
    if isinstance(node, ScalarNode):
        return Model(_readings(node))
    if isinstance(node, MappingNode):
        return Model(entries=[(entry.key.text, _of_node(entry.value, budget)) for entry in node.entries])
    return Model(items=[_of_node(item.value, budget) for item in node.items])


def _readings(node: ScalarNode) -> tuple[str, str]:
    if node.style:
        text = repr(node.text)
        return text, text
    return repr(resolve_core(node.text)), repr(resolve_go(node.text))


def expect(model: Model, operation: Operation) -> Model:
    """Return what `model` must become by `operation`.

    Raises:
        EditRefusedError: the path leads nowhere, or through something that is no mapping or list.
    """
    if isinstance(operation, Set):
        return _set(model, operation.path, model_of_value(operation.value), operation.path)
    if isinstance(operation, Unset):
        return _at(model, operation.path, _without, operation.path)
    if isinstance(operation, Rename):
        return _at(
            model, operation.path, lambda parent, step: _renamed(parent, step, operation.key), operation.path
        )
    if isinstance(operation, Insert):
        return _insert(model, operation)
    return _moved(model, operation)


def _moved(model: Model, operation: Move) -> Model:
    value = _value_at(model, operation.path)
    if operation.path == operation.target:
        return model
    if operation.path[:-1] == operation.target[:-1]:
        return expect(model, Rename(operation.path, str(operation.target[-1])))
    rest = expect(model, Unset(operation.path))
    if _found(rest, operation.target) is not None:
        raise EditRefusedError(_("{path} is there already").format(path=format_path(operation.target)))
    return _set(rest, operation.target, value, operation.target)


def _insert(model: Model, operation: Insert) -> Model:
    if not operation.path:
        return _with_item(model, operation.index, operation.value)

    def put(parent: Model, step: str | int) -> Model:
        child = _child(parent, step)
        if child is None:
            raise _nowhere(operation.path)
        return _with_child(parent, step, _with_item(child, operation.index, operation.value))

    return _at(model, operation.path, put, operation.path)


def _with_item(model: Model, index: int, value: Any) -> Model:
    items = [] if model.is_null or model.entries == [] else model.items
    if items is None or not 0 <= index <= len(items):
        raise EditRefusedError(_("there is no list with a position {index}").format(index=index))
    return Model(items=[*items[:index], model_of_value(value), *items[index:]])


def _at(model: Model, path: Path, change: Any, whole: Path) -> Model:
    """Return `model` with `change(parent, last step)` in place of the parent of `path`."""
    if not path:
        raise EditRefusedError(_("the document as a whole cannot be changed this way"))
    if len(path) == 1:
        changed: Model = change(model, path[0])
        return changed
    child = _child(model, path[0])
    if child is None:
        raise _nowhere(whole)
    return _with_child(model, path[0], _at(child, path[1:], change, whole))


def _set(model: Model, path: Path, value: Model, whole: Path) -> Model:
    if not path:
        return _merged(model, value)
    step, rest = path[0], path[1:]
    child = _child(model, step)
    if child is None:
        child = Model(_NULL)
    return _with_child(model, step, _set(child, rest, value, whole), whole)


def _merged(model: Model, value: Model) -> Model:
    """Keys that stay keep their order, and new ones come behind them; items stay at their places."""
    if model.entries and value.entries:
        new = dict(value.entries)
        kept = [
            (key, _merged(old, new[key]) if index == model.position(key) else old)
            for index, (key, old) in enumerate(model.entries)
            if key in new
        ]
        names = {key for key, _value in kept}
        return Model(entries=[*kept, *((key, each) for key, each in new.items() if key not in names)])
    if model.items and value.items:
        pairs = zip(model.items, value.items, strict=False)
        return Model(items=[*(_merged(*pair) for pair in pairs), *value.items[len(model.items) :]])
    return value


def _value_at(model: Model, path: Path) -> Model:
    found = _found(model, path)
    if found is None:
        raise _nowhere(path)
    return found


def _found(model: Model, path: Path) -> Model | None:
    found: Model | None = model
    for step in path:
        found = None if found is None else _child(found, step)
    return found


def _child(model: Model, step: str | int) -> Model | None:
    if isinstance(step, int):
        items = model.items or ()
        return items[step] if 0 <= step < len(items) else None
    position = model.position(step)
    return None if position is None else (model.entries or [])[position][1]


def _with_child(model: Model, step: str | int, child: Model, whole: Path = ()) -> Model:
    """Return `model` with `child` at `step`, replaced or added at the end."""
    if isinstance(step, int):
        items = [] if model.is_null or model.entries == [] else model.items
        if items is None or not 0 <= step <= len(items):
            raise _blocked(whole)
        return Model(items=[*items[:step], child, *items[step + 1 :]])
    entries = [] if model.is_null or model.items == [] else model.entries
    if entries is None:
        raise _blocked(whole)
    position = model.position(step)
    if position is None:
        return Model(entries=[*entries, (step, child)])
    return Model(entries=[*entries[:position], (step, child), *entries[position + 1 :]])


def _without(parent: Model, step: str | int) -> Model:
    if _child(parent, step) is None:
        raise _nowhere((step,))
    if isinstance(step, int):
        items = parent.items or []
        return Model(items=[*items[:step], *items[step + 1 :]])
    entries, position = parent.entries or [], parent.position(step)
    return Model(entries=[each for index, each in enumerate(entries) if index != position])


def _renamed(parent: Model, step: str | int, key: str) -> Model:
    position = parent.position(step) if isinstance(step, str) else None
    if position is None:
        raise _nowhere((step,))
    if key != step and parent.position(key) is not None:
        raise EditRefusedError(_("{key} is there already").format(key=key))
    entries = list(parent.entries or ())
    entries[position] = (key, entries[position][1])
    return Model(entries=entries)


def _nowhere(path: Path) -> EditRefusedError:
    return EditRefusedError(_("there is no {path}").format(path=format_path(path)))


def _blocked(path: Path) -> EditRefusedError:
    message = _("{path} leads through a value that holds no keys or items")
    return EditRefusedError(message.format(path=format_path(path)))
