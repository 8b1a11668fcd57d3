"""Every target by its name."""

from __future__ import annotations

from fuzz_target import Target
from fuzz_yaml import LINT, READER

__all__ = ["TARGETS"]

TARGETS: dict[str, Target] = {each.name: each for each in (READER, LINT)}
