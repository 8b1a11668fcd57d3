"""Read and save every YAML file below some folders, and see that each byte stays.

    make no-op FOLDERS="examples ../configs"

The files themselves are only read: what is saved are copies. Exit code 1 says that a byte changed somewhere.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from untouched import fault_of, files_in

__all__ = ["main"]


def main(words: list[str] | None = None) -> int:
    """Print how many files stayed as they were, and which did not."""
    folders = [Path(word) for word in (sys.argv[1:] if words is None else words)]
    files = list(files_in(folders))
    with tempfile.TemporaryDirectory() as scratch:
        faults = {path: fault for path in files if (fault := fault_of(path, Path(scratch)))}
    for path, fault in faults.items():
        print(f"{path}: {fault}")
    print(f"{len(files)} files read and saved, {len(faults)} changed")
    return 1 if faults or not files else 0


if __name__ == "__main__":
    sys.exit(main())
