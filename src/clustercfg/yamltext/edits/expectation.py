"""What the data of a document must be after an edit: computed without looking at the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from clustercfg.errors import EditRefusedError
from clustercfg.translation import gettext as _
from clustercfg.yamltext.edits.model import Model, as_text, model_of_node, model_of_value
from clustercfg.yamltext.edits.operations import Insert, Move, Operation, Rename, Reorder, Set, Unset
from clustercfg.yamltext.limits import MAXIMUM_DEPTH
from clustercfg.yamltext.paths import Path, format_path

__all__ = ["Model", "expect", "model_of_node", "model_of_value"]

_Change: TypeAlias = Callable[[Model, "str | int"], "Model | None"]
"""What becomes of a parent when the child that a step names is changed; None when there is no such child."""


def expect(model: Model, operation: Operation) -> Model:
    """Return what `model` must become by `operation`.

    Raises:
        EditRefusedError: the path leads nowhere, or through something that is no mapping or list.
    """
    _refuse_odd_path(operation.path)
    if isinstance(operation, Set):
        return _set(model, operation.path, model_of_value(operation.value), operation.path)
    if isinstance(operation, Unset):
        return _at(model, operation.path, _without, operation.path)
    if isinstance(operation, Rename):
        return _rename(model, operation)
    if isinstance(operation, Insert):
        return _in_list(model, operation.path, lambda child: _with_item(child, operation))
    if isinstance(operation, Reorder):
        return _in_list(model, operation.path, lambda child: _reordered(child, operation))
    return _move(model, operation)


def _refuse_odd_path(path: Path) -> None:
    if len(path) > MAXIMUM_DEPTH:
        raise EditRefusedError(_("the path leads deeper than a document may go"))
    for step in path:
        as_text(str(step))


def _rename(model: Model, operation: Rename) -> Model:
    def renamed(parent: Model, step: str | int) -> Model | None:
        position = parent.position(step) if isinstance(step, str) else None
        if position is None:
            return None
        if operation.key != step and parent.position(operation.key) is not None:
            raise EditRefusedError(_("{key} is there already").format(key=operation.key))
        entries = list(parent.entries or ())
        entries[position] = (as_text(operation.key), entries[position][1])
        return Model(entries=entries)

    return _at(model, operation.path, renamed, operation.path)


def _move(model: Model, operation: Move) -> Model:
    path, target = operation.path, operation.target
    _refuse_odd_path(target)
    if not (path and target and isinstance(path[-1], str) and isinstance(target[-1], str)):
        raise EditRefusedError(_("only keys can be moved"))
    value = _found(model, path)
    if value is None:
        raise _nowhere(path)
    if path[:-1] == target[:-1]:
        return _rename(model, Rename(path, target[-1]))
    rest = expect(model, Unset(path))
    if _found(rest, target) is not None:
        raise EditRefusedError(_("{path} is there already").format(path=format_path(target)))
    return _set(rest, target, value, target)


def _found(model: Model, path: Path) -> Model | None:
    found: Model | None = model
    for step in path:
        found = None if found is None else found.child(step)
    return found


def _in_list(model: Model, path: Path, change: Callable[[Model], Model]) -> Model:
    def put(parent: Model, step: str | int) -> Model | None:
        child = parent.child(step)
        return None if child is None else _with_child(parent, step, change(child))

    return _at(model, path, put, path) if path else change(model)


def _reordered(model: Model, operation: Reorder) -> Model:
    items = model.items or []
    if sorted(operation.order) != list(range(len(items))):
        raise EditRefusedError(
            _("the new order of {path} is not one of all its items").format(path=format_path(operation.path))
        )
    return Model(items=[items[index] for index in operation.order])


def _with_item(model: Model, operation: Insert) -> Model:
    index = operation.index
    items = [] if model.is_null or model.entries == [] else model.items
    if items is None or not 0 <= index <= len(items):
        raise EditRefusedError(_("there is no list with a position {index}").format(index=index))
    return Model(items=[*items[:index], model_of_value(operation.value), *items[index:]])


def _at(model: Model, path: Path, change: _Change, whole: Path) -> Model:
    """Return `model` with what `change` makes of the parent of `path`."""
    if not path:
        raise EditRefusedError(_("the document as a whole cannot be changed this way"))
    if len(path) == 1:
        changed = change(model, path[0])
        if changed is None:
            raise _nowhere(whole)
        return changed
    child = model.child(path[0])
    if child is None:
        raise _nowhere(whole)
    return _with_child(model, path[0], _at(child, path[1:], change, whole))


def _set(model: Model, path: Path, value: Model, whole: Path) -> Model:
    if not path:
        return _merged(model, value)
    step, rest = path[0], path[1:]
    child = model.child(step) or Model.nothing()
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


def _without(parent: Model, step: str | int) -> Model | None:
    if parent.child(step) is None:
        return None
    if isinstance(step, int):
        items = parent.items or []
        return Model(items=[*items[:step], *items[step + 1 :]])
    entries, position = parent.entries or [], parent.position(step)
    return Model(entries=[each for index, each in enumerate(entries) if index != position])


def _nowhere(path: Path) -> EditRefusedError:
    return EditRefusedError(_("there is no {path}").format(path=format_path(path)))


def _blocked(path: Path) -> EditRefusedError:
    message = _("{path} leads through a value that holds no keys or items")
    return EditRefusedError(message.format(path=format_path(path)))
