"""`clustercfg schema`: the JSON Schema for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustercfg.cli.exit_codes import ExitCode, UsageError
from clustercfg.cli.language import chosen_language
from clustercfg.cli.reading import display_name, read
from clustercfg.cli.streams import colorful, say, terminal_width, write
from clustercfg.linting.reports import FORMATS
from clustercfg.schema import API_VERSIONS, json_schema, render
from clustercfg.translation import gettext as _
from clustercfg.translation import mark

if TYPE_CHECKING:
    import argparse

__all__ = ["DESCRIPTION", "EXAMPLES", "OPERANDS", "OUTCOMES", "add_arguments", "run"]

DESCRIPTION = mark("""\
Print the JSON Schema (draft-07) of clusterConfig.yaml, from which editors take
completion, hover texts and errors. With --check: say what an editor with that
schema would say about a file; lint says more, and with a remedy. With
--install-modeline: put the schema beside a file, and at its top the line that
names it to editors with yaml-language-server:
  # yaml-language-server: $schema=clusterconfig-v1alpha3.schema.json""")
EXAMPLES = """\
clustercfg schema -o clusterconfig.schema.json
clustercfg schema --api-version v1alpha4
clustercfg schema --check clusterConfig.yaml
clustercfg schema --install-modeline clusterConfig.yaml --lang zh"""
OPERANDS = ""
OUTCOMES = (mark("the schema was written; or the file fits it"), mark("the file does not fit the schema"))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare options and arguments."""
    parser.add_argument(
        "--api-version",
        choices=API_VERSIONS,
        help=_("which version (default: that of the checked file, else v1alpha3)"),
    )
    task = parser.add_mutually_exclusive_group()
    task.add_argument(
        "-o", "--output", metavar="FILE", help=_("write the schema to this file instead of standard output")
    )
    task.add_argument(
        "--check", metavar="FILE", help=_("check this file against the schema; - for standard input")
    )
    task.add_argument(
        "--install-modeline",
        metavar="FILE",
        help=_("put the schema beside this file and name it in its first line; all else stays as it is"),
    )
    parser.add_argument(
        "--diff", action="store_true", help=_("with --install-modeline: show the change and write nothing")
    )
    parser.add_argument(
        "--format",
        choices=tuple(FORMATS),
        default="text",
        help=_("form of the report of --check (default: text)"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Print or write the schema, or check a file against it."""
    if arguments.diff and not arguments.install_modeline:
        raise UsageError(_("clustercfg schema: --diff goes with --install-modeline"))
    if arguments.install_modeline:
        from clustercfg.cli.modeline import install_modeline  # noqa: PLC0415 - only who asks for it pays

        return install_modeline(arguments)
    if arguments.check:
        return _check(arguments)
    schema = json_schema(arguments.api_version or API_VERSIONS[0], arguments.lang or chosen_language()[0])
    text = render(schema)
    if arguments.output in (None, "-"):
        write(text)
        return ExitCode.OK
    from clustercfg.yamltext.storing import replace_file  # noqa: PLC0415 - only when a file is written

    replace_file(arguments.output, text.encode())
    say(_("wrote {path}").format(path=arguments.output))
    return ExitCode.OK


def _check(arguments: argparse.Namespace) -> int:
    from clustercfg.cli.schema_check import check  # noqa: PLC0415 - jsonschema costs a tenth of a second

    report = check(
        read(arguments.check),
        display_name(arguments.check),
        arguments.api_version,
        arguments.lang or chosen_language()[0],
    )
    write(FORMATS[arguments.format]([report], color=colorful(arguments.color), width=terminal_width()))
    return ExitCode.OK if report.ok else ExitCode.PROBLEMS
