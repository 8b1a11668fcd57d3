"""Migration: the new text, and what became of every key."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from clustercfg.yamltext.document import Document

__all__ = ["AnyDocument", "Change", "ChangeKind", "Migration"]

_REPORT_VERSION = 1

AnyDocument = TypeVar("AnyDocument", bound=Document)


class ChangeKind(str, enum.Enum):
    """What became of a key."""

    NEEDS_HUMAN = "needs-human"
    """A person must give or check a value."""
    DROPPED = "dropped"
    """It has no successor; its comments stayed."""
    MOVED = "moved"
    """It stands in another block, perhaps under another name."""
    RENAMED = "renamed"
    """It has another name in the same block."""
    CHANGED = "changed"
    """It has another value at the same place."""
    ADDED = "added"
    """It was not there."""
    COMMENTED = "commented"
    """An older key that is commented out; it stays as it is."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one key. Paths are dotted; lines start at 1. No value of the document is quoted."""

    kind: ChangeKind
    source: str = ""
    """Its path in the text that was given, empty for what was not there; of a key in a comment only its name."""
    target: str = ""
    """Its path in the new text, empty for what is no longer there."""
    source_line: int | None = None
    target_line: int | None = None
    reason: str = ""
    """Why, or what to do, in the language in which `migrate` was called; may be empty where the paths say it all."""
    placeholder: bool = False
    """Whether a placeholder stands there that must be replaced; lint names it (CC214)."""

    def to_dict(self) -> dict[str, Any]:
        """Return the change as it stands in the JSON report."""
        return {
            "kind": self.kind.value,
            "source": self.source or None,
            "target": self.target or None,
            "sourceLine": self.source_line,
            "targetLine": self.target_line,
            "reason": self.reason,
            "placeholder": self.placeholder,
        }


@dataclass(frozen=True, slots=True)
class Migration(Generic[AnyDocument]):
    """What came of migrating a document, which itself stays as it was.

    `document` holds the new text and saves to the file of the one that was given. `source_version` and
    `target_version` are versions as in `v1alpha3`; `changed` is False when there was nothing to do.
    """

    document: AnyDocument = field(repr=False)
    source_version: str
    target_version: str
    changes: tuple[Change, ...]
    changed: bool

    @property
    def text(self) -> str:
        """The new text."""
        return self.document.text

    @property
    def needs_human(self) -> tuple[Change, ...]:
        """What a person must give or check before the file is used."""
        return tuple(each for each in self.changes if each.kind is ChangeKind.NEEDS_HUMAN)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON-like data, without the text."""
        return {
            "version": _REPORT_VERSION,
            "sourceVersion": self.source_version,
            "targetVersion": self.target_version,
            "changed": self.changed,
            "changes": [each.to_dict() for each in self.changes],
        }
