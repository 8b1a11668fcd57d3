"""The directives that nginx runs in order: `set`, `if`, `rewrite`, `return` and `break`."""

from __future__ import annotations

import enum

from clustercfg.storage.nginx.conditions import holds
from clustercfg.storage.nginx.patterns import UnknownPatternError, compiled, search
from clustercfg.storage.nginx.scopes import Level, Scope
from clustercfg.storage.nginx.tree import Block, Directive, select
from clustercfg.storage.nginx.values import expanded
from clustercfg.storage.nginx.visit import Outcome, Visit
from clustercfg.translation import gettext as _

__all__ = ["rewrite"]

_ELSEWHERE = ("http://", "https://", "$scheme")
_REDIRECTS = {"redirect": 302, "permanent": 301}
_REDIRECT_CODES = frozenset({301, 302, 303, 307, 308})


class _Step(enum.Enum):
    ON = enum.auto()
    STOP = enum.auto()


def rewrite(visit: Visit, block: Block, scope: Scope) -> Outcome | None:
    """Run the directives of one block; return how the request ends, or None if it goes on.

    `scope` is that of the block. A true `if` of a location becomes the request's new scope, as in nginx.
    """
    result = _run(visit, block, scope)
    return result if isinstance(result, Outcome) else None


def _run(visit: Visit, block: Block, scope: Scope) -> Outcome | _Step:
    for directive in block:
        step = _STEPS.get(directive.name)
        result = step(visit, directive, scope) if step else _Step.ON
        if result is not _Step.ON:
            return result
    return _Step.ON


def _set(visit: Visit, directive: Directive, _scope: Scope) -> Outcome | _Step:
    name, value = directive.arguments[:2]
    visit.variables[name.removeprefix("$")] = expanded(value, visit)[0]
    return _Step.ON


def _break(visit: Visit, _directive: Directive, _scope: Scope) -> Outcome | _Step:
    if visit.uri_changed:
        visit.location_is_valid, visit.uri_changed = False, False
    return _Step.STOP


def _return(_visit: Visit, directive: Directive, _scope: Scope) -> Outcome | _Step:
    code = directive.arguments[0]
    status = int(code) if code.isdecimal() else 302
    return Outcome("redirect" if status in _REDIRECT_CODES else "status", status=status)


def _if(visit: Visit, directive: Directive, scope: Scope) -> Outcome | _Step:
    inner = scope.entering(Level(directive.block or (), scope.location, is_condition=True))
    verdict = holds(directive, visit)
    if verdict is None:
        _not_decided(visit, directive)
    if not verdict:
        return _Step.ON
    if scope.location is not None:
        visit.scope = inner
    return _run(visit, directive.block or (), inner)


def _not_decided(visit: Visit, directive: Directive) -> None:
    visit.doubt(
        "condition",
        _(
            "whether this `if` holds cannot be told from the configuration; the answer is for when it does not"
        ),
        directive.place,
    )
    for each in select(directive.block or (), "set"):
        visit.variables[each.arguments[0].removeprefix("$")] = None


def _rewrite(visit: Visit, directive: Directive, _scope: Scope) -> Outcome | _Step:
    pattern, replacement, *flags = directive.arguments
    flag = flags[0] if flags else ""
    try:
        match = search(compiled(pattern), visit.uri)
    except UnknownPatternError:
        text = _("whether the regular expression of this rewrite matches cannot be told here")
        visit.doubt("rewrite", text, directive.place)
        return _Step.ON
    if match is None:
        return _Step.ON
    visit.take(match)
    if flag in _REDIRECTS or replacement.startswith(_ELSEWHERE):
        return Outcome("redirect", status=_REDIRECTS.get(flag, 302))
    return _rewritten(visit, directive, replacement, flag)


def _rewritten(visit: Visit, directive: Directive, replacement: str, flag: str) -> Outcome | _Step:
    uri, unknown = expanded(replacement.partition("?")[0], visit)
    if uri is None:
        text = _("the path is rewritten with {names}, whose value the configuration does not say")
        visit.lose("variable", text.format(names=", ".join(unknown)), directive.place)
        return Outcome("files")
    if not uri:
        return Outcome("status", status=500)
    visit.uri, visit.internal = uri, True
    if flag == "break":
        visit.location_is_valid, visit.uri_changed = False, False
    else:
        visit.uri_changed = True
    return _Step.STOP if flag in ("last", "break") else _Step.ON


def _set_by_script(visit: Visit, directive: Directive, _scope: Scope) -> Outcome | _Step:
    if directive.arguments:
        visit.variables[directive.arguments[0].removeprefix("$")] = None
    return _Step.ON


_STEPS = {
    "set": _set,
    "set_by_lua": _set_by_script,
    "set_by_lua_block": _set_by_script,
    "set_by_lua_file": _set_by_script,
    "if": _if,
    "rewrite": _rewrite,
    "return": _return,
    "break": _break,
}
