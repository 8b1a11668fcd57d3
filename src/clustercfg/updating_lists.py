"""Which items of two lists are the same: machines by their name, other items by what they say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Matching"]


@dataclass(frozen=True, slots=True)
class Matching:
    """How one list becomes another. All numbers are positions."""

    pairs: tuple[tuple[int, int], ...]
    """Old and new position of each item that stays, in the old order."""
    gone: tuple[int, ...]
    """Old positions of the items that go."""
    order: tuple[int, ...]
    """Among the items that stay: which one comes first, second, and so on."""
    new: tuple[int, ...]
    """New positions of the items that come."""

    @classmethod
    def of(cls, old: Sequence[Any], new: Sequence[Any]) -> Matching:
        """Match by name; what is new takes the place of what goes between the same two neighbors.

        A machine with another name takes a place only if its address is the same: what nobody but its author knows
        of the old one (comments, unknown keys) is not true of another machine.
        """
        pairs = _same_names(old, new)
        pairs |= _same_gaps(pairs, old, new)
        staying = sorted(pairs.items())
        ranks = sorted(range(len(staying)), key=lambda place: staying[place][1])
        return cls(
            tuple(staying),
            tuple(index for index in range(len(old)) if index not in pairs),
            tuple(ranks),
            tuple(index for index in range(len(new)) if index not in pairs.values()),
        )


def _name(item: Any) -> str:
    """What tells an item of a list from the others."""
    return str(item["nodeName"]) if isinstance(item, dict) and "nodeName" in item else repr(item)


def _same_names(old: Sequence[Any], new: Sequence[Any]) -> dict[int, int]:
    places: dict[str, list[int]] = defaultdict(list)
    for index, item in reversed(list(enumerate(new))):
        places[_name(item)].append(index)
    return {index: places[_name(item)].pop() for index, item in enumerate(old) if places[_name(item)]}


def _same_gaps(pairs: dict[int, int], old: Sequence[Any], new: Sequence[Any]) -> dict[int, int]:
    found: dict[int, int] = {}
    taken = set(pairs.values())
    gaps: dict[int | None, list[int]] = defaultdict(list)
    last: int | None = None
    for index in range(len(new)):
        if index in taken:
            last = index
        else:
            gaps[last].append(index)
    last = None
    for index, item in enumerate(old):
        if index in pairs:
            last = pairs[index]
        elif (fitting := next((each for each in gaps[last] if _may_be(item, new[each])), None)) is not None:
            gaps[last].remove(fitting)
            found[index] = fitting
    return found


def _may_be(old: Any, new: Any) -> bool:
    """Whether `new` may be `old` after a change."""
    if isinstance(old, dict) and isinstance(new, dict) and "nodeName" in old:
        return bool(old.get("ip") == new.get("ip"))
    return type(old) is type(new)
