"""`clustercfg binaries setup`: the whole procedure in one go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clustercfg.cli.binaries.check import check_announced
from clustercfg.cli.binaries.check_text import report_lines
from clustercfg.cli.binaries.import_text import import_lines, plan_lines
from clustercfg.cli.binaries.locate import (
    add_container_arguments,
    add_server_arguments,
    check_usage,
    question_of,
)
from clustercfg.cli.binaries.locate_page import page
from clustercfg.cli.binaries.progress import FORMS, shown
from clustercfg.cli.binaries.use import add_login_arguments, password_of, refuse_userinfo
from clustercfg.cli.editing import add_edit_arguments, conclude, read_document
from clustercfg.cli.exit_codes import ExitCode, UsageError
from clustercfg.cli.reading import STANDARD_INPUT, display_name
from clustercfg.cli.streams import colorful, say, terminal_width, write
from clustercfg.errors import PackageRefusedError
from clustercfg.linting.reports.palette import Palette
from clustercfg.storage.checks.options import CheckOptions
from clustercfg.storage.checks.targets import binaries_target
from clustercfg.storage.locate import locate
from clustercfg.storage.package import find_tarballs, import_package, plan_package
from clustercfg.storage.s3.credentials import Credentials
from clustercfg.storage.use import BinariesSource, use_source
from clustercfg.translation import gettext as _
from clustercfg.translation import mark

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from clustercfg.storage.package import PackageFile

__all__ = ["DESCRIPTION", "EXAMPLES", "OPERANDS", "OUTCOMES", "add_arguments", "run"]

OPERANDS = "FILE [TARBALL ...]"
DESCRIPTION = mark("""\
Go through the whole procedure: find the directory that the server serves,
import the packages into it, check the server as nodes will use it, and write
its address into the configuration. S3-compatible storage (--username) needs
no directory: it is checked and written. The first step that fails ends it and
says what to do; the configuration is written last. Run again, it goes on
where it stopped.""")
EXAMPLES = """\
clustercfg binaries setup clusterConfig.yaml --endpoint http://10.0.1.1:8080 \\
    --package /opt/dce5/offline
clustercfg binaries setup clusterConfig.yaml --endpoint http://10.0.1.1 \\
    --package /opt/dce5/offline --runtime podman --container web
clustercfg binaries setup clusterConfig.yaml --username installer \\
    --endpoint https://minio.example.com:9000 --password-env MINIO_PASSWORD"""
