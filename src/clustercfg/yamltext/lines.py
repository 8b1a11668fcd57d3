"""The quick reader: one regular expression per line, for the part of YAML that configuration files are made of.

It builds the very nodes that the event reader builds, and declines (returns None) whatever it does not know: anchors,
tags, folded or multi-line scalars, tabs, directives, duplicate keys, faults of any kind. Measured on files of 100 to
10,000 lines it takes a tenth of the time of the event stream; a test holds both to the same nodes.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from clustercfg.yamltext.node_problems import SMART_QUOTES
from clustercfg.yamltext.nodes import Entry, Item, MappingNode, Node, ScalarNode, SequenceNode, move_nodes
from clustercfg.yamltext.scalars import arrives_as_key, is_beyond_json

__all__ = ["read_lines"]

_MOST_LINES = 30_000
_DEEPEST = 60
_LONGEST_KEY = 1_000
_LONGEST_LINE = 50_000
_MOST_FLOWS = 500
_STRANGE_KEYS = frozenset({"", "<<"})
_DOUBTFUL_VALUES = frozenset(SMART_QUOTES + "+-.")
"""With these may start what is no plain text, or a number that JSON cannot hold."""
_FIRST = r"[^ \t\r\n\-?:,\[\]{}\#&*!|>'\"%@`]"
_PLAIN = (
    rf"(?:{_FIRST}|-(?=[^ \t\r\n]))(?:[^ \t\r\n:\#]|:(?=[^ \t\r\n])|(?<=[^ \t\r\n])\#|[ ]+(?=[^ \t\r\n\#]))*"
)
_DOUBLE = r'"(?:[^"\\\r\n]|\\[^\r\n])*"'
_SINGLE = r"'(?:[^'\r\n]|'')*'"
_LINE = re.compile(
    rf"""
    ([ ]*)
    (?: (?:\#[^\r\n]*)? (?:\r?\n|\Z)                                               # a blank line or a comment
      | (-(?:[ ]+(?=[^ \t\r\n\#])|(?=[ ]*(?:[ ]\#|\r?\n|\Z))))?                    # 2: a dash
        (?:({_FIRST}[^\r\n\t:\#]*?|{_DOUBLE}|{_SINGLE})[ ]*(:)(?=[ \r\n]|\Z))?     # 3: a key, 4: its colon
        [ ]*
        (?:({_PLAIN})|({_DOUBLE}|{_SINGLE})|(\|[-+]?)(?=[ \r\n])|([\[{{][^\r\n]*))?   # 5 plain 6 quoted 7 block 8 flow
        (?:[ ]+\#[^\r\n]*)?[ ]*(?:\r?\n|\Z)
    )""",
    re.VERBOSE,
)
# Outside this set the event reader decides what to make of it; a carriage return alone is a line break for YAML.
_UNUSUAL = (
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|\r(?!\n)"
)
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))")
_ESCAPED = {"n": "\n", "t": "\t", "\\": "\\", '"': '"', "0": "\0", "r": "\r", "e": "\x1b", " ": " "}
_BEHIND_FLOW = re.compile(r"[ ]+\#")
_EMPTY_FLOW = re.compile(r"(?:\[\]|\{\})[ ]*(?:[ ]\#.*)?")


class _DeclinedError(Exception):
    """Not for this reader."""


def read_lines(text: str, read_flow: Callable[[str], Node | None]) -> MappingNode | SequenceNode | None:
    """Return the root collection of `text`, or None when the event reader must look at it.

    `read_flow` reads a flow collection that stands on one line, with what follows it there.
    """
    if _is_unusual(text) or text.count("\n") > _MOST_LINES or _has_enormous_line(text):
        return None
    if text.count("{") + text.count("[") > 2 * _MOST_FLOWS:  # not only when so many have been read
        return None
    try:
        return _LineReader(text, read_flow).run()
    except _DeclinedError:
        return None


def _is_unusual(text: str) -> bool:
    # Most texts are plain ASCII, and it takes 2 ms to compile the set.
    is_plain = text.isascii() and text.replace("\n", "").isprintable()
    return not is_plain and re.search(_UNUSUAL, text) is not None


def _has_enormous_line(text: str) -> bool:
    # For each character of a match, `re` takes up to 300 bytes.
    return len(text) > _LONGEST_LINE and any(len(line) > _LONGEST_LINE for line in text.split("\n"))


class _LineReader:
    def __init__(self, text: str, read_flow: Callable[[str], Node | None]) -> None:
        self.text = text
        self.read_flow = read_flow
        self.root: MappingNode | SequenceNode | None = None
        self.indents = [-1]
        self.open: list[MappingNode | SequenceNode | None] = [None]
        self.keys: list[set[str]] = [set()]
        self.flows = 0
        self.pending: Entry | Item | None = None
        """The last entry or item, while it has no value yet."""

    def run(self) -> MappingNode | SequenceNode | None:
        text, length, match = self.text, len(self.text), _LINE.match
        position = 0
        while position < length:
            line = match(text, position)
            if line is None:
                raise _DeclinedError
            position = line.end()
            if line.lastindex != 1:
                position = self._line(line)
            elif line.start() == position:
                break
        self._close(-1)
        return self.root

    def _line(self, line: re.Match[str]) -> int:
        """Take a line with content; return where reading goes on."""
        dash, key = line.start(2), line.start(3)
        if dash < 0 and key < 0:
            return self._start_mark(line)
        column = line.end(1) - line.start(1)
        if not column and self.text.startswith(("---", "..."), line.end(1)):
            raise _DeclinedError
        self._close(column)
        if dash >= 0:
            holder: Entry | Item = self._item(column, dash)
            if key >= 0:
                inner = line.end(2) - line.start(1)
                holder = self._entry(self._mapping(inner, key, holder), line)
        else:
            holder = self._entry(self._mapping_at(column, key), line)
        return self._value(line, holder)

    def _start_mark(self, line: re.Match[str]) -> int:
        """Only `---` in front of everything may stand on a line without key and dash."""
        if (
            line[0].strip() != "---"
            or self.root is not None
            or line[1]
            or self.text[: line.start()].count("---")
        ):
            raise _DeclinedError
        return line.end()

    # ---- collections

    def _close(self, column: int) -> None:
        """Close the collections that are deeper than `column`."""
        while self.indents[-1] > column:
            self._pop()

    def _pop(self) -> None:
        self.indents.pop()
        self.keys.pop()
        self.pending = None
        node = self.open.pop()
        if isinstance(node, MappingNode):
            node.end = node.entries[-1].end
        elif node is not None:
            node.end = node.items[-1].end

    def _push(self, column: int, node: MappingNode | SequenceNode) -> None:
        if len(self.open) > _DEEPEST:
            raise _DeclinedError
        self.indents.append(column)
        self.open.append(node)
        self.keys.append(set())

    def _place(self, node: MappingNode | SequenceNode) -> None:
        """Make `node` the root, or the value of the entry or item that waits for one."""
        if self.pending is not None:
            self.pending.value = node
        elif self.root is None and self.open[-1] is None:
            self.root = node
        else:
            raise _DeclinedError

    def _item(self, column: int, dash: int) -> Item:
        top = self.open[-1]
        if self.indents[-1] != column or not isinstance(top, SequenceNode):
            # A sequence may stand at the very column of the key it belongs to.
            if self.indents[-1] == column and not isinstance(self.pending, Entry):
                raise _DeclinedError
            top = SequenceNode(dash, dash, flow=False)
            self._place(top)
            self._push(column, top)
        item = Item(dash, ScalarNode(dash + 1, dash + 1, ""))
        top.items.append(item)
        self.pending = item
        return item

    def _mapping_at(self, column: int, key: int) -> MappingNode:
        if self.indents[-1] == column and isinstance(self.open[-1], SequenceNode):
            self._pop()
        top = self.open[-1]
        if self.indents[-1] == column:
            if not isinstance(top, MappingNode):
                raise _DeclinedError
            return top
        return self._mapping(column, key, self.pending)

    def _mapping(self, column: int, key: int, holder: Entry | Item | None) -> MappingNode:
        node = MappingNode(key, key, flow=False)
        self.pending = holder
        self._place(node)
        self._push(column, node)
        return node

    def _entry(self, mapping: MappingNode, line: re.Match[str]) -> Entry:
        start, end = line.span(3)
        written = line[3]
        text, style = _unquoted(written)
        if text in self.keys[-1] or text in _STRANGE_KEYS or len(text) > _LONGEST_KEY:
            raise _DeclinedError
        if not style and arrives_as_key(text) != text:
            raise _DeclinedError
        self.keys[-1].add(text)
        colon = line.start(4)
        entry = Entry(ScalarNode(start, end, text, style), colon, ScalarNode(colon + 1, colon + 1, ""))
        mapping.entries.append(entry)
        self.pending = entry
        return entry

    # ---- values

    def _value(self, line: re.Match[str], holder: Entry | Item) -> int:
        kind = line.lastindex or 0
        if kind <= 4:  # noqa: PLR2004 - the groups behind the colon
            return line.end()
        self.pending = None
        start, end = line.span(kind)
        if kind == 5:  # noqa: PLR2004 - plain
            text = line[5]
            if text[0] in _DOUBTFUL_VALUES and (text[0] in SMART_QUOTES or is_beyond_json(text)):
                raise _DeclinedError
            holder.value = ScalarNode(start, end, text)
        elif kind == 6:  # noqa: PLR2004 - quoted
            text, style = _unquoted(line[6])
            holder.value = ScalarNode(start, end, text, style)
        elif kind == 7:  # noqa: PLR2004 - block
            return self._block(line, holder)
        else:
            holder.value = self._flow(line[8], start)
        return line.end()

    def _flow(self, written: str, start: int) -> Node:
        """Have a flow collection on one line read as a document of its own, unless it is empty, as most are."""
        if _EMPTY_FLOW.fullmatch(written):
            return (SequenceNode if written[0] == "[" else MappingNode)(start, start + 2, flow=True)
        self.flows += 1
        if self.flows > _MOST_FLOWS:
            raise _DeclinedError
        node = self.read_flow(written)
        if node is None or (written[node.end :].strip() and not _BEHIND_FLOW.match(written, node.end)):
            raise _DeclinedError
        move_nodes(node, lambda offset: start + offset)
        return node

    def _block(self, line: re.Match[str], holder: Entry | Item) -> int:
        """Read the body of a literal block scalar: the lines deeper than the collection around it."""
        text, start = self.text, line.start(7)
        position = body = line.end()
        indent = 0
        lines: list[str] = []
        while position < len(text):
            end = text.find("\n", position)
            if end < 0 or text[end - 1] == "\r":
                raise _DeclinedError
            content = text[position:end]
            stripped = content.lstrip(" ")
            depth = len(content) - len(stripped)
            if stripped:
                if depth <= self.indents[-1]:
                    break
                indent = indent or depth
                if depth < indent or "\t" in stripped[:1]:
                    raise _DeclinedError
            elif depth and (not indent or depth > indent):
                raise _DeclinedError
            lines.append(content[indent:])
            position = end + 1
        if not indent:
            raise _DeclinedError
        holder.value = ScalarNode(
            start, start + len(text[start:position].rstrip("\n \t")), _chomped(lines, line[7]), "|"
        )
        return position if position > body else line.end()


def _chomped(lines: list[str], header: str) -> str:
    text = "\n".join(lines) + "\n"
    if header == "|+":
        return text
    stripped = text.rstrip("\n")
    return stripped if header == "|-" else stripped + "\n"


def _unquoted(written: str) -> tuple[str, str]:
    """Return the text and the style of a key or value."""
    if written[0] == "'":
        return written[1:-1].replace("''", "'"), "'"
    if written[0] != '"':
        return written, ""
    inner = written[1:-1]
    return (_ESCAPE.sub(_unescaped, inner) if "\\" in inner else inner), '"'


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code is None:
        if match[3] not in _ESCAPED:
            raise _DeclinedError
        return _ESCAPED[match[3]]
    character = chr(int(code, 16))
    if "\ud800" <= character <= "\udfff":
        raise _DeclinedError
    return character
