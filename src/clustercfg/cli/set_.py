"""`clustercfg set`: give fields of a file another value, and leave every other byte alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from clustercfg.cli.editing import add_edit_arguments, conclude, edit_at, read_document
from clustercfg.cli.exit_codes import UsageError
from clustercfg.cli.field_names import parse_assignment, parse_field
from clustercfg.cli.place import Place, find_place
from clustercfg.cli.secret_sources import ask, from_environment, from_file
from clustercfg.cli.values import value_of_text
from clustercfg.linting.masking import mask_value
from clustercfg.models.placeholders import is_secret_placeholder
from clustercfg.models.shape_table import TABLE
from clustercfg.translation import gettext as _
from clustercfg.translation import mark
from clustercfg.yamltext.document import Document

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from clustercfg.yamltext.paths import Path

__all__ = ["DESCRIPTION", "EXAMPLES", "OPERANDS", "OUTCOMES", "add_arguments", "run"]

DESCRIPTION = mark("""\
Give fields of a file another value. Every other byte stays: comments, blank
lines, quotes, order. The values are typed by what the documents say of the
field; a list or a block is written as YAML or JSON. Several assignments are one
change: all are made, or none. A change that brings errors with it is refused,
and so is a secret among the arguments, where other users could read it.

A field is written as in spec.masterNodes[0].ip; `spec.` may be left out, a
machine may be named (masterNodes[m1].ip), [+] stands for a new item, and
variables of kubeanConfig follow it after a dot.""")
EXAMPLES = """\
clustercfg set clusterConfig.yaml spec.loadBalancer.type=NodePort
clustercfg set --diff clusterConfig.yaml loadBalancer.type=metallb \\
    loadBalancer.istioGatewayVip=10.6.0.9/32 \\
    loadBalancer.insightVip=10.6.0.10/32
clustercfg set clusterConfig.yaml 'ntpServer[+]=ntp.example.com'
clustercfg set clusterConfig.yaml 'workerNodes[+]={nodeName: w, ip: 10.6.0.4}'
clustercfg set clusterConfig.yaml kubeanConfig.bin_dir=/usr/local/bin
clustercfg set clusterConfig.yaml --prompt 'masterNodes[m1].ansiblePass'
clustercfg set clusterConfig.yaml \\
    --from-env spec.binaries.externalRepoPassword=S3_PASSWORD"""
OPERANDS = "FILE FIELD=VALUE ..."
OUTCOMES = (mark("the file says so now; or the change was shown"), mark("refused; the file is untouched"))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare options and arguments."""
    parser.add_argument(
        "file", metavar="FILE", help=_("the file; - reads standard input and prints the new text")
    )
    parser.add_argument("assignments", metavar="FIELD=VALUE", nargs="*", help=_("a field and its new value"))
    for option, value, text in (
        ("--from-env", "FIELD=VARIABLE", _("take the value from an environment variable")),
        ("--from-file", "FIELD=PATH", _("take the value from a file, - for standard input")),
        ("--prompt", "FIELD", _("ask for the value, without showing it")),
    ):
        parser.add_argument(option, metavar=value, action="append", default=[], help=text)
    add_edit_arguments(parser)


@dataclass(frozen=True, slots=True)
class _Assignment:
    steps: Path
    text: str = field(repr=False)
    seen: bool
    """Whether the value stood among the arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Make the assignments, judge the outcome and save it."""
    assignments = list(_assignments(arguments))
    if not assignments:
        raise UsageError(_("clustercfg set: say what to set: FIELD=VALUE"))
    before = read_document(arguments.file)
    after = before.with_text(before.text)
    fields = [_assign(after, each, force=arguments.force) for each in assignments]
    return conclude(before, after, arguments, fields)


def _assignments(arguments: argparse.Namespace) -> Iterator[_Assignment]:
    if arguments.file == "-" and any(each.endswith("=-") for each in arguments.from_file):
        raise UsageError(_("clustercfg set: standard input cannot be both the file and a value"))
    for number, word in enumerate(arguments.assignments, 1):
        place = _("argument {number} behind the file").format(number=number)
        yield _Assignment(*parse_assignment(word, place), seen=True)
    for option, words, take in (
        ("--from-env", arguments.from_env, from_environment),
        ("--from-file", arguments.from_file, from_file),
    ):
        for word in words:
            steps, source = parse_assignment(word, option)
            yield _Assignment(steps, take(source), seen=False)
    for word in arguments.prompt:
        yield _Assignment(parse_field(word), ask(word), seen=False)


def _assign(document: Document, assignment: _Assignment, *, force: bool) -> str:
    """Make one assignment in `document` and return the name of the field."""
    place = find_place(document, assignment.steps)
    if not force:
        _refuse_unknown(place)
    value = value_of_text(assignment.text, place.shape, place.node)
    if assignment.seen:
        _refuse_secret(place, value)
    edit_at(document, place, lambda here, path: here.set(path, value))
    return place.name


def _refuse_unknown(place: Place) -> None:
    """Refuse a slip of a documented field, and a new key outside spec, where the installer reads none."""
    if not place.meant and (place.node is not None or place.field[0] in TABLE.fields):
        return
    question = place.question or _("; did you mean {words}?").format(words=f"spec.{place.name}")
    message = _("clustercfg set: there is no field {name}{question} (--force writes it as it is)")
    raise UsageError(message.format(name=place.name, question=question))


def _refuse_secret(place: Place, value: Any) -> None:
    if isinstance(value, str) and is_secret_placeholder(value):
        return
    if mask_value(value, place.shape, place.last_key, secret=place.secret) == value:
        return
    message = _(
        "clustercfg set: the value of {name} holds a secret. Other users see arguments, and shells keep them:"
        " use --from-env FIELD=VARIABLE, --from-file FIELD=PATH or --prompt FIELD."
    )
    raise UsageError(message.format(name=place.name))
