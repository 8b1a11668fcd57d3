"""Looks at the directory that files are to be imported into."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clustercfg.errors import reason_of
from clustercfg.storage.findings import Finding, Verdict
from clustercfg.storage.workers import Worker
from clustercfg.translation import gettext as _

__all__ = ["Demand", "look_at_directory"]

_RESERVE = 1.05
"""More than the files' own size: folders, blocks that are not full."""
_MEGABYTE = 10**6
_SELINUX = Path("/sys/fs/selinux/enforce")
_SERVED_TYPES = (
    "httpd_sys_content_t",
    "httpd_sys_rw_content_t",
    "public_content_t",
    "container_file_t",
    "svirt_sandbox_file_t",
)


@dataclass(frozen=True, slots=True)
class Demand:
    """What the packages will need."""

    size: int
    """Bytes."""
    files: int


def look_at_directory(
    directory: Path, *, worker: Worker | None = None, start: Path | None = None, demand: Demand | None = None
) -> Iterator[Finding]:
    """Yield what is found: whether it is there, writable by us, readable by the web server, and large enough.

    Nothing is made or changed. `start` is the part of the path above which the web server needs no rights: the source of a
    mount, because the server sees only what is below.
    """
    missing = _missing(directory)
    if missing:
        yield missing
        return
    yield Finding("directory", Verdict.PASS, _("{path} is there").format(path=directory))
    yield _writable(directory)
    yield _readable(directory, worker or Worker(), start or Path("/"))
    if demand:
        yield from _room(directory, demand)
    yield from _labels(directory)


def _missing(directory: Path) -> Finding | None:
    try:
        found = directory.stat()
    except FileNotFoundError:
        text = _("{path} does not exist on this machine")
        remedy = _("make it if that is the right machine and path, or say with --node where it is")
    except OSError as error:
        text, remedy = "{path}: " + reason_of(error), _("look at it as root")
    except ValueError:  # a NUL, or half of a character
        text, remedy = "{path}: " + _("no file can have that name"), _("name the right one")
    else:
        if stat.S_ISDIR(found.st_mode):
            return None
        text, remedy = (
            _("{path} is no directory"),
            _("a single file is mounted there: mount a directory instead"),
        )
    return Finding("directory", Verdict.FAIL, text.format(path=directory), remedy)


def _writable(directory: Path) -> Finding:
    if os.statvfs(directory).f_flag & os.ST_RDONLY:
        text = _("{path} is on a file system that is mounted read-only")
        return Finding("writable", Verdict.FAIL, text.format(path=directory), _("mount it writable"))
    if os.access(directory, os.W_OK | os.X_OK):
        return Finding("writable", Verdict.PASS, _("we may write there"))
    text = _("we may not write to {path}")
    return Finding(
        "writable", Verdict.FAIL, text.format(path=directory), _("run this as its owner or as root")
    )


def _readable(directory: Path, worker: Worker, start: Path) -> Finding:
    closed = [each for each in _path_below(directory, start) if not worker.may_enter(each.stat())]
    name = worker.name or _("the web server's user")
    if not closed:
        return Finding("readable", Verdict.PASS, _("{user} may read there").format(user=name))
    text = _("{user} may not enter {path}").format(user=name, path=closed[0])
    remedy = _("chmod o+rx {path}").format(path=" ".join(map(str, closed)))
    known = worker.is_known and not _has_acl(closed[0])
    return Finding("readable", Verdict.FAIL if known else Verdict.WARN, text, remedy)


def _path_below(directory: Path, start: Path) -> Iterator[Path]:
    """Yield the folders from `start` to `directory`, as they really are behind symbolic links."""
    real, begin = directory.resolve(), start.resolve()
    for each in (*reversed(real.parents), real):
        if each == begin or begin in each.parents:
            yield each


def _has_acl(path: Path) -> bool:
    try:
        return bool(os.getxattr(path, "system.posix_acl_access"))
    except OSError:
        return False


def _room(directory: Path, demand: Demand) -> Iterator[Finding]:
    found = os.statvfs(directory)
    free, needed = found.f_bavail * found.f_frsize, int(demand.size * _RESERVE)
    text = _("{free} MB are free, the packages need {needed} MB").format(
        free=free // _MEGABYTE, needed=-(-needed // _MEGABYTE)
    )
    enough = free >= needed
    yield Finding(
        "space", Verdict.PASS if enough else Verdict.FAIL, text, "" if enough else _("make room first")
    )
    # File systems such as Btrfs have no fixed number of inodes and say 0.
    if found.f_files and found.f_favail < demand.files * _RESERVE:
        text = _("{free} inodes are free, the packages need {needed}")
        yield Finding(
            "inodes",
            Verdict.FAIL,
            text.format(free=found.f_favail, needed=demand.files),
            _("make room first"),
        )


def _labels(directory: Path) -> Iterator[Finding]:
    if not _is_enforcing():
        return
    label = _label(directory)
    kind = label.split(":")[2] if label.count(":") > 1 else label
    if kind in _SERVED_TYPES:
        yield Finding(
            "selinux", Verdict.PASS, _("SELinux is on; the directory's label is {label}").format(label=label)
        )
        return
    text = _("SELinux is on and the directory's label is {label}, which web servers may not read")
    remedy = _(
        "after the import: restorecon -R {path}, or chcon -R -t httpd_sys_content_t {path}; for a container, mount it with :z"
    )
    yield Finding("selinux", Verdict.WARN, text.format(label=label or "?"), remedy.format(path=directory))


def _is_enforcing() -> bool:
    try:
        return _SELINUX.read_text(encoding="ascii").strip() == "1"
    except OSError:
        return False


def _label(directory: Path) -> str:
    try:
        return os.getxattr(directory, "security.selinux").rstrip(b"\0").decode("ascii", "replace")
    except OSError:
        return ""
