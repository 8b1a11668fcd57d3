"""Text to nodes: ruamel.yaml's event stream and an iterative composer with limits.

Neither `load` nor `compose` of any YAML library is used on foreign text: they recurse, and a few kilobytes of
brackets end them. Events are pulled one by one, so a text that goes too deep is left at that very place.
"""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from clustercfg.records import Record, field
from clustercfg.yamltext.limits import MAXIMUM_ALIASES, MAXIMUM_DEPTH, MAXIMUM_EVENTS, MAXIMUM_EXPANSION
from clustercfg.yamltext.lines import read_lines
from clustercfg.yamltext.node_problems import mapping_problems, quotes_around, scalar_problems
from clustercfg.yamltext.nodes import Entry, Item, MappingNode, Node, ScalarNode, SequenceNode
from clustercfg.yamltext.problems import Problem, Replacement

__all__ = [
    "Composition",
    "SyntaxFault",
    "compose",
    "compose_events",
    "read_flow",
]

_PROPERTIES = re.compile(r"(?:[&!]\S*(?:[ \t]+|(?=\r?\n)))+(?:[ \t]*(?:#[^\n]*)?\r?\n[ \t]*)*")
_TAG = re.compile(r"(?:&\S+\s+)?(!\S*)")
_BLANKS_AND_COMMENTS = re.compile(r"(?:[ \t\r\n]+|#[^\r\n]*)*")
_ANCHOR = re.compile(r"&[^\s']+")
_INDENTED = re.compile(r"(?:[ ]*(?:#[^\n]*)?\r?\n)*[ ]+[^\s#]")
_COLON = re.compile(r"\s*:")
_ANCHOR_FOR_GO = re.compile(r"[&*][0-9A-Za-z_-]+(?=[\s?:,\]}%@`]|\Z)")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


class SyntaxFault(Record):
    """Where and why the event stream broke off. Offsets; `context` is where the broken thing began."""

    message: str
    place: int
    context: int | None
    last_scalar: tuple[int, int] | None
    """The span of the last scalar read: a plain one that swallowed the next line is often the culprit."""
    bracket: int | None = None
    """Where the innermost bracket stands that is still open."""


class Composition(Record, frozen=False):
    """What could be read of a text."""

    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    fault: SyntaxFault | None = None
    exhausted: bool = False
    """True when a limit stopped the reading: nothing can be said about what is absent."""
    events: int = 0
    """How many events were taken: what the reading cost."""


class _LimitError(Exception):
    """Reading stops here for good; the problem is already noted."""


def compose(text: str) -> Composition:
    """Return the nodes of the first document in `text`, and every problem met on the way. Never raises."""
    root = read_lines(text, read_flow)
    return compose_events(text) if root is None else Composition(root)


def read_flow(text: str) -> Node | None:
    """Return the flow collection that `text` begins with, None when anything is wrong with it."""
    composition = compose_events(text)
    root = composition.root
    sound = composition.fault is None and not composition.problems and not isinstance(root, ScalarNode)
    return root if sound else None


def compose_events(text: str) -> Composition:
    """Do what `compose` does by the event stream alone."""
    return _Composer(text).run()


