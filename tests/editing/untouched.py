"""Whether a file comes out of reading and saving as it went in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import clustercfg

__all__ = ["fault_of", "files_in"]

MOST_BYTES = 1024 * 1024


def files_in(folders: Iterable[Path]) -> Iterator[Path]:
    """Yield every YAML file below the folders, and those that are named themselves."""
    for folder in folders:
        yield from sorted(folder.rglob("*.y*ml")) if folder.is_dir() else [folder]


def fault_of(path: Path, scratch: Path) -> str | None:
    """Read a copy of the file below `scratch`, save it back and elsewhere; return what is wrong, None if nothing.

    A file that is no text is refused, which is no fault. One with a valid configuration is also updated with it.
    """
    data = path.read_bytes()
    copy, elsewhere = scratch / "copy.yaml", scratch / "elsewhere.yaml"
    copy.write_bytes(data)
    elsewhere.unlink(missing_ok=True)
    loaded = clustercfg.load(copy)
    document = loaded.document
    if document is None:
        return None if loaded.report.errors else "not read, and no word about it"
    if loaded.config is not None:
        document.update(loaded.config)
    document.apply([])
    document.save()
    document.save(elsewhere)
    for place in (copy, elsewhere):
        if place.read_bytes() != data:
            return f"{place.name} has other bytes"
    return None
