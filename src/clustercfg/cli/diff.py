"""`clustercfg diff`: in what two files differ by their meaning."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from clustercfg.cli.editing import read_document
from clustercfg.cli.exit_codes import ExitCode, UsageError
from clustercfg.cli.reading import STANDARD_INPUT, display_name
from clustercfg.cli.streams import colorful, say, terminal_width, write
from clustercfg.comparing.comparison import compare
from clustercfg.comparing.difference import Difference
from clustercfg.errors import InvalidConfigError
from clustercfg.linting.reports.characters import printable
from clustercfg.linting.reports.palette import Palette
from clustercfg.translation import gettext as _
from clustercfg.translation import mark, ngettext

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

__all__ = ["DESCRIPTION", "EXAMPLES", "OPERANDS", "OUTCOMES", "add_arguments", "run"]

DESCRIPTION = mark("""\
Say in what two files differ by their meaning. Spelling, comments, quotes and
the order of keys do not count; machines are matched by name, or by address if
they were renamed; kubeanConfig is compared by its variables. Secrets are
masked: only that they differ is told.

Signs: ~ changed, + only in B, - only in A, % the same in another order. With
--all: = only one of them writes the default out, which makes no difference.""")
EXAMPLES = """\
clustercfg diff site-a.yaml site-b.yaml
git show HEAD:clusterConfig.yaml | clustercfg diff - clusterConfig.yaml
clustercfg diff --format json a.yaml b.yaml | jq -r '.differences[].path'"""
OPERANDS = "A B"
OUTCOMES = (mark("they mean the same"), mark("they differ"))

_VERSION = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare options and arguments."""
    parser.add_argument("before", metavar="A", help=_("the first file, or - for standard input"))
    parser.add_argument("after", metavar="B", help=_("the second file, or - for standard input"))
    parser.add_argument(
        "--all", action="store_true", help=_("show the defaults too that only one of them writes out")
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=_("form of the output (default: text)")
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the differences."""
    files = (arguments.before, arguments.after)
    if files == (STANDARD_INPUT, STANDARD_INPUT):
        raise UsageError(_("clustercfg diff: only one of the files can be standard input"))
    try:
        differences = compare(*map(read_document, files))
    except InvalidConfigError as error:
        say(_("clustercfg: cannot compare: {reason}").format(reason=error))
        return ExitCode.UNREADABLE
    names = tuple(map(display_name, files))
    if arguments.format == "json":
        write(_as_json(names, differences))
    else:
        shown = [each for each in differences if each.matters or arguments.all]
        write("".join(line + "\n" for line in _lines(names, shown, Palette(colorful(arguments.color)))))
        say(_verdict(differences, told=len(shown)))
    return ExitCode.PROBLEMS if any(each.matters for each in differences) else ExitCode.OK


def _as_json(names: Sequence[str], differences: Sequence[Difference]) -> str:
    before, after = names
    data = {
        "version": _VERSION,
        "before": before,
        "after": after,
        "equal": not any(each.matters for each in differences),
        "differences": [each.to_dict() for each in differences],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _lines(names: Sequence[str], differences: Sequence[Difference], palette: Palette) -> Iterator[str]:
    from clustercfg.cli.difference_text import difference_lines  # noqa: PLC0415 - only for text

    for sign, name in zip(("---", "+++"), names if differences else (), strict=False):
        yield palette.paint(f"{sign} {printable(name)}", "bold")
    for each in differences:
        yield from difference_lines(each, palette, terminal_width())


def _verdict(differences: Sequence[Difference], *, told: int) -> str:
    count = sum(each.matters for each in differences)
    found = ngettext("{count} difference", "{count} differences", count).format(count=count)
    message = "clustercfg: " + (found if count else _("no difference in meaning"))
    hidden = len(differences) - told
    if not hidden:
        return message
    more = ngettext(
        "{count} default is written out in one of them only: --all shows it",
        "{count} defaults are written out in one of them only: --all shows them",
        hidden,
    )
    return _("{text} ({remark})").format(text=message, remark=more.format(count=hidden))
