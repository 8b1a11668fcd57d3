"""The directory behind an endpoint: where all files of the packages have to be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from clustercfg.storage.nginx.configuration import Configuration
from clustercfg.storage.nginx.patience import patience
from clustercfg.storage.nginx.requests import Request
from clustercfg.storage.nginx.resolve import Resolution, resolve
from clustercfg.storage.nginx.samples import SAMPLE_PATHS
from clustercfg.storage.reasons import Confidence, Reason, confidence_of
from clustercfg.translation import gettext as _

__all__ = ["EndpointMapping", "PathGroup", "map_endpoint"]

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class PathGroup:
    """Paths that nginx treats alike."""

    directory: str | None
    """Below which each path would be a file of the same relative path; None if there is no such directory."""
    answer: str
    status: int | None
    server: str | None
    """Where the `server` block is, as file:line."""
    server_rule: str
    location: str | None
    """The `location` as it is written."""
    location_place: str | None
    location_rule: str
    base: str | None
    """`root` or `alias` with its argument."""
    base_place: str | None
    reasons: tuple[Reason, ...]
    count: int
    examples: tuple[str, ...]

    @property
    def confidence(self) -> Confidence:
        """How sure this is."""
        return confidence_of(self.reasons)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "directory": self.directory,
            "answer": self.answer,
            "status": self.status,
            "confidence": self.confidence.value,
            "server": {"place": self.server, "rule": self.server_rule},
            "location": {"text": self.location, "place": self.location_place, "rule": self.location_rule},
            "base": {"text": self.base, "place": self.base_place},
            "reasons": [reason.to_dict() for reason in self.reasons],
            "count": self.count,
            "examples": list(self.examples),
        }


@dataclass(frozen=True, slots=True)
class EndpointMapping:
    """What nginx does with all paths below an endpoint; the largest group comes first."""

    groups: tuple[PathGroup, ...]
    sampled: bool
    """Whether the paths were only typical ones and not those of the packages."""

    @property
    def directory(self) -> str | None:
        """The one directory for all paths, or None when there is not exactly one."""
        found = {group.directory for group in self.groups}
        return self.groups[0].directory if len(found) == 1 else None

    @property
    def confidence(self) -> Confidence:
        """How sure the whole is."""
        return confidence_of(reason for group in self.groups for reason in group.reasons)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "directory": self.directory,
            "confidence": self.confidence.value,
            "sampled": self.sampled,
            "groups": [group.to_dict() for group in self.groups],
        }


def map_endpoint(
    configuration: Configuration, endpoint: Request, paths: Iterable[str] = ()
) -> EndpointMapping:
    """Resolve every one of `paths` (relative, as in the packages) below `endpoint`; typical ones if there are none."""
    asked = list(paths)
    collected: dict[tuple[Any, ...], list[tuple[str, Resolution]]] = {}
    with patience():
        for path in asked or SAMPLE_PATHS:
            resolution = resolve(configuration, endpoint.below(path))
            collected.setdefault(_likeness(path, resolution), []).append((path, resolution))
    groups = sorted((_group(members) for members in collected.values()), key=lambda group: -group.count)
    return EndpointMapping(tuple(groups), not asked)


def _likeness(path: str, resolution: Resolution) -> tuple[Any, ...]:
    outcome = resolution.outcome
    place = resolution.location.directive.place if resolution.location else None
    return (
        directory_of(resolution, path),
        outcome.answer,
        outcome.status,
        place,
        resolution.server and resolution.server.directive.place,
        tuple((reason.code, reason.place, reason.text) for reason in resolution.reasons),
    )


def directory_of(resolution: Resolution, path: str) -> str | None:
    """Return the directory in which `path` would have to be, if nginx keeps the path as it is."""
    file = resolution.outcome.path
    if file is None or not file.endswith(f"/{path}"):
        return None
    return file[: -len(path)].rstrip("/") or "/"


def _group(members: list[tuple[str, Resolution]]) -> PathGroup:
    path, resolution = members[0]
    server, location, base = resolution.server, resolution.location, resolution.base
    return PathGroup(
        directory_of(resolution, path),
        resolution.outcome.answer,
        resolution.outcome.status,
        str(server.directive.place) if server else None,
        resolution.server_rule,
        str(location) if location else None,
        str(location.directive.place) if location else None,
        resolution.location_rule,
        str(base) if base else None,
        str(base.place) if base else None,
        (*resolution.reasons, *_moved(resolution, path)),
        len(members),
        tuple(member for member, _resolution in members[:_EXAMPLES]),
    )


def _moved(resolution: Resolution, path: str) -> list[Reason]:
    """Say when files are served, but not under their own path."""
    file = resolution.outcome.path
    if file is None or directory_of(resolution, path) is not None:
        return []
    text = _("nginx looks for {path} at {file}: no directory can be filled so that this fits all files")
    return [
        Reason(
            "path-changed", text.format(path=path, file=file), Confidence.INDETERMINATE, _place(resolution)
        )
    ]


def _place(resolution: Resolution) -> Any:
    return resolution.base.place if resolution.base else None
