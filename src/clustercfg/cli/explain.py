"""`clustercfg explain`: what a rule or a field means."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from clustercfg.cli.exit_codes import ExitCode, UsageError
from clustercfg.cli.rule_page import rule_data, rule_list, rule_page
from clustercfg.cli.streams import colorful, terminal_width, write
from clustercfg.cli.suggestions import did_you_mean
from clustercfg.linting.reports.palette import Palette
from clustercfg.linting.rules import RULES
from clustercfg.translation import gettext as _
from clustercfg.translation import mark

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from clustercfg.linting.rule import Rule

__all__ = ["DESCRIPTION", "EXAMPLES", "OPERANDS", "OUTCOMES", "add_arguments", "run"]

DESCRIPTION = mark("""\
Explain a rule by its code or name, or a field by its path or last key: what it
means, what is allowed, since when, and by which document. Without a subject:
list all rules.""")
EXAMPLES = mark("""\
clustercfg explain CC301
clustercfg explain vip-without-prefix
clustercfg explain spec.binaries.externalRepoEndpoint
clustercfg explain ansibleSSHPort
clustercfg explain                     # all rules
clustercfg explain CC4                 # the rules of one family""")
OPERANDS = "[CODE|RULE|FIELD]"
OUTCOMES = (mark("it was explained"), "")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare options and arguments."""
    parser.add_argument(
        "subject", metavar="CODE|RULE|FIELD", nargs="?", default="", help=_("what to explain")
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=_("form of the output (default: text)")
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the page of a rule or field, or a list where several fit."""
    subject: str = arguments.subject
    palette, width = Palette(colorful(arguments.color)), terminal_width()
    rules = _rules(subject)
    data, text = _about_rules(rules, palette, width) if rules else _about_fields(subject, palette, width)
    write(json.dumps(data, ensure_ascii=False, indent=2) + "\n" if arguments.format == "json" else text)
    return ExitCode.OK


def _rules(subject: str) -> list[Rule]:
    """Return the rules of a code, of the beginning of a code, or of a name."""
    if not subject:
        return list(RULES)
    code, name = subject.upper(), subject.lower()
    return [
        rule for rule in RULES if rule.name == name or (code.startswith("CC") and rule.code.startswith(code))
    ]


def _about_rules(rules: Sequence[Rule], palette: Palette, width: int) -> tuple[Any, str]:
    if len(rules) == 1:
        return rule_data(rules[0]), rule_page(rules[0], palette, width)
    return [rule_data(rule) for rule in rules], rule_list(rules, palette, width)


def _about_fields(subject: str, palette: Palette, width: int) -> tuple[Any, str]:
    # The models cost a tenth of a second: rules are explained without them.
    from clustercfg.cli.field_page import field_data, field_list, field_page, fields_called  # noqa: PLC0415
    from clustercfg.models.fields import describe  # noqa: PLC0415

    exact = describe(subject)
    paths = [exact.path] if exact else fields_called(subject)
    fields = [field for field in map(describe, paths) if field]
    if not fields:
        raise UsageError(_unknown(subject))
    if len(fields) == 1:
        return field_data(fields[0]), field_page(fields[0], palette, width)
    return [field_data(field) for field in fields], field_list(fields, palette, width)


def _unknown(subject: str) -> str:
    from clustercfg.models.fields import documented_paths  # noqa: PLC0415 - the same

    paths = documented_paths()
    known = [
        *(rule.code for rule in RULES),
        *(rule.name for rule in RULES),
        *paths,
        *(path.rpartition(".")[2] for path in paths),
    ]
    message = _("clustercfg explain: no rule and no field is called {subject}").format(subject=subject)
    return message + (did_you_mean(subject, known) or _("; `clustercfg explain` lists the rules"))
