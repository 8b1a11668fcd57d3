"""Who may have a file: `allow`, `deny`, passwords and their like."""

from __future__ import annotations

from clustercfg.storage.nginx.tree import Directive
from clustercfg.storage.nginx.visit import Outcome, Visit
from clustercfg.translation import gettext as _
from clustercfg.translation import mark

__all__ = ["judge_access"]

_ASKING = {
    "auth_basic": mark("a user name and password are asked for"),
    "auth_request": mark("another service is asked whether the client may have the file"),
    "auth_jwt": mark("a token is asked for"),
    "access_by_lua_block": mark("a script decides who may have the file"),
    "access_by_lua_file": mark("a script decides who may have the file"),
    "access_by_lua": mark("a script decides who may have the file"),
    "js_access": mark("a script decides who may have the file"),
}


def judge_access(visit: Visit) -> Outcome | None:
    """Return a refusal that holds for everyone; conditions are noted in `visit`."""
    scope = visit.scope
    asking = [
        found for name in _ASKING if (found := scope.nearest(name)) and found[0].arguments[:1] != ("off",)
    ]
    any_will_do = (found := scope.nearest("satisfy")) is not None and found[0].arguments == ("any",)
    for directive, _level in asking:
        visit.doubt("access", _(_ASKING[directive.name]), directive.place)
    return _judge_rules(visit, scope.all_nearest("allow", "deny"), alternatives=any_will_do and bool(asking))


def _judge_rules(visit: Visit, rules: list[Directive], *, alternatives: bool) -> Outcome | None:
    """Judge the rules as nginx does: the first that fits the client decides."""
    for rule in rules:
        everyone = rule.arguments == ("all",)
        if everyone and rule.name == "allow":
            return None
        if everyone and rule is rules[0] and not alternatives:
            return Outcome("status", status=403)
        visit.doubt("access", _("the client's address decides who may have the file"), rule.place)
        if everyone:
            return None
    return None
