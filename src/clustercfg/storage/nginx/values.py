"""Texts with variables, such as the argument of `root`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clustercfg.storage.nginx.names import matching_wildcard
from clustercfg.storage.nginx.patterns import UnknownPatternError, compiled, search
from clustercfg.storage.nginx.tree import Directive, first

if TYPE_CHECKING:
    from clustercfg.storage.nginx.visit import Visit

__all__ = ["expanded", "has_variables", "variable"]

_VARIABLE = re.compile(r"\$(?:(?P<group>[1-9])|\{(?P<braced>\w+)\}|(?P<plain>\w+))", re.ASCII)
_LONGEST_NUMBER = 9
_LONGEST_VALUE = 65_536
"""Characters; more is no path of a file, and texts that repeat each other would soon fill the memory."""
_MOST_LOOKUPS = 200
"""Of maps that are asked anew each time, and each of which may ask others."""
_DEEPEST = 8
"""A map's value may name another map; nginx stops a circle as well."""


def has_variables(text: str) -> bool:
    """Return whether nginx replaces something in `text`."""
    return bool(_VARIABLE.search(text))


def expanded(text: str, visit: Visit, depth: int = 0) -> tuple[str | None, list[str]]:
    """Return `text` with all variables replaced, or None and the names of those whose value is not known."""
    unknown: list[str] = []
    length = len(text)

    def value(match: re.Match[str]) -> str:
        nonlocal length
        name = match["group"] or match["braced"] or match["plain"]
        found = variable(name, visit, depth)
        length += len(found or "")
        if found is None or length > _LONGEST_VALUE:
            unknown.append(f"${name}")
            return ""
        return found

    result = _VARIABLE.sub(value, text)
    return (None if unknown else result), unknown


def _group(visit: Visit, number: int) -> str:
    return visit.captures[number] if number < len(visit.captures) else ""


def variable(name: str, visit: Visit, depth: int = 0) -> str | None:
    """Return the value of a variable, or None if it is not known."""
    if name.isdecimal():
        return _group(visit, int(name)) if len(name) < _LONGEST_NUMBER else ""
    if name in visit.variables:
        return visit.variables[name]
    if name in visit.surroundings.maps and depth < _DEEPEST:
        return _remembered(name, visit, depth + 1)
    if name in visit.surroundings.assigned:
        return ""
    return _built_in(name, visit)


def _built_in(name: str, visit: Visit) -> str | None:
    request = visit.request
    if name.startswith("arg_"):
        return ""
    known = {
        "host": request.host,
        "http_host": request.authority,
        "server_name": _server_name(visit),
        "uri": visit.uri,
        "document_uri": visit.uri,
        "request_uri": request.target,
        "scheme": request.scheme,
        "https": "on" if request.scheme == "https" else "",
        "server_port": str(request.port),
        "server_addr": request.address,
        "request_method": "GET",
        "args": "",
        "query_string": "",
        "is_args": "",
    }
    return known.get(name)


def _server_name(visit: Visit) -> str:
    first = next(iter(visit.server.names), "")
    return first if first.startswith("~") else first.removeprefix(".").lower()


def _remembered(name: str, visit: Visit, depth: int) -> str | None:
    """Look up a map; nginx does it once for a request unless the map is volatile."""
    directive = visit.surroundings.maps[name]
    visit.lookups += 1
    if visit.lookups > _MOST_LOOKUPS:
        return None
    value = _mapped(directive, visit, depth)
    if first(directive.block or (), "volatile") is None:
        visit.variables[name] = value
    return value


def _mapped(directive: Directive, visit: Visit, depth: int) -> str | None:
    """Look a value up as `map` does: exact text, then wildcards, then regular expressions in order, then the default."""
    source, _unknown = expanded(directive.arguments[0], visit, depth)
    if source is None:
        return None
    entries = [(each.name, each.arguments[0]) for each in directive.block or () if len(each.arguments) == 1]
    wildcards = any(each.name == "hostnames" and not each.arguments for each in directive.block or ())
    try:
        chosen = _entry(entries, source, visit, wildcards=wildcards)
    except UnknownPatternError:
        return None
    return expanded(chosen, visit, depth)[0]


def _entry(entries: list[tuple[str, str]], source: str, visit: Visit, *, wildcards: bool) -> str:
    texts = {key.removeprefix("\\").lower(): value for key, value in entries if key != "default"}
    lowered = source.lower()
    if lowered in texts and not lowered.startswith("~"):
        return texts[lowered]
    if wildcards:
        spread = {("*" + key if key.startswith(".") else key): value for key, value in texts.items()}
        found = matching_wildcard(spread, lowered)
        if found or "." + lowered in texts:
            return spread[found] if found else texts["." + lowered]
    for key, value in entries:
        if key.startswith("~"):
            caseless = key.startswith("~*")
            match = search(compiled(key[2 if caseless else 1 :], caseless=caseless), source)
            if match:
                visit.take(match)
                return value
    return dict(entries).get("default", "")
