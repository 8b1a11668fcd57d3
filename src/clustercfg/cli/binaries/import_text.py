"""What an import will do, has done or has taken back, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustercfg.cli.binaries.amounts import bytes_text, files_text, seconds_text
from clustercfg.linting.reports.characters import printable, wrap
from clustercfg.storage.package import State
from clustercfg.translation import clauses, mark
from clustercfg.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from clustercfg.storage.package import ImportReport, Plan, RemovalReport, VerificationReport
    from clustercfg.storage.package.contents import Group
    from clustercfg.storage.package.plan import TarballPart

__all__ = ["import_lines", "plan_lines", "removal_lines", "verification_lines"]

_STATES = {
    State.NEW: mark("not there yet"),
    State.CHANGED: mark("there, but different"),
    State.EQUAL: mark("there and equal"),
}
_MOST_NAMES = 20


def plan_lines(plan: Plan, width: int) -> Iterator[str]:
    """Yield what the import of a plan would do."""
    yield from _contents(plan, width)
    yield ""
    yield _("into {root}:").format(root=printable(str(plan.root)))
    for state, title in _STATES.items():
        yield "  " + _("{title}: {amount}").format(title=_(title), amount=_amount(plan, state))
    yield "  " + _space(plan)
    yield from _named(_("to be replaced:"), [file.path for file in plan.having(State.CHANGED)])
    yield from _conflicts(plan)
    yield ""
    yield _("nothing was written (--dry-run)")


def import_lines(report: ImportReport, width: int) -> Iterator[str]:
    """Yield what an import has done."""
    plan = report.plan
    yield from _contents(plan, width)
    yield from _conflicts(plan)
    yield ""
    if not plan.to_write:
        yield _("everything is in {root} already: {amount}").format(
            root=printable(str(plan.root)), amount=_amount(plan, State.EQUAL)
        )
        return
    yield _("imported into {root} in {time}: {new} new, {changed} replaced, {equal} there and equal").format(
        root=printable(str(plan.root)),
        time=seconds_text(report.seconds),
        new=_amount(plan, State.NEW),
        changed=_amount(plan, State.CHANGED),
        equal=_amount(plan, State.EQUAL),
    )


def verification_lines(report: VerificationReport) -> Iterator[str]:
    """Yield what hashing all imported files has shown."""
    yield from _named(_("changed since the import:"), report.changed)
    yield from _named(_("missing:"), report.missing)
    yield _("{root}: {files} hashed ({size}, {time}), {changed} changed, {missing} missing").format(
        root=printable(str(report.root)),
        files=files_text(report.files),
        size=bytes_text(report.size),
        time=seconds_text(report.seconds),
        changed=len(report.changed),
        missing=len(report.missing),
    )


def removal_lines(report: RemovalReport, *, dry_run: bool) -> Iterator[str]:
    """Yield what was taken back, or would be."""
    yield from _named(_("left, because somebody has changed it since:"), report.changed)
    yield from _named(_("left, because it was there before the import:"), report.found_before)
    yield from _named(_("gone already:"), report.missing)
    text = (
        _("{root}: {files} would be removed ({size})") if dry_run else _("{root}: {files} removed ({size})")
    )
    yield text.format(
        root=printable(str(report.root)),
        files=files_text(len(report.removed)),
        size=bytes_text(report.removed_bytes),
    )


def _contents(plan: Plan, width: int) -> Iterator[str]:
    for part in plan.tarballs:
        yield from wrap(_tarball(part), width)
    yield ""
    yield from _listed(_("at the top"), _groups(plan.top_folders), width)
    yield from _listed(_("architectures"), _groups(plan.architectures), width)
    yield from _listed(
        _("versions"), (f"{name} {', '.join(found)}" for name, found in plan.versions.items()), width
    )


def _tarball(part: TarballPart) -> str:
    text = _("{path}: {files}, {size}, unpacked {unpacked}").format(
        path=printable(str(part.path)),
        files=files_text(part.files),
        size=bytes_text(part.size),
        unpacked=bytes_text(part.content_size),
    )
    if part.stripped:
        text += _("; {prefix} is stripped").format(prefix=printable(part.stripped))
    if part.lifted:
        text += _("; the extra level files.m.daocloud.io/ is taken away")
    return text


def _groups(groups: Sequence[Group]) -> Iterator[str]:
    for group in groups:
        name = printable(group.name) or _("(no folder)")
        yield _("{name} ({files}, {size})").format(
            name=name, files=files_text(group.files), size=bytes_text(group.size)
        )


def _listed(title: str, texts: Iterable[str], width: int) -> Iterator[str]:
    joined = clauses(texts)
    if joined:
        first, *rest = wrap(_("{title}: {evidence}").format(title=title, evidence=joined), width - 2)
        yield first
        yield from ("  " + line for line in rest)


def _amount(plan: Plan, state: State) -> str:
    files = plan.having(state)
    if not files:
        return files_text(0)
    return _("{files} ({size})").format(
        files=files_text(len(files)), size=bytes_text(sum(file.size for file in files))
    )


def _space(plan: Plan) -> str:
    text = _("space: {needed} needed, {free} free").format(
        needed=bytes_text(plan.bytes_needed), free=bytes_text(plan.space.free_bytes)
    )
    return text if plan.has_space else text + _("; that is not enough")


def _conflicts(plan: Plan) -> Iterator[str]:
    yield from _named(
        _("held more than once with different content; as with tar, the last one counts:"), plan.conflicts
    )


def _named(title: str, paths: Sequence[str]) -> Iterator[str]:
    if not paths:
        return
    yield title
    yield from ("  " + printable(path) for path in paths[:_MOST_NAMES])
    if len(paths) > _MOST_NAMES:
        yield "  " + _("and {count} more (--format json names all)").format(count=len(paths) - _MOST_NAMES)
