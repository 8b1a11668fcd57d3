"""`clustercfg show`: what a file amounts to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from clustercfg.cli.effective import settings_of
from clustercfg.cli.exit_codes import ExitCode
from clustercfg.cli.outline import outline
from clustercfg.cli.package_sources import PackageSource, install_mode, package_sources
from clustercfg.cli.reading import display_name, read
from clustercfg.cli.streams import colorful, say, terminal_width, write
from clustercfg.linting.reports import FORMATS
from clustercfg.linting.reports.characters import columns, printable, wrap
from clustercfg.linting.reports.palette import Palette
from clustercfg.loading import loads
from clustercfg.translation import gettext as _
from clustercfg.translation import mark

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from clustercfg.models.cluster import ClusterConfig

__all__ = ["DESCRIPTION", "EXAMPLES", "OPERANDS", "OUTCOMES", "add_arguments", "run"]

DESCRIPTION = mark("""\
Show what a file amounts to: the install mode, where packages come from and why,
the addresses that nodes will download from, and every setting with its default
applied. Secrets are masked. A file with errors gets its lint report instead.""")
EXAMPLES = """\
clustercfg show clusterConfig.yaml
clustercfg show --format json clusterConfig.yaml | jq -r .installMode.value"""
OPERANDS = "FILE"
OUTCOMES = (mark("the file was shown"), mark("the file has errors and says nothing definite"))

_INDENT = 16


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare options and arguments."""
    parser.add_argument("file", metavar="FILE", help=_("the file, or - for standard input"))
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=_("form of the output (default: text)")
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the effective configuration, or the lint report when there is none."""
    color, width = colorful(arguments.color), terminal_width()
    name = display_name(arguments.file)
    loaded = loads(read(arguments.file), path=name)
    if loaded.config is None:
        write(FORMATS[arguments.format]([loaded.report], color=color, width=width))
        return ExitCode.PROBLEMS
    if not loaded.report.ok:
        say(_("clustercfg: {name} has errors, which `clustercfg lint` explains").format(name=name))
    if arguments.format == "json":
        write(json.dumps(_data(name, loaded.config), ensure_ascii=False, indent=2) + "\n")
    else:
        write("\n".join(_lines(name, loaded.config, Palette(color), width)) + "\n")
    return ExitCode.OK


def _data(name: str, config: ClusterConfig) -> dict[str, Any]:
    mode, reason = install_mode(config.spec)
    return {
        "path": name,
        "installMode": {"value": mode, "reason": reason},
        "packageSources": [source.to_dict() for source in package_sources(config.spec)],
        "settings": [setting.to_dict() for setting in settings_of(config)],
    }


def _lines(name: str, config: ClusterConfig, palette: Palette, width: int) -> Iterator[str]:
    mode, reason = install_mode(config.spec)
    yield palette.paint(printable(name), "bold")
    yield ""
    yield from _fact(_("install mode"), mode, reason, palette, width)
    for source in package_sources(config.spec):
        yield from _fact(source.field, source.kind, source.reason, palette, width)
        yield from _addresses(source)
    yield ""
    yield from outline(settings_of(config), palette)


def _fact(title: str, value: str, reason: str, palette: Palette, width: int) -> Iterator[str]:
    yield f"{palette.paint(title, 'green')}{' ' * max(1, _INDENT - columns(title))}{palette.paint(value, 'bold')}"
    yield from (" " * _INDENT + line for line in wrap(reason, width - _INDENT))


def _addresses(source: PackageSource) -> Iterator[str]:
    indent = " " * _INDENT
    if source.urls:
        yield indent + _("nodes will ask (assumed):")
        yield from (f"{indent}  {printable(url)}" for url in source.urls)
    if source.example:
        yield indent + _("for example:")
        yield f"{indent}  {printable(source.example)}"
