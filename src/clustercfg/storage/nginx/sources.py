"""Where the text of a configuration comes from: the files of this machine, or one dump that holds them all."""

from __future__ import annotations

import contextlib
import fnmatch
import os
import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from clustercfg.errors import StorageError
from clustercfg.storage.nginx.allowance import MOST_BYTES, Allowance, too_many_bytes
from clustercfg.translation import gettext as _

__all__ = ["Disk", "Dump", "Source", "beside", "has_wildcard", "is_dump", "source_of_text"]

_MARK = re.compile(rb"^# configuration file (/[^\r\n]*):[ \t]*\r?\n", re.MULTILINE)
"""What `nginx -T` writes above each file."""

_WILDCARDS = frozenset("*?[")


class Source(Protocol):
    """Gives the text of configuration files; a relative name is meant from the main file's folder, as nginx does."""

    @property
    def main(self) -> str:
        """The file with which nginx starts."""

    def text(self, path: str) -> bytes | None:
        """Return what a file holds, or None if there is no such file."""

    def matching(self, pattern: str, allowance: Allowance) -> list[str]:
        """Return the files that an `include` with wildcards means, in nginx's order.

        Raises:
            StorageError: too many names would have to be looked at.
        """


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
            # A pipe without a writer would be waited for for ever.
            with open(path, "rb", opener=_without_waiting) as file:
                return file.read(MOST_BYTES + 1) or b""
        except FileNotFoundError:
            return None

    def matching(self, pattern: str, allowance: Allowance) -> list[str]:
        """Return the files that match, in the order of their bytes: glob(3) sorts so in nginx, which sets no locale."""
        found = [""]
        *folders, last = pattern.split("/")
        for part in folders:
            found = [f"{path}/" for path in _expanded(found, part, allowance)]
        return sorted(filter(os.path.lexists, _expanded(found, last, allowance)), key=os.fsencode)


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

    def matching(self, pattern: str, allowance: Allowance) -> list[str]:
        """Return the parts that match, in the order of their bytes."""
        allowance.take_names(len(self.parts))
        return sorted((path for path in self.parts if _globs(path, pattern)), key=os.fsencode)


def is_dump(content: bytes) -> bool:
    """Return whether `content` is the output of `nginx -T`, which holds every file."""
    return bool(_MARK.search(content))


def source_of_text(content: bytes, name: str) -> Dump:
    """Return the files in the output of `nginx -T`; text without its marks is one file called `name`.

    Raises:
        StorageError: there is nothing in it, or more than is read.
    """
    if len(content) > MOST_BYTES:
        raise too_many_bytes(name)
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


def _not_empty(content: bytes, name: str) -> bytes:
    if content.strip():
        return content
    raise StorageError(
        _("{name}: there is no nginx configuration in it").format(name=name),
        _("`nginx -T` prints one only to a user who may open nginx's pid file: try it as root"),
    )


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _expanded(starts: Sequence[str], part: str, allowance: Allowance) -> list[str]:
    """Return the paths that continue `starts` (each empty or with a slash at its end) by one part of a pattern."""
    if not has_wildcard(part):
        return [start + part for start in starts]
    found = []
    for start in starts:
        names = _names_in(start or ".")
        allowance.take_names(1 + len(names))
        found += [start + name for name in names if _name_globs(name, part)]
    return found


def _names_in(folder: str) -> list[str]:
    with contextlib.suppress(OSError):  # glob(3) passes over what cannot be looked into
        return os.listdir(folder)  # noqa: PTH208 - a name must stay as nginx builds it
    return []


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
