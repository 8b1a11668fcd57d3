"""Where a document takes its packages from, and whether that makes an offline installation."""

from __future__ import annotations

from collections.abc import Iterator

from clustercfg.linting.view import State, View
from clustercfg.models.kinds import DISCRIMINATORS
from clustercfg.yamltext.paths import Path

__all__ = ["SOURCES", "creates_cluster", "is_online", "offline_sources", "source_kind"]

SOURCES = ("osRepos", "imagesAndCharts", "binaries")
"""The blocks below `spec` that name a source, in the order of the documents."""

_TELLING_KEYS = (
    "externalRepoUsername",
    "externalRepoPassword",
    "externalRepoEndpoint",
    "externalRepository",
)
_ONLINE = ("official-service", "none")
_OLDER = {"osRepos": "spec.repoConfig", "imagesAndCharts": "spec.registry", "binaries": "spec.imageConfig"}


def source_kind(view: View, block: str) -> str | None:
    """Return the kind of source that `block` names, as `kinds.DISCRIMINATORS` calls them; None when that is unsure."""
    path = ("spec", block)
    slot = view.slot(path)
    if slot is None:
        # A block of an older version is left out of the view, but somebody meant it.
        sure = view.lacks(path) and view.document.find(_OLDER[block]) is None
        return "official-service" if sure else None
    if slot.state is not State.GOOD or not _type_is_sure(view, (*path, "type")):
        return None
    data: dict[str, object] = {"type": view.get((*path, "type"))}
    for key in _TELLING_KEYS:
        if found := view.slot((*path, key)):
            data[key] = found.value if isinstance(found.value, str) else found.node
    return DISCRIMINATORS[block](data)


def _type_is_sure(view: View, path: Path) -> bool:
    return view.get(path) is not None or view.lacks(path)


def offline_sources(view: View) -> Iterator[Path]:
    """Yield the paths of the blocks that surely take packages from the bootstrap node or from the operator."""
    for block in SOURCES:
        kind = source_kind(view, block)
        if kind is not None and kind not in _ONLINE:
            yield "spec", block


def is_online(view: View) -> bool:
    """Return whether everything surely comes from the internet, or is installed by hand."""
    return all(source_kind(view, block) in _ONLINE for block in SOURCES)


def creates_cluster(view: View) -> bool:
    """Return whether the installer will make the cluster: it was said so, or there are masters."""
    if view.mode != "auto":
        return view.mode == "cluster-create"
    return next(view.items("spec.masterNodes"), None) is not None