OUTCOMES = (
    mark("everything is done (with --diff: would be done)"),
    mark("a step failed; what to do stands below it"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare options and arguments."""
    parser.add_argument("file", metavar="FILE", help=_("the configuration"))
    parser.add_argument(
        "tarballs", metavar="TARBALL", nargs="*", help=_("the packages, instead of --package")
    )
    parser.add_argument(
        "--endpoint",
        metavar="URL",
        dest="url",
        required=True,
        help=_("the address under which nodes will find the files, without a bucket"),
    )
    parser.add_argument("--package", metavar="DIR", help=_("the unpacked offline package with its tarballs"))
    add_login_arguments(parser.add_argument_group(_("S3-compatible storage")))
    add_server_arguments(parser.add_argument_group(_("the web server")))
    add_container_arguments(parser.add_argument_group(_("its container")))
    parser.add_argument(
        "--node", metavar="NAME", help=_("the machine of the directory, if it is not this one")
    )
    parser.add_argument(
        "--ca-file", metavar="FILE", help=_("trust the CA certificates in FILE (PEM) as well")
    )
    parser.add_argument(
        "--sha256", action="store_true", help=_("download every file and compare its content")
    )
    parser.add_argument(
        "--progress", choices=FORMS, default="auto", help=_("how to show progress on standard error")
    )
    add_edit_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Take one step after the other; return the exit code of the first that fails."""
    if arguments.file == STANDARD_INPUT:
        raise UsageError(_("clustercfg binaries setup: name the file; it is written at the end"))
    refuse_userinfo(arguments.url, "binaries setup")
    password = password_of(arguments, "binaries setup")
    read_document(arguments.file)  # now: not after an import of gigabytes
    if password is not None:
        return _set_up_s3(arguments, password)
    check_usage(arguments)
    try:
        return _set_up_http(arguments)
    except PackageRefusedError as error:
        say(f"clustercfg: {error}")
        return _stopped(arguments)


def _set_up_s3(arguments: argparse.Namespace, password: str) -> int:
    if not arguments.diff and not _is_good(arguments, Credentials(arguments.username, password)):
        return _stopped(arguments)
    return _use(arguments, BinariesSource("external", arguments.url, arguments.username, password))


def _set_up_http(arguments: argparse.Namespace) -> int:
    tarballs = _tarballs(arguments)
    directory = _locate(arguments)
    if directory is None:
        return _stopped(arguments)
    if arguments.diff:
        _plan(arguments, tarballs, directory)
    else:
        files = _import(arguments, tarballs, directory)
        if not _is_good(arguments, None, files, directory):
            return _stopped(arguments)
    return _use(arguments, BinariesSource("external", arguments.url))


def _tarballs(arguments: argparse.Namespace) -> Sequence[Path]:
    if arguments.package:
        return find_tarballs(Path(arguments.package))
    if not arguments.tarballs:
        raise UsageError(
            _(
                "clustercfg binaries setup: name the packages with --package, or for S3-compatible storage"
                " the user with --username"
            )
        )
    return [Path(each) for each in arguments.tarballs]


def _locate(arguments: argparse.Namespace) -> Path | None:
    """Show the way to the directory; return it if files can be imported into it here."""
    located = locate(question_of(arguments))
    _show(arguments, _("1. the directory"), page(located, _palette(arguments), terminal_width()))
    if located.nodes:
        say(_("clustercfg: import the packages there as shown, then go on here with check and use"))
        return None
    return Path(located.directory) if located.ok and located.directory else None


def _plan(arguments: argparse.Namespace, tarballs: Sequence[Path], directory: Path) -> None:
    with shown(arguments.progress) as report:
        plan = plan_package(tarballs, directory, report=report)
    _show(arguments, _("2. the import"), plan_lines(plan, terminal_width()))


def _import(
    arguments: argparse.Namespace, tarballs: Sequence[Path], directory: Path
) -> tuple[PackageFile, ...]:
    with shown(arguments.progress) as report:
        done = import_package(tarballs, directory, report=report)
    _show(arguments, _("2. the import"), import_lines(done, terminal_width()))
    return done.plan.files


def _is_good(
    arguments: argparse.Namespace,
    credentials: Credentials | None,
    files: tuple[PackageFile, ...] = (),
    directory: Path | None = None,
) -> bool:
    ca_file = Path(arguments.ca_file) if arguments.ca_file else None
    options = CheckOptions(files=files, sha256=arguments.sha256, directory=directory, ca_file=ca_file)
    report = check_announced([binaries_target(arguments.url, credentials)], options)
    title = _("1. the checks") if credentials else _("3. the checks")
    _show(arguments, title, report_lines(report, _palette(arguments), terminal_width()))
    return report.ok


def _use(arguments: argparse.Namespace, source: BinariesSource) -> int:
    before = read_document(arguments.file)
    after = before.with_text(before.text)
    use_source(after, source)
    return conclude(before, after, arguments, ["spec.binaries"])


def _stopped(arguments: argparse.Namespace) -> ExitCode:
    say(
        _(
            "clustercfg: stopped here; {name} is unchanged. Once that is mended, run the same command again."
        ).format(name=display_name(arguments.file))
    )
    return ExitCode.PROBLEMS


def _show(arguments: argparse.Namespace, title: str, lines: Iterable[str]) -> None:
    text = "\n".join(lines)
    write(f"{_palette(arguments).paint(title, 'bold')}\n{text}\n\n")


def _palette(arguments: argparse.Namespace) -> Palette:
    return Palette(colorful(arguments.color))
