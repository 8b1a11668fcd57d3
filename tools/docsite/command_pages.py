"""The reference of commands, from the same parsers that read the command line."""

from __future__ import annotations

import argparse
import re
import textwrap
from collections.abc import Iterator, Sequence
from html import escape

from clustercfg.cli.argparse_texts import translated_argparse
from clustercfg.cli.arguments import command_parser
from clustercfg.cli.commands import COMMANDS, Command, CommandPage, Group
from clustercfg.translation import gettext as _
from clustercfg.translation import speaking
from docsite.markdown import code, fenced, table
from docsite.pages import Page
from docsite.words import word

__all__ = ["command_pages"]

FOLDER = "reference/commands"
# Chinese is written without blanks, so the lines of a paragraph are joined without one.
_WITHOUT_BLANK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])")


def command_pages(language: str) -> Iterator[Page]:
    """Yield the index and the page of each command, in one language."""
    with speaking(language), translated_argparse():
        pages = list(_pages(COMMANDS, "", language))
    yield Page(f"{FOLDER}/index.md", word("commands", language), _index(language))
    yield from pages


def _index(language: str) -> str:
    with speaking(language):
        rows = list(_rows(COMMANDS, ""))
    head = [word("command", language), word("meaning", language)]
    return f"# {word('commands', language)}\n\n{word('commands-intro', language)}\n\n{table(head, rows)}"


def _rows(commands: Sequence[Command], above: str) -> Iterator[list[str]]:
    for command in commands:
        name = f"{above}{command.name}"
        yield [f"[`{name}`]({_file(name)})", _(command.summary)]
        if isinstance(command, Group):
            yield from _rows(command.load_group().COMMANDS, f"{name} ")


def _file(name: str) -> str:
    return name.replace(" ", "-") + ".md"


def _pages(commands: Sequence[Command], above: str, language: str) -> Iterator[Page]:
    for command in commands:
        name = f"{above}{command.name}"
        path = f"{FOLDER}/{_file(name)}"
        if isinstance(command, Group):
            group = command.load_group()
            rows = list(_rows(group.COMMANDS, f"{name} "))
            list_of_commands = table([word("command", language), word("meaning", language)], rows)
            yield Page(path, name, _joined(name, [list_of_commands], group, language))
            yield from _pages(group.COMMANDS, f"{name} ", language)
        else:
            module = command.load()
            parser = command_parser(f"clustercfg {name}", module)
            usage = fenced(_usage(parser), "text", word("usage", language))
            yield Page(path, name, _joined(name, [usage, *_groups(parser, language)], module, language))


def _usage(parser: argparse.ArgumentParser) -> str:
    """Return how a command is written, without the word in front."""
    return re.sub(r"^[^:：]*[:：]\s*", "", parser.format_usage()).strip()


def _joined(name: str, parts: list[str], page: CommandPage, language: str) -> str:
    description = textwrap.dedent(_(page.DESCRIPTION)).strip()
    examples = f"## {word('examples', language)} {{ #examples }}\n\n{fenced(page.EXAMPLES, 'sh')}"
    return "\n\n".join(
        [f"# clustercfg {name}", _paragraphs(description), *parts, examples, _codes(page, language)]
    )


def _paragraphs(description: str) -> str:
    """Return a description for Markdown: a paragraph that is indented is an example."""
    shown = []
    for paragraph in description.split("\n\n"):
        lines = paragraph.split("\n")
        plain = [escape(line, quote=False) for line in lines if not line.startswith("  ")]
        indented = [line[2:] for line in lines if line.startswith("  ")]
        shown += [_WITHOUT_BLANK.sub("", "\n".join(plain))] if plain else []
        shown += [fenced("\n".join(indented), "text")] if indented else []
    return "\n\n".join(shown)


def _groups(parser: argparse.ArgumentParser, language: str) -> Iterator[str]:
    formatter = parser._get_formatter()  # noqa: SLF001 - argparse offers no other way to its texts
    titles = {"positional arguments": word("arguments", language)}
    for group in parser._action_groups:  # noqa: SLF001 - the same
        rows = [_row(action, formatter) for action in group._group_actions]  # noqa: SLF001 - the same
        if rows:
            title = titles.get(group.title or "", group.title or "")
            heading = f"## {title[:1].upper()}{title[1:]}"
            intro = [escape(group.description)] if group.description else []
            yield "\n\n".join(
                [heading, *intro, table([word("argument", language), word("meaning", language)], rows)]
            )


def _row(action: argparse.Action, formatter: argparse.HelpFormatter) -> list[str]:
    invocation = formatter._format_action_invocation(action)  # noqa: SLF001 - the same
    text = formatter._expand_help(action)  # noqa: SLF001 - the same
    return [code(invocation), escape(text, quote=False)]


def _codes(page: CommandPage, language: str) -> str:
    fine, problems = page.OUTCOMES
    rows = [
        ["0", _(fine)],
        ["1", _(problems) if problems else ""],
        ["2", word("wrong-usage", language)],
        ["3", word("unreadable", language)],
        ["70", word("bug", language)],
    ]
    head = [word("exit-code", language), word("meaning", language)]
    return f"## {word('exit-codes', language)} {{ #exit-codes }}\n\n" + table(
        head, [row for row in rows if row[1]]
    )
