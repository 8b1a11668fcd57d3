"""`clustercfg schema --install-modeline FILE`: the schema beside a file, and the line that names it inside."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from clustercfg.cli.editing import read_document
from clustercfg.cli.exit_codes import ExitCode, UsageError
from clustercfg.cli.language import chosen_language
from clustercfg.cli.reading import STANDARD_INPUT, display_name
from clustercfg.cli.streams import colorful, say, write
from clustercfg.cli.unified import unified_diff
from clustercfg.schema import API_VERSIONS, file_name, json_schema, render
from clustercfg.schema_modeline import with_modeline
from clustercfg.translation import gettext as _
from clustercfg.yamltext.storing import replace_file

if TYPE_CHECKING:
    import argparse

    from clustercfg.yamltext.document import Document

__all__ = ["install_modeline"]


def install_modeline(arguments: argparse.Namespace) -> int:
    """Write both files as far as they do not say so already, the schema first; or show the change.

    Raises:
        UsageError: there is no file beside which a schema could stand, or no schema for its version.
        OSError: a file cannot be read or written.
        SaveError: the same, of the file itself.
    """
    path: str = arguments.install_modeline
    if path == STANDARD_INPUT:
        raise UsageError(
            _("clustercfg schema: --install-modeline needs a file, beside which the schema is put")
        )
    document = read_document(path)
    version = arguments.api_version or _version_of(document)
    lang = chosen_language(arguments.lang or "")[0]
    name = file_name(version, lang)
    schema = os.path.join(os.path.dirname(path), name)
    content = render(json_schema(version, lang)).encode()
    after = document.with_text(with_modeline(document, name))
    if arguments.diff:
        write(unified_diff(document.text, after.text, display_name(path), color=colorful(arguments.color)))
    if _is_stale(schema, content):
        _store(schema, content, only_told=arguments.diff)
    if after.text == document.text:
        say(_("clustercfg: nothing to change: {name} says so already").format(name=display_name(path)))
    elif not arguments.diff:
        after.save()
        say(_("clustercfg: wrote {name}").format(name=display_name(path)))
    return ExitCode.OK


def _version_of(document: Document) -> str:
    """Return the version that the file names; the first for a file that names none yet."""
    group, _slash, version = str(document.get("apiVersion", "")).rpartition("/")
    if version in API_VERSIONS or not group:
        return version if version in API_VERSIONS else API_VERSIONS[0]
    message = _("clustercfg schema: there is no schema for {version}, only for {versions}")
    told = display_name(version)
    raise UsageError(message.format(version=told, versions=", ".join(API_VERSIONS)))


def _is_stale(path: str, content: bytes) -> bool:
    try:
        with open(path, "rb") as file:
            return file.read() != content
    except FileNotFoundError:
        return True


def _store(path: str, content: bytes, *, only_told: bool) -> None:
    if only_told:
        say(_("clustercfg: would write {name}").format(name=display_name(path)))
        return
    replace_file(path, content)
    say(_("clustercfg: wrote {name}").format(name=display_name(path)))
