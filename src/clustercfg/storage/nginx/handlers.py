"""What makes nginx answer with something else than a plain file."""

from __future__ import annotations

from functools import cache

from clustercfg.storage.extras import require
from clustercfg.storage.nginx.scopes import Scope
from clustercfg.storage.nginx.tree import Directive
from clustercfg.storage.nginx.visit import Outcome, Visit
from clustercfg.translation import gettext as _
from clustercfg.translation import mark

__all__ = ["judge_content", "note_filters"]

_UPSTREAMS = ("proxy_pass", "fastcgi_pass", "uwsgi_pass", "scgi_pass", "grpc_pass", "memcached_pass")
_PROGRAMS = (
    "content_by_lua",
    "content_by_lua_block",
    "content_by_lua_file",
    "js_content",
    "perl",
    "echo",
    "empty_gif",
    "stub_status",
    "api",
    "hls",
    "f4f",
)
_SCRIPTS = (
    "rewrite_by_lua",
    "rewrite_by_lua_block",
    "rewrite_by_lua_file",
    "server_rewrite_by_lua_block",
    "body_filter_by_lua",
    "body_filter_by_lua_block",
    "body_filter_by_lua_file",
    "js_body_filter",
    "image_filter",
    "xslt_stylesheet",
)
_FILTERS = {
    "sub_filter": "sub_filter_types",
    "ssi": "ssi_types",
    "gzip": "gzip_types",
    "add_after_body": "addition_types",
    "add_before_body": "addition_types",
}
"""Filters that change what is sent, with the directive that names the kinds of file; without it only HTML."""

_WARNINGS = {
    "disable_symlinks": (("on", "if_not_owner"), mark("nginx refuses files behind symbolic links")),
    "gzip_static": (("always",), mark("nginx sends the file with .gz at its end if there is one")),
}


_HARMLESS = (
    "access_by_",
    "auth_delay",
    "body_filter_by_",
    "brotli",
    "fancyindex",
    "geoip",
    "grpc_",
    "header_filter_by_",
    "headers_",
    "http2",
    "http3",
    "init_",
    "js_",
    "keepalive_",
    "log_by_",
    "lua_",
    "max_headers",
    "more_",
    "proxy_",
    "quic_",
    "rewrite_by_",
    "set_by_",
    "ssl_",
    "vhost_traffic_",
    "zstd",
)
"""Beginnings of directives that crossplane does not list: newer than its list, known to leave files alone, or judged here."""


def judge_content(visit: Visit) -> Outcome | None:
    """Return what answers instead of files, or None if nothing does; only a location's own directives count."""
    upstream = _handler(visit.scope, _UPSTREAMS)
    if upstream:
        visit.note("handler", _("{name} passes requests on").format(name=upstream.name), upstream.place)
        return Outcome("upstream")
    program = visit.scope.own.last(*_PROGRAMS)
    if program and program.arguments[:1] != ("off",):
        visit.note("handler", _("{name} answers requests").format(name=program.name), program.place)
        return Outcome("program")
    return None


def _handler(scope: Scope, names: tuple[str, ...]) -> Directive | None:
    """Return the directive that takes requests over; an `if` takes that of its location along."""
    for level in scope.levels:
        found = level.last(*names)
        if found or not level.is_condition:
            return found
    return None


def note_filters(visit: Visit) -> None:
    """Note what may change a file on its way, or keep it back."""
    for name in _SCRIPTS:
        found = visit.scope.nearest(name)
        if found and found[0].arguments[:1] != ("off",):
            visit.doubt("script", _("{name} may change what is sent").format(name=name), found[0].place)
    for name, (values, text) in _WARNINGS.items():
        found = visit.scope.nearest(name)
        if found and any(each in values for each in found[0].arguments[:1]):
            visit.doubt("condition", _(text), found[0].place)
    _note_modules(visit)
    for name, kinds in _FILTERS.items():
        _note_filter(visit, name, kinds)


@cache
def _own_directives() -> frozenset[str]:
    return frozenset(require("crossplane.analyzer").DIRECTIVES)


def _note_modules(visit: Visit) -> None:
    """Note directives of modules that are not nginx's own: what they do is not known here."""
    own = _own_directives()
    for level in visit.scope.levels:
        for each in level.block if not level.names <= own else ():
            if each.name not in own and not each.name.startswith(_HARMLESS):
                text = _("{name} belongs to a module that is not known here; it may change the answer")
                visit.doubt("module", text.format(name=each.name), each.place)


def _note_filter(visit: Visit, name: str, kinds: str) -> None:
    found = visit.scope.nearest(name)
    if not found or found[0].arguments[:1] == ("off",):
        return
    types = visit.scope.nearest(kinds)
    if types and "*" in types[0].arguments:
        text = _("{name} changes files of every kind, so sizes and contents may differ")
        visit.doubt("filter", text.format(name=name), found[0].place)
