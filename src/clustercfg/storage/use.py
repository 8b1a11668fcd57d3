"""Writes into a document where Kubernetes binaries come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from clustercfg.errors import EditRefusedError
from clustercfg.translation import gettext as _
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.edits.operations import Operation, Rename, Set, Unset
from clustercfg.yamltext.nodes import MappingNode, ScalarNode
from clustercfg.yamltext.paths import Path

__all__ = ["BinariesSource", "use_source"]

_BLOCK: Path = ("spec", "binaries")
_KEYS = (
    "type",
    "externalRepoEndpoint",
    "externalRepoUsername",
    "externalRepoPassword",
    "externalRepository",
)
"""All keys of the block, in the order in which the guide for external binaries writes them."""


@dataclass(frozen=True, slots=True)
class BinariesSource:
    """Where binaries come from; with a user and a password the endpoint is S3-compatible storage."""

    type: Literal["official-service", "builtin", "external"]
    endpoint: str | None = None
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    def to_dict(self) -> dict[str, str]:
        """Return the block as the document has it. It holds the password."""
        given = {
            "type": self.type,
            "externalRepoEndpoint": self.endpoint,
            "externalRepoUsername": self.user,
            "externalRepoPassword": self.password,
        }
        return {key: value for key, value in given.items() if value is not None}


def use_source(document: Document, source: BinariesSource) -> None:
    """Let `spec.binaries` say `source`: set its keys and take out those of another kind of source.

    Comments, order, and keys that do not belong to the procedure stay as they are.

    Raises:
        EditRefusedError: it cannot be done without changing anything else; nothing was changed.
    """
    document.apply(_operations(document, source.to_dict()))


def _operations(document: Document, wanted: Mapping[str, str]) -> list[Operation]:
    block = document.node(_BLOCK)
    if block is None or (isinstance(block, ScalarNode) and block.is_null):
        if document.find("binaries") is not None:
            raise EditRefusedError(
                _("binaries stands outside of spec; `clustercfg lint --fix --unsafe-fixes` moves it there")
            )
        return [Set(_BLOCK, dict(wanted))]
    if not isinstance(block, MappingNode):
        raise EditRefusedError(_("spec.binaries is no block of keys"))
    return _changes(block, wanted)


def _changes(block: MappingNode, wanted: Mapping[str, Any]) -> list[Operation]:
    present = [entry.key.text for entry in block.entries]
    renames = {
        key: _known(key) for key in present if key not in _KEYS and _known(key) not in (None, *present)
    }
    spelled = [renames.get(key) or key for key in present]
    return [
        *(Rename((*_BLOCK, key), name) for key, name in renames.items() if name is not None),
        *(Set((*_BLOCK, key), value) for key, value in wanted.items()),
        *(Unset((*_BLOCK, key)) for key in spelled if _known(key) is not None and key not in wanted),
    ]


def _known(key: str) -> str | None:
    """Return the key that `key` means in another case, as a Kubernetes-style reader takes it."""
    return next((each for each in _KEYS if each.lower() == key.lower()), None)
