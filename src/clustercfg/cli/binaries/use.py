"""`clustercfg binaries use`: write where binaries come from, and leave every other byte alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustercfg.cli.editing import add_edit_arguments, conclude, read_document
from clustercfg.cli.exit_codes import UsageError
from clustercfg.cli.reading import STANDARD_INPUT
from clustercfg.cli.secret_sources import ask, from_environment, from_file
from clustercfg.errors import StorageError
from clustercfg.storage.addresses import parse_address
from clustercfg.storage.use import BinariesSource, use_source
from clustercfg.translation import gettext as _
from clustercfg.translation import mark

if TYPE_CHECKING:
    import argparse

__all__ = [
    "DESCRIPTION",
    "EXAMPLES",
    "OPERANDS",
    "OUTCOMES",
    "add_arguments",
    "add_login_arguments",
    "password_of",
    "refuse_userinfo",
    "run",
]

OPERANDS = "FILE [builtin|official-service]"
DESCRIPTION = mark("""\
Write into a configuration where binaries come from. With --endpoint that is
your own storage: S3-compatible if a user name is given, a plain HTTP server
if not. Keys that belong to another kind of source are taken out; comments and
every other byte stay. The outcome is checked: a change that brings errors is
not written.""")
EXAMPLES = """\
clustercfg binaries use clusterConfig.yaml --endpoint http://10.0.1.1 --diff
clustercfg binaries use clusterConfig.yaml --endpoint http://10.0.1.1:8080
clustercfg binaries use clusterConfig.yaml --username installer \\
    --endpoint https://minio.example.com:9000 --password-env MINIO_PASSWORD
clustercfg binaries use clusterConfig.yaml builtin"""
OUTCOMES = (
    mark("the file says so now (with --diff: would say so)"),
    mark("the change would bring errors, or is not safe; nothing was written"),
)

_INTERNAL = ("builtin", "official-service")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare options and arguments."""
    parser.add_argument("file", metavar="FILE", help=_("the configuration, or - for standard input"))
    parser.add_argument(
        "source",
        metavar="SOURCE",
        nargs="?",
        choices=_INTERNAL,
        help=_("builtin (the bootstrap node) or official-service (the internet), instead of --endpoint"),
    )
    parser.add_argument("--endpoint", metavar="URL", help=_("address of your own storage, without a bucket"))
    add_login_arguments(parser)
    add_edit_arguments(parser)


def add_login_arguments(parser: argparse.ArgumentParser | argparse._ArgumentGroup) -> None:
    """Declare the options that name the user of S3-compatible storage."""
    parser.add_argument("--username", metavar="USER", help=_("user of S3-compatible storage"))
    parser.add_argument(
        "--password-env", metavar="VARIABLE", help=_("take the password from an environment variable")
    )
    parser.add_argument(
        "--password-file", metavar="PATH", help=_("take the password from a file, or - for standard input")
    )


def run(arguments: argparse.Namespace) -> int:
    """Change the block, judge the outcome and save it."""
    source = _source(arguments)
    before = read_document(arguments.file)
    after = before.with_text(before.text)
    use_source(after, source)
    return conclude(before, after, arguments, ["spec.binaries"])


def _source(arguments: argparse.Namespace) -> BinariesSource:
    if bool(arguments.source) == bool(arguments.endpoint):
        raise UsageError(_("clustercfg binaries use: name builtin, official-service, or an --endpoint"))
    if arguments.source:
        if arguments.username or arguments.password_env or arguments.password_file:
            raise UsageError(
                _("clustercfg binaries use: {source} has no user").format(source=arguments.source)
            )
        return BinariesSource(arguments.source)
    refuse_userinfo(arguments.endpoint, "binaries use")
    password = password_of(arguments, "binaries use")
    return BinariesSource("external", arguments.endpoint, arguments.username, password)


def refuse_userinfo(endpoint: str, command: str) -> None:
    """Refuse an address that is none, or that holds a user or a password.

    Raises:
        UsageError: with what to write instead.
    """
    try:
        has_userinfo = parse_address(endpoint).userinfo is not None
    except StorageError as error:
        raise UsageError(f"clustercfg {command}: {error}") from None
    if has_userinfo:
        raise UsageError(
            _("clustercfg {command}: leave user and password out of the address; there is --username").format(
                command=command
            )
        )


def password_of(arguments: argparse.Namespace, command: str) -> str | None:
    """Return the password that belongs to --username, None without one; it is asked for if nothing says it.

    Raises:
        UsageError: the options do not fit each other, or there is no password.
        OSError: the file with it cannot be read.
    """
    named = (arguments.password_env, arguments.password_file)
    if arguments.username is None:
        if any(named):
            raise UsageError(_("clustercfg {command}: a password needs a --username").format(command=command))
        return None
    if all(named):
        raise UsageError(
            _("clustercfg {command}: give --password-env or --password-file, not both").format(
                command=command
            )
        )
    if STANDARD_INPUT == arguments.password_file == arguments.file:
        raise UsageError(
            _("clustercfg {command}: standard input cannot be both the file and the password").format(
                command=command
            )
        )
    password = _password(arguments)
    if not password or not arguments.username:
        raise UsageError(
            _("clustercfg {command}: user name and password must not be empty").format(command=command)
        )
    return password


def _password(arguments: argparse.Namespace) -> str:
    if arguments.password_env:
        return from_environment(arguments.password_env)
    if arguments.password_file:
        return from_file(arguments.password_file)
    return ask(_("password of {user}").format(user=arguments.username))
