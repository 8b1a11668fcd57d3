"""From the words of a command line to the command and its arguments."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, NoReturn

from clustercfg.cli.commands import COMMANDS, Command, Group
from clustercfg.cli.exit_codes import UsageError
from clustercfg.cli.language import LANGUAGES
from clustercfg.cli.streams import terminal_width
from clustercfg.cli.suggestions import did_you_mean
from clustercfg.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

from clustercfg.cli.commands import CommandGroup, CommandModule, CommandPage

__all__ = ["command_parser", "parse"]

_WIDTH = 80


class _Parser(argparse.ArgumentParser):
    """Answers a wrong command line with one sentence instead of a page of usage."""

    def error(self, message: str) -> NoReturn:
        hint = _("`{program} --help` shows how to use it").format(program=self.prog)
        raise UsageError(f"{self.prog}: {message}\n{hint}")

    def actions(self) -> list[argparse.Action]:
        """All options and operands, in the order in which they were declared."""
        return list(self._actions)

    def options(self) -> list[str]:
        return [option for action in self._actions for option in action.option_strings]


class _Form(argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of descriptions; measures the terminal once, which argparse does with a slow import for each option."""

    def __init__(self, prog: str, **more: Any) -> None:
        super().__init__(prog, **{"width": min(terminal_width(), _WIDTH), **more})
        self._titles: list[str] = []

    def start_section(self, heading: str | None) -> None:
        self._titles.append(heading or "")
        super().start_section(heading)

    def format_help(self) -> str:
        text = super().format_help()
        for title in self._titles:
            # argparse itself puts the colon of English there.
            text = text.replace(f"\n{title}:\n", "\n" + _("{title}:").format(title=title) + "\n")
        return text

    def _split_lines(self, text: str, width: int) -> list[str]:
        from clustercfg.linting.reports.characters import wrap  # noqa: PLC0415 - only help asks for it

        return wrap(" ".join(text.split()), width)  # argparse takes all characters for equally wide


def parse(words: Sequence[str]) -> tuple[CommandModule, argparse.Namespace]:
    """Return the module of the command and its arguments.

    Raises:
        UsageError: the words make no sense.
        SystemExit: help or the version was asked for, and printed.
    """
    return _find(words, COMMANDS, _top_parser())


def _find(
    words: Sequence[str], commands: Sequence[Command], parser: _Parser
) -> tuple[CommandModule, argparse.Namespace]:
    """Follow `words` to a command of `commands`, or of a group among them."""
    place = _place_of_command(words)
    _read(parser, words[:place])
    if place == len(words):
        parser.error(_("name a command: {names}").format(names=", ".join(each.name for each in commands)))
    command = _command(words[place], commands, parser.prog)
    # What stands before the command also counts for it, unless it says otherwise itself.
    program, rest = f"{parser.prog} {command.name}", [*words[:place], *words[place + 1 :]]
    if isinstance(command, Group):
        group = command.load_group()
        return _find(rest, group.COMMANDS, _group_parser(program, group))
    module = command.load()
    return module, _read(command_parser(program, module), rest)


def _place_of_command(words: Sequence[str]) -> int:
    """Return where the command stands: it is the first word that is no option and no value of one."""
    place = 0
    while place < len(words) and words[place].startswith("-"):
        place += 2 if words[place] == "--lang" else 1
    return min(place, len(words))


def _read(parser: _Parser, words: Sequence[str]) -> argparse.Namespace:
    # Options may stand anywhere, also between the operands.
    arguments, unknown = parser.parse_known_intermixed_args(words)
    if unknown:
        option = unknown[0].partition("=")[0]
        message = (
            _("unknown option {option}") if option.startswith("-") else _("unexpected argument {option}")
        )
        parser.error(message.format(option=option) + did_you_mean(option, parser.options()))
    return arguments


def _command(name: str, commands: Sequence[Command], program: str) -> Command:
    for command in commands:
        if command.name == name:
            return command
    message = _("{program}: there is no command {name}").format(program=program, name=name)
    if name.endswith((".yaml", ".yml")):
        raise UsageError(message + _("; to check that file: clustercfg lint {name}").format(name=name))
    known = [command.name for command in commands]
    question = did_you_mean(name, known)
    raise UsageError(message + (question or _("; there are: {names}").format(names=", ".join(known))))


def _top_parser() -> _Parser:
    from clustercfg import __version__  # noqa: PLC0415 - the rest of this module needs no public name

    parser = _Parser(
        prog="clustercfg",
        usage="clustercfg [-h] [--version] [--lang LANG] COMMAND ...",
        description=_("Read, check and explain clusterConfig.yaml, the input of DaoCloud's dce5-installer."),
        epilog=_table(COMMANDS, "clustercfg"),
        formatter_class=_Form,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version", action="version", version=f"clustercfg {__version__}", help=_("print the version")
    )
    _add_language(parser)
    return parser


def _group_parser(program: str, group: CommandGroup) -> _Parser:
    parser = _Parser(
        prog=program,
        usage=f"{program} [-h] [--lang LANG] COMMAND ...",
        description=_(group.DESCRIPTION).strip(),
        epilog=f"{_table(group.COMMANDS, program)}\n\n{_epilog(group)}",
        formatter_class=_Form,
        allow_abbrev=False,
    )
    _add_language(parser)
    return parser


def _table(commands: Sequence[Command], program: str) -> str:
    size = max(len(command.name) for command in commands)
    lines = "\n".join(f"  {command.name.ljust(size)}  {_(command.summary)}" for command in commands)
    hint = _("`{program} COMMAND --help` shows options, examples and exit codes.")
    return f"{_('commands:')}\n{lines}\n\n{hint.format(program=program)}"


def command_parser(program: str, module: CommandModule) -> _Parser:
    """Return the parser of one command, `program` being all words up to it."""
    parser = _Parser(
        prog=program,
        usage=f"{program} [OPTION ...] {module.OPERANDS}".rstrip(),
        description=_(module.DESCRIPTION).strip(),
        epilog=_epilog(module),
        formatter_class=_Form,
        allow_abbrev=False,
    )
    module.add_arguments(parser)
    common = parser.add_argument_group(_("output"))
    common.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help=_("color the output; auto: on a terminal, unless NO_COLOR is set"),
    )
    _add_language(common)
    return parser


def _add_language(parser: argparse._ActionsContainer) -> None:
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        help=_("language of messages (default: CLUSTERCFG_LANG, else the locale)"),
    )


def _epilog(module: CommandPage) -> str:
    fine, problems = module.OUTCOMES
    codes = (
        ("0 ", _(fine)),
        ("1 ", _(problems) if problems else ""),
        ("2 ", _("wrong usage")),
        ("3 ", _("something could not be read or written")),
        ("70", _("a bug in clustercfg")),
    )
    examples = (f"  {line}".rstrip() for line in _(module.EXAMPLES).split("\n"))
    lines = [_("examples:"), *examples, "", _("exit codes:")]
    return "\n".join([*lines, *(f"  {code}  {text}" for code, text in codes if text)])
