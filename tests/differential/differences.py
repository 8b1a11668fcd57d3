"""What our reader makes of a text, held against what libyaml and Go make of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from clustercfg.yamltext.document import Document, plain_value
from clustercfg.yamltext.nodes import MappingNode, Node, ScalarNode
from real_parts import GoAnswer, GoReader
from test_go_documents import alike

__all__ = ["SUITE", "Case", "Difference", "differences", "suite"]

SUITE = Path(__file__).parent / "yaml-test-suite.json"


@dataclass(frozen=True, slots=True)
class Case:
    """One case of the official test suite."""

    name: str
    valid: bool
    text: str


@cache
def suite() -> tuple[Case, ...]:
    """Return the official YAML test suite."""
    return tuple(
        Case(each["id"], each["valid"], each["yaml"]) for each in json.loads(SUITE.read_text("utf-8"))
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that we are silent about."""

    kind: str
    text: str
    told: str


def differences(texts: Iterable[str], go: GoReader) -> Iterator[Difference | None]:
    """Yield for each text what is wrong with our silence; None for a text that we find fault with, or read alike."""
    known = list(texts)
    for text, answer in zip(known, go.read(known), strict=True):
        yield _difference(text, answer)


def _difference(text: str, answer: GoAnswer) -> Difference | None:
    document = Document(text)
    root = document.root
    # A text that is one scalar is no configuration; lint says so.
    if document.problems or isinstance(root, ScalarNode):
        return None
    if answer.error is not None:
        return Difference("Go refuses", text, answer.error)
    ours = None if root is None else alike(plain_value(root))
    if alike(answer.value) != ours:
        return Difference("Go reads other data", text, repr(answer.value))
    theirs = _libyaml_tree(text)
    if theirs is not None and theirs != _tree(root):
        return Difference("libyaml reads other data", text, repr(theirs))
    return None


def _tree(node: Node | None) -> Any:
    """Return keys and values as texts, whatever their type, in their order."""
    if isinstance(node, ScalarNode):
        return node.text
    if isinstance(node, MappingNode):
        return [(entry.key.text, _tree(entry.value)) for entry in node.entries]
    return None if node is None else ["list", *(_tree(item.value) for item in node.items)]


def _libyaml_tree(text: str) -> Any:
    """Return the same of the first document as libyaml composes it; None where it refuses the text, or finds nothing.

    Only for small texts: it recurses.
    """
    loader = yaml.CBaseLoader(text)
    try:
        found = loader.get_node() if loader.check_node() else None
    except yaml.YAMLError:
        return None
    finally:
        loader.dispose()
    return None if found is None else _composed(found)


def _composed(node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.MappingNode):
        return [(_composed(key), _composed(value)) for key, value in node.value]
    return ["list", *map(_composed, node.value)]
