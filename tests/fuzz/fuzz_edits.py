"""Edits: a random sequence on any text either is refused and changes nothing, or leaves just the data that a model says."""

from __future__ import annotations

import copy
import random
import re
from pathlib import Path as FilePath
from typing import Any

from fuzz_target import Target, told
from fuzz_yaml import YAML_TOKENS

from clustercfg.errors import EditRefusedError
from clustercfg.yamltext.document import Document, plain_value
from clustercfg.yamltext.edits.operations import Insert, Move, Operation, Rename, Set, Unset
from clustercfg.yamltext.paths import Path, format_path, parse_path
from test_go_documents import alike

__all__ = ["EDITS"]

_EXAMPLES = FilePath(__file__).resolve().parents[2] / "examples"
_SEED = re.compile(r"# seed ([0-9]{1,9})\s")
_VALUES: tuple[Any, ...] = (
    *(
        "web-1",
        "10.9.8.7",
        42,
        True,
        None,
        1.5,
        "yes",
        "022",
        "",
        "a: b",
        "x # y",
        "- x",
        "*x",
        "\t",
        " lead",
    ),
    *("it's", 'a "q"', "中文", "first\nsecond\n", "one\n\nanother", "a\r\nb", "\x85", "\u2028", "😀", "a\\b"),
    *({}, [], {"one": 1, "two": ["x"]}, ["a", {"b": "c"}], {"": ""}, [[]], "?", "=", "<<", "%a", "\ufeff"),
)
_KEYS = ("new", "newKey", "yes", "a b", "a.b/c", "0123", "", "<<", "- x", "键", "null", "a: b", "#x", "'q'")


def _check(data: bytes) -> None:
    """Make the edits that the comment `# seed N` in the text chooses; 0 unless it is there."""
    document, _problem = Document.from_bytes(data)
    if document is None or document.root is None:
        return
    match = _SEED.search(document.text)
    generator = random.Random(int(match[1]) if match else 0)
    for _number in range(4):
        operation = _chosen(generator, plain_value(document.root) if document.root else None)
        _edit(document, operation)


def _edit(document: Document, operation: Operation) -> None:
    text, was_sound = document.text, not document.problems
    # Of a key that stands twice the last one counts; without it the one before does.
    stood_twice = any(problem.kind == "duplicate-key" for problem in document.problems)
    before = None if document.root is None else plain_value(document.root)
    path = operation.path
    assert parse_path(format_path(path)) == path
    try:
        document.apply([operation])
    except EditRefusedError as refusal:
        told(refusal.reason)
        assert document.text == text
        return
    document.text.encode()
    after = None if document.root is None else plain_value(document.root)
    if not stood_twice:
        assert _in_order(after) == _in_order(_applied(copy.deepcopy(before), operation)), operation
    if was_sound:
        assert not document.problems, (operation, document.problems)


def _in_order(data: Any) -> Any:
    """Return `data` so that the order of keys counts, and numbers are of one kind."""
    if isinstance(data, dict):
        return [(key, _in_order(each)) for key, each in data.items()]
    if isinstance(data, list):
        return ["list", *map(_in_order, data)]
    plain = alike(data)
    return "nan" if plain != plain else plain  # noqa: PLR0124 - nothing else differs from itself


# ---- the choice


def _chosen(generator: random.Random, data: Any) -> Operation:
    path = _path(generator, data)
    kind = generator.choice(["set", "set", "set", "new", "new", "unset", "unset", "rename", "move", "insert"])
    if kind == "unset":
        return Unset(path)
    if kind == "rename":
        return Rename(path, generator.choice(_KEYS))
    if kind == "move":
        return Move(path, (*_path(generator, data)[:-1], generator.choice(_KEYS)))
    if kind == "insert":
        return Insert(path, generator.randint(0, 3), _value(generator))
    if kind == "new":
        return Set((*path, generator.choice((0, 1, *_KEYS))), _value(generator))
    return Set(path or ("new",), _value(generator))


def _value(generator: random.Random) -> Any:
    return copy.deepcopy(generator.choice(_VALUES))


def _path(generator: random.Random, data: Any) -> Path:
    """Return a path into `data`, of any length."""
    path: list[str | int] = []
    while isinstance(data, dict | list) and data and generator.random() < 0.8:
        step: Any = generator.choice(list(data)) if isinstance(data, dict) else generator.randrange(len(data))
        path.append(step)
        data = data[step]
    return tuple(path)


# ---- the model


def _applied(data: Any, operation: Operation) -> Any:
    path = operation.path
    if isinstance(operation, Set):
        return _put(data, path, operation.value)
    if isinstance(operation, Insert):
        items = list(_at(data, path) or [])
        items.insert(operation.index, operation.value)
        return _put(data, path, items)
    if isinstance(operation, Unset):
        return _without(data, path)
    if isinstance(operation, Rename):
        return _renamed(data, path, operation.key)
    assert isinstance(operation, Move)
    if operation.target[:-1] == path[:-1]:
        return _renamed(data, path, str(operation.target[-1]))
    value = _at(data, path)
    return _put(_without(data, path), operation.target, value)


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _put(data: Any, path: Path, value: Any) -> Any:
    if not path:
        return _merged(data, value)
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = list(data or [])
        items[step : step + 1] = [_put(items[step] if step < len(items) else None, rest, value)]
        return items
    keys = dict(data or {})
    keys[step] = _put(keys.get(step), rest, value)
    return keys


def _merged(old: Any, new: Any) -> Any:
    """A mapping set over another keeps the order of the keys that stay."""
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return new
    kept = {key: _merged(value, new[key]) for key, value in old.items() if key in new}
    return kept | {key: value for key, value in new.items() if key not in old}


def _without(data: Any, path: Path) -> Any:
    parent = _at(data, path[:-1])
    del parent[path[-1]]
    return data


def _renamed(data: Any, path: Path, key: str) -> Any:
    parent = _at(data, path[:-1])
    renamed = {key if each == path[-1] else each: value for each, value in parent.items()}
    parent.clear()
    parent.update(renamed)
    return data


def _seeds() -> list[bytes]:
    small = (_EXAMPLES / "all-in-one-online.yaml").read_bytes()
    return [b"# seed %d \n" % number + small for number in range(5)]


EDITS = Target(
    "edits", _check, (*YAML_TOKENS, *(b"# seed %d \n" % number for number in range(9))), _seeds, 800
)
