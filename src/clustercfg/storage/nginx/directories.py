"""From a path to a file: `root` and `alias`."""

from __future__ import annotations

import posixpath
import re

from clustercfg.storage.nginx.scopes import Level
from clustercfg.storage.nginx.tree import Directive
from clustercfg.storage.nginx.values import expanded
from clustercfg.storage.nginx.visit import Visit
from clustercfg.translation import gettext as _

__all__ = ["candidate_file", "has_alias", "requested_file", "tidy"]

_SLASHES = re.compile("//+")
_DEFAULT_ROOT = "html"


def tidy(path: str) -> str:
    """Return the usual spelling of a path; the system reads it alike. `..` stays, because of symbolic links."""
    return _SLASHES.sub("/", path)


def has_alias(visit: Visit) -> bool:
    """Return whether `alias` and not `root` decides."""
    found = visit.scope.nearest("root", "alias")
    return found is not None and found[0].name == "alias"


def requested_file(visit: Visit) -> str | None:
    """Return the file that the request's path means, or None if that cannot be told."""
    found = visit.scope.nearest("root", "alias")
    if found is None:
        return _from_prefix(visit, _DEFAULT_ROOT, visit.uri)
    directive, level = found
    rest = visit.uri if directive.name == "root" else visit.uri[_replaced(level) :]
    if directive.name == "alias" and _is_whole_name(level):
        rest = ""
    return _under(visit, directive, rest)


def candidate_file(visit: Visit, name: str, *, constant: bool) -> str | None:
    """Return the file that a candidate of `try_files` means, or None if that cannot be told.

    Below an alias, nginx takes the location's text away from a candidate with variables, and from no other.
    """
    found = visit.scope.nearest("root", "alias")
    if found is None:
        return _from_prefix(visit, _DEFAULT_ROOT, name)
    directive, level = found
    length = 0 if constant or directive.name == "root" or _is_whole_name(level) else _replaced(level)
    rest = name[length:] if name[:length] == visit.uri[:length] else name
    return _under(visit, directive, rest)


def _is_whole_name(level: Level) -> bool:
    """Return whether an alias at this level is a whole file name: it is in locations with a regular expression."""
    return level.location is not None and level.location.is_pattern


def _replaced(level: Level) -> int:
    """Return how much of the path an alias at this level replaces: the text of the location it stands in."""
    return len(level.location.name) if level.location else 0


def _under(visit: Visit, directive: Directive, rest: str) -> str | None:
    text = directive.arguments[0]
    value, unknown = expanded(text.removesuffix("/") if directive.name == "root" else text, visit)
    if value is None:
        visit.lose(
            "variable",
            _("{directive} depends on {names}, whose value the configuration does not say").format(
                directive=directive.name, names=", ".join(unknown)
            ),
            directive.place,
        )
        return None
    if not value and not text.startswith("/"):
        # nginx then looks at memory that it has not written yet to decide whether the path is relative.
        visit.lose(
            "variable",
            _("the path of {directive} is empty here").format(directive=directive.name),
            directive.place,
        )
        return None
    if text.startswith("/") or value.startswith("/"):
        return tidy(value + rest)
    return _from_prefix(visit, value, rest)


def _from_prefix(visit: Visit, relative: str, rest: str) -> str | None:
    prefix = visit.surroundings.prefix
    if prefix is None:
        visit.lose(
            "prefix",
            _("{path} is relative to nginx's prefix, which `nginx -V` shows; pass it with --prefix").format(
                path=relative
            ),
        )
        return None
    return tidy(posixpath.join(prefix, relative) + rest)
