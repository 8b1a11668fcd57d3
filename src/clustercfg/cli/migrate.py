"""`clustercfg migrate`: bring a file of an older apiVersion to a newer one, with its comments."""

from __future__ import annotations

import json
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from clustercfg.cli.editing import read_document
from clustercfg.cli.exit_codes import ExitCode, UsageError
from clustercfg.cli.migration_text import migration_lines
from clustercfg.cli.reading import STANDARD_INPUT, display_name
from clustercfg.cli.streams import colorful, say, terminal_width, write, write_bytes
from clustercfg.cli.unified import unified_diff
from clustercfg.migration.migrating import TARGETS, migrate
from clustercfg.translation import gettext as _
from clustercfg.translation import mark

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from clustercfg.migration.report import Migration
    from clustercfg.yamltext.document import Document

__all__ = ["DESCRIPTION", "EXAMPLES", "OPERANDS", "OUTCOMES", "add_arguments", "run"]

DESCRIPTION = mark("""\
Bring a file of an older apiVersion to a newer one. The new text goes to
standard output; the report of what was moved, was dropped and must be filled in
goes to standard error. Comments go where their keys go. What a person must give
becomes a placeholder that `clustercfg lint` names. Migrating twice changes
nothing.""")
EXAMPLES = """\
clustercfg migrate old.yaml > clusterConfig.yaml
clustercfg migrate --diff clusterConfig.yaml
clustercfg migrate --in-place --to v1alpha4 clusterConfig.yaml
clustercfg migrate --format json old.yaml -o new.yaml | jq '.changes[]'"""
OPERANDS = "FILE"
OUTCOMES = (mark("done, or there was nothing to do"), mark("it cannot be migrated; nothing was written"))

_DEFAULT = "v1alpha3"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare options and arguments."""
    parser.add_argument("file", metavar="FILE", help=_("the file, or - for standard input"))
    parser.add_argument(
        "--to",
        choices=TARGETS,
        help=_("the apiVersion to reach (default: {version}; a newer file keeps its own)").format(
            version=_DEFAULT
        ),
    )
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument(
        "--diff", action="store_true", help=_("show the change, with secrets masked, and write nothing")
    )
    ways.add_argument("--in-place", action="store_true", help=_("write the new text back to the file"))
    ways.add_argument("-o", "--output", metavar="OUT", help=_("write the new text to this file"))
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help=_("form of the report; json goes to standard output, in place of the new text"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Migrate the file, hand out the new text and tell what became of it."""
    _refuse_contradictions(arguments)
    name, before = display_name(arguments.file), read_document(arguments.file)
    migration = migrate(before, arguments.to or _default_target(before))
    _save(migration, arguments)
    if arguments.format == "json":
        write(json.dumps({"path": name, **migration.to_dict()}, ensure_ascii=False, indent=2) + "\n")
        return ExitCode.OK
    if arguments.diff:
        write(unified_diff(before.text, migration.text, name, color=colorful(arguments.color)))
    elif not (arguments.in_place or arguments.output):
        write_bytes(migration.document.to_bytes())
    say("\n".join(migration_lines(migration, name, terminal_width())))
    return ExitCode.OK


def _refuse_contradictions(arguments: argparse.Namespace) -> None:
    if arguments.in_place and arguments.file == STANDARD_INPUT:
        raise UsageError(_("clustercfg migrate: standard input cannot be changed in place"))
    if arguments.diff and arguments.format == "json":
        raise UsageError(_("clustercfg migrate: --diff and --format json both need standard output"))


def _default_target(document: Document) -> str:
    version = str(document.get("apiVersion")).rpartition("/")[2]
    return version if version in TARGETS and version > _DEFAULT else _DEFAULT


def _save(migration: Migration[Any], arguments: argparse.Namespace) -> None:
    if arguments.in_place and migration.changed:
        migration.document.save()
    elif arguments.output:
        with _mode_of(arguments.file):
            migration.document.save(arguments.output)


@contextmanager
def _mode_of(path: str) -> Iterator[None]:
    """Let new files be open to nobody who may not read the file at `path`: it holds the same passwords."""
    mode = 0o666 if path == STANDARD_INPUT else stat.S_IMODE(os.stat(path).st_mode)
    before = os.umask(0o777)
    os.umask(before | (0o777 & ~mode))
    try:
        yield
    finally:
        os.umask(before)
