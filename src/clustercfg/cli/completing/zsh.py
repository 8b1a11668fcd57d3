"""The completion script for zsh."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clustercfg.cli.completing.words import CommandWords, Option, Value

__all__ = ["render"]

_SCRIPT = """\
#compdef clustercfg
# zsh completion for clustercfg, printed by: clustercfg completion zsh
_clustercfg() {{
    local at="" i
    local -a commands
    for ((i = 2; i < CURRENT; i++)); do
        case "$at ${{words[i]}}" in
            ({paths}) at="${{at:+$at }}${{words[i]}}" ;;
        esac
    done
    case "$at" in
{cases}
    esac
}}
if [[ ${{zsh_eval_context[-1]}} == loadautofunc ]]; then
    _clustercfg "$@"
else
    compdef _clustercfg clustercfg
fi
"""


def render(commands: Sequence[CommandWords]) -> str:
    """Return the script, to be sourced after compinit or put into a folder of $fpath."""
    paths = (f"{' '.join(each.path[:-1])} {each.path[-1]}" for each in commands if each.path)
    return _SCRIPT.format(
        paths="|".join(shlex.quote(each) for each in paths),
        cases="\n".join(line for each in commands for line in _case(each)),
    )


def _case(command: CommandWords) -> Iterator[str]:
    yield f"        ({shlex.quote(command.name)})"
    if command.commands:
        entries = " ".join(shlex.quote(f"{name}:{_flat(summary)}") for name, summary in command.commands)
        yield f"            commands=({entries})"
        yield "            _describe -t commands command commands"
    specs = [_spec(option) for option in command.options]
    if not command.commands:
        specs.append(f"*:operand:{_action(command.operands)}")
    yield "            _arguments \\"
    yield from (f"                {shlex.quote(spec)} \\" for spec in specs)
    yield "                && return"
    yield "            ;;"


def _spec(option: Option) -> str:
    """An option as `_arguments` wants it; the longest of its names is the one that is offered."""
    name = max(option.names, key=len)
    summary = re.sub(r"([\[\]\\])", r"\\\1", _flat(option.summary))
    if option.value is None:
        return f"*{name}[{summary}]"
    equals = "=" if name.startswith("--") else "+"
    return f"*{name}{equals}[{summary}]:value:{_action(option.value)}"


def _action(value: Value) -> str:
    if value.words and any(each.endswith("=") for each in value.words):
        return f"_values -S '' value {' '.join(value.words)}".replace("=", "\\=")
    if value.words:
        return f"({' '.join(value.words)})"
    return "_files" if value.files else " "


def _flat(text: str) -> str:
    return " ".join(text.split())
