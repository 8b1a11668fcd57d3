"""`clustercfg binaries check`: what the installer and the nodes will meet at one's own storage."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from clustercfg.cli.binaries.check_text import report_lines
from clustercfg.cli.binaries.progress import FORMS, shown
from clustercfg.cli.exit_codes import ExitCode, UsageError
from clustercfg.cli.reading import display_name, read
from clustercfg.cli.streams import colorful, say, terminal_width, write
from clustercfg.linting.reports import FORMATS
from clustercfg.linting.reports.palette import Palette
from clustercfg.loading import loads
from clustercfg.storage.checks.check import CheckReport, check_targets
from clustercfg.storage.checks.options import CheckOptions
from clustercfg.storage.checks.targets import targets_of
from clustercfg.storage.package import find_tarballs, read_package
from clustercfg.storage.s3.target import S3Target
from clustercfg.translation import gettext as _
from clustercfg.translation import mark

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from clustercfg.storage.checks.targets import Target
    from clustercfg.storage.package import PackageFile

__all__ = ["DESCRIPTION", "EXAMPLES", "OPERANDS", "OUTCOMES", "add_arguments", "run"]

OPERANDS = "FILE [TARBALL ...]"
DESCRIPTION = mark("""\
Check the external storage that a configuration names, the way the installer
and the nodes will use it: address, name, port, certificate, clock, user,
bucket, the rights to write, read and delete, what nodes may read without a
password, and with the packages given, that every file of them is there with
its right size. Covers binaries, osRepos on S3-compatible storage, and
S3Storage. Each failure says what to do; what builds on it is skipped.""")
EXAMPLES = """\
clustercfg binaries check clusterConfig.yaml
clustercfg binaries check clusterConfig.yaml --package /opt/dce5/offline
clustercfg binaries check clusterConfig.yaml --directory /srv/www --sha256 \\
    offline-files.tar.gz component-tools.tar.gz
clustercfg binaries check clusterConfig.yaml --after-import --no-write"""
OUTCOMES = (mark("no check failed (warnings are allowed)"), mark("a check failed, or the file has errors"))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare options and arguments."""
    parser.add_argument("file", metavar="FILE", help=_("the configuration, or - for standard input"))
    parser.add_argument(
        "tarballs", metavar="TARBALL", nargs="*", help=_("packages whose files must be there")
    )
    parser.add_argument(
        "--package", metavar="DIR", help=_("the unpacked offline package with these tarballs")
    )
    parser.add_argument(
        "--sha256", action="store_true", help=_("download every file and compare its content")
    )
    parser.add_argument(
        "--directory", metavar="DIR", help=_("the directory of this machine that the HTTP server serves")
    )
    parser.add_argument(
        "--ca-file", metavar="FILE", help=_("trust the CA certificates in FILE (PEM) as well")
    )
    parser.add_argument(
        "--files-repo", metavar="URL", help=_("where nodes read binaries from, instead of what is assumed")
    )
    parser.add_argument(
        "--after-import",
        action="store_true",
        help=_("bucket, read access and content must be there now; before, they only give warnings"),
    )
    parser.add_argument("--no-write", action="store_true", help=_("write nothing, not even a probe"))
    parser.add_argument(
        "--progress", choices=FORMS, default="auto", help=_("how to show the reading of packages")
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=_("form of the output (default: text)")
    )


def run(arguments: argparse.Namespace) -> int:
    """Check, and print what was found."""
    if arguments.tarballs and arguments.package:
        raise UsageError(_("name the tarballs or --package, not both"))
    color, width, name = colorful(arguments.color), terminal_width(), display_name(arguments.file)
    loaded = loads(read(arguments.file), path=name)
    if loaded.config is None:
        write(FORMATS[arguments.format]([loaded.report], color=color, width=width))
        return ExitCode.PROBLEMS
    if not loaded.report.ok:
        say(_("clustercfg: {name} has errors, which `clustercfg lint` explains").format(name=name))
    targets = targets_of(loaded.config.spec, arguments.files_repo)
    if not targets:
        say(_("clustercfg: {name} names no storage of your own; there is nothing to check").format(name=name))
    report = check_announced(targets, _options(arguments))
    _write(report, arguments, Palette(color), width)
    return ExitCode.OK if report.ok else ExitCode.PROBLEMS


def check_announced(targets: Sequence[Target], options: CheckOptions) -> CheckReport:
    """Check, and say before what will be written for it."""
    if options.write:
        for each in targets:
            if isinstance(each, S3Target):
                text = _(
                    "writing small objects below {bucket}/clustercfg-probe/ at {origin} and deleting them again"
                    " (--no-write leaves that out)"
                )
                say(text.format(bucket=each.bucket, origin=each.address.origin))
            elif options.directory is not None:
                text = _(
                    "writing a small file into {directory} and deleting it again (--no-write leaves that out)"
                )
                say(text.format(directory=options.directory))
    return check_targets(targets, options)


def _options(arguments: argparse.Namespace) -> CheckOptions:
    return CheckOptions(
        write=not arguments.no_write,
        after_import=arguments.after_import,
        files=_files(arguments),
        sha256=arguments.sha256,
        directory=Path(arguments.directory) if arguments.directory else None,
        files_repo=arguments.files_repo,
        ca_file=Path(arguments.ca_file) if arguments.ca_file else None,
    )


def _files(arguments: argparse.Namespace) -> tuple[PackageFile, ...]:
    paths = [Path(each) for each in arguments.tarballs]
    tarballs = find_tarballs(Path(arguments.package)) if arguments.package else paths
    if not tarballs:
        return ()
    with shown(arguments.progress) as progress:
        return read_package(tarballs, report=progress)


def _write(report: CheckReport, arguments: argparse.Namespace, palette: Palette, width: int) -> None:
    if arguments.format == "json":
        write(json.dumps(report.to_dict(), ensure_ascii=False, indent=2) + "\n")
    elif report.ladders:
        write("\n".join(report_lines(report, palette, width)) + "\n")
