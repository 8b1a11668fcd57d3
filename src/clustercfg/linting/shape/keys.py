"""Telling what an unknown key was meant to be: another case, an old spelling, a slip, or a key from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from functools import cache

from clustercfg.models.history import MOVED, MovedKey
from clustercfg.models.shape_table import TABLE
from clustercfg.models.shapes import ChoiceShape, EmbeddedShape, ListShape, MappingShape, MapShape, Shape
from clustercfg.records import Record

__all__ = ["Guess", "KeyVerdict", "closest", "home", "judge", "takes"]

_CLOSE_ENOUGH = 0.78
# Shorter names differ from too many others by one letter.
_SHORTEST_FOREIGN = 4
# Longer than any key or value that is documented, slips included.
_LONGEST = 100

Guess = Callable[[str, Iterable[str]], "str | None"]
"""Returns the candidate that a word is most likely a slip of, if any is near."""


class KeyVerdict(Record):
    """What a key is: `kind` is empty for a known one, else the name of the rule; `name` its documented spelling."""

    kind: str = ""
    name: str | None = None
    place: str = ""
    """For a misplaced key: the dotted path of the mapping it belongs to."""
    moved: MovedKey | None = None


def judge(shape: MappingShape, path: str, key: str, present: Container[str], guess: Guess) -> KeyVerdict:
    """Return what `key` is in a mapping of `shape` at the dotted `path` (no list indices) beside keys `present`.

    `guess` tells slips: `closest`, or what asks it less often.
    """
    if key in shape.fields:
        return KeyVerdict(name=key)
    folded = key.lower()
    for name, field in shape.fields.items():
        if key in field.old_names:
            return KeyVerdict("old-key", name)
        if name.lower() == folded:
            return KeyVerdict("key-case", name)
    if shape.open:
        return KeyVerdict(name=key)
    moved = _removed(path, key)
    if moved is not None:
        return KeyVerdict("removed-key", moved=moved)
    if place := home(path, key):
        return KeyVerdict("misplaced-key", key, place)
    near = guess(key, (name for name in shape.fields if name not in present)) or _ending(shape, key, present)
    if near is not None:
        return KeyVerdict("misspelt-key", near)
    spec = shape.fields.get("spec")
    if spec is not None and isinstance(spec.shape, MappingShape):
        return _as_if_under_spec(judge(spec.shape, "spec", key, (), guess), key)
    return KeyVerdict("unknown-key")


def _ending(shape: MappingShape, key: str, present: Container[str]) -> str | None:
    """The only field that is not given and of whose name `key` is the end: `pass` for `ansiblePass`."""
    if len(key) < _SHORTEST_FOREIGN:
        return None
    end = key[0].upper() + key[1:]
    found = [name for name in shape.fields if name.endswith(end) and name not in present]
    return found[0] if len(found) == 1 else None


def _as_if_under_spec(verdict: KeyVerdict, key: str) -> KeyVerdict:
    """What a key of the root is that would mean something, however it is spelled, one level deeper."""
    if verdict.kind in ("unknown-key", "misplaced-key"):
        return KeyVerdict("unknown-key")
    return KeyVerdict("misplaced-key", verdict.name or key, "spec")


def home(path: str, key: str) -> str:
    """Return the mappings that take `key`, if they are all of one kind, but for the one at `path`; "" without any."""
    homes = _homes().get(key, ())
    if len(key) < _SHORTEST_FOREIGN or len({kind for _place, kind in homes}) != 1:
        return ""
    return ", ".join(place for place, _kind in homes if place != path)


def takes(path: str, key: str) -> bool:
    """Return whether the mapping at the dotted `path` takes `key`."""
    return any(place == path for place, _kind in _homes().get(key, ()))


def _removed(path: str, key: str) -> MovedKey | None:
    full = f"{path}.{key}" if path else key
    return next((each for each in MOVED if each.path == full), None)


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that `word` is most likely a slip of, if any is near."""
    if len(word) > _LONGEST:
        return None
    from difflib import get_close_matches  # noqa: PLC0415 - only a file with slips pays for it

    by_fold = {each.lower().replace("-", "").replace("_", ""): each for each in candidates}
    folded = word.lower().replace("-", "").replace("_", "")
    found = get_close_matches(folded, by_fold, n=1, cutoff=_CLOSE_ENOUGH)
    return by_fold[found[0]] if found else None


@cache
def _homes() -> dict[str, tuple[tuple[str, str], ...]]:
    """For each documented key, the dotted paths of the mappings that take it, and what kind of mapping they are."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for place, kind, key in _walk(TABLE, ""):
        found[key] = (*found.get(key, ()), (place, kind))
    return found


def _walk(shape: Shape, path: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(shape, MappingShape):
        for key, field in shape.fields.items():
            yield path, shape.name, key
            yield from _walk(field.shape, f"{path}.{key}" if path else key)
    elif isinstance(shape, ListShape):
        yield from _walk(shape.item, f"{path}[]")
    elif isinstance(shape, MapShape):
        yield from _walk(shape.value, f"{path}.*")
    elif isinstance(shape, EmbeddedShape):
        yield from _walk(shape.contents, path)
    elif isinstance(shape, ChoiceShape):
        for option in shape.options:
            yield from _walk(option, path)
