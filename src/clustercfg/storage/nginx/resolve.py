"""From a URL to the file that nginx reads for it.

Follows nginx's own order: server by address and name, the server's rewrites, location, its rewrites (and again, if the path
has changed), access, `try_files`, content. What was read in nginx's documents is compared with a real nginx by the tests.
"""

from __future__ import annotations

from dataclasses import dataclass

from clustercfg.storage.nginx.access import judge_access
from clustercfg.storage.nginx.configuration import Configuration
from clustercfg.storage.nginx.directories import has_alias, requested_file
from clustercfg.storage.nginx.handlers import judge_content, note_filters
from clustercfg.storage.nginx.locations import Location, choose_location
from clustercfg.storage.nginx.requests import BadTargetError, Request, normalized
from clustercfg.storage.nginx.rewriting import rewrite
from clustercfg.storage.nginx.scopes import Level, Scope, level_of
from clustercfg.storage.nginx.servers import Server, ServerChoice, choose_server
from clustercfg.storage.nginx.tree import Block, Directive, select
from clustercfg.storage.nginx.trying import tried_file
from clustercfg.storage.nginx.visit import Outcome, Visit
from clustercfg.storage.reasons import Confidence, Reason, confidence_of
from clustercfg.translation import gettext as _

__all__ = ["Resolution", "resolve"]

_MOST_JUMPS = 10
"""After that many changes of the path nginx gives up with 500."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What nginx does with one request."""

    request: Request
    outcome: Outcome
    server: Server | None = None
    server_rule: str = ""
    location: Location | None = None
    location_rule: str = "none"
    base: Directive | None = None
    """The `root` or `alias` that decides; None for nginx's default root."""
    reasons: tuple[Reason, ...] = ()

    @property
    def confidence(self) -> Confidence:
        """How sure the outcome is."""
        return confidence_of(self.reasons)


def resolve(configuration: Configuration, request: Request) -> Resolution:
    """Return what nginx would do with `request`."""
    choice = choose_server(configuration.servers, request)
    reasons = (*configuration.reasons, *choice.reasons)
    refused = _refused(configuration, choice, request)
    if choice.server is None or refused:
        told = (*reasons, *filter(None, [refused]))
        return Resolution(request, _unheard(choice, request), choice.server, choice.rule, reasons=told)
    # While the request line is read, nginx does not know the host yet.
    early_scope = Scope(((choice.default or choice.server).level, configuration.level))
    try:
        uri = normalized(request.target, merge_slashes=_merges_slashes(early_scope))
    except BadTargetError:
        return Resolution(request, Outcome("status", status=400), choice.server, choice.rule, reasons=reasons)
    scope = Scope((choice.server.level, configuration.level))
    visit = Visit(
        configuration.surroundings, request, choice.server, scope, uri, reasons=dict.fromkeys(reasons)
    )
    if choice.match:
        visit.take(choice.match)
    return _resolution(visit, choice, _answer(visit, scope))


def _resolution(visit: Visit, choice: ServerChoice, outcome: Outcome) -> Resolution:
    _check_assumptions(visit, outcome)
    base = visit.scope.nearest("root", "alias")
    return Resolution(
        visit.request,
        outcome,
        choice.server,
        choice.rule,
        visit.scope.location,
        visit.rule,
        base[0] if base and outcome.answer == "files" else None,
        tuple(visit.reasons),
    )


def _refused(configuration: Configuration, choice: ServerChoice, request: Request) -> Reason | None:
    """Return why nginx and the client do not even come to speak HTTP."""
    if choice.server is None:
        return None
    place = choice.server.directive.place
    if choice.secure != (request.scheme == "https"):
        text = _("the port speaks https, not http") if choice.secure else _("the port speaks http, not https")
        return Reason("scheme", text, place=place)
    # A client names the host before it encrypts, but not if it is an IP address.
    greeting = choice.default if request.address == request.host else choice.server
    rejects = Scope(((greeting or choice.server).level, configuration.level)).nearest("ssl_reject_handshake")
    if choice.secure and rejects and rejects[0].arguments[:1] == ("on",):
        return Reason("scheme", _("the server refuses to encrypt for this host"), place=rejects[0].place)
    return None


def _unheard(choice: ServerChoice, request: Request) -> Outcome:
    """Return what becomes of a client that nginx does not understand; http on an https port gets an answer."""
    answered = choice.server is not None and choice.secure and request.scheme == "http"
    return Outcome("status", status=400) if answered else Outcome("nothing")


