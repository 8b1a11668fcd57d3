"""`clustercfg get`: the value of a field."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from clustercfg.cli.editing import read_document
from clustercfg.cli.exit_codes import ExitCode
from clustercfg.cli.field_names import parse_field
from clustercfg.cli.place import Place, find_place
from clustercfg.cli.reading import display_name
from clustercfg.cli.streams import say, write
from clustercfg.linting.masking import mask_value
from clustercfg.linting.typed import typed_value
from clustercfg.translation import gettext as _
from clustercfg.translation import mark
from clustercfg.yamltext.rendering import render

if TYPE_CHECKING:
    import argparse

__all__ = ["DESCRIPTION", "EXAMPLES", "OPERANDS", "OUTCOMES", "add_arguments", "run"]

DESCRIPTION = mark("""\
Print the value of a field: a single value as it is, a list or a block as YAML.
Secrets are masked unless --reveal is given.

A field is written as in spec.masterNodes[0].ip; `spec.` may be left out, a
machine may be named (masterNodes[g-master1].ip), and variables of kubeanConfig
follow it after a dot. Old spellings of a key in the file are understood.""")
EXAMPLES = """\
clustercfg get clusterConfig.yaml spec.loadBalancer.istioGatewayVip
clustercfg get clusterConfig.yaml 'masterNodes[g-master1]'
clustercfg get --default clusterConfig.yaml network.clusterCIDR
clustercfg get clusterConfig.yaml kubeanConfig.bin_dir
clustercfg get --format json clusterConfig.yaml masterNodes | jq -r '.[].ip'"""
OPERANDS = "FILE FIELD"
OUTCOMES = (mark("the value was printed"), mark("the file does not give the field"))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare options and arguments."""
    parser.add_argument("file", metavar="FILE", help=_("the file, or - for standard input"))
    parser.add_argument("field", metavar="FIELD", help=_("the field, a block or an item"))
    parser.add_argument("--reveal", action="store_true", help=_("show secrets"))
    parser.add_argument(
        "--default", action="store_true", help=_("print the default of a field that the file does not give")
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=_("form of the output (default: text)")
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the value, or say that there is none."""
    steps = parse_field(arguments.field)
    document = read_document(arguments.file)
    if document.problems:
        message = _("clustercfg: {name} is not sound YAML, as `clustercfg lint` explains")
        say(message.format(name=display_name(arguments.file)))
    place = find_place(document, steps)
    if place.node is not None and place.is_there:
        value = typed_value(place.node, place.shape)
    else:
        value = _default(place) if arguments.default else None
        if value is None:
            say(_absent(place, display_name(arguments.file)))
            return ExitCode.PROBLEMS
    write(_written(_shown(place, value, reveal=arguments.reveal), arguments.format))
    return ExitCode.OK


def _shown(place: Place, value: Any, *, reveal: bool) -> Any:
    masked = mask_value(value, place.shape, place.last_key, secret=place.secret)
    if reveal or masked == value:
        return value
    say(_("clustercfg: secrets are masked; --reveal shows them"))
    return masked


def _written(value: Any, form: str) -> str:
    if form == "json":
        return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    if isinstance(value, str):
        return value.removesuffix("\n") + "\n"
    if isinstance(value, bool):
        return "true\n" if value else "false\n"
    return f"{value}\n" if isinstance(value, int | float) else render(value) + "\n"


# ---- what the file does not give


def _default(place: Place) -> Any:
    from clustercfg.models.defaults import default_of  # noqa: PLC0415 - only for a field that is not given
    from clustercfg.models.fields import describe  # noqa: PLC0415 - the same

    known = describe(place.name)
    return default_of(known.path) if known else None


def _absent(place: Place, file: str) -> str:
    from clustercfg.models.fields import describe  # noqa: PLC0415 - the same

    message = _("clustercfg: {file} does not give {name}").format(file=file, name=place.name)
    if place.meant:
        return message + place.question
    known = describe(place.name)
    if known is None:
        return message + _("; it is no documented field")
    if _default(place) is not None:
        return message + _("; it has a default, which --default prints")
    return message + (_("; the default: {what}").format(what=known.default) if known.default else "")
