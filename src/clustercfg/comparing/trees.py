"""Walking through the meaning of two documents at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from clustercfg.comparing.difference import Difference, Kind
from clustercfg.comparing.place import Place
from clustercfg.linting.typed import is_free

__all__ = ["mapping_differences"]

_Mapping = dict[str, Any]
_List = list[Any]


def mapping_differences(old: _Mapping, new: _Mapping, place: Place) -> Iterator[Difference]:
    """Yield the differences of two mappings: what stands in the old one first, then what is new."""
    for key, value in old.items():
        if key in new:
            yield from _differences(value, new[key], place.key(key))
        else:
            yield from _one_sided(value, place.key(key), added=False)
    for key, value in new.items():
        if key not in old:
            yield from _one_sided(value, place.key(key), added=True)


def _differences(old: Any, new: Any, place: Place) -> Iterator[Difference]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from mapping_differences(old, new, place)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _list_differences(old, new, place)
    elif _print(old) != _print(new):
        yield place.difference(Kind.CHANGED, old, new)


def _one_sided(value: Any, place: Place, *, added: bool) -> Iterator[Difference]:
    """What only one document says: key by key and item by item where the documents know the block."""
    if isinstance(value, dict) and not (is_free(place.shape) and not value):
        yield from mapping_differences(*(({}, value) if added else (value, {})), place)
    elif _is_default(value, place):
        yield place.difference(Kind.DEFAULT, *((None, value) if added else (value, None)))
    elif isinstance(value, list) and not is_free(place.shape):
        yield from _list_differences(*(([], value) if added else (value, [])), place)
    else:
        yield _whole(value, place, added=added)


def _whole(value: Any, place: Place, *, added: bool) -> Difference:
    return place.difference(Kind.ADDED, None, value) if added else place.difference(Kind.REMOVED, value)


def _is_default(value: Any, place: Place) -> bool:
    from clustercfg.models.defaults import default_of  # noqa: PLC0415 - only what one side says pays for the models

    default = default_of(place.pattern)
    return default is not None and _print(default) == _print(value)


def _print(value: Any) -> str:
    """What tells a value from others, true from 1 among them."""
    return json.dumps(value, sort_keys=True)


# ---- lists


def _list_differences(old: _List, new: _List, place: Place) -> Iterator[Difference]:
    old_names, new_names = _names(old), _names(new)
    if old_names is None or new_names is None:
        yield from _by_value(old, new, place)
    else:
        yield from _by_name(
            dict(zip(old_names, old, strict=True)), dict(zip(new_names, new, strict=True)), place
        )


def _names(items: _List) -> list[str] | None:
    """The names of machines, or of kernel settings; None if an item has none, or two have the same."""
    names = [each.get("nodeName", each.get("name")) if isinstance(each, dict) else None for each in items]
    texts = [name for name in names if isinstance(name, str)]
    return texts if len(set(texts)) == len(names) else None


def _by_name(old: _Mapping, new: _Mapping, place: Place) -> Iterator[Difference]:
    renamed = _renamed(old, new)
    for name, item in old.items():
        partner = renamed.get(name, name)
        if partner in new:
            yield from _differences(item, new[partner], place.item(name))
        else:
            yield _whole(item, place.item(name), added=False)
    partners = set(renamed.values())
    for name, item in new.items():
        if name not in old and name not in partners:
            yield _whole(item, place.item(name), added=True)
    yield from _order([renamed.get(name, name) for name in old], list(new), place)


def _renamed(old: _Mapping, new: _Mapping) -> dict[str, str]:
    """The machines that kept their address under another name."""
    gone = {_print(item.get("ip")): name for name, item in old.items() if name not in new}
    come = {_print(item["ip"]): name for name, item in new.items() if name not in old and "ip" in item}
    return {name: come[address] for address, name in gone.items() if address in come}


def _order(old: list[str], new: list[str], place: Place) -> Iterator[Difference]:
    """Whether what both lists hold stands in another order."""
    before, after = [each for each in old if each in new], [each for each in new if each in old]
    if before != after:
        yield place.difference(Kind.ORDER, before, after)


def _by_value(old: _List, new: _List, place: Place) -> Iterator[Difference]:
    gone, come = _missing(old, new), _missing(new, old)
    pairs = [
        (mine, yours)
        for mine, yours in zip(gone, come, strict=False)
        if isinstance(old[mine], dict) and isinstance(new[yours], dict)
    ]
    for mine, yours in pairs:
        yield from _differences(old[mine], new[yours], place.item(mine))
    paired_old, paired_new = {mine for mine, _yours in pairs}, {yours for _mine, yours in pairs}
    yield from (_whole(old[each], place.item(each), added=False) for each in gone if each not in paired_old)
    yield from (_whole(new[each], place.item(each), added=True) for each in come if each not in paired_new)
    before, after = _without(old, set(gone)), _without(new, set(come))
    if before != after:
        yield place.difference(Kind.ORDER, before, after)


def _without(items: _List, indices: set[int]) -> _List:
    return [each for index, each in enumerate(items) if index not in indices]


def _missing(items: _List, others: _List) -> list[int]:
    """The indices of those items that `others` lack."""
    left = Counter(map(_print, others))
    missing = []
    for index, each in enumerate(items):
        if left[_print(each)]:
            left[_print(each)] -= 1
        else:
            missing.append(index)
    return missing
