"""Every target by its name."""

from __future__ import annotations

from fuzz_arguments import ARGUMENTS
from fuzz_edits import EDITS
from fuzz_storage import MOUNTS, NGINX, TARBALLS
from fuzz_target import Target
from fuzz_yaml import LINT, READER

__all__ = ["TARGETS"]

_ALL = (READER, LINT, EDITS, NGINX, MOUNTS, TARBALLS, ARGUMENTS)
TARGETS: dict[str, Target] = {target.name: target for target in _ALL}
