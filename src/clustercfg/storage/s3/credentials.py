"""Who asks."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Credentials"]


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user of S3-compatible storage."""

    user: str = field(repr=False)
    secret: str = field(repr=False)

    @property
    def can_be_sent(self) -> bool:
        """Whether a header can carry the user name."""
        return self.user.isascii() and self.user.isprintable()

    @property
    def has_blanks(self) -> bool:
        """Whether one of them begins or ends with a blank, or holds a line break: nearly always a slip."""
        return any(each != each.strip() or "\n" in each for each in (self.user, self.secret))
