"""The completion script for bash."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clustercfg.cli.completing.words import CommandWords, Value

__all__ = ["render"]

# Bash breaks words at "=", so that --format=json arrives as three of them.
_SCRIPT = """\
# bash completion for clustercfg, printed by: clustercfg completion bash
_clustercfg() {{
    local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}} at="" words="" options="" files="" i
    if [[ $cur == "=" ]]; then
        cur=""
    elif [[ $prev == "=" ]]; then
        prev=${{COMP_WORDS[COMP_CWORD-2]}}
    fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        case "$at ${{COMP_WORDS[i]}}" in
            {paths}) at="${{at:+$at }}${{COMP_WORDS[i]}}" ;;
        esac
    done
    case "$at:$prev" in
{values}
        *)
            case "$at" in
{operands}
            esac
            [[ $cur == -* ]] && words=$options files=""
            ;;
    esac
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
    if [[ ${{#COMPREPLY[@]}} -eq 1 && ${{COMPREPLY[0]}} == *= ]]; then
        compopt -o nospace 2>/dev/null
    fi
    if [[ $files ]]; then
        compopt -o default 2>/dev/null
    fi
}}
complete -F _clustercfg clustercfg
"""


def render(commands: Sequence[CommandWords]) -> str:
    """Return the script, for bash 4 and newer (an older one completes no files)."""
    paths = (f"{' '.join(each.path[:-1])} {each.path[-1]}" for each in commands if each.path)
    return _SCRIPT.format(
        paths=" | ".join(shlex.quote(each) for each in paths),
        values="\n".join(line for each in commands for line in _values(each)),
        operands="\n".join(_operands(each) for each in commands),
    )


def _values(command: CommandWords) -> Iterator[str]:
    for option in command.options:
        if option.value is not None:
            places = " | ".join(shlex.quote(f"{command.name}:{name}") for name in option.names)
            yield f"        {places}) {_assigned(option.value)} ;;"


def _assigned(value: Value) -> str:
    return f"words={shlex.quote(' '.join(value.words))} files={'1' if value.files else ''}"


def _operands(command: CommandWords) -> str:
    options = shlex.quote(" ".join(name for option in command.options for name in option.names))
    words = " ".join([*(name for name, _summary in command.commands), *command.operands.words])
    files = "1" if command.operands.files else ""
    place = shlex.quote(command.name)
    return f"                {place}) words={shlex.quote(words)} options={options} files={files} ;;"
