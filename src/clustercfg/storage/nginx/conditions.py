"""The condition of an `if`."""

from __future__ import annotations

from clustercfg.storage.nginx.directories import requested_file, tidy
from clustercfg.storage.nginx.patterns import UnknownPatternError, compiled, search
from clustercfg.storage.nginx.tree import Directive
from clustercfg.storage.nginx.values import expanded
from clustercfg.storage.nginx.visit import Visit

__all__ = ["holds"]

_FILE_TESTS = {"-f": True, "-e": True, "-d": False}
"""What each says of a file that will be there once it has been imported."""


def holds(directive: Directive, visit: Visit) -> bool | None:
    """Return whether the condition of `directive` holds, or None if that cannot be told."""
    words = directive.arguments
    if words and words[0].lstrip("!") in ("-f", "-d", "-e", "-x"):
        return _file_test(words[0], words[-1], directive, visit)
    value, _unknown = expanded(words[0], visit) if words else (None, [])
    if value is None:
        return None
    match words[1:]:
        case ():
            return value not in ("", "0")
        case (operator, wanted):
            return _compared(value, operator, wanted, visit)
    return None


def _compared(value: str, operator: str, wanted: str, visit: Visit) -> bool | None:
    if operator in ("=", "!="):
        other, _unknown = expanded(wanted, visit)
        return None if other is None else (value == other) is (operator == "=")
    if operator.lstrip("!") not in ("~", "~*"):
        return None
    try:
        match = search(compiled(wanted, caseless=operator.endswith("*")), value)
    except UnknownPatternError:
        return None
    if match:
        visit.take(match)
    return bool(match) is not operator.startswith("!")


def _file_test(operator: str, name: str, directive: Directive, visit: Visit) -> bool | None:
    """Judge a test of the very file that is asked for: it will be there. Others cannot be judged."""
    test = _FILE_TESTS.get(operator.lstrip("!"))
    path = _tested_path(name, visit)
    if test is None or path is None:
        return None
    visit.assumed.append((path, directive.place))
    return test is not operator.startswith("!")


def _tested_path(name: str, visit: Visit) -> str | None:
    """Return the path if it is the one that the request means, else None."""
    reasons = dict(visit.reasons)
    wanted = requested_file(visit)
    # Whether the path can be told is this test's own business, not yet the answer's.
    visit.reasons = reasons
    if wanted is None or name == "$request_filename":
        return wanted
    if not name.startswith("$document_root"):
        value, _unknown = expanded(name, visit)
        return wanted if value is not None and tidy(value) == wanted else None
    rest, _unknown = expanded(name.removeprefix("$document_root"), visit)
    return wanted if rest is not None and rest and wanted.endswith(tidy(rest)) and rest == visit.uri else None