def _merges_slashes(scope: Scope) -> bool:
    found = scope.nearest("merge_slashes")
    return found is None or found[0].arguments[:1] != ("off",)


def _answer(visit: Visit, server_scope: Scope) -> Outcome:
    ended = rewrite(visit, visit.server.block, server_scope)
    while ended is None:
        ended = _enter(visit, server_scope) or _rewrite_inside(visit)
        if ended is None and not visit.uri_changed:
            return _content(visit, server_scope)
        visit.jumps += 1
        if visit.jumps > _MOST_JUMPS:
            return Outcome("status", status=500)
    return ended


def _enter(visit: Visit, server_scope: Scope) -> Outcome | None:
    """Go into the location of the path as it is now."""
    visit.uri_changed = False
    choice = choose_location(visit.server.locations, visit.uri)
    for location in choice.doubtful:
        text = _("whether {location} takes this path cannot be told here; the answer is for when it does not")
        visit.doubt("location", text.format(location=location), location.directive.place)
    for match in choice.matches:
        visit.take(match)
    visit.rule = choice.rule
    visit.scope = server_scope.entering(*map(level_of, choice.path))
    if choice.rule == "slash-added":
        return Outcome("redirect", status=301)
    if visit.scope.nearest("internal") and not visit.internal:
        return Outcome("status", status=404)
    return None


def _rewrite_inside(visit: Visit) -> Outcome | None:
    limited = _limited(visit.scope)
    if limited is not None:
        visit.scope = visit.scope.entering(Level(limited, visit.scope.location, is_condition=True))
        return None
    if visit.scope.location is None:
        return None
    return rewrite(visit, visit.scope.own.block, visit.scope)


def _limited(scope: Scope) -> Block | None:
    """Return what `limit_except` says of GET, or None if GET is not limited; HEAD alone does not let GET through."""
    for limit in select(scope.own.block, "limit_except"):
        if "GET" not in {method.upper() for method in limit.arguments}:
            return limit.block
    return None


def _content(visit: Visit, server_scope: Scope) -> Outcome:
    refused = judge_access(visit)
    if refused:
        return refused
    trying = visit.scope.own.last("try_files")
    handled = judge_content(visit)
    if trying is None or handled:
        return handled or _file(visit, requested_file(visit), asked_for_folder=visit.uri.endswith("/"))
    path = tried_file(visit, trying)
    if path is None:
        return _fallback(visit, trying, server_scope)
    return _file(visit, path or None)


def _file(visit: Visit, path: str | None, *, asked_for_folder: bool = False) -> Outcome:
    if has_alias(visit) and not visit.location_is_valid:
        text = _("nginx refuses an alias where the path was rewritten")
        visit.note("alias", text, visit.scope.location.directive.place if visit.scope.location else None)
        return Outcome("status", status=500)
    note_filters(visit)
    is_folder = asked_for_folder or (path is not None and path.endswith(("/", "/.", "/..")))
    return Outcome("folder" if is_folder else "files", path)


def _fallback(visit: Visit, trying: Directive, server_scope: Scope) -> Outcome:
    """Follow the last argument of a `try_files` that names no file of its own."""
    target = trying.arguments[-1]
    visit.jumps += 1
    if target.startswith("=") or visit.jumps > _MOST_JUMPS:
        return Outcome("status", status=int(target[1:]) if target[1:].isdecimal() else 500)
    visit.doubt("candidate", _("nginx takes a folder of try_files instead if it exists"), trying.place)
    visit.internal, visit.location_is_valid = True, True
    if not target.startswith("@"):
        visit.uri = target
        return _answer(visit, server_scope)
    named = next((each for each in visit.server.locations if each.name == target), None)
    if named is None:
        return Outcome("status", status=500)
    visit.rule, visit.scope = "named", server_scope.entering(level_of(named))
    return _rewrite_inside(visit) or _content(visit, server_scope)


def _check_assumptions(visit: Visit, outcome: Outcome) -> None:
    for path, place in visit.assumed:
        if path != outcome.path:
            visit.doubt("condition", _("a test whether a file exists decides this"), place)
    if outcome.status is None:
        return
    for each in visit.scope.all_nearest("error_page"):
        if str(outcome.status) in each.arguments[:-1]:
            visit.lose("error-page", _("nginx answers such an error with another page"), each.place)
