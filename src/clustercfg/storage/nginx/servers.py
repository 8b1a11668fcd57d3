"""Which `server` block answers a request."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from clustercfg.storage.nginx.listening import Listen, listens_of
from clustercfg.storage.nginx.locations import Location, locations_of
from clustercfg.storage.nginx.names import Names
from clustercfg.storage.nginx.patterns import Match
from clustercfg.storage.nginx.requests import Request
from clustercfg.storage.nginx.scopes import Level
from clustercfg.storage.nginx.tree import Block, Directive, first, select
from clustercfg.storage.reasons import Confidence, Reason
from clustercfg.translation import gettext as _

__all__ = ["Server", "ServerChoice", "choose_server", "servers_of"]

_PORT_OF_USERS = 8000
"""Where a server without `listen` listens if nginx was not started by root."""


@dataclass(frozen=True, slots=True, eq=False)
class Server:
    """A `server` block."""

    directive: Directive
    listens: tuple[Listen, ...]
    names: tuple[str, ...]
    locations: tuple[Location, ...]
    level: Level

    @property
    def block(self) -> Block:
        """What it holds."""
        return self.level.block


@dataclass(frozen=True, slots=True)
class ServerChoice:
    """The server that answers, or None when none does, which the reasons explain."""

    server: Server | None
    default: Server | None = None
    """The default server of the address, whose settings hold while the request line is read."""
    rule: str = ""
    """`only`, `exact-name`, `wildcard-name`, `pattern-name` or `default`."""
    match: Match | None = None
    reasons: tuple[Reason, ...] = ()
    secure: bool = False


@dataclass(frozen=True, slots=True)
class _Socket:
    """All servers that listen on one address and port."""

    listens: list[tuple[Listen, Server]] = field(default_factory=list)

    @property
    def servers(self) -> list[Server]:
        return list(dict.fromkeys(server for _listen, server in self.listens))

    @property
    def default(self) -> Server:
        marked = (server for listen, server in self.listens if listen.options & {"default_server", "default"})
        return next(marked, self.listens[0][1])

    def has(self, option: str) -> bool:
        return any(option in listen.options for listen, _server in self.listens)

    @property
    def takes_ipv4(self) -> bool:
        """Whether it answers on every IPv4 address."""
        return any(listen.both_families or listen.address == "*" for listen, _server in self.listens)

    @property
    def secure(self) -> bool:
        # `ssl on` makes every port of its server a TLS port; nginx 1.25 has dropped it.
        return self.has("ssl") or _is_on(self.default, "ssl")


def servers_of(http: Block) -> list[Server]:
    """Return the servers in the order of the configuration."""
    return [
        Server(each, tuple(listens_of(each)), _names(each), locations_of(each.block), Level(each.block))
        for each in select(http, "server")
        if each.block is not None
    ]


def _names(server: Directive) -> tuple[str, ...]:
    return tuple(name for each in select(server.block or (), "server_name") for name in each.arguments)


def choose_server(servers: Sequence[Server], request: Request) -> ServerChoice:
    """Choose as nginx does: by the address and port of the connection, then by the host name."""
    sockets = _sockets(servers, request)
    if not sockets:
        return ServerChoice(None, reasons=(_nobody(servers, request),))
    choices = [_choose(socket, request) for socket in sockets]
    doubts = tuple(_of_unknown_address(sockets, choices)) if request.address is None else ()
    return replace(choices[0], reasons=(*choices[0].reasons, *doubts))


def _of_unknown_address(sockets: Sequence[_Socket], choices: Sequence[ServerChoice]) -> Iterator[Reason]:
    """Yield what depends on the address under which the client finds nginx."""
    likeliest, *others = choices
    different = [each.server for each in others if not _is_alike(each, likeliest) and each.server]
    if different:
        places = ", ".join(str(each.directive.place) for each in dict.fromkeys(different))
        text = _("nginx listens on several addresses: on another one the answer comes from {places}")
        yield Reason("address", text.format(places=places), Confidence.CONDITIONAL)
    if not any(socket.takes_ipv4 for socket in sockets):
        addresses = ", ".join(
            dict.fromkeys(listen.shown for socket in sockets for listen, _server in socket.listens)
        )
        text = _("nginx listens on {addresses} only: the host name has to mean that address")
        yield Reason("address", text.format(addresses=addresses), Confidence.CONDITIONAL)


def _is_alike(one: ServerChoice, other: ServerChoice) -> bool:
    return (one.server, one.default, one.secure) == (other.server, other.default, other.secure)


def _sockets(servers: Iterable[Server], request: Request) -> list[_Socket]:
    """Return the sockets that may take the connection, the likeliest first; one, if the address is known."""
    found: dict[tuple[int, str], _Socket] = {}
    for server in servers:
        for listen in server.listens:
            # QUIC runs over UDP: nobody downloads packages so.
            if _answers(listen, request.port) and "quic" not in listen.options:
                found.setdefault((listen.family, listen.address), _Socket()).listens.append((listen, server))
    if request.address is not None:
        return _of_address(found, request.address)
    named = found.get((0, request.host))
    order = sorted(found, key=lambda key: (key[1] not in ("*", "::"), key[0]))
    return [named] if named else [found[key] for key in order]


def _answers(listen: Listen, port: int) -> bool:
    return port in listen.ports or ("implied" in listen.options and port == _PORT_OF_USERS)


def _of_address(sockets: dict[tuple[int, str], _Socket], address: str) -> list[_Socket]:
    family = ipaddress.ip_address(address).version
    any_address = {4: "*", 6: "::"}[family]
    exact = sockets.get((family, address)) or sockets.get((family, any_address))
    if exact:
        return [exact]
    both = sockets.get((6, "::")) if any_address == "*" else None
    if both and any(listen.both_families for listen, _server in both.listens):
        return [both]
    return [socket for (kind, _name), socket in sockets.items() if kind == 0]


def _choose(socket: _Socket, request: Request) -> ServerChoice:
    servers = socket.servers
    names = Names.of((number, server.names) for number, server in enumerate(servers))
    found = names.find(request.host)
    reasons = [_doubtful_name(name) for name in names.doubtful] if len(servers) > 1 else []
    if found and (len(servers) > 1 or found.match):
        server, rule, match = servers[found.owner], found.rule, found.match
    else:
        server, rule, match = socket.default, "only" if len(servers) == 1 else "default", None
    reasons += _of_transport(socket, server, request)
    return ServerChoice(server, socket.default, rule, match, tuple(reasons), socket.secure)


def _doubtful_name(name: str) -> Reason:
    return Reason(
        "server-name",
        _("whether the server name {name} matches cannot be told here").format(name=name),
        Confidence.CONDITIONAL,
    )


def _of_transport(socket: _Socket, server: Server, request: Request) -> Iterator[Reason]:
    """Yield what keeps an ordinary client from being understood at all."""
    place = server.directive.place
    listen = socket.listens[0][0]
    if "implied" in listen.options and request.port == _PORT_OF_USERS:
        text = _("a server without `listen` is on port 8000 only if nginx was not started by root")
        yield Reason("listen", text, Confidence.CONDITIONAL, place)
    if listen.family == 0 and listen.address != request.host:
        text = _("nginx listens on the address of {name}, which only a name server knows")
        yield Reason("listen", text.format(name=listen.address), Confidence.CONDITIONAL, listen.place)
    if socket.has("proxy_protocol"):
        text = _("the port expects a proxy in front of it (proxy_protocol)")
        yield Reason("proxy-protocol", text, Confidence.CONDITIONAL, listen.place)
    if socket.has("http2") and not socket.secure:
        text = _("before nginx 1.25.1, http2 without TLS shuts out clients that speak HTTP/1.1")
        yield Reason("http2", text, Confidence.CONDITIONAL, listen.place)
    if socket.secure and _is_on(server, "ssl_verify_client"):
        text = _("the server asks for a client certificate")
        yield Reason("client-certificate", text, Confidence.CONDITIONAL, place)


def _is_on(server: Server, name: str) -> bool:
    directive = first(server.block, name)
    return directive is not None and directive.arguments[:1] == ("on",)


def _nobody(servers: Sequence[Server], request: Request) -> Reason:
    known = {f"{listen.shown} ({listen.place})": None for server in servers for listen in server.listens}
    if not known:
        text = _("the configuration has no server")
    else:
        text = _("no server listens on {address}; there are: {known}").format(
            address=f"{request.address or request.host}:{request.port}", known=", ".join(known)
        )
    return Reason("no-server", text)
