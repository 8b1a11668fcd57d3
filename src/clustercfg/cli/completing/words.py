"""What can be completed: read from the same parsers that read the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clustercfg.cli.arguments import command_parser
from clustercfg.cli.commands import COMMANDS, Command, Group
from clustercfg.cli.language import LANGUAGES
from clustercfg.linting.reports import FORMATS
from clustercfg.linting.rules import RULES
from clustercfg.translation import gettext as _

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

__all__ = ["CommandWords", "Option", "Value", "read_commands"]

_FILES = frozenset({"A", "B", "DIR", "FILE", "OUT", "PATH", "TARBALL"})
_RULES = frozenset({"CODES", "CODE|RULE|FIELD"})


@dataclass(frozen=True, slots=True)
class Value:
    """What may stand in one place: some words, a file, or anything at all."""

    words: tuple[str, ...] = ()
    files: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """An option; `value` is None for one that takes none."""

    names: tuple[str, ...]
    summary: str
    value: Value | None


@dataclass(frozen=True, slots=True)
class CommandWords:
    """What may follow a command; `path` is its words, none for `clustercfg` itself."""

    path: tuple[str, ...]
    commands: tuple[tuple[str, str], ...] = ()
    """Names and summaries of the commands of a group."""
    options: tuple[Option, ...] = ()
    operands: Value = Value()

    @property
    def name(self) -> str:
        """The path as one text."""
        return " ".join(self.path)


def read_commands() -> tuple[CommandWords, ...]:
    """Return every command, groups before what they hold."""
    return tuple(_group((), COMMANDS))


def _group(path: tuple[str, ...], commands: Sequence[Command]) -> Iterator[CommandWords]:
    common = [Option(("-h", "--help"), _("show this help message and exit"), None)]
    common.append(
        Option(
            ("--lang",),
            _("language of messages (default: CLUSTERCFG_LANG, else the locale)"),
            Value(LANGUAGES),
        )
    )
    if not path:
        common.append(Option(("--version",), _("print the version"), None))
    yield CommandWords(path, tuple((each.name, _(each.summary)) for each in commands), tuple(common))
    for each in commands:
        below = (*path, each.name)
        if isinstance(each, Group):
            yield from _group(below, each.load_group().COMMANDS)
        else:
            yield _command(below, each)


def _command(path: tuple[str, ...], command: Command) -> CommandWords:
    actions = command_parser(" ".join(("clustercfg", *path)), command.load()).actions()
    options = tuple(
        Option(tuple(each.option_strings), each.help or "", _value(each) if each.nargs != 0 else None)
        for each in actions
        if each.option_strings
    )
    operands = [_value(each) for each in actions if not each.option_strings]
    words = tuple(word for value in operands for word in value.words)
    return CommandWords(
        path, options=options, operands=Value(words, files=any(value.files for value in operands))
    )


def _value(action: argparse.Action) -> Value:
    if action.choices:
        return Value(tuple(str(each) for each in action.choices))
    if action.metavar == "FORMAT=FILE":
        return Value(tuple(f"{each}=" for each in FORMATS))
    if action.metavar in _RULES:
        return Value(tuple(word for rule in RULES for word in (rule.code, rule.name)))
    return Value(files=action.metavar in _FILES)
