"""From known and shown keys to the text of a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from clustercfg.generating.comments import Amount, Comments, commented
from clustercfg.generating.known import known_blocks
from clustercfg.generating.outline import Block, Entry, Value
from clustercfg.generating.samples import left_out, other_kinds, with_left_out_keys
from clustercfg.models.base import document_name
from clustercfg.models.cluster import Spec
from clustercfg.yamltext.rendering import is_block_text, render_scalar

if TYPE_CHECKING:
    from clustercfg.generating.topology import Topology

__all__ = ["page"]

_STEP = 2


def page(topology: Topology, amount: Amount) -> str:
    """Return the text of the file, with as many comments as `amount` says."""
    return "".join(line + "\n" for line in _Page(topology, amount).lines())


class _Page:
    def __init__(self, topology: Topology, amount: Amount) -> None:
        self.topology = topology
        self.comments = Comments(amount)

    def lines(self) -> Iterator[str]:
        yield from self.comments.header(self.topology.install_mode)
        version = f"provision.daocloud.io/{self.topology.api_version}"
        yield from self._entry(Entry("apiVersion", version), "apiVersion", 0)
        yield "kind: ClusterConfig"
        yield "spec:"
        known = known_blocks(self.topology)
        is_first = True
        for field in Spec.model_fields.values():
            for entry in self._entries(document_name(field), known):
                if not is_first and self.comments.amount != "none":
                    yield ""
                is_first = False
                yield from self._entry(entry, f"spec.{entry.key}", _STEP)

    def _entries(self, key: str, known: dict[str, Value]) -> Iterator[Entry]:
        """Yield a block below `spec` and what is shown of it besides."""
        if key in known:
            yield Entry(key, known[key])
        if self.comments.is_full:
            yield from (other_kinds if key in known else left_out)(self.topology, key)

    def _entry(self, entry: Entry, path: str, column: int) -> Iterator[str]:
        if entry.title is not None:
            yield from commented(entry.title, column)
            yield from (_out(line, column) for line in _plain(entry, column))
            return
        yield from self.comments.above(path, column)
        yield from self._value(entry, path, column)

    def _value(self, entry: Entry, path: str, column: int) -> Iterator[str]:
        if isinstance(entry.value, tuple):
            yield f"{' ' * column}{entry.key}:"
            yield from self._block(entry.value, path, column + _STEP)
        elif _is_list_of_blocks(entry.value):
            yield f"{' ' * column}{entry.key}:"
            yield from self._items(cast("list[Block]", entry.value), f"{path}[]", column + _STEP)
        else:
            yield from _plain(entry, column)

    def _block(self, value: Block, path: str, column: int) -> Iterator[str]:
        entries = with_left_out_keys(self.topology, path, value) if self.comments.is_full else value
        for entry in entries:
            yield from self._entry(entry, f"{path}.{entry.key}", column)

    def _items(self, items: list[Block], path: str, column: int) -> Iterator[str]:
        """Write a list of mappings; only the first shows what else there is."""
        for place, item in enumerate(items):
            inner = list(self._block(item, path, column + _STEP)) if not place else self._bare(item, column)
            first = next(number for number, line in enumerate(inner) if not line.lstrip().startswith("#"))
            inner[first] = " " * column + "- " + inner[first].lstrip()
            yield from (line[_STEP:] if number < first else line for number, line in enumerate(inner))

    def _bare(self, item: Block, column: int) -> list[str]:
        return [line for entry in item for line in _plain(entry, column + _STEP)]


def _is_list_of_blocks(value: Value) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], tuple)


def _plain(entry: Entry, column: int) -> Iterator[str]:
    """Write a key and its value without any comment."""
    key, value = f"{' ' * column}{entry.key}:", entry.value
    if isinstance(value, tuple):
        yield key
        yield from (line for each in value for line in _plain(each, column + _STEP))
    elif isinstance(value, list):
        yield key
        for item in value:
            yield from _item(item, column + _STEP)
    elif isinstance(value, str) and (is_block_text(value) or entry.key == "kubeanConfig"):
        yield key + (" |" if value.endswith("\n") else " |-")
        lines = value.removesuffix("\n").split("\n")
        yield from (" " * (column + _STEP) + line if line else "" for line in lines)
    else:
        yield f"{key} {render_scalar(value)}"


def _item(item: object, column: int) -> Iterator[str]:
    if not isinstance(item, tuple):
        yield f"{' ' * column}- {render_scalar(item)}"
        return
    lines = [line for entry in item for line in _plain(entry, column + _STEP)]
    yield " " * column + "- " + lines[0].lstrip()
    yield from lines[1:]


def _out(line: str, column: int) -> str:
    """Turn a line into comment, so that taking out the mark and its blank puts it back."""
    return (" " * column + "# " + line[column:]).rstrip()
