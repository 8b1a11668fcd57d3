"""From the options of `clustercfg generate` to a `Topology`, with errors that name the option."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from pydantic import ValidationError

from clustercfg.cli.exit_codes import UsageError
from clustercfg.cli.generator_options import SECRETS, answers_of, option_of, put
from clustercfg.cli.secret_sources import ask, from_environment, from_file
from clustercfg.cli.values import value_of_text
from clustercfg.generating.machines import Machine, UnclearMachinesError, read_machines
from clustercfg.generating.topology import Topology
from clustercfg.linting.secrets import is_secret_name
from clustercfg.models.base import mask_userinfo
from clustercfg.models.shape_table import TABLE
from clustercfg.models.shapes import AnyShape, EmbeddedShape, MappingShape
from clustercfg.translation import gettext as _

if TYPE_CHECKING:
    import argparse

__all__ = ["topology_of"]

_FEW = 3
"""Masters of a cluster that has at least as many machines."""


def topology_of(arguments: argparse.Namespace) -> Topology:
    """Return what the options say, secrets fetched.

    Raises:
        UsageError: an option says what cannot be; no value is repeated in it.
        OSError: the file of a secret cannot be read.
    """
    answers = answers_of(arguments)
    _put_machines(answers, arguments)
    if arguments.kubean:
        answers["kubean_variables"] = dict(_kubean_variable(word) for word in arguments.kubean)
    # Nobody types a password only to learn then that another option is wrong.
    topology = _topology(answers)
    return _topology(answers) if _put_secrets(answers, arguments) else topology


def _topology(answers: dict[str, Any]) -> Topology:
    try:
        return Topology.model_validate(answers)
    except ValidationError as error:
        raise UsageError(_sentence(error)) from None


def _sentence(error: ValidationError) -> str:
    # Without inputs: they may hold a secret. The context of our own errors holds names alone.
    first = error.errors(include_input=False, include_url=False)[0]
    context = first.get("ctx", {}) if first["type"] == "answer" else {}
    if "names" not in context:
        return _wrong(
            option_of(".".join(step for step in first["loc"] if isinstance(step, str))), first["msg"]
        )
    names = ", ".join(map(option_of, context["names"].split(", ")))
    return _wrong("", context["template"].format_map({**context, "names": names}))


def _wrong(option: str, problem: str) -> str:
    if not option:
        return _("clustercfg generate: {problem}").format(problem=problem)
    return _("clustercfg generate: {option}: {problem}").format(option=option, problem=problem)


def _put_machines(answers: dict[str, Any], arguments: argparse.Namespace) -> None:
    nodes = _machines("--node", arguments.node)
    masters = _machines("--master-node", arguments.master_node)
    workers = _machines("--worker-node", arguments.worker_node)
    if nodes and (masters or workers):
        raise UsageError(_wrong("--node", _("It does not go with --master-node and --worker-node.")))
    if nodes:
        count = answers.get("masters") or (_FEW if len(nodes) >= _FEW else 1)
        masters, workers = nodes[:count], nodes[count:]
    answers.update(
        {key: each for key, each in (("master_nodes", masters), ("worker_nodes", workers)) if each}
    )


def _machines(option: str, words: list[str]) -> list[Machine]:
    try:
        return [machine for word in words for machine in read_machines(word)]
    except UnclearMachinesError as error:
        raise UsageError(_wrong(option, str(error))) from None
    except ValidationError as error:
        (first, *_rest) = error.errors(include_input=False, include_context=False, include_url=False)
        raise UsageError(_wrong(option, first["msg"])) from None


def _kubean_variable(word: str) -> tuple[str, Any]:
    name, equals, text = word.partition("=")
    if not (name and equals):
        raise UsageError(_wrong("--kubean", _("A variable is written NAME=VALUE.")))
    if is_secret_name(name) or mask_userinfo(text) != text:
        message = _(
            "A secret does not stand here: arguments are seen by other users. `clustercfg set` takes it."
        )
        raise UsageError(_wrong("--kubean", message))
    spec = cast("MappingShape", TABLE.fields["spec"].shape)
    variables = cast("MappingShape", cast("EmbeddedShape", spec.fields["kubeanConfig"].shape).contents)
    known = variables.fields.get(name)
    return name, value_of_text(text, known.shape if known else AnyShape())


def _put_secrets(answers: dict[str, Any], arguments: argparse.Namespace) -> bool:
    """Fetch the secrets that options point at; return whether there are any."""
    options = vars(arguments)
    names = [secret.name.removeprefix("--").replace("-", "_") for secret in SECRETS]
    if [options[f"{name}_file"] for name in names].count("-") > 1:
        raise UsageError(_("clustercfg generate: only one secret can come from standard input"))
    found = {
        secret.answer: _secret(options, name, secret.text)
        for name, secret in zip(names, SECRETS, strict=True)
    }
    for answer, value in found.items():
        if value is not None:
            put(answers, answer, value)
    return any(value is not None for value in found.values())


def _secret(options: dict[str, Any], name: str, question: str) -> str | None:
    if variable := options[f"{name}_env"]:
        return from_environment(variable)
    if path := options[f"{name}_file"]:
        return from_file(path)
    return ask(_(question)) if options[f"{name}_prompt"] else None
