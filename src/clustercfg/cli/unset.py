"""`clustercfg unset`: take fields out of a file, with the comments that belong to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustercfg.cli.editing import add_edit_arguments, conclude, edit_at, read_document
from clustercfg.cli.exit_codes import UsageError
from clustercfg.cli.field_names import parse_field
from clustercfg.cli.place import NowhereError, Place, find_place
from clustercfg.translation import gettext as _
from clustercfg.translation import mark
from clustercfg.yamltext.document import Document

if TYPE_CHECKING:
    import argparse

__all__ = ["DESCRIPTION", "EXAMPLES", "OPERANDS", "OUTCOMES", "add_arguments", "run"]

DESCRIPTION = mark("""\
Take fields, blocks or items of lists out of a file, with the comments that
belong to them. Every other byte stays. Several fields are one change: all go,
or none. A change that brings errors with it is refused.

A field is written as in spec.masterNodes[0].ip; `spec.` may be left out, a
machine may be named (workerNodes[g-worker1]), and variables of kubeanConfig
follow it after a dot. Indices are those of the file as it is.""")
EXAMPLES = """\
clustercfg unset clusterConfig.yaml spec.privateKeyPath
clustercfg unset --diff clusterConfig.yaml 'spec.workerNodes[g-worker3]'
clustercfg unset clusterConfig.yaml kubeanConfig.http_proxy ntpServer"""
OPERANDS = "FILE FIELD ..."
OUTCOMES = (mark("the fields are gone; or the change was shown"), mark("refused; the file is untouched"))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare options and arguments."""
    parser.add_argument(
        "file", metavar="FILE", help=_("the file; - reads standard input and prints the new text")
    )
    parser.add_argument("fields", metavar="FIELD", nargs="*", help=_("a field, a block or an item"))
    add_edit_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Take the fields out, judge the outcome and save it."""
    if not arguments.fields:
        raise UsageError(_("clustercfg unset: say what to take out: FIELD"))
    steps = [parse_field(each) for each in arguments.fields]
    before = read_document(arguments.file)
    places = {place.path: place for place in (find_place(before, each) for each in steps)}
    for place in places.values():
        _check(place, arguments.file)
    after = before.with_text(before.text)
    # From the end, so that the indices of what is still to go stay right.
    for path in sorted(places, key=_rank, reverse=True):
        edit_at(after, places[path], Document.unset)
    return conclude(before, after, arguments, [place.name for place in places.values()])


def _rank(path: tuple[str | int, ...]) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (0, step) for step in path]


def _check(place: Place, file: str) -> None:
    if place.node is not None:
        return
    message = _("{file} has no {name}").format(file=file, name=place.name)
    raise NowhereError(message + place.question)
