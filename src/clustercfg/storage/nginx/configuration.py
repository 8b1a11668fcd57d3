"""A whole nginx configuration, read once and asked many times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clustercfg.errors import StorageError
from clustercfg.storage.nginx.listening import Listen
from clustercfg.storage.nginx.locations import locations_of
from clustercfg.storage.nginx.scopes import Level
from clustercfg.storage.nginx.servers import Server, servers_of
from clustercfg.storage.nginx.sources import Source
from clustercfg.storage.nginx.tree import Block, Directive, first, parse, select
from clustercfg.storage.nginx.visit import Surroundings
from clustercfg.storage.reasons import Confidence, Place, Reason
from clustercfg.translation import gettext as _

__all__ = ["Configuration", "read_configuration"]

_WITH_PATTERNS = frozenset({"if", "location", "rewrite", "server_name"})
_NAMED_GROUP = re.compile(r"\(\?(?:P?<|')(\w+)[>']")
_ALL_PORTS = range(1, 2**16)


@dataclass(frozen=True, slots=True)
class Configuration:
    """What nginx would do by its configuration."""

    main: str
    """The main file."""
    level: Level
    """What stands in `http`."""
    servers: tuple[Server, ...]
    surroundings: Surroundings
    user: str | None
    """Under which nginx's workers read files; None if the configuration leaves it to nginx's default."""
    reasons: tuple[Reason, ...] = ()
    """What holds for every answer."""


def read_configuration(source: Source, *, prefix: str | None = None) -> Configuration:
    """Read a configuration; `prefix` is nginx's own, from which it takes relative paths (`nginx -V` shows it).

    A fragment (only `server` blocks, or only locations) is taken as if it stood where it belongs.

    Raises:
        StorageError: nginx would refuse it, or it has no server.
        OSError: a file cannot be read.
    """
    block = parse(source)
    http, servers, reasons = _parts(block, source.main)
    user = first(block, "user")
    maps = {each.arguments[-1].removeprefix("$"): each for each in select(http, "map") if each.arguments}
    return Configuration(
        source.main,
        Level(http),
        tuple(servers),
        Surroundings(maps, frozenset(_assigned(block)), prefix),
        user.arguments[0] if user and user.arguments else None,
        reasons,
    )


def _assigned(block: Block) -> Iterator[str]:
    """Yield the variables that `set` or a named group of a regular expression gives a value, anywhere in `block`."""
    for directive in block:
        if directive.name == "set" and directive.arguments:
            yield directive.arguments[0].removeprefix("$")
        elif directive.name in _WITH_PATTERNS:
            yield from (name for each in directive.arguments for name in _NAMED_GROUP.findall(each))
        yield from _assigned(directive.block or ())


def _parts(block: Block, main: str) -> tuple[Block, list[Server], tuple[Reason, ...]]:
    http = first(block, "http")
    if http:
        inner = http.block or ()
        return inner, servers_of(inner), ()
    if first(block, "server"):
        text = _("this is a part of a configuration; what nginx reads around it may change the answer")
        return block, servers_of(block), (_fragment(text, main),)
    if first(block, "location"):
        text = _("these locations are taken as the only server's; its ports and names are not known")
        return (), [_server_around(block, main)], (_fragment(text, main),)
    raise StorageError(
        _("{path}: there is no web server in this configuration").format(path=main),
        _("pass nginx's main file, or the output of `nginx -T`"),
    )


def _fragment(text: str, main: str) -> Reason:
    return Reason("fragment", text, Confidence.CONDITIONAL, Place(main, 1))


def _server_around(block: Block, main: str) -> Server:
    directive = Directive("server", (), Place(main, 1), block)
    listens = tuple(
        Listen(address, family, _ALL_PORTS, frozenset(), directive.place)
        for address, family in (("*", 4), ("::", 6))
    )
    return Server(directive, listens, (), locations_of(block), Level(block))
