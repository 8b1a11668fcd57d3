"""What `doctor` looks at: libraries, programs, language and schemas of this installation."""

from __future__ import annotations

import enum
import os
import platform
import re
import shutil
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from clustercfg import __version__
from clustercfg.cli.language import chosen_language
from clustercfg.errors import StorageError
from clustercfg.storage.programs import run
from clustercfg.translation import gettext as _
from clustercfg.translation import mark, use_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["EXTRA", "LIBRARIES", "PYTHON", "Status", "Trait", "examine"]

PYTHON = (3, 10)
LIBRARIES = {"pydantic": "2.7", "ruamel.yaml": "0.18", "jsonschema": "4.21"}
EXTRA = {"boto3": "1.40.40", "isal": "1.7", "nginx-crossplane": "0.5.13", "rich": "13", "urllib3": "2"}
"""The oldest versions that will do, as in pyproject.toml."""

_TOOLS = {
    "nginx": ("-v",),
    "docker": ("--version",),
    "podman": ("--version",),
    "nerdctl": ("--version",),
    "crictl": ("--version",),
    "ctr": ("--version",),
    "kubectl": ("version", "--client"),
}
_PACKAGE = Path(__file__).parents[1]
_SECONDS = 5.0
_VERSION = re.compile(r"v?(\d+(?:\.\d+)+[\w.+~-]*)")


class Status(enum.Enum):
    """How something was found."""

    OK = "ok"
    ABSENT = "absent"
    """Not there, and not needed by everyone."""
    SILENT = "silent"
    """There, but it did not tell its version."""
    OUTDATED = "outdated"
    MISSING = "missing"
    """Not there, and needed."""


@dataclass(frozen=True, slots=True)
class Trait:
    """One thing that was looked at: what was found, where, and what to do about it.

    Group, name and status are words for programs, the same in every language.
    """

    group: str
    name: str
    status: Status
    version: str = ""
    detail: str = ""
    remedy: str = ""

    @property
    def is_problem(self) -> bool:
        """True when something that is needed is not as it should be."""
        return self.status in {Status.OUTDATED, Status.MISSING}

    def to_dict(self) -> dict[str, str]:
        """Return the JSON form."""
        return {
            "group": self.group,
            "name": self.name,
            "status": self.status.value,
            "version": self.version,
            "detail": self.detail,
            "remedy": self.remedy,
        }


def examine(language: str | None) -> tuple[Trait, ...]:
    """Look at everything; `language` is what `--lang` says."""
    return (
        *_program(),
        *_libraries("library", LIBRARIES, "pip install clustercfg"),
        *_libraries("storage", EXTRA, "pip install 'clustercfg[storage]'"),
        *(_tool(name, arguments) for name, arguments in _TOOLS.items()),
        *_language(language),
        *_schemas(),
    )


def _program() -> Iterator[Trait]:
    folder = str(_PACKAGE)
    yield Trait("program", "clustercfg", Status.OK, __version__, folder)
    status = Status.OK if sys.version_info >= PYTHON else Status.OUTDATED
    yield Trait("program", "Python", status, platform.python_version(), sys.executable or "")
    yield Trait("program", mark("system"), Status.OK, platform.platform())


def _libraries(group: str, wanted: Mapping[str, str], command: str) -> Iterator[Trait]:
    for name, oldest in wanted.items():
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            status = Status.ABSENT if group == "storage" else Status.MISSING
            yield Trait(group, name, status, remedy=command)
            continue
        if _numbers(version) >= _numbers(oldest):
            yield Trait(group, name, Status.OK, version)
        else:
            detail = _("at least {version} is needed").format(version=oldest)
            yield Trait(group, name, Status.OUTDATED, version, detail, f"{command} --upgrade")


def _numbers(version: str) -> tuple[int, ...]:
    leading = re.match(r"\d+(?:\.\d+)*", version)
    return tuple(int(each) for each in leading[0].split(".")) if leading else ()


def _tool(name: str, arguments: tuple[str, ...]) -> Trait:
    path = shutil.which(name)
    if path is None:
        return Trait("tool", name, Status.ABSENT)
    try:
        done = run((path, *arguments), timeout=_SECONDS)
    except StorageError as error:
        return Trait("tool", name, Status.SILENT, detail=f"{path}: {error}")
    version = _VERSION.search(done.stdout.decode("utf-8", "replace") + done.stderr)
    if done.code or version is None:
        return Trait("tool", name, Status.SILENT, detail=f"{path}: {done.complaint}")
    return Trait("tool", name, Status.OK, version[1], path)


def _language(asked: str | None) -> Iterator[Trait]:
    language, reason = chosen_language(asked or "")
    if use_language(language):  # as at the start of every command
        yield Trait("language", mark("messages"), Status.OK, language, reason)
    else:
        remedy = _("its texts are not installed, so that English is used")
        yield Trait("language", mark("messages"), Status.ABSENT, language, reason, remedy)
    yield Trait("language", mark("output"), Status.OK, getattr(sys.stdout, "encoding", None) or "-")
    names = (name for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name))
    settings = " ".join(f"{name}={os.environ[name]}" for name in names)
    yield Trait("language", mark("locale"), Status.OK, settings or _("not set"))


def _schemas() -> Iterator[Trait]:
    # In the wheel they lie within the package, in the source beside `src`.
    folders = (_PACKAGE / "schemas", _PACKAGE.parents[1] / "schemas")
    found = sorted(path for folder in folders for path in folder.glob("*.schema.json"))
    yield from (Trait("schema", path.name, Status.OK, detail=str(path)) for path in found)
    if not found:
        yield Trait("schema", "*.schema.json", Status.MISSING, remedy="clustercfg schema -o FILE")
