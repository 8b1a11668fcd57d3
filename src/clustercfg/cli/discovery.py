"""From the paths of a command line to the files to check."""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING

from clustercfg.cli.exit_codes import ExitCode, Outcome
from clustercfg.cli.reading import STANDARD_INPUT, cannot_read, display_name
from clustercfg.translation import gettext as _
from clustercfg.translation import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["find_files", "is_cluster_config"]

_HEAD = 64 * 1024
_SKIPPED = frozenset({"node_modules", "__pycache__"})

_KIND = rb"""(?:^(?:\xef\xbb\xbf)?|[{,]\s*)["']?kind["']?[ \t]*:[ \t]*["']?ClusterConfig["']?[ \t]*(?:[#,}\r]|$)"""
_API_VERSION = rb"""(?:^(?:\xef\xbb\xbf)?|[{,]\s*)["']?apiVersion["']?[ \t]*:[ \t]*["']?([^\s"'#,}]+)"""


def find_files(paths: Iterable[str], outcome: Outcome) -> Iterator[str]:
    """Yield each file of `paths` once: a file or `-` as it is named, a directory by the ClusterConfigs below it.

    Hidden directories and those of installed packages are left out. Troubles are told and go to `outcome`.
    """
    seen: set[str] = set()
    for path in paths:
        files = _below(path, outcome) if path != STANDARD_INPUT and os.path.isdir(path) else (path,)
        for file in files:
            place = file if file == STANDARD_INPUT else os.path.realpath(file)
            if place not in seen:
                seen.add(place)
                yield file


def _below(directory: str, outcome: Outcome) -> Iterator[str]:
    looked_at = found = 0
    for file in _yaml_files(directory, outcome):
        looked_at += 1
        if _is_wanted(file, outcome):
            found += 1
            yield file
    if not found:
        outcome.trouble(ExitCode.USAGE, _nothing_found(directory, looked_at))


def _nothing_found(directory: str, looked_at: int) -> str:
    looked = ngettext("looked at {count} YAML file", "looked at {count} YAML files", looked_at).format(
        count=looked_at
    )
    return _(
        "clustercfg: no file of kind ClusterConfig in {directory} ({looked}); name the file to check it anyway"
    ).format(directory=display_name(directory), looked=looked)


def _yaml_files(directory: str, outcome: Outcome) -> Iterator[str]:
    def tell(error: OSError) -> None:
        outcome.trouble(ExitCode.UNREADABLE, cannot_read(error.filename, error))

    for folder, folders, files in os.walk(directory, onerror=tell):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _SKIPPED)
        for name in sorted(files):
            if name.endswith((".yaml", ".yml")):
                yield os.path.normpath(os.path.join(folder, name))


def _is_wanted(path: str, outcome: Outcome) -> bool:
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return False
        with open(path, "rb") as file:
            return is_cluster_config(file.read(_HEAD))
    except OSError as error:
        outcome.trouble(ExitCode.UNREADABLE, cannot_read(path, error))
        return False


def is_cluster_config(head: bytes) -> bool:
    """Tell by the first bytes of a file whether its `kind` is ClusterConfig, without parsing it.

    Other projects use that kind too (eksctl, k0s): an apiVersion of a group that is plainly not DaoCloud's is left out.
    """
    text = head.replace(
        b"\0", b""
    )  # so that UTF-16 is found as well; the linter then says what is wrong with it
    if b"ClusterConfig" not in text or not re.search(_KIND, text, re.MULTILINE):
        return False
    version = re.search(_API_VERSION, text, re.MULTILINE)
    return version is None or b"/" not in version[1] or b"daocloud" in version[1].lower()
