"""Document: a text, its nodes, and the way between a path and a place."""

from __future__ import annotations

import errno
import os
import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from clustercfg.errors import SaveError, reason_of
from clustercfg.translation import gettext as _
from clustercfg.yamltext.comments import Comment, find_comments
from clustercfg.yamltext.decoding import Decoded, decode
from clustercfg.yamltext.edits.operations import Insert, Move, Operation, Rename, Set, Unset
from clustercfg.yamltext.limits import MAXIMUM_EXPANSION
from clustercfg.yamltext.nodes import Entry, Item, MappingNode, Node, ScalarNode, SequenceNode
from clustercfg.yamltext.paths import Path, parse_path
from clustercfg.yamltext.problems import Problem
from clustercfg.yamltext.reading import Reading, read
from clustercfg.yamltext.scalars import Value, resolve_go

if TYPE_CHECKING:
    from pathlib import Path as FilePath

    from typing_extensions import Self

__all__ = ["Document", "plain_value"]

_BREAK = re.compile(r"\r\n|\n|\r")


class Document:
    """A YAML text with the exact place of everything in it.

    Places are offsets in code points into `text`. A byte order mark is no part of `text`; `bom` remembers it.
    """

    def __init__(
        self, text: str, *, bom: bool = False, file: FilePath | None = None, stored: bytes | None = None
    ) -> None:
        self.text = text
        self.bom = bom
        self.file = file
        """The file it was read from, if any."""
        self._stored = stored

    @classmethod
    def from_bytes(cls, data: bytes, *, file: FilePath | None = None) -> tuple[Self | None, Problem | None]:
        """Return the document in `data`, or None and the problem that keeps it from being text."""
        decoded: Decoded = decode(data)
        if decoded.text is None:
            return None, decoded.problem
        return cls(decoded.text, bom=decoded.bom, file=file, stored=data), None

    def with_text(self, text: str) -> Self:
        """Return a document with another text, which `save` writes back to the same file; this one stays as it is."""
        return type(self)(text, bom=self.bom, file=self.file, stored=self._stored)

    def to_bytes(self) -> bytes:
        """Return the document as it is stored: UTF-8, with the byte order mark if it had one."""
        return self.text.encode("utf-8-sig" if self.bom else "utf-8")

    def save(self, file: str | os.PathLike[str] | None = None) -> None:
        """Write the document to `file`, or back to the file it was read from.

        The old file is replaced as a whole; it keeps its mode and owner, and a symbolic link is followed. A file that
        holds the very bytes already is left alone.

        Raises:
            SaveError: the document was not read from a file and none is given, the file has changed on disk since it
                was read, or it cannot be written. The file on disk is then untouched.
        """
        from pathlib import Path as FilePath  # noqa: PLC0415 - the same

        from clustercfg.yamltext.storing import replace_file  # noqa: PLC0415 - the same

        target = FilePath(file) if file is not None else self.file
        if target is None:
            raise SaveError(_("the document was not read from a file: name the file to save it to"))
        data = self.to_bytes()
        is_own = self._is_own(target) and (file is None or target.exists())
        if is_own:
            self._refuse_changed(target)
            if data == self._stored:
                return
        try:
            # Once more when nobody else can come in between: two runs must not undo each other's change.
            replace_file(target, data, lambda: self._refuse_changed(target) if is_own else None)
        except OSError as error:
            message = _("{file} cannot be written: {reason}")
            raise SaveError(message.format(file=target, reason=_reason(error, target))) from error
        self.file, self._stored = target, data

    def _is_own(self, target: FilePath) -> bool:
        """True for the file it was read from, however it is spelled; a pipe or a device is nothing to compare with."""
        if (
            self.file is None
            or self._stored is None
            or os.path.realpath(target) != os.path.realpath(self.file)
        ):
            return False
        return target.is_file() or not target.exists()

    def _refuse_changed(self, target: FilePath) -> None:
        try:
            current = target.read_bytes()
        except FileNotFoundError as error:
            message = _("{file} is no longer there; name the file to save it to")
            raise SaveError(message.format(file=target)) from error
        except OSError as error:
            message = _("{file} cannot be read: {reason}")
            raise SaveError(message.format(file=target, reason=_reason(error, target))) from error
        if current != self._stored:
            message = _("{file} has changed on disk since it was read; read it again")
            raise SaveError(message.format(file=target))

    # ---- edits

    def apply(self, operations: Sequence[Operation]) -> None:
        """Make several edits as one: all of them, or none.

        Raises:
            EditRefusedError: an edit cannot be made without changing anything else; the text is as it was.
        """
        from clustercfg.yamltext.edits.transaction import edited  # noqa: PLC0415 - who only reads need not import it

        self._replace(edited(self.text, self.reading, operations, self._is_text_place))

    def _is_text_place(self, path: Path) -> bool:  # noqa: ARG002 - a kind of document may know better
        """Return whether YAML is written as a text at `path`, so that what is set below it makes one."""
        return False

    def set(self, path: Path | str, value: Any) -> None:
        """Give the value at `path`: a string, number, boolean, None, list or dict. Missing parents are made.

        An index one past the end of a list appends. A dict over a mapping changes only the keys that differ.

        Raises:
            EditRefusedError: it cannot be done without changing anything else.
            TypeError: YAML cannot hold `value`.
            ValueError: `path` is no path.
        """
        self.apply([Set(_steps(path), value)])

    def unset(self, path: Path | str) -> None:
        """Take out the key or item at `path`, with the comments that belong to it.

        Raises:
            EditRefusedError: there is none, or it cannot be done without changing anything else.
            ValueError: `path` is no path.
        """
        self.apply([Unset(_steps(path))])

    def rename(self, path: Path | str, key: str) -> None:
        """Spell the key at `path` as `key`; see `unset` for what is raised."""
        self.apply([Rename(_steps(path), key)])

    def move(self, path: Path | str, target: Path | str) -> None:
        """Take the key at `path` to the path `target`, with its comments; see `unset` for what is raised."""
        self.apply([Move(_steps(path), _steps(target))])

    def insert(self, path: Path | str, index: int, value: Any) -> None:
        """Put an item before position `index` of the list at `path`; see `unset` for what is raised."""
        self.apply([Insert(_steps(path), index, value)])

    def _replace(self, text: str) -> None:
        if text == self.text:
            return
        self.text = text
        for name in ("reading", "problems", "line_starts", "lines", "comments"):
            self.__dict__.pop(name, None)

    @cached_property
    def reading(self) -> Reading:
        """The nodes and problems of the text."""
        return read(self.text)

    @property
    def root(self) -> Node | None:
        """The node of the first document, None when it is empty."""
        return self.reading.root

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the text as YAML, in the order of the text."""
        return tuple(sorted(self.reading.problems, key=lambda problem: (problem.start, problem.end)))

    # ---- places

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line starts."""
        return [0, *(match.end() for match in _BREAK.finditer(self.text))]

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text without their breaks."""
        return tuple(_BREAK.split(self.text))

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """Every comment, in the order of the text."""
        return tuple(find_comments(self.text, self.root))

    def comments_on(self, line: int) -> tuple[Comment, ...]:
        """Return the comments on `line` (starting at 1)."""
        return tuple(each for each in self.comments if self.line_and_column(each.start)[0] == line)

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return the line and column of `offset`, both starting at 1 and counted in code points."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    # ---- paths

    def step(self, node: Node | None, step: str | int) -> Entry | Item | None:
        """Return the entry or item of `node` that `step` names."""
        if isinstance(node, MappingNode) and isinstance(step, str):
            return node.get(step)
        if isinstance(node, SequenceNode) and isinstance(step, int) and 0 <= step < len(node.items):
            return node.items[step]
        return None

    def find(self, path: Path | str) -> Entry | Item | None:
        """Return the entry or item at `path`, None when there is none."""
        node, found = self.root, None
        for step in _steps(path):
            found = self.step(node, step)
            if found is None:
                return None
            node = found.value
        return found

    def node(self, path: Path | str) -> Node | None:
        """Return the value at `path`; the root for the empty path."""
        steps = _steps(path)
        if not steps:
            return self.root
        found = self.find(steps)
        return found.value if found else None

    def get(self, path: Path | str, default: Any = None) -> Any:
        """Return the value at `path` as plain data, `default` when there is none.

        Scalars are read as the installer's kind of reader takes them in an untyped place (`scalars.resolve_go`):
        `yes` is True and `0123` is 83.

        Raises:
            ValueError: `path` is no path.
        """
        node = self.node(path)
        return default if node is None else plain_value(node)


def _reason(error: OSError, target: FilePath) -> str:
    """Why a file cannot be read or written, as the system says it; a folder that is read-only is named."""
    folder = os.path.dirname(os.path.realpath(target))  # noqa: PTH120 - pathlib costs 4 ms, and reading needs none of it
    if (
        target.is_file()
        and not os.access(folder, os.W_OK)
        and error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
    ):
        message = _("the folder {folder} cannot be written to ({reason})")
        return message.format(folder=folder, reason=reason_of(error))
    return reason_of(error)


def _steps(path: Path | str) -> Path:
    return parse_path(path) if isinstance(path, str) else path


def scalar_value(node: ScalarNode) -> Value:
    """Return what Go reads, untyped, for a scalar."""
    return node.text if node.style else resolve_go(node.text)


def plain_value(node: Node) -> Any:
    """Return `node` as dicts, lists and scalars. Aliases are shared, so the result may be larger than it looks."""
    budget = [MAXIMUM_EXPANSION * 4]
    return _plain(node, budget)


def _plain(node: Node, budget: list[int]) -> Any:
    # Recursion is bounded by the reader's depth limit, growth by its alias limit and this budget.
    budget[0] -= 1
    if budget[0] < 0:
        return None
    if isinstance(node, ScalarNode):
        return scalar_value(node)
    if isinstance(node, SequenceNode):
        return [_plain(item.value, budget) for item in node.items]
    return {key: _plain(entry.value, budget) for key, entry in node.index.items()}
