"""The commands, in the order in which the help lists them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from clustercfg.translation import mark

if TYPE_CHECKING:
    import argparse

__all__ = ["COMMANDS", "Command", "CommandModule"]


class CommandModule(Protocol):
    """What the module of a command offers."""

    DESCRIPTION: str
    """What the command does, in lines of at most 80 columns; translated when shown."""
    OPERANDS: str
    """What follows the options on the command line."""
    EXAMPLES: str
    """Command lines worth copying, one a line."""
    OUTCOMES: tuple[str, str]
    """What the exit codes 0 and 1 say, empty for one that never comes; translated when shown."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare options and arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do the work and return the exit code."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command; its module is imported only when it is used, so that `lint` starts fast."""

    name: str
    summary: str

    def load(self) -> CommandModule:
        """Import the command's module."""
        return cast("CommandModule", import_module(f"clustercfg.cli.{self.name}"))


COMMANDS = (
    Command(
        "lint", mark("find everything that is wrong in clusterConfig.yaml, with the place and the remedy")
    ),
    Command("show", mark("show what a file amounts to: defaults, install mode, where packages come from")),
    Command("explain", mark("explain a rule (CC301) or a field (spec.binaries.type)")),
    Command("schema", mark("print the JSON Schema for editors, or say what an editor would say")),
)
