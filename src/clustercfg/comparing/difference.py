"""One difference between two documents."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any

__all__ = ["Difference", "Kind"]


class Kind(enum.Enum):
    """How two documents differ at one place."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    ORDER = "order"
    """The same items in another order."""
    DEFAULT = "default"
    """One document writes out the default that the other leaves to the installer: no difference of meaning."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference; secrets in `before` and `after` are masked, None stands for nothing.

    `path` names machines in place of their index: `spec.masterNodes[g-master1].ip`. `secret` says that a secret is part
    of it; where `before` and `after` are equal then, only the secret changed.
    """

    path: str
    kind: Kind
    before: Any = None
    after: Any = None
    secret: bool = False

    @property
    def matters(self) -> bool:
        """Whether the installer is told something else."""
        return self.kind is not Kind.DEFAULT

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "path": self.path,
            "kind": self.kind.value,
            "before": self.before,
            "after": self.after,
            "secret": self.secret,
        }
