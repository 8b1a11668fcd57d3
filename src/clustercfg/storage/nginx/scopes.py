"""Which of a directive's several places holds where a request has got to."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from clustercfg.storage.nginx.locations import Location
from clustercfg.storage.nginx.tree import Block, Directive, select

__all__ = ["Level", "Scope", "level_of"]


@dataclass(frozen=True, slots=True)
class Level:
    """One block; `location` is the location that it is, or None for `http` and `server`."""

    block: Block
    location: Location | None = None
    is_condition: bool = False
    """Whether it is an `if`, which nginx treats as a location without a name."""
    names: frozenset[str] = field(init=False, compare=False, repr=False)
    """The directives that it has: most questions are about others."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", frozenset(each.name for each in self.block))

    def last(self, *names: str) -> Directive | None:
        """Return the last directive of this level with one of these names."""
        if self.names.isdisjoint(names):
            return None
        found = list(select(self.block, *names))
        return found[-1] if found else None


@lru_cache(maxsize=4096)
def level_of(location: Location) -> Level:
    """Return the level that a location is; thousands of paths ask for the same few."""
    return Level(location.block, location)


@dataclass(frozen=True, slots=True)
class Scope:
    """The levels around a request, the innermost first."""

    levels: tuple[Level, ...]

    @property
    def own(self) -> Level:
        """The innermost level."""
        return self.levels[0]

    @property
    def location(self) -> Location | None:
        """The location that a request is in."""
        return self.own.location

    def entering(self, *inner: Level) -> Scope:
        """Return the scope further inside; the last of `inner` is the innermost."""
        return Scope((*reversed(inner), *self.levels))

    def nearest(self, *names: str) -> tuple[Directive, Level] | None:
        """Return a directive that inner levels inherit, from the nearest level that has it."""
        pairs = ((level.last(*names), level) for level in self.levels)
        return next(((directive, level) for directive, level in pairs if directive), None)

    def all_nearest(self, *names: str) -> list[Directive]:
        """Return all directives with these names of the nearest level that has any."""
        groups = (
            list(select(level.block, *names)) for level in self.levels if not level.names.isdisjoint(names)
        )
        return next((group for group in groups if group), [])
