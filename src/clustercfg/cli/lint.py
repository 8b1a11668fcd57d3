"""`clustercfg lint`: everything that is wrong in clusterConfig.yaml."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from clustercfg.cli.checking import checked
from clustercfg.cli.discovery import find_files
from clustercfg.cli.exit_codes import ExitCode, Outcome, UsageError
from clustercfg.cli.outputs import Output, read_outputs, write_outputs
from clustercfg.cli.reading import STANDARD_INPUT
from clustercfg.cli.streams import colorful, say, terminal_width, write
from clustercfg.cli.suggestions import did_you_mean
from clustercfg.linting.linter import Options
from clustercfg.linting.reports import FORMATS
from clustercfg.linting.rules import RULES
from clustercfg.translation import gettext as _
from clustercfg.translation import mark

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from clustercfg.linting.diagnostics import Report

__all__ = ["DESCRIPTION", "EXAMPLES", "OPERANDS", "OUTCOMES", "add_arguments", "run"]

DESCRIPTION = mark("""\
Find everything that is wrong or doubtful in clusterConfig.yaml in one run, each
finding with its place, the reason and the remedy. Nothing is sent anywhere, and
secrets are masked in every format.

With --fix, the safe remedies are applied over and over until none is left, and
the report tells what remains. A remedy that would do harm is left out, and no
other byte is touched. --diff shows that and writes nothing.""")
EXAMPLES = mark("""\
clustercfg lint clusterConfig.yaml
clustercfg lint sites/                 # every ClusterConfig below a directory
clustercfg lint --strict --format concise clusterConfig.yaml
clustercfg lint --output sarif=lint.sarif --output junit=lint.xml sites/
clustercfg lint --allow-placeholders template.yaml
clustercfg lint --diff --unsafe-fixes clusterConfig.yaml
clustercfg lint --fix --select key-case,CC121 sites/
ssh bootstrap cat clusterConfig.yaml | clustercfg lint -""")
OPERANDS = "PATH ..."
OUTCOMES = (
    mark("no errors (with --strict: no warnings either)"),
    mark("problems found, or left by --fix; --diff: or a file would change"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare options and arguments."""
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", help=_("a file, a directory to search, or - for standard input")
    )
    parser.add_argument(
        "--format", choices=tuple(FORMATS), default="text", help=_("form of the report (default: text)")
    )
    parser.add_argument(
        "--output",
        metavar="FORMAT=FILE",
        action="append",
        default=[],
        help=_("write the report in this form too; repeatable, and - for standard output"),
    )
    for option, text in (
        ("--fix", _("apply the safe remedies; for standard input, print the new text")),
        ("--diff", _("show what --fix would change, with secrets masked, and write nothing")),
        ("--unsafe-fixes", _("apply the remedies too that deserve a look afterwards")),
    ):
        parser.add_argument(option, action="store_true", help=text)
    parser.add_argument("--strict", action="store_true", help=_("let warnings fail the run too"))
    parser.add_argument(
        "--allow-placeholders",
        action="store_true",
        help=_("accept xx.xx.xx.xx and the like: the file is a template"),
    )
    parser.add_argument(
        "--mode",
        choices=("cluster-create", "install-app"),
        default="auto",
        help=_("what the installer will be asked to do (default: seen from the nodes)"),
    )
    for option, text in (("--select", _("report only these")), ("--ignore", _("do not report these"))):
        parser.add_argument(
            option,
            metavar="CODES",
            action="append",
            default=[],
            help=_("{what}: codes, their beginnings or rule names, as in CC3,half-credential").format(
                what=text
            ),
        )


def run(arguments: argparse.Namespace) -> int:
    """Check the files and print the report."""
    if not arguments.paths:
        raise UsageError(_no_path())
    outputs = _outputs(arguments)
    if arguments.unsafe_fixes and not (arguments.fix or arguments.diff):
        raise UsageError(_("clustercfg lint: --unsafe-fixes goes with --fix or --diff"))
    options = Options(
        mode=arguments.mode,
        select=_codes("--select", arguments.select),
        ignore=_codes("--ignore", arguments.ignore),
        allow_placeholders=arguments.allow_placeholders,
    )
    outcome = Outcome()
    reports = list(_reports(arguments, options, outcome))
    if any(report.errors or (arguments.strict and report.warnings) for report in reports):
        outcome.add(ExitCode.PROBLEMS)
    _tell(reports, arguments, aside=any(each.is_standard for each in outputs))
    write_outputs(outputs, reports, outcome)
    return outcome.code


def _outputs(arguments: argparse.Namespace) -> tuple[Output, ...]:
    outputs = read_outputs(arguments.output, arguments.paths)
    if outputs and arguments.diff:
        raise UsageError(_("clustercfg lint: --output goes without --diff, which prints no report"))
    if _mends_input(arguments) and any(each.is_standard for each in outputs):
        raise UsageError(_("clustercfg lint: standard output is for the mended text"))
    return outputs


def _mends_input(arguments: argparse.Namespace) -> bool:
    return bool(arguments.fix) and STANDARD_INPUT in arguments.paths


def _tell(reports: list[Report], arguments: argparse.Namespace, *, aside: bool) -> None:
    """Print the report, on standard error where standard output holds something else."""
    if arguments.diff:
        from clustercfg.cli.fixed_files import left_over  # noqa: PLC0415 - only who mends pays for it

        say(left_over(reports))
        return
    aside = aside or _mends_input(arguments)
    color = colorful(arguments.color) and not aside
    text = FORMATS[arguments.format](reports, color=color, width=terminal_width())
    if aside:
        say(text.removesuffix("\n"))
    else:
        write(text)


def _no_path() -> str:
    message = _("clustercfg lint: name a file, a directory, or - for standard input")
    if not os.path.isfile("clusterConfig.yaml"):
        return message
    return message + _("; here you may want: clustercfg lint clusterConfig.yaml")


def _codes(option: str, values: list[str]) -> tuple[str, ...]:
    """Return the selectors of a repeatable, comma-separated option."""
    words = [word.strip() for value in values for word in value.split(",")]
    return tuple(_selector(option, word) for word in words if word)


def _selector(option: str, word: str) -> str:
    names = {rule.name for rule in RULES}
    if word.lower() in names:
        return word.lower()
    if any(rule.code.startswith(word.upper()) for rule in RULES):
        return word.upper()
    message = _("clustercfg lint: {option} {word}: there is no such rule").format(option=option, word=word)
    raise UsageError(message + did_you_mean(word, [*names, *(rule.code for rule in RULES)]))


def _reports(arguments: argparse.Namespace, options: Options, outcome: Outcome) -> Iterator[Report]:
    files = find_files(arguments.paths, outcome)
    if not (arguments.fix or arguments.diff):
        return checked(files, options, outcome)
    from clustercfg.cli.fixed_files import fixed_reports  # noqa: PLC0415 - the same

    return fixed_reports(files, options, arguments, outcome)
