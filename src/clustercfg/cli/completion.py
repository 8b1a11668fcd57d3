"""`clustercfg completion`: scripts that let the shell complete commands, options and values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustercfg.cli.completing import bash, fish, zsh
from clustercfg.cli.completing.words import read_commands
from clustercfg.cli.exit_codes import ExitCode
from clustercfg.cli.streams import write
from clustercfg.translation import gettext as _
from clustercfg.translation import mark

if TYPE_CHECKING:
    import argparse

__all__ = ["DESCRIPTION", "EXAMPLES", "OPERANDS", "OUTCOMES", "add_arguments", "run"]

DESCRIPTION = mark("""\
Print a script with which the shell completes the commands, options and values
of clustercfg at the Tab key. Print it anew after an update.

Examples for bash, for zsh (a folder of its $fpath) and for fish follow.""")
EXAMPLES = """\
clustercfg completion bash > /etc/bash_completion.d/clustercfg
clustercfg completion zsh > ~/.zfunc/_clustercfg
clustercfg completion fish > ~/.config/fish/completions/clustercfg.fish"""
OPERANDS = "SHELL"
OUTCOMES = (mark("the script was printed"), "")

_SHELLS = {"bash": bash.render, "zsh": zsh.render, "fish": fish.render}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare options and arguments."""
    parser.add_argument("shell", metavar="SHELL", choices=tuple(_SHELLS), help=_("bash, zsh or fish"))


def run(arguments: argparse.Namespace) -> int:
    """Print the script."""
    write(_SHELLS[arguments.shell](read_commands()))
    return ExitCode.OK
