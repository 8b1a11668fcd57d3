"""`clustercfg doctor`: what is installed here, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clustercfg.cli.exit_codes import ExitCode
from clustercfg.cli.streams import colorful, write
from clustercfg.cli.surroundings import Status, Trait, examine
from clustercfg.linting.reports.characters import columns, printable
from clustercfg.linting.reports.palette import Palette
from clustercfg.translation import gettext as _
from clustercfg.translation import mark, running

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

__all__ = ["DESCRIPTION", "EXAMPLES", "OPERANDS", "OUTCOMES", "add_arguments", "run"]

DESCRIPTION = mark("""\
Tell what is installed: this program and its libraries, the extra packages of
the storage commands, the web server and container programs that they can ask,
the language, and where the JSON Schemas lie. Nothing is sent anywhere, and no
configuration is read. What is optional may be absent.""")
EXAMPLES = """\
clustercfg doctor
clustercfg doctor --format json"""
OPERANDS = ""
OUTCOMES = (mark("nothing that is needed is missing"), mark("something that is needed is missing or too old"))

_GROUPS = {
    "program": mark("clustercfg"),
    "library": mark("libraries"),
    "storage": mark("libraries of the storage commands (optional)"),
    "tool": mark("programs that the storage commands can ask (optional)"),
    "language": mark("language"),
    "schema": mark("JSON Schemas"),
}
_MARKS = {
    Status.OK: (mark("ok"), "green"),
    Status.ABSENT: (mark("absent"), "dim"),
    Status.SILENT: (mark("no answer"), "yellow"),
    Status.OUTDATED: (mark("too old"), "red"),
    Status.MISSING: (mark("missing"), "red"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare options and arguments."""
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=_("form of the output (default: text)")
    )


def run(arguments: argparse.Namespace) -> int:
    """Look around and print what there is."""
    traits = examine(arguments.lang)
    healthy = not any(trait.is_problem for trait in traits)
    if arguments.format == "json":
        import json  # noqa: PLC0415 - the text needs none

        write(json.dumps(_data(traits, healthy=healthy), ensure_ascii=False, indent=2) + "\n")
    else:
        write("\n".join(_lines(traits, Palette(colorful(arguments.color)))) + "\n")
    return ExitCode.OK if healthy else ExitCode.PROBLEMS


def _data(traits: Sequence[Trait], *, healthy: bool) -> dict[str, Any]:
    return {"version": 1, "ok": healthy, "checks": [trait.to_dict() for trait in traits]}


def _lines(traits: Sequence[Trait], palette: Palette) -> Iterator[str]:
    size = max(columns(_(word)) for word, _style in _MARKS.values())
    for number, (group, title) in enumerate(_GROUPS.items()):
        if number:
            yield ""
        yield palette.paint(_(title), "bold")
        members = [trait for trait in traits if trait.group == group]
        names = max(columns(_(trait.name)) for trait in members)
        for trait in members:
            yield from _entry(trait, palette, size, names)


def _entry(trait: Trait, palette: Palette, size: int, names: int) -> Iterator[str]:
    word, style = _MARKS[trait.status]
    shown = palette.paint(_(word), style) + " " * (size - columns(_(word)))
    name = _(trait.name) + " " * (names - columns(_(trait.name)))
    facts = "  ".join(printable(each) for each in (trait.version, trait.detail) if each)
    yield f"  {shown}  {name}  {facts}".rstrip()
    if trait.remedy:
        yield f"  {' ' * size}  {running((palette.paint(_('help:'), 'green'), trait.remedy))}"
