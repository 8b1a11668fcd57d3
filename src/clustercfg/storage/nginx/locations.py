"""Which `location` block a path falls into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from clustercfg.errors import StorageError
from clustercfg.storage.nginx.patterns import Match, UnknownPatternError, compiled, search
from clustercfg.storage.nginx.tree import Block, Directive, select
from clustercfg.translation import gettext as _

__all__ = ["Location", "LocationChoice", "choose_location", "locations_of"]

_PATTERNS = {"~": False, "~*": True}
_PASSING = frozenset({"proxy_pass", "fastcgi_pass", "uwsgi_pass", "scgi_pass", "memcached_pass", "grpc_pass"})
"""With one of these, nginx adds a missing last slash by a redirect."""


@dataclass(frozen=True, slots=True, eq=False)
class Location:
    """A `location` block."""

    directive: Directive
    modifier: str
    """`=`, `^~`, `~`, `~*`, `@` for a named one, or nothing."""
    name: str
    """The text or the regular expression that it stands for."""
    children: tuple[Location, ...]

    @property
    def block(self) -> Block:
        """What it holds."""
        return self.directive.block or ()

    @property
    def is_pattern(self) -> bool:
        """Whether its name is a regular expression."""
        return self.modifier in _PATTERNS

    def __str__(self) -> str:
        """The location as the configuration has it."""
        return str(self.directive)


@dataclass(frozen=True, slots=True)
class LocationChoice:
    """The way to a location: from the outermost to the chosen one, empty when only the server is left."""

    path: tuple[Location, ...] = ()
    rule: str = "none"
    """`exact`, `prefix`, `prefix-only` (`^~`), `pattern`, `slash-added` or `none`."""
    matches: tuple[Match, ...] = ()
    doubtful: tuple[Location, ...] = ()
    """Regular expressions that were asked and whose meaning is not known; they were taken as not matching."""
    final: bool = False
    """Whether the regular expressions further out are not asked any more."""


def locations_of(block: Block) -> tuple[Location, ...]:
    """Return the locations of a server or location.

    Raises:
        StorageError: two of them are the same, which nginx refuses.
    """
    locations = tuple(_location(each) for each in select(block, "location") if each.block is not None)
    seen: dict[tuple[bool, str], Location] = {}
    for location in locations:
        if location.is_pattern:
            continue
        earlier = seen.setdefault((location.modifier == "=", location.name), location)
        if earlier is not location:
            raise StorageError(
                _("{place}: nginx would refuse this: {location} is there already, at {earlier}").format(
                    place=location.directive.place, location=location, earlier=earlier.directive.place
                )
            )
    return locations


def _location(directive: Directive) -> Location:
    modifier, name = _split(directive)
    return Location(directive, modifier, name, locations_of(directive.block or ()))


def _split(directive: Directive) -> tuple[str, str]:
    """Take modifier and name apart; nginx lets them stand together, as in `location =/x`."""
    match directive.arguments:
        case ("=" | "^~" | "~" | "~*" as modifier, name):
            return modifier, name
        case (word,):
            joined = next((each for each in ("=", "^~", "~*", "~", "@") if word.startswith(each)), "")
            return joined, word if joined == "@" else word.removeprefix(joined)
    raise StorageError(
        _("{place}: nginx would refuse this: {location}").format(place=directive.place, location=directive)
    )


def choose_location(locations: tuple[Location, ...], uri: str) -> LocationChoice:
    """Choose as nginx does.

    An equal `=` location ends the search. Otherwise the longest prefix is entered and the search goes on inside; then,
    unless it has `^~`, the regular expressions beside it are tried in order. The innermost ones come first, so.
    """
    exact = _longest(locations, lambda each: each.modifier == "=" and each.name == uri)
    if exact:
        return LocationChoice((exact,), "exact", final=True)
    prefix = _longest(locations, lambda each: each.modifier in ("", "^~") and uri.startswith(each.name))
    if prefix is None or prefix.name != uri:
        passing = _longest(locations, lambda each: _adds_slash(each) and each.name == uri + "/")
        if passing:
            return LocationChoice((passing,), "slash-added", final=True)
    inner = _entered(prefix, uri) if prefix else LocationChoice()
    if inner.final or (prefix and prefix.modifier == "^~"):
        return inner
    return _by_pattern(locations, uri, inner)


def _entered(prefix: Location, uri: str) -> LocationChoice:
    inner = choose_location(prefix.children, uri)
    own = "prefix-only" if prefix.modifier == "^~" else "prefix"
    rule = own if inner.rule == "none" else inner.rule
    return replace(inner, path=(prefix, *inner.path), rule=rule)


def _by_pattern(locations: tuple[Location, ...], uri: str, otherwise: LocationChoice) -> LocationChoice:
    doubtful = list(otherwise.doubtful)
    for location, match in _asked(locations, uri):
        if match is None:
            doubtful.append(location)
            continue
        inner = choose_location(location.children, uri)
        return LocationChoice(
            (location, *inner.path),
            "pattern" if inner.rule == "none" else inner.rule,
            (match, *inner.matches),
            (*doubtful, *inner.doubtful),
            final=True,
        )
    return replace(otherwise, doubtful=tuple(doubtful))


def _asked(locations: tuple[Location, ...], uri: str) -> Iterator[tuple[Location, Match | None]]:
    """Yield the patterns that match, and those of which that cannot be told."""
    for location in locations:
        if not location.is_pattern:
            continue
        try:
            match = search(compiled(location.name, caseless=_PATTERNS[location.modifier]), uri)
        except UnknownPatternError:
            yield location, None
            continue
        if match:
            yield location, match


def _longest(locations: tuple[Location, ...], fits: Callable[[Location], bool]) -> Location | None:
    return max(filter(fits, locations), key=lambda each: len(each.name), default=None)


def _adds_slash(location: Location) -> bool:
    return location.modifier in ("", "^~", "=") and any(select(location.block, *_PASSING))
