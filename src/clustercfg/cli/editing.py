"""What all commands share that change a file: reading it, judging the change, showing or saving it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from clustercfg.cli.exit_codes import ExitCode
from clustercfg.cli.reading import STANDARD_INPUT, display_name, read
from clustercfg.cli.streams import colorful, say, terminal_width, write, write_bytes
from clustercfg.cli.unified import unified_diff
from clustercfg.errors import InvalidConfigError
from clustercfg.linting.diagnostics import Diagnostic, Severity
from clustercfg.linting.linter import Options, inspect_document, undecodable
from clustercfg.linting.reports.characters import printable, wrap
from clustercfg.translation import gettext as _
from clustercfg.translation import ngettext, running
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.nodes import ScalarNode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator

    from clustercfg.cli.place import Place
    from clustercfg.yamltext.paths import Path as YamlPath

__all__ = ["add_edit_arguments", "conclude", "edit_at", "read_document"]


def add_edit_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of a command that changes one file."""
    parser.add_argument(
        "--diff", action="store_true", help=_("show the change, with secrets masked, and write nothing")
    )
    parser.add_argument(
        "--force", action="store_true", help=_("make the change even if it brings errors with it")
    )


def read_document(path: str) -> Document:
    """Return the document in a file, or on standard input.

    Raises:
        OSError: it cannot be read.
        InvalidConfigError: it holds no text.
    """
    file = None if path == STANDARD_INPUT else Path(path)
    document, problem = Document.from_bytes(read(path), file=file)
    if document is None:
        raise InvalidConfigError(undecodable(problem, display_name(path), Options()))
    return document


def edit_at(document: Document, place: Place, edit: Callable[[Document, YamlPath], None]) -> None:
    """Make an edit at a place; where that stands in YAML inside a text, the edit is made there.

    Raises:
        EditRefusedError: it cannot be made without changing anything else.
    """
    outer = place.path[: place.depth]
    holder = document.node(outer)
    if place.depth is None or (isinstance(holder, ScalarNode) and holder.style == "|"):
        edit(document, place.path)
        return
    text = Document(holder.text if isinstance(holder, ScalarNode) else "")
    edit(text, place.path[place.depth :])
    document.set(outer, text.text.rstrip("\n"))


def conclude(before: Document, after: Document, arguments: argparse.Namespace, fields: Iterable[str]) -> int:
    """Judge the change of `fields` from `before` to `after`; show it, save it or refuse it. Return the exit code.

    Raises:
        SaveError: the file cannot be written, or has changed on disk.
    """
    name = display_name(arguments.file)
    findings = _new_findings(before, after)
    errors = [each for each in findings if each.severity is Severity.ERROR]
    if errors and not arguments.force:
        say("\n".join(_refusal(name, errors)))
        return ExitCode.PROBLEMS
    if findings:
        say("\n".join(line for each in findings for line in _told(each)))
    if arguments.diff:
        write(unified_diff(before.text, after.text, name, color=colorful(arguments.color)))
    elif arguments.file == STANDARD_INPUT:
        write_bytes(after.to_bytes())
    elif after.text != before.text:
        after.save()
        say(_("clustercfg: wrote {name}: {fields}").format(name=name, fields=", ".join(fields)))
    if after.text == before.text:
        say(_("clustercfg: nothing to change: {name} says so already").format(name=name))
    return ExitCode.OK


def _new_findings(before: Document, after: Document) -> list[Diagnostic]:
    """The errors and warnings that the change brings. A placeholder that is written is meant."""
    options = Options(allow_placeholders=True)
    old, new = (inspect_document(each, options=options).report for each in (before, after))
    known = Counter(map(_key, old))
    findings = []
    for each in new:
        if known[_key(each)]:
            known[_key(each)] -= 1
        elif each.severity is not Severity.INFO:
            findings.append(each)
    return findings


def _key(found: Diagnostic) -> tuple[str, str, str]:
    """What tells a finding from others when lines and indices move."""
    return found.code, re.sub(r"\[\d+\]", "[]", found.field), found.message


def _refusal(name: str, errors: list[Diagnostic]) -> Iterator[str]:
    count = len(errors)
    bring = ngettext(
        "clustercfg: {name} stays as it is: the change would bring an error",
        "clustercfg: {name} stays as it is: the change would bring {count} errors",
        count,
    )
    yield bring.format(name=name, count=count)
    for each in errors:
        yield from _told(each)
    yield from wrap(
        _("Changes that belong together go into one command; --force makes the change all the same."),
        terminal_width(),
    )


def _told(found: Diagnostic) -> Iterator[str]:
    word = _("error") if found.severity is Severity.ERROR else _("warning")
    field = f"{printable(found.field)}: " if found.field else ""
    message = f"{field}{printable(found.message)} [{found.code} {found.rule}]"
    text = _("{title}: {evidence}").format(title=word, evidence=message)
    advice = running((_("help:"), printable(found.help))) if found.help else ""
    for paragraph in (text, advice):
        yield from (f"  {line}" for line in wrap(paragraph, terminal_width() - 2) if line)
