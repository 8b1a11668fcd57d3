"""`clustercfg binaries import`: put the offline packages into the directory that the web server serves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from clustercfg.cli.binaries.import_text import (
    import_lines,
    plan_lines,
    removal_lines,
    verification_lines,
)
from clustercfg.cli.binaries.progress import FORMS, shown
from clustercfg.cli.exit_codes import ExitCode, UsageError
from clustercfg.cli.streams import say, terminal_width, write
from clustercfg.errors import PackageRefusedError
from clustercfg.storage.package import (
    find_tarballs,
    import_package,
    plan_package,
    remove_import,
    verify_import,
)
from clustercfg.translation import gettext as _
from clustercfg.translation import mark

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

__all__ = ["DESCRIPTION", "EXAMPLES", "OPERANDS", "OUTCOMES", "add_arguments", "run"]

OPERANDS = "[TARBALL ...]"
DESCRIPTION = mark("""\
Unpack offline-files.tar.gz and component-tools.tar.gz into the directory that
the web server serves, under the paths that nodes will ask for. Names are checked
first and contents hashed on the way; files are renamed into place only when all
tarballs have turned out good. Interrupted, it goes on when run again. A manifest
(.clustercfg-import.json) makes a second run instant and removal exact.""")
EXAMPLES = """\
clustercfg binaries import --to /usr/share/nginx/html --package /opt/dce5/offline --dry-run
clustercfg binaries import --to /usr/share/nginx/html --package /opt/dce5/offline
clustercfg binaries import --to /srv/www offline-files.tar.gz component-tools.tar.gz
clustercfg binaries import --to /srv/www --verify"""
OUTCOMES = (
    mark("the files are in place (with --dry-run: could be put there)"),
    mark("a tarball was refused, there is not enough space, or --verify found damage"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare options and arguments."""
    parser.add_argument(
        "tarballs", metavar="TARBALL", nargs="*", help=_("the packages, instead of --package")
    )
    parser.add_argument(
        "--to",
        metavar="DIR",
        required=True,
        help=_("the directory; it must exist (`binaries locate` finds it)"),
    )
    parser.add_argument(
        "--package",
        metavar="DIR",
        help=_(
            "the unpacked offline package: kubespray-binary/offline-files.tar.gz and component-tools.tar.gz in it"
        ),
    )
    parser.add_argument("--dry-run", action="store_true", help=_("say what would be done, write nothing"))
    parser.add_argument(
        "--verify",
        action="store_true",
        help=_("trust no file that is there; without tarballs: only hash what was imported"),
    )
    parser.add_argument("--remove", action="store_true", help=_("take back exactly what was imported"))
    parser.add_argument(
        "--strip",
        metavar="N",
        type=int,
        help=_("take N leading folders from every name (default: the one that all have in common)"),
    )
    parser.add_argument(
        "--progress",
        choices=FORMS,
        default="auto",
        help=_("how to show progress on standard error (auto: a bar on a terminal, else lines)"),
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=_("form of the output (default: text)")
    )


def run(arguments: argparse.Namespace) -> int:
    """Import, or plan, verify or remove an import."""
    _check_usage(arguments)
    try:
        if arguments.remove:
            return _remove(arguments)
        tarballs = _tarballs(arguments)
        if not tarballs:
            return _verify(arguments)
        return _plan(arguments, tarballs) if arguments.dry_run else _import(arguments, tarballs)
    except PackageRefusedError as error:
        say(f"clustercfg: {error}")
        return ExitCode.PROBLEMS
    except KeyboardInterrupt:
        say(_("interrupted; what is in place is whole, and the same command goes on from here"))
        raise


def _check_usage(arguments: argparse.Namespace) -> None:
    given = bool(arguments.tarballs or arguments.package)
    if arguments.tarballs and arguments.package:
        raise UsageError(_("name the tarballs or --package, not both"))
    if arguments.strip is not None and arguments.strip < 0:
        raise UsageError(_("--strip takes a number of folders, 0 or more"))
    if arguments.remove and (given or arguments.verify or arguments.strip is not None):
        raise UsageError(_("--remove goes by what was imported: it takes no tarballs, --verify or --strip"))
    if not (given or arguments.remove or arguments.verify):
        raise UsageError(
            _("name the tarballs, or with --package the folder that the offline package was unpacked to")
        )


def _tarballs(arguments: argparse.Namespace) -> Sequence[Path]:
    if arguments.package:
        return find_tarballs(Path(arguments.package))
    return [Path(each) for each in arguments.tarballs]


def _plan(arguments: argparse.Namespace, tarballs: Sequence[Path]) -> ExitCode:
    with shown(arguments.progress) as report:
        plan = plan_package(
            tarballs, Path(arguments.to), verify=arguments.verify, strip=arguments.strip, report=report
        )
    _write(arguments, plan, plan_lines(plan, terminal_width()))
    return ExitCode.OK if plan.has_space else ExitCode.PROBLEMS


def _import(arguments: argparse.Namespace, tarballs: Sequence[Path]) -> ExitCode:
    with shown(arguments.progress) as report:
        done = import_package(
            tarballs, Path(arguments.to), verify=arguments.verify, strip=arguments.strip, report=report
        )
    _write(arguments, done, import_lines(done, terminal_width()))
    return ExitCode.OK


def _verify(arguments: argparse.Namespace) -> ExitCode:
    with shown(arguments.progress) as report:
        done = verify_import(Path(arguments.to), report)
    _write(arguments, done, verification_lines(done))
    return ExitCode.OK if done.ok else ExitCode.PROBLEMS


def _remove(arguments: argparse.Namespace) -> ExitCode:
    done = remove_import(Path(arguments.to), dry_run=arguments.dry_run)
    _write(arguments, done, removal_lines(done, dry_run=arguments.dry_run))
    return ExitCode.OK


class _Told(Protocol):
    def to_dict(self) -> dict[str, Any]: ...


def _write(arguments: argparse.Namespace, told: _Told, lines: Iterable[str]) -> None:
    if arguments.format == "json":
        write(json.dumps(told.to_dict(), ensure_ascii=False, indent=2) + "\n")
    else:
        write("\n".join(lines) + "\n")
