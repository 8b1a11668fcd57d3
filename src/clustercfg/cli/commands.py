"""The commands, in the order in which the help lists them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from clustercfg.records import Record
from clustercfg.translation import mark

if TYPE_CHECKING:
    import argparse

__all__ = ["COMMANDS", "Command", "CommandGroup", "CommandModule", "CommandPage", "Group"]


class CommandPage(Protocol):
    """What the help of a command shows."""

    DESCRIPTION: str
    """What the command does, in lines of at most 80 columns; translated when shown."""
    EXAMPLES: str
    """Command lines worth copying, one a line."""
    OUTCOMES: tuple[str, str]
    """What the exit codes 0 and 1 say, empty for one that never comes; translated when shown."""


class CommandModule(CommandPage, Protocol):
    """What the module of a command offers."""

    OPERANDS: str
    """What follows the options on the command line."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare options and arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do the work and return the exit code."""


class CommandGroup(CommandPage, Protocol):
    """What the module of a command offers that only leads to further commands."""

    COMMANDS: tuple[Command, ...]


class Command(Record):
    """One command; its module is imported only when it is used, so that `lint` starts fast."""

    name: str
    summary: str
    module: str = ""
    """Below `clustercfg.cli`, where it differs from the name."""

    def load(self) -> CommandModule:
        """Import the command's module."""
        return cast("CommandModule", import_module(f"clustercfg.cli.{self.module or self.name}"))


class Group(Command):
    """A word that further commands follow."""

    def load_group(self) -> CommandGroup:
        """Import the module with the table of those commands."""
        return cast("CommandGroup", import_module(f"clustercfg.cli.{self.module or self.name}"))


COMMANDS = (
    Command(
        "lint", mark("find everything that is wrong in clusterConfig.yaml, with the place and the remedy")
    ),
    Command("generate", mark("draft a new file for a cluster of which something is known")),
    Command(
        "generate-config", mark("the same, under the name that dce5-installer has for it"), "generate_config"
    ),
    Command("get", mark("print the value of a field")),
    Command("set", mark("give fields another value and leave every other byte alone"), "set_"),
    Command("unset", mark("take fields out, with the comments that belong to them")),
    Command("diff", mark("say in what two files differ by their meaning")),
    Command("migrate", mark("bring a file of an older apiVersion to a newer one, with its comments")),
    Command("show", mark("show what a file amounts to: defaults, install mode, where packages come from")),
    Command("explain", mark("explain a rule (CC301) or a field (spec.binaries.type)")),
    Command("schema", mark("print the JSON Schema for editors, or say what an editor would say")),
    Group("binaries", mark("keep Kubernetes binaries on your own S3 or HTTP storage")),
    Command("doctor", mark("tell what is installed here and what is missing")),
    Command("completion", mark("print a script that lets the shell complete commands and options")),
)
