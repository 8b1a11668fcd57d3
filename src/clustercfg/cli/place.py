"""From a field on the command line to the place in a document where it stands, or would stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clustercfg.cli.field_names import END
from clustercfg.errors import ClusterCfgError
from clustercfg.linting.secrets import is_secret_name
from clustercfg.linting.shape.keys import closest
from clustercfg.models.shape_table import TABLE
from clustercfg.models.shapes import (
    AnyShape,
    ChoiceShape,
    EmbeddedShape,
    FieldShape,
    ListShape,
    MappingShape,
    MapShape,
    Shape,
)
from clustercfg.translation import gettext as _
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode
from clustercfg.yamltext.paths import Path, format_path

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["NowhereError", "Place", "find_place"]


class NowhereError(ClusterCfgError):
    """A field that leads nowhere in this document; the message says where it stops."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands.

    `path` is written as the file writes it, `field` as the documents do; `shape` is None for what they do not know.
    `node` is None when nothing stands there. `depth` steps lead to a text that itself holds YAML, if the field stands
    in one. `meant` is the documented field that a misspelt one comes near to; `secret` says that the names of the way
    speak of a secret where the documents know nothing.
    """

    path: Path
    field: Path
    shape: Shape | None
    node: Node | None
    depth: int | None = None
    meant: Path = ()
    secret: bool = False

    @property
    def name(self) -> str:
        """The field as it is written."""
        return format_path(self.field)

    @property
    def last_key(self) -> str:
        """The key under which the value stands, also if it is an item of a list."""
        return next((step for step in reversed(self.field) if isinstance(step, str)), "")

    @property
    def question(self) -> str:
        """What to add to a message when another field may be meant."""
        return _("; did you mean {words}?").format(words=format_path(self.meant)) if self.meant else ""

    @property
    def is_there(self) -> bool:
        """Whether something other than null stands there."""
        return self.node is not None and not (isinstance(self.node, ScalarNode) and self.node.is_null)


def find_place(document: Document, steps: Path) -> Place:
    """Return the place of a field. Old spellings and other cases of a key are found, and `spec.` may be left out.

    Raises:
        NowhereError: an item of a list is asked for that is not there, or an item of what is no list; or the whole
            document is a list.
    """
    return _Search(document).run(_with_spec(document.root, steps))


def _with_spec(root: Node | None, steps: Path) -> Path:
    spec = TABLE.fields["spec"].shape
    first = str(steps[0])
    if not isinstance(spec, MappingShape) or _known(TABLE, first) or _entry(root, first, None):
        return steps
    return ("spec", *steps) if _known(spec, first) or closest(first, spec.fields) else steps


class _Search:
    """One way down a document and the shape table at once."""

    def __init__(self, document: Document) -> None:
        self.root = document.root
        self.node: Node | None = document.root
        self.shape: Shape | None = TABLE
        self.path: list[str | int] = []
        self.field: list[str | int] = []
        self.depth: int | None = None
        self.meant: Path = ()
        self.secret = False

    def run(self, steps: Path) -> Place:
        for step in steps:
            if self.meant:
                self.meant = (*self.meant, step)
            self._enter_text()
            if isinstance(step, int) or self._is_list():
                self._take_item(step)
            else:
                self._take_key(step)
        path, field = tuple(self.path), tuple(self.field)
        return Place(path, field, self.shape, self.node, self.depth, self.meant, self.secret)

    def _enter_text(self) -> None:
        if not isinstance(self.shape, EmbeddedShape):
            return
        self.shape = self.shape.contents
        if not isinstance(self.node, MappingNode | SequenceNode):
            self.depth = len(self.path)
            self.node = Document(self.node.text).root if self.node is not None else None

    # ---- lists

    def _is_list(self) -> bool:
        return isinstance(self.node, SequenceNode) or (self.node is None and _list_in(self.shape) is not None)

    def _take_item(self, step: str | int) -> None:
        known = _list_in(self.shape)
        index = self._named(step) if isinstance(step, str) else step
        items = self.node.items if isinstance(self.node, SequenceNode) else []
        if isinstance(self.node, MappingNode) or (self.shape is not None and known is None and not items):
            raise NowhereError(_("{field} is no list").format(field=format_path(tuple(self.field))))
        index = len(items) if index == END else index
        if index > len(items):
            raise NowhereError(self._too_far(index, len(items)))
        self.node = items[index].value if index < len(items) else None
        self.shape = known.item if known else None
        self.path.append(index)
        self.field.append(index)

    def _too_far(self, index: int, count: int) -> str:
        field = format_path(tuple(self.field))
        if not count:
            return _("{field} has no items").format(field=field)
        return _("{field}[{index}] does not exist: the last item is {field}[{last}]").format(
            field=field, index=index, last=count - 1
        )

    def _named(self, name: str) -> int:
        """Return the index of the machine called `name`."""
        if not self.field:
            raise NowhereError(_("the file holds a list, not a block of keys; `clustercfg lint` explains it"))
        found = list(self._names())
        if name in found:
            return found.index(name)
        message = _("{field} has no item called {name}").format(
            field=format_path(tuple(self.field)), name=name
        )
        known = ", ".join(each for each in found if each)
        raise NowhereError(message + (_("; it has: {names}").format(names=known) if known else ""))

    def _names(self) -> Iterator[str]:
        items = self.node.items if isinstance(self.node, SequenceNode) else []
        for item in items:
            entry = _entry(item.value, "nodeName", None) or _entry(item.value, "name", None)
            yield entry.value.text if entry and isinstance(entry.value, ScalarNode) else ""

    # ---- keys

    def _take_key(self, key: str) -> None:
        known = _known(self.shape, key)
        name = known[0] if known else key
        entry = self._entry_or_stray(name, known)
        self.node = entry.value if entry else None
        self.path.append(entry.key.text if entry else name)
        self.field.append(name)
        if known is None and not self.meant:
            self._note_near(key)
        self.shape = known[1].shape if known else None
        self.secret |= (self.shape is None or isinstance(self.shape, AnyShape)) and is_secret_name(key)

    def _entry_or_stray(self, name: str, known: tuple[str, FieldShape] | None) -> Entry | None:
        entry = _entry(self.node, name, known)
        if entry is None and known and self.field == ["spec"]:
            # A block outside spec is what was meant to stand in it: it is changed there, not written twice.
            entry = _entry(self.root, name, known)
            if entry is not None:
                self.path.clear()
        return entry

    def _note_near(self, key: str) -> None:
        fields = self.shape.fields if isinstance(self.shape, MappingShape) else ()
        near = closest(key, fields)
        if near:
            self.meant = (*self.field[:-1], near)


def _list_in(shape: Shape | None) -> ListShape | None:
    options = shape.options if isinstance(shape, ChoiceShape) else (shape,)
    return next((each for each in options if isinstance(each, ListShape)), None)


def _known(shape: Shape | None, key: str) -> tuple[str, FieldShape] | None:
    """Return the documented spelling and the field that `key` means in a mapping of `shape`."""
    if isinstance(shape, MapShape):
        name = next((each for each in shape.keys if each.lower() == key.lower()), key)
        return name, FieldShape(shape.value)
    if not isinstance(shape, MappingShape):
        return (key, FieldShape(AnyShape())) if isinstance(shape, AnyShape) else None
    for name, field in shape.fields.items():
        if key.lower() == name.lower() or key in field.old_names:
            return name, field
    return (key, FieldShape(AnyShape())) if shape.open else None


def _entry(node: Node | None, name: str, known: tuple[str, FieldShape] | None) -> Entry | None:
    """Return the entry of a mapping that means `name`: spelled so, or in another way that counts as the same."""
    if not isinstance(node, MappingNode):
        return None
    if entry := node.get(name):
        return entry
    old = known[1].old_names if known else ()
    return next(
        (entry for key, entry in node.index.items() if known and (key.lower() == name.lower() or key in old)),
        None,
    )
