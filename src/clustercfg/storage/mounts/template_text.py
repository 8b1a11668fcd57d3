"""The lines that the document's own commands print: `hostPath: … containerPath: …`."""

from __future__ import annotations

from collections.abc import Iterator

from clustercfg.storage.mounts.container import Container, Mount
from clustercfg.translation import gettext as _

__all__ = ["container_of", "is_template_text"]

_FROM, _TO = "hostPath:", "containerPath:"
_BLANKS = " \t\r"


def is_template_text(text: str) -> bool:
    """Return whether `text` has such a line."""
    return any(_pairs(text))


def container_of(text: str) -> Container:
    """Return the mounts of all lines; an empty host path is something in memory."""
    return Container("", tuple(_mount(*pair) for pair in _pairs(text)))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Yield the source and the destination that each such line names."""
    for line in text.split("\n"):
        start, found, rest = line.strip(_BLANKS).partition(_FROM)
        source, between, destination = rest.rpartition(_TO)
        if found and between and not start and destination.strip(_BLANKS).startswith("/"):
            yield source.strip(_BLANKS), destination.strip(_BLANKS)


def _mount(source: str, destination: str) -> Mount:
    refusal = "" if source else _("it has no directory on the host")
    return Mount(destination, source or None, "bind" if source else "tmpfs", refusal=refusal)
