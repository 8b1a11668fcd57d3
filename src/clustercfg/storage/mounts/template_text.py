"""The lines that the document's own commands print: `hostPath: … containerPath: …`."""

from __future__ import annotations

import re

from clustercfg.storage.mounts.container import Container, Mount
from clustercfg.translation import gettext as _

__all__ = ["container_of", "is_template_text"]

_LINE = re.compile(
    r"^[ \t]*hostPath:[ \t]*(?P<source>.*?)[ \t]*containerPath:[ \t]*(?P<destination>/.*?)[ \t]*$",
    re.MULTILINE,
)


def is_template_text(text: str) -> bool:
    """Return whether `text` has such a line."""
    return bool(_LINE.search(text))


def container_of(text: str) -> Container:
    """Return the mounts of all lines; an empty host path is something in memory."""
    return Container("", tuple(_mount(match) for match in _LINE.finditer(text)))


def _mount(match: re.Match[str]) -> Mount:
    source = match["source"] or None
    refusal = "" if source else _("it has no directory on the host")
    return Mount(match["destination"], source, "bind" if source else "tmpfs", refusal=refusal)