class _Composer:
    def __init__(self, text: str) -> None:
        self.text = text
        self.result = Composition()
        self.stack: list[MappingNode | SequenceNode] = []
        self.keys: list[ScalarNode | None] = []
        self.properties: list[int] = []
        self.anchors: dict[str, Node] = {}
        self.doubtful: dict[str, tuple[int, int]] = {}
        self.sizes: dict[int, int] = {}
        self.aliases = 0
        self.expansion = 0
        self.last_scalar: tuple[int, int] | None = None
        self.documents = 0

    def run(self) -> Composition:
        try:
            for count, event in enumerate(YAML(typ="base", pure=True).parse(self.text)):
                self.result.events = count
                if count > MAXIMUM_EVENTS:
                    self._limit("too-many-nodes", event.start_mark.index, MAXIMUM_EVENTS)
                if self._handle(event):
                    break
        except _LimitError:
            self.result.exhausted = True
        except MarkedYAMLError as error:
            self.result.fault = self._fault(error)
        except (YAMLError, AssertionError, ValueError, IndexError, AttributeError) as error:
            # Input that trips the scanner itself; the message is all there is.
            self.result.fault = SyntaxFault(type(error).__name__, self._reached(), None, self.last_scalar)
        for start, end in self.doubtful.values():
            self._problem("reserved-character", start, end, quotes_around(start, end), character="&")
        for node in reversed(self.stack):
            node.end = max(node.end, self._reached())
        return self.result

    def _reached(self) -> int:
        return self.last_scalar[1] if self.last_scalar else 0

    def _fault(self, error: MarkedYAMLError) -> SyntaxFault:
        problem, context = error.problem_mark, error.context_mark
        place = problem.index if problem else self._reached()
        message = f"{error.context or ''}: {error.problem or ''}".strip(": ")
        bracket = next((node.start for node in reversed(self.stack) if node.flow), None)
        return SyntaxFault(message, place, context.index if context else None, self.last_scalar, bracket)

    def _problem(
        self, kind: str, start: int, end: int, repair: tuple[Replacement, ...] = (), **details: str | int
    ) -> None:
        self.result.problems.append(Problem(kind, start, end, details, repair))

    def _limit(self, kind: str, place: int, limit: int) -> None:
        self._problem(kind, place, min(place + 1, len(self.text)), limit=limit)
        raise _LimitError

    def _handle(self, event: Any) -> bool:
        """Take one event; True when the first document is complete."""
        if isinstance(event, ScalarEvent):
            self._scalar(event)
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            self._open(event)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self._close(event)
        elif isinstance(event, AliasEvent):
            self._alias(event)
        elif isinstance(event, DocumentStartEvent):
            return self._document_start(event)
        elif isinstance(event, DocumentEndEvent):
            self.documents += 1
        return False

    def _document_start(self, event: Any) -> bool:
        start = event.start_mark.index
        if self.documents:
            self._problem("second-document", start, event.end_mark.index, self._separator(start))
            return True
        return False

    def _separator(self, start: int) -> tuple[Replacement, ...]:
        """The repair that takes `---` out where the next line goes on with the block before it."""
        end = self.text.find("\n", start) + 1
        goes_on = end and _INDENTED.match(self.text, end)
        return (Replacement(start, end, ""),) if goes_on and self.text[start:end].strip() == "---" else ()

    # ---- nodes

    def _start(self, event: Any) -> int:
        """Where a node's own content starts: behind its anchor and tag."""
        start: int = event.start_mark.index
        if event.anchor is None and event.tag is None:
            return start
        if event.tag is not None and (tag := self._tag(start)):
            repair = _quotes_around_tag(tag, event) if isinstance(event, ScalarEvent) else ()
            self._problem("tag", tag.start(1), tag.end(1), repair, tag=tag[1])
        match = _PROPERTIES.match(self.text, start)
        return match.end() if match else start

    def _tag(self, start: int) -> re.Match[str] | None:
        """The tag of the node at `start`; in front of an anchor, the event starts behind it."""
        return _TAG.match(self.text, start) or _TAG.match(self.text, max(self.text.rfind("!", 0, start), 0))

    def _scalar(self, event: Any) -> None:
        start, end = self._start(event), event.end_mark.index
        style = event.style or ""
        if style in ("|", ">"):
            end = self._block_end(start, end)
        elif not style and not event.value:
            start = end = min(start, end)
            self._anchor_of_nothing(event)
        node = ScalarNode(start, end, _HALF_CHARACTER.sub("\ufffd", event.value), style, event.anchor)
        parent = self.stack[-1] if self.stack else None
        is_key = isinstance(parent, MappingNode) and self.keys[-1] is None
        in_flow = parent is not None and parent.flow
        self.result.problems += scalar_problems(self.text, node, in_flow=in_flow, is_key=is_key)
        self.last_scalar = (start, end)
        self._place(node, event)

    def _anchor_of_nothing(self, event: Any) -> None:
        """Note `&name` without a value: a text that starts with an ampersand, unless an alias proves otherwise."""
        match = _ANCHOR.match(self.text, event.start_mark.index)
        if event.anchor is not None and match is not None:
            self.doubtful[event.anchor] = match.span()

    def _block_end(self, start: int, end: int) -> int:
        """Where the last line of a block scalar ends, before its line break."""
        kept = self.text[start:end].rstrip("\r\n \t")
        return start + len(kept)

    def _open(self, event: Any) -> None:
        if len(self.stack) >= MAXIMUM_DEPTH:
            self._limit("too-deep", event.start_mark.index, MAXIMUM_DEPTH)
        kind = MappingNode if isinstance(event, MappingStartEvent) else SequenceNode
        start = self._start(event)
        node = kind(start, start, bool(event.flow_style), anchor=event.anchor)
        self._place(node, event)
        self.stack.append(node)
        self.keys.append(None)

    def _close(self, event: Any) -> None:
        node = self.stack.pop()
        self.keys.pop()
        if node.flow:
            node.end = event.end_mark.index
        else:
            children = node.entries if isinstance(node, MappingNode) else node.items
            node.end = children[-1].end if children else node.start
        self.last_scalar = (node.start, node.end)
        self.sizes[id(node)] = self._size(node)
        if isinstance(node, MappingNode):
            self.result.problems += mapping_problems(self.text, node)

    def _alias(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        self.last_scalar = (start, end)
        self.aliases += 1
        if self.aliases > MAXIMUM_ALIASES:
            self._limit("too-many-aliases", start, MAXIMUM_ALIASES)
        if self._go_takes(event.anchor, start):
            self.doubtful.pop(event.anchor, None)
        node = self.anchors.get(event.anchor)
        if node is None or node in self.stack:
            self._problem("unknown-alias", start, end, quotes_around(start, end), name=event.anchor)
            self._place(ScalarNode(start, end, self.text[start:end], "'"), event)
            return
        self.expansion += self.sizes.get(id(node), 1)
        if self.expansion > MAXIMUM_EXPANSION:
            self._limit("too-many-aliases", start, MAXIMUM_EXPANSION)
        self._place(node, event, alias=(start, end))

    def _go_takes(self, name: str, start: int) -> bool:
        match = _ANCHOR_FOR_GO.match(self.text, start)
        return match is not None and match[0][1:] == name

    def _size(self, node: MappingNode | SequenceNode) -> int:
        children = node.entries if isinstance(node, MappingNode) else node.items
        return 1 + sum(self.sizes.get(id(child.value), 1) for child in children)

    def _place(self, node: Node, event: Any, alias: tuple[int, int] | None = None) -> None:
        """Put a node where the innermost open collection expects one."""
        if alias is None and node.anchor is not None:
            self.anchors[node.anchor] = node
            start = self.text.find("&", event.start_mark.index)
            if not self._go_takes(node.anchor, start) and node.anchor not in self.doubtful:
                self._problem("reserved-character", start, start + 1 + len(node.anchor), character="&")
        if not self.stack:
            self.result.root = node
            return
        parent = self.stack[-1]
        if isinstance(parent, SequenceNode):
            dash = self._dash(parent, event.start_mark.index)
            _settle(node, dash)
            parent.items.append(Item(dash, node, alias))
        elif self.keys[-1] is None:
            self.keys[-1] = self._key(node, alias)
        else:
            key = self.keys[-1]
            self.keys[-1] = None
            colon = self._colon(key.end)
            _settle(node, colon)
            parent.entries.append(Entry(key, colon, node, alias))

    def _key(self, node: Node, alias: tuple[int, int] | None) -> ScalarNode:
        if isinstance(node, ScalarNode) and not node.is_null and alias is None:
            return node
        start = min(node.start, len(self.text) - 1)
        start, end = alias or (start, max(node.end, start + 1))
        self._problem("key-is-no-text", start, end)
        return ScalarNode(start, end, self.text[start:end], "'")

    def _colon(self, end: int) -> int:
        match = _COLON.match(self.text, end)
        if match is None:
            # That pattern takes nothing at all too, so it always matches.
            match = _COLON.match(self.text, _BLANKS_AND_COMMENTS.match(self.text, end).end())  # type: ignore[union-attr]
        return match.end() - 1 if match else end - 1

    def _dash(self, parent: SequenceNode, start: int) -> int | None:
        if parent.flow:
            return None
        if not parent.items:
            return parent.start
        behind = _BLANKS_AND_COMMENTS.match(self.text, parent.items[-1].end)
        place = behind.end() if behind else start
        return place if self.text.startswith("-", place) else self.text.rfind("-", 0, start + 1)


def _settle(node: Node, indicator: int | None) -> None:
    """Put a value that is not there right behind its colon or dash; the event stream is not of one mind about it."""
    if (
        indicator is not None
        and isinstance(node, ScalarNode)
        and not (node.text or node.style or node.anchor)
    ):
        node.start = node.end = indicator + 1


def _quotes_around_tag(tag: re.Match[str], event: ScalarEvent) -> tuple[Replacement, ...]:
    """A value such as `!secret` is meant as text; what YAML itself defines (`!!str`) is not."""
    if event.style or event.anchor or tag[1].startswith("!!") or "'" in event.value + tag[1]:
        return ()
    return quotes_around(tag.start(1), event.end_mark.index if event.value else tag.end(1))
