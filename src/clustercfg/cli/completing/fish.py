"""The completion script for fish."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clustercfg.cli.completing.words import CommandWords, Option, Value

__all__ = ["render"]

_HEAD = """\
# fish completion for clustercfg, printed by: clustercfg completion fish
function __clustercfg_at
    set -l at ''
    for word in (commandline -opc)[2..-1]
        switch "$at $word"
            case {paths}
                set at (string trim -- "$at $word")
        end
    end
    test "$at" = "$argv[1]"
end
complete -c clustercfg -f
"""


def render(commands: Sequence[CommandWords]) -> str:
    """Return the script."""
    paths = (f"{' '.join(each.path[:-1])} {each.path[-1]}" for each in commands if each.path)
    head = _HEAD.format(paths=" ".join(_quoted(each) for each in paths))
    return head + "".join(line + "\n" for each in commands for line in _lines(each))


def _lines(command: CommandWords) -> Iterator[str]:
    start = f"complete -c clustercfg -n {_quoted(f'__clustercfg_at {_quoted(command.name)}')}"
    for name, summary in command.commands:
        yield f"{start} -a {name} -d {_quoted(summary)}"
    for option in command.options:
        yield f"{start} {_option(option)} -d {_quoted(option.summary)}"
    if operands := _value(command.operands):
        yield f"{start} {operands}"


def _option(option: Option) -> str:
    names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
    if option.value is None:
        return names
    alone = "-r" if option.value.files else "-x"
    return f"{names} {alone} {_value(option.value)}".rstrip()


def _value(value: Value) -> str:
    words = f"-a {_quoted(' '.join(value.words))}" if value.words else ""
    return " ".join(filter(None, (words, "-F" if value.files else "")))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ")
    return f"'{escaped}'"
