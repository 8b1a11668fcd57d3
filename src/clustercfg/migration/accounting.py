"""From the trail of a migration to its report: every key that did not simply stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clustercfg.linting.header import OLD_API_VERSIONS
from clustercfg.migration.report import Change, ChangeKind
from clustercfg.migration.trail import Record, Trail, paths_below
from clustercfg.models.history import MOVED, MovedKey
from clustercfg.yamltext.document import Document
from clustercfg.yamltext.nodes import Entry, ScalarNode
from clustercfg.yamltext.paths import Path, format_path

__all__ = ["account"]

_COMMENTED_KEY = re.compile(r"#+([ ]*(?:-[ ]+)?)['\"]?([A-Za-z]\w*)['\"]?:(?=[ \t]|\Z)")
_ORDER = list(ChangeKind)


def account(before: Document, after: Document, trail: Trail, version: str) -> tuple[Change, ...]:
    """Return what became of the keys of `before` in `after`: what needs a person first, then by line.

    `version` is that of `after`: a commented-out key that it still knows is not worth telling.
    """
    changes = [*_stayed(before, after, trail), *_gone(before, trail), *_commented(after, version)]
    return tuple(sorted(changes, key=_rank))


def _rank(change: Change) -> tuple[int, int, int]:
    lines = change.source_line or 0, change.target_line or 0
    return _ORDER.index(change.kind), *(reversed(lines) if change.kind is ChangeKind.NEEDS_HUMAN else lines)


def _stayed(before: Document, after: Document, trail: Trail) -> Iterator[Change]:
    there = set(paths_below(after.root))
    for path, record in trail:
        if path not in there:
            continue
        for remark in record.remarks:
            yield _change(
                ChangeKind.NEEDS_HUMAN, before, after, record.origin, path, remark.reason, remark.placeholder
            )
        kind = _kind(after, trail, path, record)
        if kind is not None:
            yield _change(kind, before, after, record.origin, path, record.reason)


def _kind(after: Document, trail: Trail, path: Path, record: Record) -> ChangeKind | None:
    """What became of a key; None for one that stayed, or only went along with its block."""
    if record.origin is None:
        asked = any(each.placeholder for each in record.remarks)
        return ChangeKind.ADDED if isinstance(after.node(path), ScalarNode) and not asked else None
    same_block = trail.origin(path[:-1]) == record.origin[:-1] or path[:-1] == record.origin[:-1]
    if same_block and path[-1] == record.origin[-1]:
        return ChangeKind.CHANGED if record.changed else None
    return ChangeKind.RENAMED if same_block else ChangeKind.MOVED


def _gone(before: Document, trail: Trail) -> Iterator[Change]:
    for origin, reason in trail.dropped:
        yield Change(ChangeKind.DROPPED, format_path(origin), "", _line(before, origin), None, reason)


def _change(
    kind: ChangeKind,
    before: Document,
    after: Document,
    origin: Path | None,
    path: Path,
    reason: str,
    placeholder: bool = False,
) -> Change:
    return Change(
        kind,
        format_path(origin) if origin else "",
        format_path(path),
        _line(before, origin) if origin else None,
        _line(after, path),
        reason,
        placeholder,
    )


def _line(document: Document, path: Path) -> int | None:
    found = document.find(path)
    if found is None:
        return None
    return document.line_and_column(found.key.start if isinstance(found, Entry) else found.start)[0]


# ---- older keys in comments


def _commented(after: Document, version: str) -> Iterator[Change]:
    """Older keys that are commented out: they stay, and who wants them back must know their successors."""
    outdated = {each.key: each for each in MOVED if _is_outdated(each, version)}
    last, depth = 0, -1
    for comment in after.comments:
        line, match = after.line_and_column(comment.start)[0], _COMMENTED_KEY.match(comment.text)
        if line != last + 1 or (match and len(match[1]) <= depth):
            depth = -1
        last = line
        if comment.alone and match and depth < 0 and match[2] in outdated:
            depth = len(match[1])
            reason = outdated[match[2]].explain()
            yield Change(ChangeKind.COMMENTED, match[2], "", None, line, reason)


def _is_outdated(moved: MovedKey, version: str) -> bool:
    """Whether a key of this name says nothing any more, wherever it stands."""
    successor = (moved.successor or "").rpartition(".")[2]
    return moved.until in OLD_API_VERSIONS and moved.until < version and successor != moved.key
