"""The report of a migration as lines for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clustercfg.linting.reports.characters import printable, wrap
from clustercfg.migration.report import Change, ChangeKind
from clustercfg.translation import gettext as _
from clustercfg.translation import mark, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clustercfg.migration.report import Migration

__all__ = ["migration_lines"]

_TITLES = {
    ChangeKind.NEEDS_HUMAN: mark("to fill in or to check (lines of the new text):"),
    ChangeKind.DROPPED: mark("dropped (lines of the old text; comments stayed):"),
    ChangeKind.MOVED: mark("moved (lines of the old text):"),
    ChangeKind.RENAMED: mark("renamed (lines of the old text):"),
    ChangeKind.CHANGED: mark("changed (lines of the old text):"),
    ChangeKind.ADDED: mark("added (lines of the new text):"),
    ChangeKind.COMMENTED: mark("left commented out, although outdated (lines of the new text):"),
}
_OF_NEW_TEXT = (ChangeKind.NEEDS_HUMAN, ChangeKind.ADDED, ChangeKind.COMMENTED)
_INDENT = 7


def migration_lines(migration: Migration[Any], name: str, width: int) -> Iterator[str]:
    """Yield the lines of the report on the file `name`, each at most `width` columns where words allow it."""
    yield _headline(migration, printable(name))
    for kind, title in _TITLES.items():
        changes = [each for each in migration.changes if each.kind is kind]
        if changes:
            yield _(title)
        for change in changes:
            yield from _lines(change, width)
    count = sum(each.placeholder for each in migration.changes)
    if count:
        yield ngettext(
            "clustercfg: {count} placeholder must be filled in; `clustercfg lint` names it",
            "clustercfg: {count} placeholders must be filled in; `clustercfg lint` names them",
            count,
        ).format(count=count)


def _headline(migration: Migration[Any], name: str) -> str:
    if not migration.changed:
        message = _("clustercfg: {name} is of {version} already, nothing to migrate")
        return message.format(name=name, version=migration.target_version)
    if migration.source_version == migration.target_version:
        message = _("clustercfg: {name} is of {version}, but has keys of older versions")
        return message.format(name=name, version=migration.target_version)
    message = _("clustercfg: {name} goes from {source} to {target}")
    return message.format(name=name, source=migration.source_version, target=migration.target_version)


def _lines(change: Change, width: int) -> Iterator[str]:
    line = change.target_line if change.kind in _OF_NEW_TEXT else change.source_line
    first, *rest = wrap(_sentence(change), width - _INDENT)
    yield f"{line or '':>{_INDENT - 2}}  {first}"
    yield from (" " * _INDENT + each for each in rest)


def _sentence(change: Change) -> str:
    places = [change.source, change.target]
    if change.kind in _OF_NEW_TEXT:
        places = [change.target or change.source]
    arrow = " -> ".join(dict.fromkeys(printable(each) for each in places if each))
    return f"{arrow}: {change.reason}" if change.reason else arrow
