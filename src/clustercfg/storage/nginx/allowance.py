"""How large a configuration may be that is read: no include, glob or block may take all time or memory."""

from __future__ import annotations

from dataclasses import dataclass

from clustercfg.errors import StorageError
from clustercfg.translation import gettext as _

__all__ = ["MOST_BYTES", "Allowance", "too_many_bytes"]

MOST_BYTES = 1 << 20
"""Of all files together, one as often as it is included; what people write has some thousands."""
_MOST_DIRECTIVES = 50_000
_MOST_FILES = 5_000
_MOST_NAMES = 200_000
"""File names that are compared with a pattern."""
_DEEPEST_INCLUDE = 30
_DEEPEST_BLOCK = 100
_DEEPEST_TEXT = 500
"""Of braces in a text, quoted ones too: before the parser, which recurses, has told them apart."""


@dataclass(slots=True)
class Allowance:
    """What is left for one configuration. Every method raises a StorageError that names the limit it has hit."""

    main: str
    _bytes: int = 0
    _directives: int = 0
    _files: int = 0
    _names: int = 0

    def take_file(self, path: str, content: bytes, depth: int) -> None:
        """Count a file that is about to be parsed, `depth` includes below the main one."""
        self._files += 1
        self._bytes += len(content)
        self._directives += content.count(b";") + content.count(b"{")
        if self._bytes > MOST_BYTES:
            raise too_many_bytes(self.main)
        if self._directives > _MOST_DIRECTIVES:
            raise self._too_large(_("{path}: more than {limit:,} directives are not read"), _MOST_DIRECTIVES)
        if self._files > _MOST_FILES:
            raise self._too_large(_("{path}: more than {limit:,} files are not included"), _MOST_FILES)
        if depth > _DEEPEST_INCLUDE:
            raise self._too_large(
                _("{path}: files that include each other {limit} deep are not read"), _DEEPEST_INCLUDE
            )
        if _depth_of(content) > _DEEPEST_TEXT:
            raise self.too_deep(path)

    def take_names(self, count: int) -> None:
        """Count names that are about to be compared with the pattern of an include."""
        self._names += count
        if self._names > _MOST_NAMES:
            raise self._too_large(
                _("{path}: more than {limit:,} names are not looked through for its includes"), _MOST_NAMES
            )

    def check_depth(self, path: str, depth: int) -> None:
        """Refuse blocks that stand too deep within each other."""
        if depth > _DEEPEST_BLOCK:
            raise self.too_deep(path)

    def too_deep(self, path: str) -> StorageError:
        """Return the error for blocks that stand too deep within each other."""
        text = _("{path}: more than {limit} blocks within each other are not read")
        return _named(text.format(path=path, limit=_DEEPEST_BLOCK))

    def _too_large(self, text: str, limit: int) -> StorageError:
        return _named(text.format(path=self.main, limit=limit))


def too_many_bytes(path: str) -> StorageError:
    """Return the error for a configuration that is too large."""
    text = _("{path}: more than {limit:,} bytes of nginx's configuration are not read")
    return _named(text.format(path=path, limit=MOST_BYTES))


def _named(text: str) -> StorageError:
    return StorageError(text, _("name the directory that the server serves with --root"))


def _depth_of(content: bytes) -> int:
    """Return how many opening braces stand before their closing ones, at most."""
    depth = deepest = 0
    for piece in content.split(b"{")[1:]:
        depth += 1
        deepest = max(deepest, depth)
        depth -= min(depth, piece.count(b"}"))
    return deepest
