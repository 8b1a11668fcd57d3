"""Tabs: where YAML takes them for blanks, and where it does not.

Go's reader (libyaml) takes a tab for a blank behind the first word of a line, inside brackets and quotes, and on lines
that go on behind a plain scalar; anywhere else at the start of a line it stops. The event reader stops at most tabs.
So each is read as blanks, and only those that Go refuses are told.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import itemgetter

from clustercfg.records import Record
from clustercfg.yamltext.geometry import column
from clustercfg.yamltext.nodes import MappingNode, Node, ScalarNode, walk
from clustercfg.yamltext.prescan import Body, block_bodies, body_at
from clustercfg.yamltext.problems import Problem, Replacement
from clustercfg.yamltext.reader import compose_events

__all__ = ["WIDTHS", "Tabs", "restore_tabs"]

WIDTHS = (2, 4, 8)

_LEAD = re.compile(r"(?:^|(?<=\r))[ ]*(?:[-?:][ ]+)*[-?:]?(\t)[ \t]*", re.MULTILINE)
_BREAK = re.compile(r"\r\n|\n|\r")
_QUOTED_OR_TAB = re.compile(r'"(?:[^"\\\n]|\\[^\n])*"|\'(?:[^\'\n]|\'\')*\'|\t')


class _Lead(Record):
    """The white space that a line starts with, dashes of a list included, with a tab in it."""

    start: int
    end: int
    tab: int
    text: str
    rest: str
    """The character behind it: empty or a line break for a blank line, `#` for a comment."""

    @property
    def holds_content(self) -> bool:
        return self.rest not in ("", "\r", "\n", "#")

    def repaired(self, width: int) -> Replacement:
        if not self.holds_content:
            return Replacement(self.start, self.end, self.text.replace("\t", " "))
        marked = bool(self.text.strip())
        blanks = self.text.expandtabs(width) if marked else self.text.replace("\t", " " * width)
        return Replacement(self.start, self.end, blanks)


class Tabs:
    """The tabs of a text that the event reader must not see."""

    def __init__(self, text: str) -> None:
        self.text = text
        bodies = list(block_bodies(text)) if "\t" in text else []
        self._leads = [] if "\t" not in text else list(_leads(text, bodies))
        self._others = [] if "\t" not in text else list(_separators(text, bodies, self._leads))

    def __bool__(self) -> bool:
        return bool(self._leads or self._others)

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths that may have been meant."""
        return WIDTHS if any(lead.holds_content for lead in self._leads) else WIDTHS[:1]

    def repair(self, width: int) -> list[Replacement]:
        """Return what makes blanks of the tabs, at the start of a line `width` blanks of each."""
        return [*self._others, *(lead.repaired(width) for lead in self._leads)]

    def problem(self, root: Node | None, width: int) -> Problem | None:
        """Return one problem for all tabs that Go refuses in a text with the nodes below `root`."""
        harmless = _Harmless(self.text, root)
        refused = [lead for lead in self._leads if not harmless.takes(lead)]
        if not refused:
            return None
        first = refused[0]
        repair = tuple(lead.repaired(width) for lead in refused)
        return Problem("tab-indentation", first.start, first.end, {"lines": len(refused)}, repair)


def _leads(text: str, bodies: Sequence[Body]) -> Iterator[_Lead]:
    for match in _LEAD.finditer(text):
        body = body_at(bodies, match.start())
        if body is None or _indents(match, body):
            rest = text[match.end() : match.end() + 1]
            yield _Lead(match.start(), match.end(), match.start(1), match[0], rest)


def _indents(lead: re.Match[str], body: Body) -> bool:
    """Whether the tab in `lead` helps to indent a line of a text block; behind what indents it, it is content."""
    blanks = lead.start(1) - lead.start()
    return blanks < body.indent or (lead.start() <= body.opening and not lead[0].strip())


def _separators(text: str, bodies: Sequence[Body], leads: Sequence[_Lead]) -> Iterator[Replacement]:
    """Yield the tabs outside quotes and text blocks that do not stand at the start of a line."""
    ends = {lead.start: lead.end for lead in leads}
    start = text.find("\t")
    while start >= 0:
        line = text.rfind("\n", 0, start) + 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if body_at(bodies, line) is None:
            for match in _QUOTED_OR_TAB.finditer(text, ends.get(line, line), end):
                if match[0] == "\t":
                    yield Replacement(match.start(), match.end(), " ")
        start = text.find("\t", end)


class _Harmless:
    """Tells by the nodes of a text which tabs at the start of a line Go's reader takes for blanks."""

    def __init__(self, text: str, root: Node | None) -> None:
        self.text = text
        closed: list[tuple[int, int]] = []
        plain: list[tuple[int, int, int]] = []
        for node, indent in _with_indents(text, root):
            if node.style in ("'", '"') if isinstance(node, ScalarNode) else node.flow:
                closed.append((node.start, node.end))
            elif isinstance(node, ScalarNode) and node.text and not node.style:
                plain.append((node.start, node.end, indent))
        closed.sort()
        self._closed = [start for start, _end in closed]
        self._reach = list(accumulate((end for _start, end in closed), max))
        self._plain = sorted(plain)

    def takes(self, lead: _Lead) -> bool:
        closed = self._is_closed(lead.tab)
        index = bisect_right(self._plain, lead.tab, key=itemgetter(0)) - 1
        if index < 0:
            return closed
        _start, end, indent = self._plain[index]
        # Go looks for more of a plain scalar behind it too, between brackets as well.
        if lead.tab < end or (not self.text[end : lead.tab].strip() and (closed or not lead.holds_content)):
            return lead.tab - lead.start > indent
        return closed

    def _is_closed(self, offset: int) -> bool:
        before = bisect_left(self._closed, offset)
        return before > 0 and self._reach[before - 1] > offset


def _with_indents(text: str, root: Node | None) -> Iterator[tuple[Node, int]]:
    """Yield every node with the column of the innermost block around it, -1 for none."""
    pending = [] if root is None else [(root, -1)]
    while pending:
        node, indent = pending.pop()
        yield node, indent
        if isinstance(node, ScalarNode):
            continue
        inner = indent if node.flow else column(text, node.start)
        if isinstance(node, MappingNode):
            pending += [(each.key, inner) for each in node.entries]
        children = node.entries if isinstance(node, MappingNode) else node.items
        pending += [(each.value, inner) for each in children if each.alias is None]


def restore_tabs(text: str, root: Node) -> None:
    """Give scalars back the tabs inside them, which were read as blanks."""
    for node in walk(root):
        if isinstance(node, MappingNode):
            node.keys_changed()
        elif isinstance(node, ScalarNode) and "\t" in text[node.start : node.end]:
            _restore(node, text[node.start : node.end])


def _restore(node: ScalarNode, source: str) -> None:
    if not node.style:
        node.text = _folded(source)
    elif node.style in ("'", '"') and _BREAK.search(source):
        # Alone, without a line whose start it could be, it may hold tabs.
        root = compose_events(source).root
        node.text = root.text if isinstance(root, ScalarNode) else node.text


def _folded(source: str) -> str:
    """Return what a plain scalar says: a line break is a blank, and of several in a row one is dropped."""
    lines = [line.strip(" \t") for line in _BREAK.split(source)]
    folded = lines[0]
    breaks = 0
    for line in lines[1:]:
        breaks += 1
        if line:
            folded += ("\n" * (breaks - 1) or " ") + line
            breaks = 0
    return folded
