"""The `server_name` directive: which of several servers a host name means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from clustercfg.storage.nginx.patterns import Match, UnknownPatternError, compiled, search

__all__ = ["FoundName", "Names", "matching_wildcard"]


@dataclass(frozen=True, slots=True)
class FoundName:
    """The server that a host name means."""

    owner: int
    rule: str
    """`exact-name`, `wildcard-name` or `pattern-name`."""
    match: Match | None = None


@dataclass(slots=True)
class Names:
    """The names of all servers on one address; a name that two servers claim belongs to the first, as in nginx."""

    exact: dict[str, int] = field(default_factory=dict)
    wildcards: dict[str, int] = field(default_factory=dict)
    patterns: list[tuple[str, int]] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    """Patterns met by `find` whose meaning is not known, and names that only nginx's machine knows."""

    @classmethod
    def of(cls, servers: Iterable[tuple[int, Iterable[str]]]) -> Names:
        """Collect the names of (number of the server, its names)."""
        names = cls()
        for owner, claimed in servers:
            for name in claimed:
                names._add(name, owner)
        return names

    def _add(self, name: str, owner: int) -> None:
        if name.startswith("~"):
            self.patterns.append((name[1:], owner))
        elif name.startswith("."):
            self.exact.setdefault(name[1:].lower(), owner)
            self.wildcards.setdefault("*" + name.lower(), owner)
        elif "*" in name:
            self.wildcards.setdefault(name.lower(), owner)
        else:
            self.exact.setdefault(name.lower(), owner)

    def find(self, host: str) -> FoundName | None:
        """Return the server that `host` means, or None, which leaves it to the default server."""
        # The name of nginx's own machine is not in the configuration.
        self.doubtful = [name for name in ("$hostname",) if name in self.exact]
        if host in self.exact:
            return FoundName(self.exact[host], "exact-name")
        wildcard = matching_wildcard(self.wildcards, host)
        if wildcard:
            return FoundName(self.wildcards[wildcard], "wildcard-name")
        return next(self._by_pattern(host), None)

    def _by_pattern(self, host: str) -> Iterator[FoundName]:
        for text, owner in self.patterns:
            try:
                # The host is in lower case, so nginx ignores case when a pattern has upper case.
                match = search(compiled(text, caseless=text != text.lower()), host)
            except UnknownPatternError:
                self.doubtful.append(f"~{text}")
                continue
            if match:
                yield FoundName(owner, "pattern-name", match)


def matching_wildcard(wildcards: Iterable[str], name: str) -> str | None:
    """Return the wildcard that nginx chooses: the longest `*.suffix`, else the longest `prefix.*`."""
    known = list(wildcards)
    heads = [each for each in known if each.startswith("*.") and _covers(name.endswith(each[1:]), name, each)]
    tails = [
        each for each in known if each.endswith(".*") and _covers(name.startswith(each[:-1]), name, each)
    ]
    return max(heads or tails, key=len, default=None)


def _covers(fits: bool, name: str, wildcard: str) -> bool:
    return fits and len(name) >= len(wildcard)
