"""Every target by its name."""

from __future__ import annotations

from fuzz_arguments import ARGUMENTS
from fuzz_edits import EDITS
from fuzz_storage import MOUNTS, NGINX
from fuzz_tarballs import TARBALLS
from fuzz_yaml import LINT, READER

__all__ = ["TARGETS"]

_ALL = (READER, LINT, EDITS, NGINX, MOUNTS, TARBALLS, ARGUMENTS)
TARGETS = {target.name: target for target in _ALL}
