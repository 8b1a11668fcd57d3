"""An nginx configuration as a tree of directives, with every `include` in place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from clustercfg.errors import StorageError
from clustercfg.storage.extras import require
from clustercfg.storage.nginx.allowance import Allowance
from clustercfg.storage.nginx.sources import Source, beside, has_wildcard
from clustercfg.storage.reasons import Place
from clustercfg.translation import gettext as _

__all__ = ["Block", "Directive", "first", "parse", "select"]

Block = tuple["Directive", ...]

_ESCAPE = re.compile(r"\\([\"'\\trn])")
_LEAST_ARGUMENTS = {"alias": 1, "map": 2, "return": 1, "rewrite": 2, "root": 1, "set": 2, "try_files": 2}
"""How many a directive needs: in a fragment crossplane does not count them."""
_LONGEST_WORD = 4096
"""Characters; nginx's own buffer for reading (NGX_CONF_BUFFER) has as many bytes, and a word must fit into it."""
_CODES = {"return": (0, ""), "try_files": (-1, "=")}
"""Which argument of a directive may be a status, and what stands before it then."""
_ROUNDS = 20
_STATUS = re.compile("0*[0-9]{1,3}")
_TABLES = frozenset({"geo", "map", "split_clients", "types"})
"""In these blocks each line is an entry, and its first word no directive."""
_PLAIN = {"t": "\t", "r": "\r", "n": "\n"}


@dataclass(frozen=True, slots=True, eq=False)
class Directive:
    """One directive; `block` is None for one that ends in a semicolon."""

    name: str
    arguments: tuple[str, ...]
    place: Place
    block: Block | None = None

    def __str__(self) -> str:
        """The directive as a heading; only for those whose arguments are no secrets."""
        return " ".join((self.name, *self.arguments))


def select(block: Block, *names: str) -> Iterator[Directive]:
    """Yield the directives of `block` that have one of these names."""
    return (directive for directive in block if directive.name in names)


def first(block: Block, name: str) -> Directive | None:
    """Return the first directive of `block` with this name."""
    return next(select(block, name), None)


def parse(source: Source) -> Block:
    """Return the whole configuration of `source`.

    Raises:
        StorageError: a file is missing, is not nginx's syntax, or includes itself (the message has file and line), or
            there is more than is read (the message has the limit).
        OSError: a file is there and cannot be read.
    """
    content = source.text(source.main)
    if content is None:
        raise StorageError(_("{path}: there is no such file").format(path=source.main))
    block = _Reading(source, Allowance(source.main)).read(source.main, content, ())
    _count_arguments(block)
    return block


def _count_arguments(block: Block) -> None:
    for directive in block:
        if len(directive.arguments) < _LEAST_ARGUMENTS.get(directive.name, 0):
            what = f'invalid number of arguments in "{directive.name}" directive'
            raise StorageError(_refused(directive.place, what))
        _check_code(directive)
        if directive.name not in _TABLES:
            _count_arguments(directive.block or ())


def _check_code(directive: Directive) -> None:
    if directive.name not in _CODES:
        return
    place, sign = _CODES[directive.name]
    code = directive.arguments[place]
    digits = code.removeprefix(sign)
    if code.startswith(sign) and digits.isdecimal() and not _STATUS.fullmatch(digits):
        raise StorageError(_refused(directive.place, "invalid return code"))


@dataclass(slots=True)
class _Reading:
    source: Source
    allowance: Allowance
    depth: int = 0
    """Blocks around the place where the reading is."""

    def read(self, path: str, content: bytes, parents: tuple[str, ...]) -> Block:
        if path in parents:
            chain = " -> ".join((*parents, path))
            raise StorageError(_("{path}: includes itself: {chain}").format(path=path, chain=chain))
        self.allowance.take_file(path, content, len(parents))
        return tuple(self._directives(_statements(path, content), path, (*parents, path)))

    def _directives(self, statements: list[Any], path: str, parents: tuple[str, ...]) -> Iterator[Directive]:
        for statement in statements:
            directive = self._directive(statement, path, parents)
            # Lua code is no nginx: crossplane hands it over as one argument.
            if directive.name == "include" and directive.block is None and len(directive.arguments) == 1:
                yield from self._included(directive, parents)
            else:
                yield directive

    def _directive(self, statement: Mapping[str, Any], path: str, parents: tuple[str, ...]) -> Directive:
        arguments = tuple(_unescaped(_text(each)) for each in statement["args"])
        inner = statement.get("block")
        name, place = _text(statement["directive"]), Place(path, statement["line"])
        if inner is None:
            _check_lengths(name, arguments, place)
            return Directive(name, arguments, place)
        self.depth += 1
        self.allowance.check_depth(path, self.depth)
        block = tuple(self._directives(inner, path, parents))
        self.depth -= 1
        _check_lengths(name, arguments, place)
        return Directive(name, arguments, place, block)

    def _included(self, directive: Directive, parents: tuple[str, ...]) -> Iterator[Directive]:
        wanted = beside(self.source.main, directive.arguments[0])
        matching = self.source.matching(wanted, self.allowance) if has_wildcard(wanted) else [wanted]
        for path in matching:
            content = self.source.text(path)
            if content is None:
                raise StorageError(
                    _("{place}: the included file {path} is missing").format(
                        place=directive.place, path=path
                    ),
                    _("the output of `nginx -T`, run where nginx runs, holds every file: pass that instead"),
                )
            yield from self.read(path, content, parents)


def _check_lengths(name: str, arguments: tuple[str, ...], place: Place) -> None:
    # Lua's own module reads its blocks.
    if max(map(len, (name, *arguments))) > _LONGEST_WORD and not name.endswith("_by_lua_block"):
        raise StorageError(_refused(place, "too long parameter"))


def _statements(path: str, content: bytes) -> list[Any]:
    """Let crossplane parse one file. Its tree is silent about what it has left out; only its errors tell."""
    # nginx reads bytes and only knows ASCII blanks; as surrogates, other bytes are no blanks for crossplane either.
    text = content.decode("ascii", "surrogateescape")
    parse_string = _accustomed(require("crossplane").parse_string)
    payload = parse_string(text, filename=path, single=True, check_ctx=False)
    for error in payload["errors"]:
        raise StorageError(_complaint(path, error))
    statements: list[Any] = payload["config"][0]["parsed"]
    return statements


@cache
def _accustomed(parse_string: Callable[..., Any]) -> Callable[..., Any]:
    """Return the parser after a first text: it adds letter to letter, and Python 3.11 copies the word until it knows that."""
    parse_string('a "b" ${c} d;\n' * _ROUNDS, single=True, check_ctx=False)
    return parse_string


def _complaint(path: str, error: Mapping[str, Any]) -> str:
    what = _text(str(error["error"])).removesuffix(f" in {path}:{error['line']}")
    return _refused(Place(path, error["line"]) if error["line"] else path, what)


def _refused(place: Place | str, what: str) -> str:
    return _("{place}: nginx would refuse this: {what}").format(place=place, what=what)


def _text(token: str) -> str:
    return token.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")


def _unescaped(token: str) -> str:
    r"""Take escapes away as nginx does: `\"`, `\'`, `\\`, and `\t`, `\r`, `\n`; any other backslash stays."""
    return _ESCAPE.sub(lambda match: _PLAIN.get(match[1], match[1]), token)
