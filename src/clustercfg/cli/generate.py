"""`clustercfg generate`: a new file for a cluster of which something is known."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from clustercfg.cli.exit_codes import ExitCode
from clustercfg.cli.generator_options import add_options
from clustercfg.cli.streams import say, terminal_width, write
from clustercfg.errors import InvalidConfigError
from clustercfg.linting.diagnostics import Severity
from clustercfg.linting.linter import Options, lint_bytes
from clustercfg.linting.reports.characters import printable, wrap
from clustercfg.translation import gettext as _
from clustercfg.translation import mark, ngettext
from clustercfg.yamltext.storing import create_file, replace_file

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from clustercfg.linting.diagnostics import Diagnostic

__all__ = ["DESCRIPTION", "EXAMPLES", "OPERANDS", "OUTCOMES", "add_arguments", "run"]

DESCRIPTION = mark("""\
Print a new clusterConfig.yaml with comments, for a cluster of which something
is known. The first four options are those of `dce5-installer generate-config`.
What is not said becomes a placeholder, FILL-IN-..., which lint names; with all
answers given, lint has nothing to say. What does not go together is refused.

Machines are written NAME=USER@IP:PORT, where only IP is a must; [1-3] stands
for three of them, in the name and in the address.""")
EXAMPLES = """\
clustercfg generate --master=3 --worker=3 --access-type=builtin
clustercfg generate --install-mode=install-app
clustercfg generate -o clusterConfig.yaml --password-prompt \\
    --master-node 'g-master[1-3]=root@10.6.0.[11-13]' \\
    --worker-node 'g-worker[1-3]=root@10.6.0.[21-23]:2222' \\
    --istio-gateway-vip 10.6.0.100 --insight-vip 10.6.0.101
clustercfg generate --node '10.6.0.[1-3]' --private-key-path /etc/dce/id_rsa
clustercfg generate --access-type=builtin --binaries s3 \\
    --binaries-endpoint https://minio.example.com:9000 \\
    --binaries-user installer --binaries-password-env S3_PASSWORD"""
OPERANDS = ""
OUTCOMES = (
    mark("the file was written"),
    mark("refused: the answers contradict each other, or the file exists"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare options and arguments."""
    add_options(parser)
    file = parser.add_argument_group(_("file"))
    file.add_argument(
        "--comments",
        choices=("full", "short", "none"),
        default="full",
        help=_("full (default): also what else there is; short: what each key means; none"),
    )
    file.add_argument("-o", "--output", metavar="FILE", help=_("write this file instead of standard output"))
    file.add_argument("--force", action="store_true", help=_("replace the file if it exists"))


def run(arguments: argparse.Namespace) -> int:
    """Draft the file, write it and tell what is left to do."""
    # Only who drafts pays for the models.
    from clustercfg.cli.generator_topology import topology_of  # noqa: PLC0415
    from clustercfg.generating.generation import generate  # noqa: PLC0415

    path = None if arguments.output in (None, "-") else arguments.output
    if path and _is_taken(path) and not arguments.force:
        return _refuse([_exists(path)])
    topology = topology_of(arguments)
    try:
        text = generate(topology, comments=arguments.comments)
    except InvalidConfigError as error:
        reason = _("clustercfg generate: nothing was written, because the answers contradict each other:")
        return _refuse([reason, *(line for each in error.report for line in _told(each))])
    if path is None:
        write(text)
    elif not _create(path, text.encode(), force=arguments.force):
        return _refuse([_exists(path)])
    for line in _left_to_do(text, path, topology.install_mode):
        say(line)
    return ExitCode.OK


def _exists(path: str) -> str:
    return _("clustercfg generate: {path} exists; --force replaces it").format(path=path)


def _refuse(lines: Iterable[str]) -> int:
    say("\n".join(lines))
    return ExitCode.PROBLEMS


def _is_taken(path: str) -> bool:
    """Whether a file stands there; a device or a pipe may be written to."""
    return os.path.lexists(path) and (os.path.isfile(path) or os.path.islink(path) or os.path.isdir(path))


def _create(path: str, data: bytes, *, force: bool) -> bool:
    """Write the file, for its owner alone if it is new; return False when another program was quicker."""
    if force or (os.path.lexists(path) and not _is_taken(path)):
        replace_file(path, data)
        return True
    try:
        create_file(path, data)  # for its owner alone: it may hold passwords
    except FileExistsError:
        return False
    return True


def _left_to_do(text: str, path: str | None, mode: str) -> Iterator[str]:
    """Yield lines that tell what the linter says of the new file."""
    report = lint_bytes(text.encode(), options=Options(mode=mode))
    open_values = [each for each in report if each.rule == "placeholder"]
    if path is not None:
        yield _("clustercfg: wrote {path}").format(path=path)
    if open_values:
        message = ngettext(
            "clustercfg: one value is left to fill in; `clustercfg lint {path}` names it",
            "clustercfg: {count} values are left to fill in; `clustercfg lint {path}` names them",
            len(open_values),
        )
        yield message.format(count=len(open_values), path=path or "FILE")
    for each in report:
        if each not in open_values:
            yield from _told(each)


def _told(found: Diagnostic) -> Iterator[str]:
    word = {Severity.ERROR: _("error"), Severity.WARNING: _("warning"), Severity.INFO: _("info")}[
        found.severity
    ]
    field = f"{found.field}: " if found.field else ""
    message = f"{field}{found.message} [{found.code} {found.rule}]"
    text = _("{title}: {evidence}").format(title=word, evidence=message)
    for paragraph in (text, found.help):
        yield from (f"  {line}" for line in wrap(printable(paragraph), terminal_width() - 2) if line)
