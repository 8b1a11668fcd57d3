"""Where the text of a configuration comes from: the files of this machine, or one dump that holds them all."""

from __future__ import annotations

import fnmatch
import glob
import os
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from clustercfg.errors import StorageError
from clustercfg.translation import gettext as _

__all__ = ["Disk", "Dump", "Source", "beside", "has_wildcard", "is_dump", "source_of_text"]

_MARK = re.compile(rb"^# configuration file (/[^\r\n]*):[ \t]*\r?\n", re.MULTILINE)
"""What `nginx -T` writes above each file."""

_MOST_BYTES = 16 * 2**20
_WILDCARDS = frozenset("*?[")


class Source(Protocol):
    """Gives the text of configuration files; a relative name is meant from the main file's folder, as nginx does."""

    @property
    def main(self) -> str:
        """The file with which nginx starts."""

    def text(self, path: str) -> bytes | None:
        """Return what a file holds, or None if there is no such file."""

    def matching(self, pattern: str) -> list[str]:
        """Return the files that an `include` with wildcards means, in nginx's order."""


@dataclass(frozen=True, slots=True)
class Disk:
    """The files of this machine."""

    main: str

    def text(self, path: str) -> bytes | None:
        """Return what a file holds, or None if there is no such file.

        Raises:
            OSError: the file is there and cannot be read.
        """
        try:
            with Path(path).open("rb") as file:
                return _bounded(file.read(_MOST_BYTES + 1), path)
        except FileNotFoundError:
            return None

    def matching(self, pattern: str) -> list[str]:
        """Return the files that match, in the order of their bytes: glob(3) sorts so in nginx, which sets no locale."""
        return sorted(glob.glob(pattern), key=os.fsencode)  # noqa: PTH207 - a name must stay as nginx builds it


@dataclass(frozen=True, slots=True)
class Dump:
    """The files that `nginx -T` has printed, the main one first."""

    parts: Mapping[str, bytes]
    main: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "main", next(iter(self.parts)))

    def text(self, path: str) -> bytes | None:
        """Return what a part holds, or None if the dump has no such part."""
        return self.parts.get(path)

    def matching(self, pattern: str) -> list[str]:
        """Return the parts that match, in the order of their bytes."""
        return sorted((path for path in self.parts if _globs(path, pattern)), key=os.fsencode)


def is_dump(content: bytes) -> bool:
    """Return whether `content` is the output of `nginx -T`, which holds every file."""
    return bool(_MARK.search(content))


def source_of_text(content: bytes, name: str) -> Dump:
    """Return the files in the output of `nginx -T`; text without its marks is one file called `name`.

    Raises:
        StorageError: there is nothing in it, or too much.
    """
    _bounded(content, name)
    marks = list(_MARK.finditer(content))
    if not marks:
        return Dump({name: _not_empty(content, name)})
    ends = [mark.start() for mark in marks[1:]] + [len(content)]
    return Dump(
        {
            mark[1].decode("utf-8", "surrogateescape"): content[mark.end() : end]
            for mark, end in zip(marks, ends, strict=True)
        }
    )


def _bounded(content: bytes, name: str) -> bytes:
    if len(content) > _MOST_BYTES:
        raise StorageError(_("{name}: too large for an nginx configuration").format(name=name))
    return content


def _not_empty(content: bytes, name: str) -> bytes:
    if content.strip():
        return content
    raise StorageError(
        _("{name}: there is no nginx configuration in it").format(name=name),
        _("`nginx -T` prints one only to a user who may open nginx's pid file: try it as root"),
    )


def _globs(path: str, pattern: str) -> bool:
    """Match as glob(3) does: a wildcard stays within one folder and does not stand for a leading dot."""
    names, wanted = path.split("/"), pattern.split("/")
    return len(names) == len(wanted) and all(map(_name_globs, names, wanted))


def _name_globs(name: str, pattern: str) -> bool:
    if name.startswith(".") and not pattern.startswith("."):
        return False
    return fnmatch.fnmatchcase(name, pattern)


def has_wildcard(pattern: str) -> bool:
    """Return whether nginx looks for several files."""
    return bool(_WILDCARDS & set(pattern))


def beside(main: str, path: str) -> str:
    """Return the full name of an included file: nginx takes a relative one from the main file's folder."""
    return posixpath.join(posixpath.dirname(main), path)
